import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, GraphQLError, parse, validate, type GraphQLSchema } from 'graphql';
import { restrictedCoordinates } from '../graph/restricted.ts';
import { VERSION } from '../platform/version.ts';
import { loadAllTables } from '../subgraphs/index.ts';
import { apiSchema } from './api-schema.ts';
import { changesBetween, notesBetween } from './evolution/changes.ts';
import { operationsOf, type UsedOperation } from './evolution/manifests.ts';
import { usageOf } from './evolution/usage.ts';
import { publishedSdl } from './published/sdl.ts';
import { SUPERGRAPH_FILE } from './supergraph.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RELEASE = new URL('../schema/releases/last.graphql', import.meta.url);

/** Operations that somebody relies on: what partners and apps have given us, and the example client's. */
const MANIFESTS = ['schema/usage/*.json', 'examples/client/src/gql/persisted-documents.json'];

/**
 * `npm run schema-check` compares the contract with that of the last release, the manifests being what is used of it, and fails when a
 * change breaks somebody or was not announced. `--release` makes today's contract that of the release.
 */
function main(isRelease: boolean): number {
  const text = publishedSdl(apiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8')), restrictedCoordinates(loadAllTables()), null);
  if (isRelease) {
    writeFileSync(RELEASE, `# The contract of release ${VERSION}: every field, marked with who may use it.\n\n${text}`);
    console.log(`schema/releases/last.graphql is the contract of ${VERSION}.`);
    return 0;
  }
  if (!existsSync(RELEASE)) throw new RangeError('There is no release to compare with: npm run schema-check -- --release');
  const [released, next] = [buildSchema(readFileSync(RELEASE, 'utf8')), buildSchema(text)];
  const operations = globSync(MANIFESTS, { cwd: ROOT }).toSorted().flatMap((file) => operationsOf(file, JSON.parse(readFileSync(`${ROOT}${file}`, 'utf8'))));

  const invalid = operations.flatMap((operation) => mistakesOf(next, operation));
  const changes = changesBetween(released, next, usageOf(released, operations), new Date().toISOString().slice(0, 10));
  const broken = changes.filter(({ allowed }) => allowed === null);
  for (const note of notesBetween(released, next)) console.log(`note      ${note}`);
  for (const { description, allowed } of changes) if (allowed !== null) console.log(`allowed   ${description} (${allowed}; nobody uses it)`);
  for (const { description, usedBy } of broken) console.error(`BREAKING  ${description} ${usedBy.length > 0 ? `Used by ${usedBy.join(', ')}.` : 'It was not announced: docs/deprecation.md.'}`);
  for (const mistake of invalid) console.error(`INVALID   ${mistake}`);
  console.log(`${operations.length} operations are used; ${changes.length} changes could break, ${broken.length} do; ${invalid.length} mistakes.`);
  if (broken.length > 0) console.error(`If ${VERSION} has not gone out yet, its contract is made anew with: npm run schema-check -- --release`);
  return broken.length + invalid.length === 0 ? 0 : 1;
}

function mistakesOf(schema: GraphQLSchema, { from, body }: UsedOperation): readonly string[] {
  try {
    return validate(schema, parse(body)).map(({ message }) => `${from}: ${message}`);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [`${from}: ${error.message}`];
  }
}

try {
  process.exitCode = main(process.argv.includes('--release'));
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
