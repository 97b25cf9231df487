import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { apiSchema } from '../../gateway/api-schema.ts';
import { compose, CompositionError } from '../../gateway/compose.ts';
import { loadSupergraph, SUPERGRAPH_FILE } from '../../gateway/supergraph.ts';
import { federatedSdl } from '../../graph/load-sdl.ts';
import { loadAllTables } from '../../subgraphs/index.ts';
import { shop } from './support/shop.ts';

describe('the committed supergraph', () => {
  const subgraphs = federatedSdl(loadAllTables());

  test('is what the subgraphs compose to', () => {
    expect(readFileSync(SUPERGRAPH_FILE, 'utf8') === compose(subgraphs)).toBe(true);
  });

  test('shows clients the roots of every subgraph and nothing of federation', () => {
    const schema = apiSchema(loadSupergraph(subgraphs));
    const names = [...Object.keys(schema.getTypeMap()), ...schema.getDirectives().map(({ name }) => name)];
    expect(names.filter((name) => /^(join|link|federation)__|^_/.test(name) && !name.startsWith('__'))).toEqual([]);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(expect.arrayContaining(['viewer', 'salesOrders', 'customers', 'serviceAccounts']));
  });
});

describe('composition', () => {
  test('gives the same text for any order of the subgraphs', () => {
    const { orders, customers } = shop();
    expect(compose([orders, customers])).toBe(compose([customers, orders]));
  });

  test('lists every reason why subgraphs do not fit together', () => {
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
    const left = { name: 'left', sdl: `${link} type Query { a: String } type Money { amount: Int }` };
    const right = { name: 'right', sdl: `${link} type Query { b: String } type Money { amount: String }` };
    expect(() => compose([left, right])).toThrow(CompositionError);
    expect(() => compose([left, right])).toThrow(/^The subgraphs do not compose\.\nFIELD_TYPE_MISMATCH: .*Money\.amount/);
  });

  test('that is older than a subgraph stops the start with a sentence', () => {
    const { orders, customers } = shop();
    const file = join(mkdtempSync(join(tmpdir(), 'supergraph-')), 'supergraph.graphql');
    writeFileSync(file, compose([orders, customers]));
    const url = pathToFileURL(file);
    expect(loadSupergraph([orders], url)).toBe(compose([orders, customers]));
    const changed = { name: 'orders', sdl: orders.sdl.replace('total: Int!', 'total: Int') };
    expect(() => loadSupergraph([changed, customers], url)).toThrow('schema/supergraph.graphql is older than the schema of orders: run "npm run compose".');
  });
});
