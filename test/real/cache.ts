import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Folder, outside the repository, that keeps packages, templates and what is running. `ODOO_GRAPH_CACHE` moves it. */
export const CACHE = resolve(process.env['ODOO_GRAPH_CACHE'] ?? join(homedir(), '.cache', 'odoo-graph'));

/** Returns a folder of the cache, made when it is missing. */
export function cacheFolder(...parts: readonly string[]): string {
  const folder = join(CACHE, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Short stable name for what is made from these texts: equal texts, equal name. */
export function keyOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest('hex').slice(0, 12);
}
