import { MongoServerError, type Db, type UpdateFilter } from 'mongodb';
import type { ApiKeyBinding } from '../access/api-key-grant.ts';
import type { KeyScope } from '../access/principal.ts';
import { partners, partnerUsage, type PartnerLimits, type PartnerRecord, type PublishedOperation, type UsageRecord } from './collections.ts';
import { newKey } from './keys.ts';

export interface NewPartner {
  readonly name: string;
  readonly kind: PartnerRecord['kind'];
  readonly binding: ApiKeyBinding | null;
  readonly scopes: readonly KeyScope[];
  readonly limits: PartnerLimits;
}

/** What commands do with partners. Everything throws a RangeError for what makes no sense, and changes nothing then. */
export interface PartnerRegistry {
  register(partner: NewPartner): Promise<void>;
  get(name: string): Promise<PartnerRecord>;
  list(): Promise<readonly PartnerRecord[]>;
  /** The text of the new key, which is kept nowhere. */
  createKey(name: string, days: number): Promise<{ readonly text: string; readonly id: string; readonly expiresAt: Date }>;
  /** A new key; the others end after `graceHours`. */
  rotateKey(name: string, days: number, graceHours: number): Promise<{ readonly text: string; readonly id: string; readonly expiresAt: Date }>;
  revokeKey(name: string, keyId: string): Promise<void>;
  /** Adds operations, or replaces them by id. Returns how many were not there before. */
  publish(name: string, operations: readonly Omit<PublishedOperation, 'publishedAt'>[]): Promise<number>;
  /** Takes operations back, by id or name. Returns their ids. */
  unpublish(name: string, idsOrNames: readonly string[]): Promise<readonly string[]>;
  /** From this day (`YYYY-MM-DD`) on. */
  usage(name: string, from: string): Promise<readonly UsageRecord[]>;
}

const LONGEST_DAYS = 366;
const MOST_KEYS = 50;
const MOST_OPERATIONS = 2_000;
const TRIES = 5;

export function partnerRegistry(db: Db, now: () => Date = () => new Date()): PartnerRegistry {
  const records = partners.in(db);

  const get = async (name: string): Promise<PartnerRecord> => {
    const record = await records.findOne({ _id: name });
    if (record) return record;
    throw new RangeError(`There is no partner "${name}".`);
  };

  /** Changes the record as it was read, or reads it again: two commands at once do not undo each other. */
  const change = async (name: string, make: (record: PartnerRecord) => UpdateFilter<PartnerRecord>): Promise<void> => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const record = await get(name);
      const { matchedCount } = await records.updateOne({ _id: name, revision: record.revision }, { ...make(record), $inc: { revision: 1 } });
      if (matchedCount === 1) return;
    }
    throw new RangeError(`"${name}" is being changed by others; try again.`);
  };

  const addKey = async (name: string, days: number, graceHours: number | null) => {
    if (!Number.isFinite(days) || days <= 0 || days > LONGEST_DAYS) throw new RangeError(`A key lives for 1 to ${LONGEST_DAYS} days.`);
    const { text, key } = newKey(days, now());
    await change(name, ({ kind, keys }) => {
      if (kind === 'app') throw new RangeError(`"${name}" is an app: its users bring their own credentials.`);
      const live = keys.filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt > now());
      if (live.length >= MOST_KEYS) throw new RangeError(`"${name}" has ${live.length} keys; revoke some first.`);
      if (graceHours === null) return { $set: { keys: [...keys, key] } };
      const end = new Date(now().getTime() + graceHours * 3_600_000);
      return { $set: { keys: [...keys.map((old) => (old.expiresAt > end ? { ...old, expiresAt: end } : old)), key] } };
    });
    return { text, id: key.id, expiresAt: key.expiresAt };
  };

  return {
    async register({ name, kind, binding, scopes, limits }) {
      if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) throw new RangeError('A partner’s name has 1 to 63 small letters, digits and dashes.');
      if ((kind === 'partner') !== (binding !== null)) throw new RangeError('A partner is bound to a Service Account, an app is not.');
      try {
        await records.insertOne({ _id: name, kind, binding, scopes: [...scopes], limits, keys: [], operations: [], revision: 1, createdAt: now() });
      } catch (error) {
        if (error instanceof MongoServerError && error.code === 11_000) throw new RangeError(`"${name}" is registered already.`, { cause: error });
        throw error;
      }
    },
    get,
    list: () => records.find({}, { sort: { _id: 1 } }).toArray(),
    createKey: (name, days) => addKey(name, days, null),
    rotateKey(name, days, graceHours) {
      if (!Number.isFinite(graceHours) || graceHours < 0 || graceHours > 24 * 30) throw new RangeError('Old keys go on for 0 to 720 hours.');
      return addKey(name, days, graceHours);
    },
    revokeKey: (name, keyId) =>
      change(name, ({ keys }) => {
        if (!keys.some(({ id, revokedAt }) => id === keyId && revokedAt === null)) throw new RangeError(`"${name}" has no key ${keyId} that could be revoked.`);
        return { $set: { keys: keys.map((key) => (key.id === keyId ? { ...key, revokedAt: now() } : key)) } };
      }),
    async publish(name, operations) {
      let added = 0;
      await change(name, (record) => {
        const all = new Map(record.operations.map((operation) => [operation.id, operation]));
        added = operations.filter(({ id }) => !all.has(id)).length;
        for (const operation of operations) all.set(operation.id, { ...operation, publishedAt: now() });
        if (all.size > MOST_OPERATIONS) throw new RangeError(`"${name}" would have ${all.size} operations; ${MOST_OPERATIONS} are allowed.`);
        return { $set: { operations: [...all.values()] } };
      });
      return added;
    },
    async unpublish(name, idsOrNames) {
      let gone: readonly string[] = [];
      await change(name, ({ operations }) => {
        const isMeant = ({ id, name: called }: PublishedOperation): boolean => idsOrNames.includes(id) || idsOrNames.includes(called);
        const unknown = idsOrNames.filter((wanted) => !operations.some(({ id, name: called }) => id === wanted || called === wanted));
        if (unknown.length > 0) throw new RangeError(`"${name}" has not published ${unknown.join(', ')}.`);
        gone = operations.filter(isMeant).map(({ id }) => id);
        return { $set: { operations: operations.filter((operation) => !isMeant(operation)) } };
      });
      return gone;
    },
    async usage(name, from) {
      await get(name);
      return partnerUsage.in(db).find({ partner: name, day: { $gte: from } }, { sort: { day: 1, operation: 1 } }).toArray();
    },
  };
}
