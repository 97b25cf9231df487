import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** The machine cannot do what is asked; the message says what is missing and how to get it. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

export interface RunOptions {
  readonly timeoutSeconds: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Variables of our own environment that the program must not see. */
  readonly unset?: readonly string[];
  readonly cwd?: string;
  readonly stdin?: string;
  /** File that takes all output as well; named in the error. */
  readonly log?: string;
}

const KEPT = 4_000;

/**
 * Runs a program to its end and returns its standard output.
 * Throws with the command, the reason and the last of its output when it fails, or is killed at its time limit.
 */
export async function run(command: readonly [string, ...string[]], options: RunOptions): Promise<string> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd: options.cwd, env: environment(options), stdio: 'pipe', detached: true });
  const log = options.log === undefined ? undefined : createWriteStream(options.log, { flags: 'a' });
  let output = '';
  let tail = '';
  const keep = (chunk: Buffer): void => {
    tail = (tail + chunk.toString()).slice(-KEPT);
    log?.write(chunk);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    keep(chunk);
  });
  child.stderr.on('data', keep);
  // A program that ends without reading its input closes the pipe; its exit status says what matters.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, options.timeoutSeconds * 1000);
  const ended = await new Promise<string | null>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('close', (code, signal) => done(code === 0 ? null : (signal ?? `exit status ${code}`)));
  });
  clearTimeout(timer);
  log?.end();
  if (ended === null) return output;
  const reason = timedOut ? `not done after ${options.timeoutSeconds} s` : ended;
  const where = options.log === undefined ? '' : `\nAll of its output: ${options.log}`;
  throw new Error(`${command.slice(0, 6).join(' ')}: ${reason}\n${tail.trim()}${where}`);
}

/** Environment of a program: ours, without and with the variables named. */
export function environment({ env, unset }: Pick<RunOptions, 'env' | 'unset'>): NodeJS.ProcessEnv {
  const all: NodeJS.ProcessEnv = { ...process.env, ...env };
  for (const name of unset ?? []) delete all[name];
  return all;
}

/** Tells the person who waits what is being done; standard output stays for results. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
