import { describe, expect, test } from 'vitest';
import { createOperationTexts, NOTHING_PUBLISHED, sha256, type PublishedOperations } from '../../gateway/operations/persisted.ts';
import { unmetered } from '../support/limits.ts';
import { serveShop, testDoor, type Answer } from './support/serve.ts';

const ORDERS = '{ orders(first: 1) { id } }';
const CUSTOMERS = 'query Customers { customers { name } }';
const PUBLISHED: PublishedOperations = {
  ofPartner: (partner, id) => (partner === 'acme' && id === sha256(ORDERS) ? ORDERS : undefined),
  ofApps: (id) => (id === sha256(CUSTOMERS) ? CUSTOMERS : undefined),
};

async function post(url: string, body: Record<string, unknown>): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return outcome(response);
}

async function outcome(response: Response): Promise<unknown> {
  const { data, errors } = (await response.json()) as Answer['body'];
  return data ?? [response.status, errors?.[0]?.extensions['code']];
}

const apollo = (id: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } });

describe('an operation sent by its id', () => {
  test('runs when one of our apps has published it, by every convention', async () => {
    await using gateway = await serveShop({ published: PUBLISHED });
    const id = sha256(CUSTOMERS);
    for (const body of [apollo(id), { documentId: id }, { documentId: `sha256:${id}` }, { id }, { doc_id: id.toUpperCase() }]) {
      expect(await post(gateway.url, body)).toEqual({ customers: [{ name: 'Afi' }, { name: 'Kofi' }] });
    }
    const query = new URLSearchParams({ extensions: JSON.stringify(apollo(id).extensions) });
    expect(await outcome(await fetch(`${gateway.url}/graphql?${query}`))).toEqual({ customers: [{ name: 'Afi' }, { name: 'Kofi' }] });
  });

  test('is asked for, registered and found: automatic persisted queries', async () => {
    await using gateway = await serveShop();
    const id = sha256(ORDERS);
    expect(await post(gateway.url, apollo(id))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await post(gateway.url, { query: ORDERS, ...apollo(id) })).toEqual({ orders: [{ id: '1' }] });
    expect(await post(gateway.url, apollo(id))).toEqual({ orders: [{ id: '1' }] });
  });

  test('is refused when the id is no hash, or of another text', async () => {
    await using gateway = await serveShop();
    expect(await post(gateway.url, { documentId: 'orders' })).toEqual([400, 'BAD_USER_INPUT']);
    expect(await post(gateway.url, { query: ORDERS, ...apollo(sha256(CUSTOMERS)) })).toEqual([400, 'BAD_USER_INPUT']);
    expect(await post(gateway.url, apollo(sha256(CUSTOMERS)))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  test('meets the same limits as its text', async () => {
    await using gateway = await serveShop({ published: { ...PUBLISHED, ofApps: () => `{ ${'a: orders { id } '.repeat(200)} }` } });
    expect(await post(gateway.url, { id: sha256('x') })).toEqual([400, 'LIMIT_EXCEEDED']);
  });

  test('registered by nobody in particular is run and forgotten', async () => {
    await using gateway = await serveShop({ door: { admit: async (headers) => ({ ...(await testDoor.admit(headers)), client: 'ANONYMOUS' }) } });
    const id = sha256(ORDERS);
    expect(await post(gateway.url, { query: ORDERS, ...apollo(id) })).toEqual({ orders: [{ id: '1' }] });
    expect(await post(gateway.url, apollo(id))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  test('is forgotten when too many others were registered after it', () => {
    const texts = createOperationTexts(NOTHING_PUBLISHED, 2);
    const sender = { limits: { freeForm: true }, partner: null, isAnonymous: false };
    const send = (text: string | undefined, id: string) => texts.textOf({ text, id, name: undefined, variables: undefined }, sender);
    for (const text of ['{ a }', '{ b }', '{ c }']) send(text, sha256(text));
    expect(send(undefined, sha256('{ c }'))).toBe('{ c }');
    expect(() => send(undefined, sha256('{ a }'))).toThrow('PersistedQueryNotFound');
  });
});

describe('a partner', () => {
  test('runs its own published operations, and no other way leads to another one', async () => {
    await using gateway = await serveShop({
      published: PUBLISHED,
      door: { admit: async (headers) => ({ ...(await testDoor.admit(headers)), client: 'PARTNER', partner: 'acme' }) },
    });
    expect(await post(gateway.url, { id: sha256(ORDERS) })).toEqual({ orders: [{ id: '1' }] });
    const refused = [403, 'OPERATION_NOT_PUBLISHED'];
    expect(await post(gateway.url, { query: ORDERS })).toEqual(refused);
    expect(await post(gateway.url, { query: ORDERS, ...apollo(sha256(ORDERS)) })).toEqual(refused);
    expect(await post(gateway.url, { query: CUSTOMERS, id: sha256(ORDERS) })).toEqual(refused);
    expect(await post(gateway.url, { id: sha256(CUSTOMERS) })).toEqual(refused);
    expect(await post(gateway.url, { query: '{ __schema { queryType { name } } }' })).toEqual(refused);
    expect(await outcome(await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(ORDERS)}`))).toEqual(refused);
    expect(await outcome(await fetch(`${gateway.url}/graphql?id=${sha256(ORDERS)}&id=${sha256(CUSTOMERS)}`))).not.toHaveProperty('orders');
    expect(gateway.orders.requests).toHaveLength(1);
  });

});

describe('a class without free form', () => {
  test('runs what the apps have published, and nothing else', async () => {
    const table = unmetered();
    await using gateway = await serveShop({ published: PUBLISHED, limits: { ...table, FIRST_PARTY: { ...table.FIRST_PARTY, freeForm: false } } });
    expect(await post(gateway.url, { id: sha256(CUSTOMERS) })).toEqual({ customers: [{ name: 'Afi' }, { name: 'Kofi' }] });
    expect(await post(gateway.url, { query: CUSTOMERS })).toEqual([403, 'OPERATION_NOT_PUBLISHED']);
  });
});
