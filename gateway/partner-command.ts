import { readFileSync } from 'node:fs';
import { PARTNER_COLLECTIONS } from '../partners/collections.ts';
import { partnerRegistry } from '../partners/registry.ts';
import { CLASS_LIMITS } from '../platform/limits.ts';
import { joinStore } from '../store/join.ts';
import { StoreUnavailable } from '../store/open.ts';
import { prepare } from '../store/prepare.ts';
import type { ManifestCheck } from './partner/check.ts';
import { runPartnerCommand } from './partner/run.ts';
import { configOrExit } from './run.ts';
import { SUPERGRAPH_FILE } from './supergraph.ts';

/** `npm run partner`: works on MongoDB, on the embedded store, or through the server that has the embedded store open. */
async function main(): Promise<string> {
  const config = configOrExit();
  await using store = await joinStore({ uri: config.MONGODB_URI, folder: config.DATA_DIR });
  await prepare(store, PARTNER_COLLECTIONS);
  return await runPartnerCommand(process.argv.slice(2), {
    registry: partnerRegistry(store.db),
    check: manifestCheck,
    limits: config.LIMITS ?? CLASS_LIMITS,
    readFile: (path) => readFileSync(path, 'utf8'),
  });
}

/** Loaded for two of the commands only: it takes longer than all the others do. */
async function manifestCheck(): Promise<ManifestCheck> {
  const [{ loadAllTables }, { apiSchema }, { createManifestCheck }] = await Promise.all([import('../subgraphs/index.ts'), import('./api-schema.ts'), import('./partner/check.ts')]);
  return createManifestCheck(apiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8')), loadAllTables());
}

try {
  console.log(await main());
} catch (error) {
  const isExpected = error instanceof RangeError || error instanceof TypeError || error instanceof StoreUnavailable || (error instanceof Error && 'code' in error && error.code === 'ENOENT');
  if (!isExpected) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
