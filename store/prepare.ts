import { randomUUID } from 'node:crypto';
import { MongoServerError, type Db, type Document } from 'mongodb';
import { defineCollection, object, type CollectionDefinition, type IndexDefinition } from './collections.ts';
import { leases, whileHolding } from './lease.ts';

/** One change to documents that are there already. Numbers of one owner only grow; what has run is never edited. */
export interface Migration {
  /** Who numbers it: the folder that declares the collections, such as `sync`. */
  readonly owner: string;
  readonly number: number;
  readonly title: string;
  /** Must be safe to run again: a process may die before the end is recorded. */
  run(db: Db, signal: AbortSignal): Promise<void>;
}

interface MigrationRecord {
  readonly _id: string;
  readonly title: string;
  readonly at: Date;
}

export const migrationRecords = defineCollection<MigrationRecord>({
  name: 'migrations',
  schema: object({ title: { bsonType: 'string' }, at: { bsonType: 'date' } }),
});

const LEASE_SECONDS = 60;

/**
 * Brings a database to what is declared: collections, their validation, their indexes, then the migrations that have not
 * run, in order. One process at a time does it, however many start; the others wait and find it done.
 */
export async function prepare(
  { db }: { readonly db: Db },
  collections: readonly CollectionDefinition[],
  migrations: readonly Migration[] = [],
): Promise<void> {
  check(migrations);
  await bring(db, leases);
  await whileHolding(db, { name: 'prepare', owner: randomUUID(), seconds: LEASE_SECONDS, waitSeconds: 2 * LEASE_SECONDS }, async (signal) => {
    for (const collection of [migrationRecords, ...collections]) await bring(db, collection);
    const records = migrationRecords.in(db);
    for (const migration of migrations) {
      const _id = `${migration.owner}/${String(migration.number).padStart(4, '0')}`;
      if ((await records.countDocuments({ _id }, { limit: 1 })) > 0) continue;
      await migration.run(db, signal);
      signal.throwIfAborted();
      await records.insertOne({ _id, title: migration.title, at: new Date() });
    }
  });
}

function check(migrations: readonly Migration[]): void {
  const last = new Map<string, number>();
  for (const { owner, number, title } of migrations) {
    if (number <= (last.get(owner) ?? 0)) throw new Error(`Migration ${owner}/${number} (${title}) is out of order: numbers of one owner start at 1 and grow.`);
    last.set(owner, number);
  }
}

/** Creates or changes one collection; safe against another process that does the same. */
async function bring(db: Db, { name, schema, indexes = [] }: CollectionDefinition): Promise<void> {
  const validator = { $jsonSchema: schema };
  const [found] = await db.listCollections({ name }).toArray();
  const options = (found as { options?: Document } | undefined)?.options;
  if (found === undefined) {
    await db.createCollection(name, { validator, validationLevel: 'strict', validationAction: 'error' }).catch((error: unknown) => {
      // Somebody else was faster.
      if (!(error instanceof MongoServerError && error.code === 48)) throw error;
    });
  } else if (JSON.stringify(options?.['validator']) !== JSON.stringify(validator)) {
    await db.command({ collMod: name, validator, validationLevel: 'strict', validationAction: 'error' });
  }
  await bringIndexes(db, name, indexes);
}

async function bringIndexes(db: Db, name: string, indexes: readonly IndexDefinition[]): Promise<void> {
  const collection = db.collection(name);
  const there = (await collection.indexes()).filter((index) => index['name'] !== '_id_');
  const same = (index: Document, wanted: IndexDefinition): boolean => text(index as IndexDefinition) === text(wanted);
  for (const index of there) {
    const wanted = indexes.find((one) => one.name === index['name']);
    if (wanted === undefined || !same(index, wanted)) await collection.dropIndex(String(index['name']));
  }
  const missing = indexes.filter((wanted) => !there.some((index) => index['name'] === wanted.name && same(index, wanted)));
  if (missing.length > 0) await collection.createIndexes(missing.map((index) => ({ ...index })));
}

function text({ name, key, unique, sparse, partialFilterExpression, expireAfterSeconds }: IndexDefinition): string {
  return JSON.stringify([name, Object.entries(key), unique ?? false, sparse ?? false, partialFilterExpression ?? null, expireAfterSeconds ?? null]);
}
