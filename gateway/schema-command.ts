import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { restrictedCoordinates } from '../graph/restricted.ts';
import { loadAllTables } from '../subgraphs/index.ts';
import { apiSchema } from './api-schema.ts';
import { AUDIENCES, isAudience, type Audience } from './published/audiences.ts';
import { publishedSdl } from './published/sdl.ts';
import { SUPERGRAPH_FILE } from './supergraph.ts';

const USAGE = `npm run --silent schema -- --audience ${Object.keys(AUDIENCES).join('|')}, or --out <folder> for all of them`;

/** `npm run schema` prints what one audience may use of the graph, or writes a file for each. */
function main(): void {
  const { values } = parseArgs({ options: { audience: { type: 'string' }, out: { type: 'string' } } });
  const tables = loadAllTables();
  const restricted = restrictedCoordinates(tables);
  const schema = apiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8'));
  const sdl = (audience: Audience): string => `# What the graph offers ${AUDIENCES[audience].what}.\n\n${publishedSdl(schema, restricted, audience)}`;

  if (values.out !== undefined) {
    mkdirSync(values.out, { recursive: true });
    for (const audience of Object.keys(AUDIENCES).filter(isAudience)) writeFileSync(join(values.out, `${audience}.graphql`), sdl(audience));
    return;
  }
  if (values.audience === undefined || !isAudience(values.audience)) throw new RangeError(`For whom? ${USAGE}`);
  process.stdout.write(sdl(values.audience));
}

try {
  main();
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
