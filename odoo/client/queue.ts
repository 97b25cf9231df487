import { OdooFault } from './faults.ts';

/** Whoever waits behind this many calls is better served by an honest refusal. */
const MAX_WAITING = 2_000;

interface Waiting {
  readonly start: () => void;
  readonly refuse: (reason: unknown) => void;
}

export interface FairQueue {
  /** Runs the task when it is the tenant's turn. @throws the signal's reason while waiting; OdooFault OVERLOADED when too many wait. */
  run<T>(tenant: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
  readonly running: number;
  readonly waiting: number;
}

/**
 * At most `limit` tasks at once; free places go round the tenants, one each, so that one who asks for a thousand things
 * delays another's one thing by one place and not by a thousand.
 */
export function createFairQueue(limit: number): FairQueue {
  /** In the order of their turns: a Map keeps insertion order, and a served tenant is put back at its end. */
  const lines = new Map<string, Set<Waiting>>();
  let running = 0;
  let waiting = 0;

  function next(): Waiting | undefined {
    const first = lines.entries().next();
    if (first.done) return undefined;
    const [tenant, line] = first.value;
    lines.delete(tenant);
    const [head] = line;
    if (head === undefined) return next();
    line.delete(head);
    waiting -= 1;
    if (line.size > 0) lines.set(tenant, line);
    return head;
  }

  function release(): void {
    running -= 1;
    next()?.start();
  }

  function takePlace(tenant: string, signal: AbortSignal): Promise<void> {
    if (running < limit) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting >= MAX_WAITING) return Promise.reject(new OdooFault('OVERLOADED', { said: `${waiting} calls are waiting already` }));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const line = lines.get(tenant) ?? new Set<Waiting>();
    const entry: Waiting = {
      start: () => {
        signal.removeEventListener('abort', leave);
        running += 1;
        resolve();
      },
      refuse: reject,
    };
    const leave = (): void => {
      line.delete(entry);
      waiting -= 1;
      if (line.size === 0 && lines.get(tenant) === line) lines.delete(tenant);
      entry.refuse(signal.reason);
    };
    line.add(entry);
    lines.set(tenant, line);
    waiting += 1;
    signal.addEventListener('abort', leave, { once: true });
    return promise;
  }

  return {
    async run(tenant, signal, task) {
      if (signal.aborted) throw signal.reason;
      await takePlace(tenant, signal);
      try {
        return await task();
      } finally {
        release();
      }
    },
    get running() {
      return running;
    },
    get waiting() {
      return waiting;
    },
  };
}
