import { BreakingChangeType, buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { changesBetween, coordinateIn, notesBetween } from '../../gateway/evolution/changes.ts';
import { operationsOf } from '../../gateway/evolution/manifests.ts';
import { usageOf } from '../../gateway/evolution/usage.ts';

const TODAY = '2026-11-26';

/** With one of everything that can go. */
const RELEASED = buildSchema(`
  directive @mark(a: Int, b: Int) repeatable on FIELD | QUERY
  directive @gone on FIELD
  interface Named { name: String }
  union Thing = Order | Customer
  enum State { DRAFT SALE }
  input Filter { state: State name: String }
  type Query { orders(filter: Filter, first: Int): [Order!] order(id: ID): Order things: [Thing] old: Old }
  type Order implements Named {
    id: ID!
    name: String
    state: State
    total: Float
    soon: String @deprecated(reason: "Use \`name\`. Gone from 2099-01-01 on.")
    past: String @deprecated(reason: "Use \`name\`. Gone from 2026-11-26 on.")
  }
  type Customer { id: ID! }
  type Old { a: Int @deprecated(reason: "Nobody needs it. 2026-01-01") b: Int @deprecated(reason: "Nor this. 2026-02-01") }
`);

const RELEASE_TEXT = `
  interface Named { name: String }
  enum State { DRAFT SALE }
  input Filter { state: State name: String }
  type Query { orders(filter: Filter, first: Int): [Order!] order(id: ID): Order old: Old }
  type Order implements Named {
    id: ID!
    name: String
    state: State
    total: Float
    soon: String @deprecated(reason: "Use \`name\`. Gone from 2099-01-01 on.")
    past: String @deprecated(reason: "Use \`name\`. Gone from 2026-11-26 on.")
  }
  type Old { a: Int @deprecated(reason: "Nobody needs it. 2026-01-01") b: Int @deprecated(reason: "Nor this. 2026-02-01") }
`;

/** The released schema with one text in the place of another. */
const changed = (...replacements: readonly (readonly [string, string])[]): GraphQLSchema => {
  return buildSchema(replacements.reduce((sdl, [from, to]) => sdl.replace(from, to), RELEASE_TEXT));
};

const released = buildSchema(RELEASE_TEXT);
const operation = (body: string) => [{ from: 'app (Op)', body }];
const verdicts = (next: GraphQLSchema, body = '{ order { id } }') =>
  changesBetween(released, next, usageOf(released, operation(body)), TODAY).map(({ coordinate, usedBy, allowed }) => [coordinate, usedBy.length > 0, allowed]);

describe('a change of the contract', () => {
  test('that adds breaks nobody', () => {
    expect(verdicts(changed(['total: Float', 'total: Float margin: Float'], ['first: Int', 'first: Int, after: String']))).toEqual([]);
  });

  test('that removes what was not announced is not allowed, used or not', () => {
    expect(verdicts(changed(['total: Float', '']))).toEqual([['Order.total', false, null]]);
    expect(verdicts(changed(['total: Float', '']), '{ order { total } }')).toEqual([['Order.total', true, null]]);
  });

  test('that removes what was announced waits for the day', () => {
    expect(verdicts(changed([/soon.*/.exec(RELEASE_TEXT)?.[0] ?? '', '']))).toEqual([['Order.soon', false, null]]);
    expect(verdicts(changed([/past.*/.exec(RELEASE_TEXT)?.[0] ?? '', '']))).toEqual([['Order.past', false, 'deprecated until 2026-11-26']]);
  });

  test('that removes what an operation uses is not allowed, announced or not', () => {
    expect(verdicts(changed([/past.*/.exec(RELEASE_TEXT)?.[0] ?? '', '']), '{ order { past } }')).toEqual([['Order.past', true, null]]);
  });

  test('that removes a type asks every member of it', () => {
    const withoutOld = changed([' old: Old', ''], [/ {2}type Old.*/.exec(RELEASE_TEXT)?.[0] ?? '', '']);
    expect(verdicts(withoutOld)).toEqual([['Old', false, 'deprecated until 2026-02-01'], ['Query.old', false, null]]);
  });

  test('that cannot be announced is not allowed', () => {
    expect(verdicts(changed(['total: Float', 'total: Int'], ['first: Int', 'first: Int!']))).toEqual([['Query.orders(first:)', false, null], ['Order.total', false, null]]);
  });

  test('that needs care is noted', () => {
    expect(notesBetween(released, changed(['DRAFT SALE', 'DRAFT SALE DONE']))).toEqual(['DONE was added to enum type State.']);
  });
});

describe('what operations use', () => {
  const used = (body: string): string[] => [...usageOf(RELEASED, operation(body)).keys()].toSorted();

  test('fields, arguments, fields of input types, and the values of enums that come back', () => {
    expect(used('{ orders(filter: { name: "x" }) { state } }')).toEqual(['Filter', 'Filter.name', 'Order', 'Order.state', 'Query', 'Query.orders', 'Query.orders(filter:)', 'State', 'State.DRAFT', 'State.SALE']);
  });

  test('every field of an input type that comes in a variable', () => {
    expect(used('query ($f: Filter) { orders(filter: $f) { id } }')).toEqual(expect.arrayContaining(['Filter.state', 'Filter.name', 'State.DRAFT', 'State.SALE']));
  });

  test('what stands in fragments', () => {
    expect(used('{ order { ...O } } fragment O on Order { total }')).toContain('Order.total');
  });
});

describe('manifests', () => {
  test('are Apollo’s or maps of hashes', () => {
    const body = 'query Orders { orders { id } }';
    expect(operationsOf('a.json', { format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: '1', name: 'Orders', type: 'query', body }] })).toEqual([{ from: 'a.json (Orders)', body }]);
    expect(operationsOf('b.json', { 'sha256:abc': body })).toEqual([{ from: 'b.json (Orders)', body }]);
  });

  test.each([[[]], ['text'], [{ operations: [{ id: '1' }] }], [{ hash: 3 }]])('are not %j', (manifest) => {
    expect(() => operationsOf('c.json', manifest)).toThrow(/^c\.json is not a manifest/);
  });
});

