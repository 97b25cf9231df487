import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { dropDatabase } from './databases.ts';
import type { Postgres } from './postgres.ts';
import { records } from './registry.ts';

/** Templates that are kept, the latest used first: each takes about 150 MB. */
const KEPT = 8;

/** Marks a template as just used. */
export function touch(folder: string): void {
  utimesSync(folder, new Date(), new Date());
}

/** Drops templates that have not been used for longest, save those whose addons a server runs. */
export async function pruneTemplates(cluster: Postgres): Promise<void> {
  const folder = cacheFolder('templates');
  const keys = readdirSync(folder).sort((one, other) => usedAt(folder, other) - usedAt(folder, one));
  const inUse = records().map((record) => record.template);
  for (const key of keys.slice(KEPT)) {
    if (inUse.some((database) => database.endsWith(key))) continue;
    const names = await cluster.sql(`select datname from pg_database where datname ~ '^template_.*_${key}(_draft)?$'`);
    for (const name of names.split('\n').filter(Boolean)) await dropDatabase(cluster, name);
    rmSync(join(folder, key), { recursive: true, force: true });
  }
}

function usedAt(folder: string, key: string): number {
  return statSync(join(folder, key)).mtimeMs;
}
