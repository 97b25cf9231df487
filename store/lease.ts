import { setTimeout as sleep } from 'node:timers/promises';
import { MongoServerError, type Db } from 'mongodb';
import { defineCollection, object } from './collections.ts';

/** Who may do something that only one process may do, until when. */
interface LeaseRecord {
  readonly _id: string;
  readonly owner: string;
  /** By the server's clock: those of the processes may disagree. */
  readonly expiresAt: Date;
  /** Grows with every new holder. What is written under the lease carries it, so that a late holder can be told apart. */
  readonly fence: number;
}

export const leases = defineCollection<LeaseRecord>({
  name: 'leases',
  schema: object({ owner: { bsonType: 'string' }, expiresAt: { bsonType: 'date' }, fence: { bsonType: ['int', 'long', 'double'] } }),
});

export interface LeaseOptions {
  readonly name: string;
  /** Differs from process to process. */
  readonly owner: string;
  readonly seconds: number;
}

/** A lease that is held. */
export interface Lease {
  readonly name: string;
  readonly fence: number;
  /** Prolongs it; false when it is somebody else’s by now. */
  renew(): Promise<boolean>;
  /** Gives it back; without effect when it is somebody else’s by now. */
  release(): Promise<void>;
}

/** Takes the lease, or returns null when somebody else has it. The same owner gets it again, with the same fence. */
export async function acquire(db: Db, { name, owner, seconds }: LeaseOptions): Promise<Lease | null> {
  const collection = leases.in(db);
  const until = { $add: ['$$NOW', seconds * 1000] };
  const isLive = { $gt: ['$expiresAt', '$$NOW'] };
  const isMine = { $eq: ['$owner', owner] };
  const isOurs = { $or: [isMine, { $not: [isLive] }] };
  const change = {
    owner: { $cond: [isOurs, owner, '$owner'] },
    expiresAt: { $cond: [isOurs, until, '$expiresAt'] },
    fence: { $cond: [isLive, { $ifNull: ['$fence', 1] }, { $add: [{ $ifNull: ['$fence', 0] }, 1] }] },
  };
  try {
    const record = await collection.findOneAndUpdate({ _id: name }, [{ $set: change }], { upsert: true, returnDocument: 'after' });
    if (record?.owner !== owner) return null;
    const { fence } = record;
    return {
      name,
      fence,
      renew: async () => {
        const live = { _id: name, owner, fence, $expr: { $gt: ['$expiresAt', '$$NOW'] } };
        return (await collection.updateOne(live, [{ $set: { expiresAt: until } }])).matchedCount === 1;
      },
      // The record stays, so that fences keep growing.
      release: async () => void (await collection.updateOne({ _id: name, owner, fence }, [{ $set: { expiresAt: '$$NOW' } }])),
    };
  } catch (error) {
    // Two made the record at the same moment: the other one has the lease.
    if (error instanceof MongoServerError && error.code === 11000) return null;
    throw error;
  }
}

/**
 * Does the work while holding the lease, renewed at a third of its time. The signal aborts when the lease is lost; work
 * must stop then. Waits up to `waitSeconds` for the lease and throws when it is not to be had.
 */
export async function whileHolding<T>(
  db: Db,
  { waitSeconds, ...options }: LeaseOptions & { readonly waitSeconds: number },
  work: (signal: AbortSignal, lease: Lease) => Promise<T>,
): Promise<T> {
  const lease = await waitFor(db, options, waitSeconds);
  const lost = new AbortController();
  const loss = (cause?: unknown): void => lost.abort(new Error(`The lease ${options.name} was lost.`, { cause }));
  let heldUntil = performance.now() + options.seconds * 1000;
  // A server that is away for a moment takes nothing: the lease is lost when it is another's, or when its time is over.
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    try {
      if (await lease.renew()) heldUntil = asked + options.seconds * 1000;
      else loss();
    } catch (error) {
      if (performance.now() > heldUntil) loss(error);
    }
  };
  const timer = setInterval(() => void renew(), (options.seconds * 1000) / 3);
  try {
    return await work(lost.signal, lease);
  } finally {
    clearInterval(timer);
    // What cannot be given back runs out by itself; the work's own outcome matters more.
    await lease.release().catch(() => undefined);
  }
}

async function waitFor(db: Db, options: LeaseOptions, seconds: number): Promise<Lease> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const lease = await acquire(db, options);
    if (lease !== null) return lease;
    if (Date.now() > limit) throw new Error(`The lease ${options.name} was not free within ${seconds} s.`);
    await sleep(50 + Math.random() * 100);
  }
}