test('every wording of graphql-js leads to what it is about', () => {
  const next = buildSchema(`
    directive @mark(b: Int!, c: Int!) on QUERY
    interface Named { name: String }
    union Thing = Order
    enum State { DRAFT }
    input Filter { state: State name: Int must: Int! }
    type Query { orders(filter: Filter, must: Int!): [Order!] order(id: Int): Order things: [Thing] old: Old }
    type Order { id: ID! name: Int state: State }
    input Old { a: Int }
    type Customer { id: ID! }
  `.replace('old: Old', 'old: Int'));
  const found = [...findBreakingChanges(RELEASED, next), ...findBreakingChanges(buildSchema('type Query { a: Int b: B } type B { c: Int }'), buildSchema('type Query { a: Int }'))].filter(({ description }) => !description.startsWith('Standard scalar'));
  const coordinates = Object.groupBy(found, ({ type }) => type);
  expect(Object.keys(BreakingChangeType).filter((type) => !(type in coordinates))).toEqual([]);
  expect(Object.fromEntries(Object.entries(coordinates).map(([type, [first]]) => [type, coordinateIn(first?.type as BreakingChangeType, first?.description ?? '')]))).toEqual({
    TYPE_REMOVED: 'B',
    TYPE_CHANGED_KIND: 'Old',
    TYPE_REMOVED_FROM_UNION: 'Thing',
    VALUE_REMOVED_FROM_ENUM: 'State.SALE',
    REQUIRED_INPUT_FIELD_ADDED: 'Filter',
    IMPLEMENTED_INTERFACE_REMOVED: 'Order',
    FIELD_REMOVED: 'Order.total',
    FIELD_CHANGED_KIND: 'Filter.name',
    REQUIRED_ARG_ADDED: 'Query.orders',
    ARG_REMOVED: 'Query.orders(first:)',
    ARG_CHANGED_KIND: 'Query.order(id:)',
    DIRECTIVE_REMOVED: '@gone',
    DIRECTIVE_ARG_REMOVED: '@mark',
    REQUIRED_DIRECTIVE_ARG_ADDED: '@mark',
    DIRECTIVE_REPEATABLE_REMOVED: '@mark',
    DIRECTIVE_LOCATION_REMOVED: '@mark',
  });
});
