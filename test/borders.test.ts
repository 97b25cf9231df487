import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A request walks down this list once; who may import what, and why not the rest. */
const MAY_IMPORT: Record<string, { folders: string[]; because: string }> = {
  platform: { folders: [], because: 'everything stands on it' },
  odoo: { folders: ['platform'], because: 'it speaks to Odoo for whoever asks, and knows no GraphQL and no principals' },
  store: { folders: ['platform'], because: 'it keeps documents for whoever asks, and knows neither GraphQL nor Odoo' },
  sync: { folders: ['odoo', 'store', 'platform'], because: 'the dashboard and Odoo are kept in step without a request, a principal or GraphQL' },
  access: { folders: ['odoo', 'platform'], because: 'who sees what is decided without knowing how it is asked' },
  setup: { folders: ['access', 'odoo', 'platform'], because: 'a command asks the checklist as well as the graph, so it knows no GraphQL' },
  graph: { folders: ['access', 'odoo', 'platform'], because: 'the engine works for any SDL, so it knows no subgraph' },
  partners: { folders: ['access', 'store', 'platform'], because: 'who may run which operations is known without knowing how they are run' },
  subgraphs: { folders: ['graph', 'setup', 'access', 'sync', 'store', 'odoo', 'platform'], because: 'a subgraph must be able to run without this gateway' },
  gateway: { folders: ['subgraphs', 'graph', 'setup', 'access', 'partners', 'store', 'sync', 'platform'], because: 'the door knows no Odoo: only its composition root does' },
};

/** The composition root: the only files of the gateway that put Odoo together with the rest. */
const COMPOSITION_ROOT = ['gateway/open-dashboard.ts', 'gateway/find-odoo.ts', 'gateway/open-odoo.ts', 'gateway/open-sign-in.ts', 'gateway/foundations.ts', 'gateway/serve.ts', 'gateway/token.ts', 'gateway/demo-token.ts', 'gateway/demo-people.ts', 'gateway/doctor-command.ts'];
const ALLOWED_EVERYWHERE = 'odoo/port.ts';

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), name)) : name,
  );
};

const folderOf = (path: string): string => path.split('/', 1)[0] ?? '';

for (const [folder, { folders, because }] of Object.entries(MAY_IMPORT)) {
  test(`${folder}/ imports only ${[folder, ...folders].join(', ')}: ${because}`, () => {
    const files = globSync(`${folder}/**/*.ts`, { cwd: ROOT });
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((path) => folderOf(path) in MAY_IMPORT && ![folder, ...folders].includes(folderOf(path)))
        .filter((path) => path !== ALLOWED_EVERYWHERE && !(folderOf(path) === 'odoo' && COMPOSITION_ROOT.includes(file)))
        .map((path) => `${file} imports ${path}`),
    );
    expect(wrong).toEqual([]);
  });
}

test('odoo/, setup/, store/, sync/, partners/ and platform/ know no GraphQL: they serve commands and synchronisation as well', () => {
  const files = globSync('{odoo,setup,store,sync,partners,platform}/**/*.ts', { cwd: ROOT });
  expect(files.filter((file) => importsOf(file).some((name) => /^(graphql|@apollo|@graphql|@theguild)/.test(name)))).toEqual([]);
});

test('a subgraph never imports another: each can be a server of its own', () => {
  const wrong = globSync('subgraphs/*/**/*.ts', { cwd: ROOT }).flatMap((file) => {
    const [, own] = file.split('/');
    return importsOf(file).filter((path) => /^subgraphs\/[^/]+\//.test(path) && path.split('/')[1] !== own).map((path) => `${file} imports ${path}`);
  });
  expect(wrong).toEqual([]);
});

test('only platform/config.ts reads the environment: every setting is in its table', () => {
  const files = globSync('{platform,odoo,setup,store,sync,access,partners,graph,subgraphs,gateway}/**/*.ts', { cwd: ROOT });
  expect(files.filter((file) => readFileSync(join(ROOT, file), 'utf8').includes('process.env'))).toEqual(['platform/config.ts']);
});

test('the example client stands alone: an app can take its folder', () => {
  const files = globSync('examples/client/src/**/*.ts', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(3);
  // The generated code takes one type from a package that has nothing but types.
  const own = /^examples\/client\/src\/|^@graphql-typed-document-node\/core$/;
  expect(files.flatMap((file) => importsOf(file)).filter((name) => !own.test(name))).toEqual([]);
});
