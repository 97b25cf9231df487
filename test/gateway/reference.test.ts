import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { apiSchema } from '../../gateway/api-schema.ts';
import { publishedSdl } from '../../gateway/published/sdl.ts';
import { reference, type ReferenceFile } from '../../gateway/reference/reference.ts';
import { SUPERGRAPH_FILE } from '../../gateway/supergraph.ts';
import { restrictedCoordinates } from '../../graph/restricted.ts';
import { loadAllTables } from '../../subgraphs/index.ts';

const SHOP = buildSchema(`
  enum Role { ADMIN }
  directive @visible(to: [Role!]!) on FIELD_DEFINITION
  "What can be asked."
  type Query { "Orders of \`<b>today</b>\`." orders("How many." first: Int = 10, filter: Filter): [Order!]! }
  input Filter { state: State = SALE }
  enum State { SALE "Going." DRAFT @deprecated(reason: "Use SALE. 2027-01-01") }
  type Order { id: ID! margin: Float @visible(to: [ADMIN]) state: State }
`);

const textOf = (files: readonly ReferenceFile[], path: string): string => files.find((file) => file.path === path)?.text ?? '';

describe('the pages of a schema', () => {
  const files = reference(SHOP, 'Shop & Co');

  test('are one for each type, with what is needed to read them from a disk', () => {
    const own = files.map(({ path }) => path).filter((path) => !/type\/(?:Boolean|Float|ID|Int|String)\.html/.test(path));
    expect(own.toSorted()).toEqual(['index.html', 'search-index.js', 'search.js', 'style.css', 'type/Filter.html', 'type/Order.html', 'type/Query.html', 'type/Role.html', 'type/State.html']);
  });

  test('say who may use a field, what is deprecated, what holds by default', () => {
    expect(textOf(files, 'type/Order.html')).toContain('Only for ADMIN');
    expect(textOf(files, 'type/State.html')).toContain('Deprecated: Use SALE. 2027-01-01');
    expect(textOf(files, 'type/Query.html')).toContain('<small>= 10</small>');
  });

  test('lead from a type to where it is used, and back', () => {
    expect(textOf(files, 'type/State.html')).toContain('<a href="../type/Order.html#state">Order.state</a>');
    expect(textOf(files, 'type/Order.html')).toContain('<a href="../type/State.html">State</a>');
  });

  test('take descriptions for text', () => {
    expect(textOf(files, 'type/Query.html')).toContain('Orders of <code>&lt;b&gt;today&lt;/b&gt;</code>.');
    expect(textOf(files, 'index.html')).toContain('<h1>Shop &amp; Co</h1>');
  });
});

test('every link of the graph’s own pages leads to a place that is there', () => {
  const schema = buildSchema(publishedSdl(apiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8')), restrictedCoordinates(loadAllTables()), null));
  const files = reference(schema, 'graph');
  const places = new Set(files.flatMap(({ path, text }) => [path, ...[...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `${path}#${id}`)]));
  const broken = files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:href|src)="([^"]+)"/g)].flatMap(([, link = '']) => {
      const [file = '', anchor] = link.split('#');
      const target = `${file === '' ? path : posix.join(posix.dirname(path), file)}${anchor === undefined ? '' : `#${anchor}`}`;
      return places.has(target) ? [] : [`${path}: ${link}`];
    }),
  );
  expect([files.length > 500, broken]).toEqual([true, []]);
  const index = JSON.parse(/= (.*);/.exec(textOf(files, 'search-index.js'))?.[1] ?? '[]') as [string, string][];
  expect(index.filter(([, place]) => !places.has(place))).toEqual([]);
  expect(index.map(([name]) => name)).toEqual(expect.arrayContaining(['SalesOrder', 'SalesOrder.margin', 'Query.salesOrders']));
});
