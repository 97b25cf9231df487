import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cacheFolder } from './cache.ts';
import { isAlive, type ProcessMark } from './processes.ts';
import type { Governance } from './template.ts';
import type { TestUser, USERS } from './users.ts';

/** How to reach a real Odoo. */
export interface RealOdooAddress {
  readonly url: string;
  readonly db: string;
  /** The integration user, who may do everything. */
  readonly username: string;
  readonly apiKey: string;
  readonly users: Readonly<Record<keyof typeof USERS, TestUser>>;
  readonly governance: Governance;
}

/** What is written down about a running server, so that it can be found, and ended when its owner died. */
export interface ServerRecord extends RealOdooAddress {
  readonly server: ProcessMark;
  /** The process that started it for itself; null for the one that stays (`npm run real`). */
  readonly owner: ProcessMark | null;
  readonly template: string;
  readonly log: string;
}

const FOLDER = join(CACHE, 'servers');

/** Writes a record down, whole or not at all. */
export function remember(record: ServerRecord): void {
  const file = join(cacheFolder('servers'), `${record.db}.json`);
  writeFileSync(`${file}.partial`, JSON.stringify(record, null, 2));
  renameSync(`${file}.partial`, file);
}

export function forget(record: ServerRecord): void {
  rmSync(join(FOLDER, `${record.db}.json`), { force: true });
}

/** Returns the records of all servers, running or not. */
export function records(): ServerRecord[] {
  try {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
    return files.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as ServerRecord);
  } catch {
    // Nothing was ever started from this cache.
    return [];
  }
}

/** Returns the server that `npm run real` left running, or null. Starts and changes nothing. */
export function realOdoo(): RealOdooAddress | null {
  return records().find((record) => record.owner === null && isAlive(record.server)) ?? null;
}
