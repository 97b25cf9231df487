import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { federatedSdl } from '../graph/load-sdl.ts';
import { loadAllTables } from '../subgraphs/index.ts';
import { compose, CompositionError } from './compose.ts';
import { SUPERGRAPH_FILE } from './supergraph.ts';

/** `npm run compose` writes schema/supergraph.graphql; with `--check` it only says whether the file is fresh. */
function main(check: boolean): number {
  const made = compose(federatedSdl(loadAllTables()));
  const kept = existsSync(SUPERGRAPH_FILE) ? readFileSync(SUPERGRAPH_FILE, 'utf8') : null;
  if (made === kept) {
    console.log('schema/supergraph.graphql is fresh.');
    return 0;
  }
  if (check) {
    console.error('schema/supergraph.graphql is stale: run "npm run compose" and commit it.');
    return 1;
  }
  writeFileSync(SUPERGRAPH_FILE, made);
  console.log('schema/supergraph.graphql is written.');
  return 0;
}

try {
  process.exitCode = main(process.argv.includes('--check'));
} catch (error) {
  if (!(error instanceof CompositionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
