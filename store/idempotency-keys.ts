import { randomUUID } from 'node:crypto';
import { MongoServerError, type Db } from 'mongodb';
import { KEPT_MS, type IdempotencyKeys } from '../platform/idempotency.ts';
import { defineCollection, object } from './collections.ts';

/** One use of an idempotency key. Times are of the server's clock. */
interface KeyRecord {
  readonly _id: string;
  readonly fingerprint: string;
  readonly owner: string;
  readonly leaseUntil: Date;
  /** What was answered, as JSON: payloads have keys that a database would take for its own. */
  readonly answer?: string;
  readonly expiresAt: Date;
}

/** How long a key is remembered whose request never came to an end. */
const UNFINISHED_MS = 30 * 86_400_000;

export const idempotencyKeys = defineCollection<KeyRecord>({
  name: 'idempotency_keys',
  schema: object(
    { fingerprint: { bsonType: 'string' }, owner: { bsonType: 'string' }, leaseUntil: { bsonType: 'date' }, answer: { bsonType: 'string' }, expiresAt: { bsonType: 'date' } },
    ['fingerprint', 'owner', 'leaseUntil', 'expiresAt'],
  ),
  indexes: [{ name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 }],
});

/** Keys that all replicas share, and that outlive every one of them. */
export function keysInStore(db: Db, leaseMs: number): IdempotencyKeys {
  const collection = idempotencyKeys.in(db);
  const after = (milliseconds: number): object => ({ $add: ['$$NOW', milliseconds] });
  const unanswered = { answer: { $exists: false } };
  return {
    async claim({ id, fingerprint }) {
      const owner = randomUUID();
      const claimed = { fingerprint, owner, leaseUntil: after(leaseMs), expiresAt: after(UNFINISHED_MS) };
      try {
        // A key that is known has an owner, so that only a new one is inserted; any other meets its own _id.
        await collection.updateOne({ _id: id, owner: { $exists: false } }, [{ $set: claimed }], { upsert: true });
        return { kind: 'mine', owner, recovering: false };
      } catch (error) {
        if (!(error instanceof MongoServerError && error.code === 11000)) throw error;
      }
      // One step again: of all that wait for a silent holder one takes over. (Not $lte, which DocumentDB plans before it knows the time.)
      const silent = { _id: id, fingerprint, ...unanswered, $expr: { $not: [{ $gt: ['$leaseUntil', '$$NOW'] }] } };
      if ((await collection.updateOne(silent, [{ $set: claimed }])).matchedCount === 1) return { kind: 'mine', owner, recovering: true };
      const known = await collection.findOne({ _id: id });
      if (known !== null && known.fingerprint !== fingerprint) return { kind: 'otherInput' };
      if (known?.answer !== undefined) return { kind: 'answered', answer: JSON.parse(known.answer) };
      // Also when it was released this very moment: the next claim finds it free.
      return { kind: 'busy' };
    },
    async renew(id, owner) {
      const { matchedCount } = await collection.updateOne({ _id: id, owner, ...unanswered }, [{ $set: { leaseUntil: after(leaseMs) } }]);
      return matchedCount === 1;
    },
    async answer(id, owner, answer) {
      await collection.updateOne({ _id: id, owner, ...unanswered }, [{ $set: { answer: { $literal: JSON.stringify(answer) }, expiresAt: after(KEPT_MS) } }]);
    },
    async release(id, owner) {
      await collection.deleteOne({ _id: id, owner, ...unanswered });
    },
    async abandon(id, owner) {
      await collection.updateOne({ _id: id, owner, ...unanswered }, [{ $set: { leaseUntil: '$$NOW' } }]);
    },
  };
}
