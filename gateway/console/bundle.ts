import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type BuildResult, type Plugin } from 'esbuild';
import { licencesOf } from './licences.ts';

/** One file that the browser loads from `/console/<name>`. */
export interface MadeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const PAGE = fileURLToPath(new URL('page/', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const SHARED = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  target: 'es2023',
  jsx: 'automatic',
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
  outdir: 'assets',
} as const satisfies BuildOptions;

/** Text fonts are the system's own: GraphiQL's would be another 300 KB. Monaco's icons stay. */
const systemFonts: Plugin = {
  name: 'system fonts',
  setup(bundler) {
    bundler.onLoad({ filter: /graphiql[/\\]dist[/\\]style\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/@font-face\s*\{[^}]*?font-family:\s*["']?(?:Roboto|Fira Code)[^}]*\}/g, ''),
      loader: 'css',
    }));
    // GraphiQL's style sheet has them already.
    bundler.onLoad({ filter: /monaco-editor[/\\].*\.css$/ }, () => ({ contents: '', loader: 'css' }));
  },
};

/** What comes from npm: React, GraphiQL with its editor, and the editor's workers, as modules that share their common parts. */
export async function bundleVendor(): Promise<readonly MadeFile[]> {
  const result = await build({
    ...SHARED,
    entryPoints: {
      vendor: `${PAGE}vendor.ts`,
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    splitting: true,
    metafile: true,
    minify: true,
    chunkNames: 'chunk-[hash]',
    plugins: [systemFonts],
  });
  return [...files(result), { name: 'licences.txt', bytes: Buffer.from(licencesOf(result.metafile, ROOT)) }];
}

/** Imports of npm packages become imports of the vendor bundle, so that our own code is a file of its own. */
const fromVendor: Plugin = {
  name: 'from vendor',
  setup(bundler) {
    bundler.onResolve({ filter: /^(react|react-dom|graphiql|graphql|@graphiql)(\/|$)/ }, ({ path }) => {
      if (path === 'react/jsx-runtime') return { path: './vendor.js', external: true };
      throw new Error(`${path}: import it from ./vendor.ts.`);
    });
    bundler.onResolve({ filter: /\/vendor\.ts$/ }, () => ({ path: './vendor.js', external: true }));
  },
};

/** The page's own code and style. */
export async function bundlePage(): Promise<readonly MadeFile[]> {
  const result = await build({ ...SHARED, entryPoints: { page: `${PAGE}main.tsx` }, plugins: [fromVendor] });
  return files(result);
}

function files({ outputFiles = [] }: BuildResult): readonly MadeFile[] {
  // Style sheets of which the vendor's own has everything are left empty.
  return outputFiles.filter(({ contents }) => contents.length > 0).map(({ path, contents }) => ({ name: basename(path), bytes: contents }));
}
