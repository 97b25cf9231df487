import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { parse, printSchema } from 'graphql';
import { apiSchema } from '../../gateway/api-schema.ts';

const SUPERGRAPH = new URL('../../schema/supergraph.graphql', import.meta.url);
const SOURCES = new URL('src/', import.meta.url);
const GENERATED = new URL('src/gql/', import.meta.url);

/**
 * `npm run client:codegen` types every operation of src/ from the graph's schema and writes the manifest of persisted documents.
 * In a project of your own the command line tool of @graphql-codegen does the same with this preset and this config.
 */
async function main(check: boolean): Promise<number> {
  const made = await generate();
  const stale = made.filter(({ name, text }) => !existsSync(new URL(name, GENERATED)) || readFileSync(new URL(name, GENERATED), 'utf8') !== text);
  if (check && stale.length > 0) {
    console.error(`examples/client/src/gql is stale (${stale.map(({ name }) => name).join(', ')}): run "npm run client:codegen" and commit it.`);
    return 1;
  }
  mkdirSync(GENERATED, { recursive: true });
  for (const { name, text } of stale) writeFileSync(new URL(name, GENERATED), text);
  return 0;
}

interface Made {
  readonly name: string;
  readonly text: string;
}

async function generate(): Promise<readonly Made[]> {
  const documents = globSync('**/*.graphql', { cwd: SOURCES })
    .toSorted()
    .map((location) => {
      const rawSDL = readFileSync(new URL(location, SOURCES), 'utf8');
      return { location, rawSDL, document: parse(rawSDL) };
    });
  const schema = parse(printSchema(apiSchema(readFileSync(SUPERGRAPH, 'utf8'))));
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: 'gql/',
    schema,
    documents,
    plugins: [],
    pluginMap: {},
    config: {
      documentMode: 'string',
      useTypeImports: true,
      enumsAsTypes: true,
      immutableTypes: true,
      importExtension: '.ts',
      emitLegacyCommonJSImports: false,
      scalars: { Date: 'string', DateTime: 'string', Decimal: 'string' },
    },
    presetConfig: { fragmentMasking: { unmaskFunctionName: 'read' }, persistedDocuments: { hashAlgorithm: 'sha256' } },
  });
  // Documents are imported by their names, so nothing looks them up by their text.
  const wanted = sections.filter(({ filename }) => !['gql.ts', 'index.ts'].includes(basename(filename)));
  return Promise.all(wanted.map(async (section) => ({ name: basename(section.filename), text: await codegen(section) })));
}

process.exitCode = await main(process.argv.includes('--check'));
