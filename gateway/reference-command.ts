import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSchema } from 'graphql';
import { restrictedCoordinates } from '../graph/restricted.ts';
import { NAME, VERSION } from '../platform/version.ts';
import { loadAllTables } from '../subgraphs/index.ts';
import { apiSchema } from './api-schema.ts';
import { AUDIENCES, isAudience } from './published/audiences.ts';
import { publishedSdl } from './published/sdl.ts';
import { reference } from './reference/reference.ts';
import { SUPERGRAPH_FILE } from './supergraph.ts';

const USAGE = `npm run reference -- [--audience ${Object.keys(AUDIENCES).join('|')}] [--out .data/reference]`;

/** `npm run reference` writes the documentation of the schema as a folder of pages, of everything or of what one audience may use. */
function main(): void {
  const { values } = parseArgs({ options: { audience: { type: 'string' }, out: { type: 'string', default: '.data/reference' } } });
  const { audience = null, out } = values;
  if (audience !== null && !isAudience(audience)) throw new RangeError(`For whom? ${USAGE}`);
  const sdl = publishedSdl(apiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8')), restrictedCoordinates(loadAllTables()), audience);
  const about = `${NAME} ${VERSION}${audience === null ? '' : ` for ${audience}s`}`;
  const files = reference(buildSchema(sdl), about);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
  console.log(`${files.length} files: open ${join(out, 'index.html')}`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
