import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BSON, MongoClient, MongoServerError, type Db, type Document, type Long, type ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openStore, type Store } from '../../../store/open.ts';
import type { MongoEngine } from '../../real/mongo/registry.ts';
import { describeMongo } from '../../real/mongo/suite.ts';

/** A document of which little is known. */
export interface Row extends Document {
  _id?: string | number | number[] | Long | ObjectId;
}

export type Engine = 'embedded' | MongoEngine;

export interface Subject {
  /** A database that nobody else uses; it is gone after the suite. */
  readonly db: () => Db;
  readonly client: () => MongoClient;
  readonly engine: Engine;
}

/** Describes facts that hold for the embedded store and for a real MongoDB alike. */
export function onBothEngines(name: string, body: (subject: Subject) => void): void {
  describe(`${name} (embedded)`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'store-'));
    let store: Store;
    beforeAll(async () => {
      store = await openStore({ folder });
    });
    afterAll(async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    });
    body({ db: () => store.db, client: () => store.client, engine: 'embedded' });
  });
  describeMongo(name, (mongo) => {
    let client: MongoClient;
    const database = `contract_${randomBytes(4).toString('hex')}`;
    beforeAll(async () => {
      client = await new MongoClient(mongo().uri, { ignoreUndefined: true }).connect();
    });
    afterAll(async () => {
      await client.db(database).dropDatabase();
      await client.close();
    });
    const subject = { db: () => client.db(database), client: () => client };
    body({ ...subject, get engine() { return mongo().engine; } });
  });
}

/** A document as text in which every number names its type. */
export function exactly(value: unknown): string {
  return BSON.EJSON.stringify(value, { relaxed: false });
}

/** Reads documents with their number types, in the order of `_id`. */
export async function stored(db: Db, collection: string, filter: Document = {}): Promise<string[]> {
  const docs = await db.collection(collection).find(filter, { promoteValues: false, promoteLongs: false, sort: { _id: 1 } }).toArray();
  return docs.map(exactly);
}

/** The code of the error that a command is refused with, or what it answered. */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    return error instanceof MongoServerError ? error.code : error;
  }
}

let last = 0;
/** A name that no other test uses. */
export const fresh = (): string => `c${(last += 1)}`;

/**
 * Checks a fact of MongoDB. DocumentDB is known to differ in some: there the check has to fail, so that the list does not outlive its reasons.
 */
export async function fact({ engine }: Subject, title: string, documentdbDiffers: ReadonlySet<string>, check: () => Promise<void>): Promise<void> {
  if (engine !== 'documentdb' || !documentdbDiffers.has(title)) return check();
  await expect(check(), 'DocumentDB answers like MongoDB by now').rejects.toThrow();
}
