import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as it can be recognised later: the number alone may belong to somebody else by then. */
export interface ProcessMark {
  readonly pid: number;
  readonly startedAt: string;
}

/** Returns the mark of a running process, or null when there is none (a zombie has ended). */
export function markOf(pid: number): ProcessMark | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; what follows it is regular: state first, start time twentieth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const startedAt = fields[19];
    return startedAt === undefined || fields[0] === 'Z' ? null : { pid, startedAt };
  } catch {
    return null;
  }
}

export function isAlive(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.startedAt === mark.startedAt;
}

/** Ends a process: politely, and after ten seconds for good. */
export async function end(mark: ProcessMark): Promise<void> {
  for (const [signal, seconds] of [['SIGTERM', 10], ['SIGKILL', 5]] as const) {
    if (!isAlive(mark)) return;
    process.kill(mark.pid, signal);
    // A stopped process takes no polite signal before it continues.
    if (signal === 'SIGTERM') process.kill(mark.pid, 'SIGCONT');
    if (await until(() => !isAlive(mark), seconds)) return;
  }
  throw new Error(`Process ${mark.pid} does not end.`);
}

/** Waits until the condition holds; false when it does not within the time. */
export async function until(condition: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  const limit = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > limit) return false;
    await sleep(50);
  }
  return true;
}

/** Returns a loopback port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

/** Says whether a loopback port can be listened on. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}
