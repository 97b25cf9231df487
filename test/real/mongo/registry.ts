import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cacheFolder } from '../cache.ts';
import { isAlive, type ProcessMark } from '../processes.ts';

export type MongoEngine = 'mongod' | 'documentdb';

/** How to reach a server that speaks MongoDB's protocol and is not ours. */
export interface MongoAddress {
  readonly uri: string;
  readonly engine: MongoEngine;
}

/** What is written down about a running server. */
export interface MongoRecord extends MongoAddress {
  readonly name: string;
  readonly processes: readonly ProcessMark[];
  /** The process that started it for itself; null for the one that stays (`npm run mongo`). */
  readonly owner: ProcessMark | null;
  readonly log: string;
  /** Folder that goes with the server. */
  readonly data: string;
}

const FOLDER = join(CACHE, 'mongo-servers');

export function rememberMongo(record: MongoRecord): void {
  const file = join(cacheFolder('mongo-servers'), `${record.name}.json`);
  writeFileSync(`${file}.partial`, JSON.stringify(record, null, 2));
  renameSync(`${file}.partial`, file);
}

export function forgetMongo({ name }: MongoRecord): void {
  rmSync(join(FOLDER, `${name}.json`), { force: true });
}

export function mongoRecords(): MongoRecord[] {
  try {
    return readdirSync(FOLDER).filter((file) => file.endsWith('.json')).map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as MongoRecord);
  } catch {
    // Nothing was ever started from this cache.
    return [];
  }
}

/** Returns the server that `npm run mongo` left running, or null. Starts and changes nothing. */
export function realMongo(): MongoAddress | null {
  return mongoRecords().find(({ owner, processes }) => owner === null && processes.every(isAlive)) ?? null;
}
