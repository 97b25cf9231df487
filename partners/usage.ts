import type { Db } from 'mongodb';
import type { Log } from '../platform/log.ts';
import { partnerUsage } from './collections.ts';

/** One operation that a partner has run. */
export interface Used {
  readonly partner: string;
  readonly operation: string;
  readonly failed: boolean;
  readonly odooCalls: number;
  readonly odooMs: number;
}

export interface UsageCollector {
  add(used: Used): void;
  /** Writes what was collected. What cannot be written is kept for the next time. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Sum {
  readonly partner: string;
  readonly day: string;
  readonly operation: string;
  requests: number;
  failed: number;
  odooCalls: number;
  odooMs: number;
  lastAt: Date;
}

const EVERY_MS = 10_000;
/** Sums that are kept while the store is away. */
const MOST_SUMS = 10_000;

/** Adds up what partners do and writes the sums every ten seconds: a request waits for no database, a crash loses ten seconds of statistics. */
export function usageCollector(db: Db, { log, everyMs = EVERY_MS, now = () => new Date() }: { readonly log: Log; readonly everyMs?: number; readonly now?: () => Date }): UsageCollector {
  let sums = new Map<string, Sum>();

  const write = async (): Promise<void> => {
    const written = sums;
    if (written.size === 0) return;
    sums = new Map();
    try {
      await partnerUsage.in(db).bulkWrite(
        [...written].map(([_id, { partner, day, operation, lastAt, requests, failed, odooCalls, odooMs }]) => ({
          updateOne: {
            filter: { _id },
            update: { $setOnInsert: { partner, day, operation }, $inc: { requests, failed, odooCalls, odooMs: Math.round(odooMs) }, $set: { lastAt } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    } catch (error) {
      log.warn('the usage of partners cannot be written yet', { error });
      for (const [id, sum] of written) if (sums.size < MOST_SUMS) sums.set(id, merged(sum, sums.get(id)));
    }
  };
  // One after the other: two writes at once would both take the sums of one.
  let last = Promise.resolve();
  const flush = (): Promise<void> => (last = last.then(write));
  const timer = setInterval(() => void flush(), everyMs).unref();

  return {
    add({ partner, operation, failed, odooCalls, odooMs }) {
      const at = now();
      const day = at.toISOString().slice(0, 10);
      const id = `${partner}/${day}/${operation}`;
      if (!sums.has(id) && sums.size >= MOST_SUMS) return;
      sums.set(id, merged({ partner, day, operation, requests: 1, failed: failed ? 1 : 0, odooCalls, odooMs, lastAt: at }, sums.get(id)));
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

function merged(a: Sum, b: Sum | undefined): Sum {
  if (!b) return a;
  return { ...a, requests: a.requests + b.requests, failed: a.failed + b.failed, odooCalls: a.odooCalls + b.odooCalls, odooMs: a.odooMs + b.odooMs, lastAt: a.lastAt > b.lastAt ? a.lastAt : b.lastAt };
}
