import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GraphFailure, isDenied, readAnswer } from '../../examples/client/src/answer.ts';
import { MeDocument, OrdersPageDocument } from '../../examples/client/src/gql/graphql.ts';
import manifest from '../../examples/client/src/gql/persisted-documents.json' with { type: 'json' };
import { createGraphClient, type Credential, type GraphClient } from '../../examples/client/src/graph-client.ts';
import { marginOf, orderLine, orderPages } from '../../examples/client/src/order-list.ts';
import { pagesOf } from '../../examples/client/src/pages.ts';
import { run, type Running } from '../gateway/support/processes.ts';

const failureOf = async (promise: Promise<unknown>): Promise<GraphFailure> => {
  const reason: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(reason instanceof GraphFailure)) throw new Error(`Expected a GraphFailure, got ${String(reason)}`);
  return reason;
};

describe('the example client against the graph that `npm start` starts', () => {
  let dataDir: string;
  let server: Running;
  let url: string;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'graph-'));
    server = run('gateway/start.ts', [], { PORT: '0', DATA_DIR: dataDir });
    const [, base = ''] = await server.printed(/is ready at (http:\/\/127\.0\.0\.1:\d+)\/graphql/);
    url = `${base}/graphql`;
    for (const person of ['agent', 'manager']) {
      const response = await fetch(`${base}/console/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) });
      tokens.set(person, ((await response.json()) as { token: string }).token);
    }
  });
  afterAll(async () => {
    server.child.kill('SIGKILL');
    await server.finished;
    rmSync(dataDir, { recursive: true });
  });
  const clientOf = (credential: Credential, withManifest = true): GraphClient =>
    createGraphClient({ url, credential: () => credential, ...(withManifest ? { manifest: async () => manifest } : {}) });
  const as = (person: string): GraphClient => clientOf({ token: tokens.get(person) ?? '' });

  test('knows who is asking, with and without persisted documents', async () => {
    const variables = {};
    const [persisted, again, plain] = [await as('agent').ask(MeDocument, variables), await as('agent').ask(MeDocument, variables), await clientOf({ token: tokens.get('agent') ?? '' }, false).ask(MeDocument, variables)];
    expect(persisted.data.viewer).toMatchObject({ role: 'AGENT', serviceAccount: { id: '1004' }, problem: null });
    expect([again, plain]).toEqual([persisted, persisted]);
  });

  test('tells a hidden margin from one that is there', async () => {
    const ask = async (person: string) => {
      const answer = await as(person).ask(OrdersPageDocument, { first: 2, states: ['SALE'] });
      return { answer, margins: answer.data.salesOrders.nodes.map((order) => marginOf(order, answer)) };
    };
    const [agent, manager] = [await ask('agent'), await ask('manager')];
    expect(agent.answer.denied).toEqual([{ path: 'salesOrders.nodes.*.margin', field: 'SalesOrder.margin', needs: ['ADMIN', 'SA_MANAGER'] }]);
    expect(agent.margins).toEqual(['hidden', 'hidden']);
    expect([manager.answer.denied, manager.margins.every((margin) => /^-?[\d.]+ [A-Z]{3}$/.test(margin))]).toEqual([[], true]);
  });

  test('walks through every order once, page by page', async () => {
    const lines: string[] = [];
    for await (const orders of orderPages(as('agent'), ['SALE'], 7)) lines.push(...orders.map(({ line }) => line));
    const { data } = await as('agent').ask(OrdersPageDocument, { first: 1, states: ['SALE'] });
    expect([lines.length, new Set(lines).size]).toEqual([data.salesOrders.totalCount, data.salesOrders.totalCount]);
  });

  test('throws a failure that says what to do about it', async () => {
    const failure = await failureOf(clientOf({ token: 'not.a.token' }).ask(MeDocument, {}));
    expect([failure.code, failure.status, failure.isCredential, failure.isTemporary]).toEqual(['TOKEN_MALFORMED', 401, true, false]);
  });

  test('stops when it is told to', async () => {
    await expect(as('agent').ask(MeDocument, {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('runs as a program', async () => {
    const { code, stdout } = await run('examples/client/src/main.ts', [], { GRAPH_URL: url, TOKEN: tokens.get('agent') ?? '' }).finished;
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.replace(/S\d+ .*/, '…'))).toEqual([
      expect.stringMatching(/^Kodjo Amegah \(AGENT\) in /),
      'Page 1',
      '  …',
      '  …',
      '  …',
      'Page 2',
      '  …',
      '  …',
      '  …',
      '',
    ]);
    const refused = await run('examples/client/src/main.ts', [], { GRAPH_URL: url, TOKEN: 'not.a.token' }).finished;
    expect([refused.code, refused.stderr.startsWith('Sign in again: ')]).toEqual([1, true]);
  });
});

describe('the example client’s reading of answers', () => {
  test('keeps data beside what failed', () => {
    const errors = [{ message: 'away', path: ['a'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }, { message: 'no', path: ['b'], extensions: { code: 'FORBIDDEN' } }];
    expect(readAnswer(200, { data: { a: null, b: null }, errors })).toEqual({ data: { a: null, b: null }, denied: [{ path: 'b', field: '', needs: [] }], failed: [errors[0]] });
  });

  test('knows what may work later', () => {
    const isTemporary = (status: number): boolean => new GraphFailure(status, []).isTemporary;
    expect([429, 503, 504].map(isTemporary)).toEqual([true, true, true]);
    expect([400, 401, 403, 500].map(isTemporary)).toEqual([false, false, false, false]);
  });

  test('knows denials by their place', () => {
    const denied = [{ path: 'orders.nodes.*.margin', field: 'SalesOrder.margin', needs: ['ADMIN'] }];
    expect([isDenied({ denied }, 'orders.nodes.*.margin'), isDenied({ denied }, 'orders.nodes.*.name')]).toEqual([true, false]);
  });

  test('shows an order whose customer is hidden', () => {
    const order = { id: '1', name: 'S1', state: 'SALE', orderedAt: null, amountTotal: { amount: '5', currency: 'XOF' }, customer: null };
    expect(orderLine(order as never)).toBe('S1  SALE  5 XOF  (a customer you may not see)');
  });

  test('asks for a page only when it is wanted, and stops at the last', async () => {
    const asked: (string | null)[] = [];
    const ask = async (after: string | null) => {
      asked.push(after);
      return { nodes: [asked.length], pageInfo: { hasNextPage: asked.length < 3, endCursor: `c${asked.length}` } };
    };
    const pages = pagesOf(ask);
    await pages.next();
    expect(asked).toEqual([null]);
    const rest: (readonly number[])[] = [];
    for await (const page of pages) rest.push(page);
    expect([asked, rest]).toEqual([[null, 'c1', 'c2'], [[2], [3]]]);
  });
});
