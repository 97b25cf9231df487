import { describe, expect, test } from 'vitest';
import { CLASS_LIMITS, type ClientClass, type Limits } from '../../../platform/limits.ts';
import { unmetered } from '../../support/limits.ts';
import { serveShop, testDoor, type Answer, type TestGateway } from '../support/serve.ts';

const said = ({ status, body }: Answer): unknown[] => [status, body.errors?.[0]?.extensions['code'], body.errors?.[0]?.extensions['limit']];

/** A shop whose visitors are all of one class, with these limits for it. */
function shopFor(client: ClientClass, changes: Partial<Limits> = {}): Promise<TestGateway> {
  const table = unmetered();
  return serveShop({
    limits: { ...table, [client]: { ...table[client], ...changes } },
    door: { admit: async (headers) => ({ ...(await testDoor.admit(headers)), client }) },
  });
}

describe('a document that is too much', () => {
  test('is refused by what is too much of it, before a subgraph hears of it', async () => {
    await using gateway = await shopFor('FIRST_PARTY', { tokens: 120, depth: 4, aliases: 3, rootFields: 4, fields: 8, cost: 2_000, pageSize: 1_000_000 });
    const bombs: Record<string, string> = {
      tokens: `{ ${'orders { id } '.repeat(40)} }`,
      depth: '{ orders { customer { name ...on Customer { __typename } } } a: orders { customer { ...A } } } fragment A on Customer { ...B } fragment B on Customer { x { y { z } } }',
      aliases: '{ a: order(id: 1) { id } b: order(id: 1) { id } c: order(id: 1) { id } d: order(id: 1) { id } }',
      rootFields: '{ ...R ...R } fragment R on Query { seen { odoo } refused unavailable { id } }',
      fields: '{ ...F } fragment F on Query { order(id: 1) { ...G ...G ...G } } fragment G on Order { ...H ...H } fragment H on Order { id total }',
      pageSize: '{ orders(first: 1000001) { id } }',
      cost: '{ orders(first: 100000) { id } }',
    };
    for (const [limit, query] of Object.entries(bombs)) expect([limit, said(await gateway.ask(query))]).toEqual([limit, [400, 'LIMIT_EXCEEDED', limit]]);
    expect(gateway.orders.requests).toEqual([]);
    expect((await gateway.ask('{ orders { id } }')).status).toBe(200);
  });

  test('cannot hide behind the name of an operation, nor behind an operation that is not run', async () => {
    await using gateway = await shopFor('FIRST_PARTY', { cost: 2_000, aliases: 3, pageSize: 1_000_000 });
    expect(said(await gateway.ask('query __schema { orders(first: 100000) { id } }'))).toEqual([400, 'LIMIT_EXCEEDED', 'cost']);
    expect(said(await gateway.ask('query IntrospectionQuery { __schema { queryType { name } } orders(first: 100000) { id } }'))).toEqual([400, 'LIMIT_EXCEEDED', 'cost']);
    const beside = 'query Small { orders { id } } query Large { a: order(id: 1) { id } b: order(id: 1) { id } c: order(id: 1) { id } d: order(id: 1) { id } }';
    expect(said(await gateway.ask(beside, { operationName: 'Small' }))).toEqual([400, 'LIMIT_EXCEEDED', 'aliases']);
  });

  test('is refused before it is parsed, and the process lives', async () => {
    await using gateway = await shopFor('FIRST_PARTY');
    const deep = `{ ${'a{'.repeat(1_600)}b${'}'.repeat(1_600)} }`;
    expect(said(await gateway.ask(deep))).toEqual([400, 'LIMIT_EXCEEDED', 'depth']);
    const deeper = '{a'.repeat(4_900);
    expect(said(await gateway.ask(deeper))).toEqual([400, 'LIMIT_EXCEEDED', 'tokens']);
    const variables = JSON.parse(`{"id":${'['.repeat(4_000)}${']'.repeat(4_000)}}`) as Record<string, unknown>;
    expect(said(await gateway.ask('query ($id: ID!) { order(id: $id) { id } }', { variables }))).toEqual([400, 'LIMIT_EXCEEDED', 'variableDepth']);
    expect((await gateway.ask('{ orders(first: 1) { id } }')).body.data).toEqual({ orders: [{ id: '1' }] });
  });

  test('is the same by GET', async () => {
    await using gateway = await shopFor('FIRST_PARTY', { aliases: 1 });
    const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent('{ a: orders { id } b: orders { id } }')}`);
    expect([response.status, ((await response.json()) as Answer['body']).errors?.[0]?.extensions['code']]).toEqual([400, 'LIMIT_EXCEEDED']);
  });
});

describe('a caller who is too much', () => {
  test('gets 429 with the time to wait, while somebody else is served', async () => {
    await using gateway = await shopFor('FIRST_PARTY', { burst: 2, ratePerMinute: 6 });
    const own = { authorization: 'Bearer good' };
    const first = await gateway.ask('{ orders { id } }', { headers: own });
    expect(first.body.extensions?.['cost']).toMatchObject({ remaining: { operations: 1, odooMs: 1_000_000_000 } });
    await gateway.ask('{ orders { id } }', { headers: own });
    const third = await gateway.ask('{ orders { id } }', { headers: own });
    expect([said(third), third.headers.get('retry-after')]).toEqual([[429, 'RATE_LIMITED', 'rate'], '10']);
    expect((await gateway.ask('{ orders { id } }')).status).toBe(200);
  });

  test('has a place again when one of their operations has ended, even when it failed or its client left', async () => {
    await using gateway = await shopFor('FIRST_PARTY', { concurrent: 1 });
    const leaving = new AbortController();
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ slow }' }) };
    const running = fetch(`${gateway.url}/graphql`, { ...post, signal: leaving.signal });
    await expect.poll(() => gateway.orders.requests.length).toBe(1);
    expect(said(await gateway.ask('{ orders { id } }'))).toEqual([429, 'RATE_LIMITED', 'concurrent']);
    leaving.abort();
    await expect(running).rejects.toThrow();
    await expect.poll(async () => (await gateway.ask('{ orders { id } }')).status).toBe(200);
    await gateway.ask('{ brokenOrders { id } }');
    await gateway.ask('{ nonsense');
    expect((await gateway.ask('{ orders { id } }')).status).toBe(200);
  });
});

describe('the schema', () => {
  const QUESTIONS = ['{ __schema { queryType { name } } }', 'query Orders { ...F } fragment F on Query { t: __type(name: "Order") { name } }'];

  test('is told to classes that may explore, by POST and by GET', async () => {
    await using gateway = await shopFor('ANALYST');
    for (const query of QUESTIONS) expect((await gateway.ask(query)).status).toBe(200);
    expect((await gateway.ask('{ ordrs { id } }')).body.errors?.[0]?.message).toBe('Cannot query field "ordrs" on type "Query". Did you mean "orders" or "order"?');
  });

  test('is kept from the others: neither asked for nor guessed by misspelling, by POST and by GET', async () => {
    await using gateway = await shopFor('ANONYMOUS');
    for (const query of QUESTIONS) {
      expect(said(await gateway.ask(query))).toEqual([403, 'INTROSPECTION_DISABLED', undefined]);
      const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`);
      expect(response.status).toBe(403);
    }
    const guesses: Record<string, string> = {
      '{ ordrs { id } }': 'Cannot query field "ordrs" on type "Query".',
      '{ order(idd: 1) { id } }': 'Unknown argument "idd" on field "Query.order".',
      '{ orders { ... on Ordr { id } } }': 'Unknown type "Ordr".',
    };
    for (const [query, message] of Object.entries(guesses)) {
      expect((await gateway.ask(query)).body.errors?.map((error) => error.message)).toContain(message);
      const response = await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`);
      expect(await response.text()).not.toContain('Did you mean');
    }
    expect((await gateway.ask('{ __typename }')).body.data).toEqual({ __typename: 'Query' });
  });

  test('an anonymous caller has the smallest limits of all', () => {
    for (const limit of ['tokens', 'depth', 'aliases', 'rootFields', 'fields', 'pageSize', 'listNesting', 'cost'] as const) {
      expect(CLASS_LIMITS.ANONYMOUS[limit]).toBe(Math.min(...Object.values(CLASS_LIMITS).map((limits) => limits[limit])));
    }
  });
});
