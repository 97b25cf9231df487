import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createEngine, preparePlanning } from '../../gateway/engine.ts';
import { inProcess } from '../../gateway/in-process.ts';
import type { GraphRequest } from '../../gateway/request.ts';
import { GOOD_ASSERTION, shop, supergraphOf } from './support/shop.ts';

async function setUp() {
  const { orders, customers } = shop();
  const routes = new Map([orders, customers].map((subgraph) => [subgraph.name, inProcess(subgraph)]));
  const fetched: string[] = [];
  let assertions = 0;
  const engine = createEngine(preparePlanning(supergraphOf([orders, customers])), (name, fetch, request) => {
    fetched.push(name);
    const route = routes.get(name);
    if (!route) throw new Error(name);
    return route(name, fetch, request);
  });
  const request: GraphRequest = {
    id: 'test',
    signal: new AbortController().signal,
    deadline: Date.now() + 5_000,
    language: undefined,
    scope: {},
    cost: { odooCalls: 0, odooMs: 0 },
    assertion: async () => {
      assertions += 1;
      return GOOD_ASSERTION;
    },
  };
  const run = (query: string, options: { variables?: Record<string, unknown>; operationName?: string } = {}) =>
    engine.execute({ document: parse(query), ...options }, request);
  return { engine, orders, customers, fetched, request, run, assertions: () => assertions };
}

describe('the engine', () => {
  test('joins an entity of two subgraphs with one fetch each, whatever the number of rows', async () => {
    const { run, fetched } = await setUp();
    const result = await run('{ orders(first: 3) { id customer { id name } } }');
    expect(result).toEqual({
      data: {
        orders: [
          { id: '1', customer: { id: '10', name: 'Afi' } },
          { id: '2', customer: { id: '11', name: 'Kofi' } },
          { id: '3', customer: { id: '10', name: 'Afi' } },
        ],
      },
    });
    expect(fetched).toEqual(['orders', 'customers']);
  });

  test('shows clients no type or directive of federation', async () => {
    const { engine } = await setUp();
    const names = [...Object.keys(engine.schema.getTypeMap()), ...engine.schema.getDirectives().map(({ name }) => name)];
    expect(names.filter((name) => /^(join|link|core|_)_?|__(Field|Graph|Import)/.test(name) && !name.startsWith('__'))).toEqual([]);
    expect(names).toContain('Order');
  });

  test('answers introspection without knowing the caller', async () => {
    const { run, fetched, assertions } = await setUp();
    const result = await run(getIntrospectionQuery());
    expect(result.errors).toBeUndefined();
    expect(Object.keys(result.data ?? {})).toEqual(['__schema']);
    expect([fetched.length, assertions()]).toEqual([0, 0]);
  });

  test('answers introspection and data in one operation, in the order of the query', async () => {
    const { run } = await setUp();
    for (const query of [
      '{ __schema { queryType { name } } kind: __typename order(id: 2) { total } }',
      'query ($yes: Boolean = true) { ...Meta @include(if: $yes) order(id: 2) { total } } fragment Meta on Query { __schema { queryType { name } } kind: __typename }',
    ]) {
      const result = await run(query);
      expect(result).toEqual({ data: { __schema: { queryType: { name: 'Query' } }, kind: 'Query', order: { total: 200 } } });
      expect(Object.keys(result.data ?? {})).toEqual(['__schema', 'kind', 'order']);
    }
  });

  test('executes the operation that is named, also beside one that introspects', async () => {
    const { run } = await setUp();
    const document = 'query Meta { __schema { queryType { name } } } query Data($id: ID!) { order(id: $id) { ...O } } fragment O on Order { total }';
    expect(await run(document, { operationName: 'Data', variables: { id: 4 } })).toEqual({ data: { order: { total: 400 } } });
    expect(await run(document, { operationName: 'Meta' })).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    expect((await run(document)).errors?.map(({ message }) => message)).toEqual([
      'Must provide operation name if query contains multiple operations.',
    ]);
    expect((await run(document, { operationName: 'Nope' })).errors?.[0]?.message).toBe('Unknown operation named "Nope".');
  });

  test('refuses a bad variable before any subgraph is asked', async () => {
    const { run, fetched } = await setUp();
    const result = await run('query ($first: Int!) { orders(first: $first) { id } }', { variables: { first: 'many' } });
    expect(result.data).toBeUndefined();
    expect(result.errors?.[0]?.message).toMatch(/^Variable "\$first" got invalid value "many"/);
    expect(fetched).toEqual([]);
  });

  test('plans one document once', async () => {
    const { engine, orders, request } = await setUp();
    const document = parse('{ orders { id } }');
    await engine.execute({ document }, request);
    await engine.execute({ document }, request);
    expect(orders.requests).toHaveLength(2);
    expect(orders.requests[0]?.document).toBe(orders.requests[1]?.document);
  });

  test('keeps the error of a field at its own path through the merge', async () => {
    const { run } = await setUp();
    const result = await run('{ orders(first: 2) { id margin customer { name } } }');
    expect(result.data).toEqual({
      orders: [
        { id: '1', margin: null, customer: { name: 'Afi' } },
        { id: '2', margin: null, customer: { name: 'Kofi' } },
      ],
    });
    expect(result.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['orders', 0, 'margin'], 'FORBIDDEN'],
      [['orders', 1, 'margin'], 'FORBIDDEN'],
    ]);
  });
});
