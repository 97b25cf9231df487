import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SA } from '../../odoo/sandbox/data/ids.ts';
import { run } from '../gateway/support/processes.ts';
import { startGraph, type TestGraph } from '../support/graph.ts';

const ORDERS = 'query Orders($first: Int!) { salesOrders(first: $first) { totalCount nodes { name margin { amount } } } }';
const BY_MARGIN = 'query ByMargin { salesOrders(orderBy: [{ margin: DESC }], filter: { margin: { gt: "1" } }) { nodes { name } } salesOrdersAggregate(groupBy: [{ field: STATE }]) { keys { state } sum { margin { amount } } } }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

let graph: TestGraph;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'partners-'));
  graph = await startGraph(null, { DATA_DIR: folder });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Runs the command as people do: another process, beside the running server. */
async function partner(...args: string[]): Promise<{ code: number | null; said: string }> {
  const { code, stdout, stderr } = await run('gateway/partner-command.ts', args, { DATA_DIR: folder }).finished;
  return { code, said: stdout + stderr };
}

function manifest(name: string, ...texts: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(Object.fromEntries(texts.map((text) => [sha256(text), text]))));
  return path;
}

async function send(key: string, body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<{ status: number; code: unknown; data: unknown }> {
  const response = await fetch(`${graph.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', 'x-api-key': key, ...headers }, body: JSON.stringify(body) });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: errors?.[0]?.extensions.code, data };
}

describe('a partner, from registration to goodbye', () => {
  let key = '';
  let keyId = '';

  test('is registered and gets a key that is shown once', async () => {
    expect((await partner('register', 'acme', '--account', String(SA.LOME), '--role', 'STAFF', '--rate', '6000')).said).toBe('The partner "acme" is registered; make a key and publish a manifest next.\n');
    const { said } = await partner('key', 'create', 'acme');
    [, key = '', keyId = ''] = /^(abp_([a-z0-9]{12})_[\w-]{43})$/m.exec(said) ?? [];
    expect(said).toContain('This is the only time the key is shown.');
    expect((await partner('list')).said).not.toContain(key.slice(-43));
  });

  test('is told beforehand what each operation will give it, why not, and what it costs', async () => {
    const { code, said } = await partner('manifest', 'check', 'acme', manifest('check.json', ORDERS, BY_MARGIN));
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      `Orders  ${sha256(ORDERS)}`,
      '  valid query',
      '  costs at most 601 points, about 2 calls to Odoo',
      '  null: SalesOrder.margin: SalesOrder.margin is for ADMIN, SA_MANAGER; you are STAFF.',
      `ByMargin  ${sha256(BY_MARGIN)}`,
      '  valid query',
      '  costs at most 550 points, about 3 calls to Odoo',
      '  null: SalesOrderMeasures.margin: SalesOrderMeasures.margin is for ADMIN, SA_MANAGER; you are STAFF.',
      '  refused: SalesOrder.margin: SalesOrder.margin is for ADMIN, SA_MANAGER; you are STAFF.',
      '',
    ]);
  });

  test('cannot publish by half: one operation that is not valid keeps the others out', async () => {
    const { code, said } = await partner('publish', 'acme', manifest('bad.json', ORDERS, '{ nope }'));
    expect([code, said.includes('Nothing was published.'), said.includes('mistake: Cannot query field "nope" on type "Query".')]).toEqual([1, true, true]);
    expect(await send(key, { id: sha256(ORDERS), variables: { first: 1 } })).toMatchObject({ status: 403, code: 'OPERATION_NOT_PUBLISHED' });
  });

  test('runs what it has published, within seconds and without a restart, as a member of its Service Account', async () => {
    await partner('publish', 'acme', manifest('orders.json', ORDERS));
    await expect.poll(async () => (await send(key, { id: sha256(ORDERS), variables: { first: 1 } })).status, { timeout: 8_000, interval: 250 }).toBe(200);
    const answer = await send(key, { id: sha256(ORDERS), variables: { first: 1 } });
    expect(answer.data).toMatchObject({ salesOrders: { totalCount: 79, nodes: [{ margin: null }] } });
    expect(await send(key, { id: sha256(ORDERS), variables: { first: 1 } }, { 'x-sa-id': String(SA.NAIROBI) })).toMatchObject({ status: 403, code: 'FORBIDDEN_SA' });
  });

  test('runs nothing else: no text, no registration, no unknown id, by no method', async () => {
    const refused = { status: 403, code: 'OPERATION_NOT_PUBLISHED' };
    expect(await send(key, { query: '{ viewer { name } }' })).toMatchObject(refused);
    expect(await send(key, { query: ORDERS, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(ORDERS) } }, variables: { first: 1 } })).toMatchObject(refused);
    expect(await send(key, { id: sha256(BY_MARGIN) })).toMatchObject(refused);
    const get = await fetch(`${graph.url}/graphql?query=${encodeURIComponent('{viewer{name}}')}`, { headers: { 'x-api-key': key } });
    expect(get.status).toBe(403);
  });

  test('has its use in the book', async () => {
    await expect.poll(async () => (await partner('usage', 'acme')).said, { timeout: 14_000, interval: 2_000 }).toMatch(/^\d{4}-\d\d-\d\d {2}Orders {2}\d+ requests {2}1 failed {2}\d+ calls to Odoo/m);
  }, 20_000);

  test('loses an operation and a key within seconds', async () => {
    await partner('unpublish', 'acme', 'Orders');
    await expect.poll(async () => (await send(key, { id: sha256(ORDERS), variables: { first: 1 } })).code, { timeout: 8_000, interval: 250 }).toBe('OPERATION_NOT_PUBLISHED');
    await partner('key', 'revoke', 'acme', keyId);
    await expect.poll(async () => (await send(key, { id: sha256(ORDERS) })).code, { timeout: 8_000, interval: 250 }).toBe('API_KEY_INVALID');
  });

  test('cannot come with the key that is built into the connector', async () => {
    const response = await fetch(`${graph.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': 'some-shared-key-of-the-app' }, body: '{"query":"{ __typename }"}' });
    expect(await response.text()).toContain('The key built into the connector is not accepted here');
    expect(response.status).toBe(401);
  });

  test('hears what is wrong with a command, on standard error and with 1', async () => {
    expect(await partner('key', 'create', 'nobody')).toEqual({ code: 1, said: 'There is no partner "nobody".\n' });
    expect((await partner()).said).toContain('npm run partner -- register NAME --account ID');
  });
});
