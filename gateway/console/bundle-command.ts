import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { bundlePage, bundleVendor, type MadeFile } from './bundle.ts';

const ASSETS = new URL('assets/', import.meta.url);

/**
 * `npm run console` bundles what `/` serves into assets/: the page's own code as text, what comes from npm compressed.
 * With `--check` it only says whether the committed files are what the sources make.
 */
async function main(check: boolean): Promise<number> {
  const made = [...(await bundleVendor()), ...(await bundlePage())].toSorted((one, other) => one.name.localeCompare(other.name));
  const stale = made.filter(({ name, bytes }) => !isEqual(keptFile(name), bytes)).map(({ name }) => name);
  const left = globSync('*', { cwd: ASSETS }).filter((file) => !made.some(({ name }) => file === storedName(name)));
  if (stale.length === 0 && left.length === 0) {
    console.log('gateway/console/assets is fresh.');
    return 0;
  }
  if (check) {
    console.error(`gateway/console/assets is stale (${[...stale, ...left].join(', ')}): run "npm run console" and commit it.`);
    return 1;
  }
  for (const file of left) rmSync(new URL(file, ASSETS));
  for (const file of made.filter(({ name }) => stale.includes(name))) store(file);
  console.log(`gateway/console/assets is written: ${stale.length} of ${made.length} files changed.`);
  return 0;
}

/** Own code stays readable in a review; the rest is 6 MB that nobody reads. */
const isCompressed = (name: string): boolean => !name.startsWith('page.');

const storedName = (name: string): string => (isCompressed(name) ? `${name}.gz` : name);

function keptFile(name: string): Uint8Array | null {
  const file = new URL(storedName(name), ASSETS);
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  // Compared uncompressed: other versions of zlib write other bytes for the same content.
  return isCompressed(name) ? gunzipSync(bytes) : bytes;
}

function isEqual(kept: Uint8Array | null, made: Uint8Array): boolean {
  return kept !== null && Buffer.compare(kept, made) === 0;
}

function store({ name, bytes }: MadeFile): void {
  writeFileSync(new URL(storedName(name), ASSETS), isCompressed(name) ? gzipSync(bytes, { level: 9 }) : bytes);
}

process.exitCode = await main(process.argv.includes('--check'));
