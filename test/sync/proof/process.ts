import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

/** The worker's process ended before it answered. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

interface Message {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A worker that can be killed and begun anew on the same store. */
export class Worker {
  readonly #setup: string;
  #child: ChildProcess | undefined;
  #next = 1;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();

  constructor(setup: object) {
    this.#setup = JSON.stringify(setup);
  }

  async start(): Promise<void> {
    const child = fork(WORKER, [this.#setup], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
    this.#child = child;
    const ready = Promise.withResolvers<unknown>();
    this.#waiting.set(0, ready);
    child.on('message', ({ id, result, error }: Message) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    child.once('exit', () => {
      for (const waiting of this.#waiting.values()) waiting.reject(new Killed('the worker ended'));
      this.#waiting.clear();
    });
    await ready.promise;
  }

  /** @throws Killed when the process ends first. */
  ask<T>(command: string, argument: unknown = null): Promise<T> {
    const waiting = Promise.withResolvers<unknown>();
    const id = this.#next;
    this.#next += 1;
    this.#waiting.set(id, waiting);
    this.#child?.send({ id, command, argument });
    return waiting.promise as Promise<T>;
  }

  /** As the power going: nothing is flushed, nothing is told. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
}
