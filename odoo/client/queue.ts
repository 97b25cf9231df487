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
 * delays another's one thing by one place and not by a thousand. A quarter of the places is kept for tenants who hold none: with all of
 * them taken by one, another would wait for a whole call of theirs before its own begins.
 */
export function createFairQueue(limit: number): FairQueue {
  const common = limit - Math.floor(limit / 4);
  /** In the order of their turns: a Map keeps insertion order, and a served tenant is put back at its end. */
  const lines = new Map<string, Set<Waiting>>();
  const held = new Map<string, number>();
  let running = 0;
  let waiting = 0;

  function mayStart(tenant: string): boolean {
    return running < (held.has(tenant) ? common : limit);
  }

  function take(tenant: string): void {
    running += 1;
    held.set(tenant, (held.get(tenant) ?? 0) + 1);
  }

  /** Starts whoever may: the first in turn for a common place, the first without a place for one that is kept. */
  function startNext(): void {
    for (const [tenant, line] of lines) {
      if (running >= limit) return;
      const [head] = line;
      if (head === undefined || !mayStart(tenant)) continue;
      line.delete(head);
      lines.delete(tenant);
      if (line.size > 0) lines.set(tenant, line);
      waiting -= 1;
      take(tenant);
      head.start();
    }
  }

  function release(tenant: string): void {
    running -= 1;
    const left = (held.get(tenant) ?? 1) - 1;
    if (left > 0) held.set(tenant, left);
    else held.delete(tenant);
    startNext();
  }

  function takePlace(tenant: string, signal: AbortSignal): Promise<void> {
    if (mayStart(tenant) && !lines.has(tenant)) {
      take(tenant);
      return Promise.resolve();
    }
    if (waiting >= MAX_WAITING) return Promise.reject(new OdooFault('OVERLOADED', { said: `${waiting} calls are waiting already` }));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const line = lines.get(tenant) ?? new Set<Waiting>();
    const entry: Waiting = {
      start: () => {
        signal.removeEventListener('abort', leave);
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
        release(tenant);
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
