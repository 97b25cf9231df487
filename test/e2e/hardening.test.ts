import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EMPLOYEE, SA } from '../../odoo/sandbox/data/ids.ts';
import { loadAllTables } from '../../subgraphs/index.ts';
import { employee, headersOf, startGraph, type Answer, type TestGraph } from '../support/graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(null);
});
afterAll(() => graph[Symbol.asyncDispose]());

const codes = ({ errors }: Answer): unknown[] => errors.map(({ extensions }) => extensions?.code);

/** A request written by hand, header by header as given. */
async function raw(head: readonly string[], body = '{"query":"{ viewer { serviceAccount { id } } }"}'): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(graph.url);
  const socket = connect(Number(port), hostname);
  socket.write(['POST /graphql HTTP/1.1', `Host: ${hostname}:${port}`, 'Connection: close', 'Content-Type: application/json', `Content-Length: ${body.length}`, ...head, '', body].join('\r\n'));
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
  return { status: Number(text.slice(9, 12)), text };
}

describe('a record that is hidden', () => {
  const ROOTS = loadAllTables().flatMap(({ types }) => [...types.values()].flatMap(({ name, root, owned }) => (root && owned ? [{ name, ...root }] : [])));

  test.each(ROOTS)('is answered like one that does not exist: $one, by the same calls to Odoo', async ({ one, many }) => {
    const list = `{ ${many}(first: 200) { nodes { id } } }`;
    const ids = async (persona: 'admin' | 'agent'): Promise<string[]> => {
      const rows = Object.values(((await graph.ask(persona, list)).data ?? {}) as Record<string, { nodes: { id: string }[] } | null>)[0];
      return rows?.nodes.map(({ id }) => id) ?? [];
    };
    const visible = new Set(await ids('agent'));
    const hidden = (await ids('admin')).filter((id) => !visible.has(id));
    const ask = (id: string): Promise<Answer> => graph.ask('agent', { query: `query ($id: ID!) { ${one}(id: $id) { id } }`, variables: { id } });
    const unknown = await ask('987654');
    expect(unknown).toMatchObject({ status: 200, data: { [one]: null } });
    for (const id of [hidden[0], hidden.at(-1)]) if (id !== undefined) expect(await ask(id), id).toEqual(unknown);
  });

  test('there are hidden ones of most types, so that the comparison says something', async () => {
    const all = await Promise.all(
      ROOTS.map(async ({ many }) => {
        const count = async (persona: 'admin' | 'agent') => Object.values(((await graph.ask(persona, `{ ${many}(first: 0) { totalCount } }`)).data ?? {}) as Record<string, { totalCount: number } | null>)[0]?.totalCount ?? 0;
        return (await count('admin')) > (await count('agent'));
      }),
    );
    expect(all.filter(Boolean).length).toBeGreaterThan(ROOTS.length / 2);
  });
});

describe('X-SA-ID', () => {
  test('can be said once only, however it is spelt', async () => {
    const { authorization } = await employee(EMPLOYEE.TWO_ACCOUNTS);
    const ask = async (...headers: string[]) => {
      const { status, text } = await raw([`Authorization: ${authorization}`, ...headers]);
      return [status, /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? /"serviceAccount":\{"id":"(\d+)"/.exec(text)?.[1]];
    };
    expect(await ask(`X-SA-ID: ${SA.LOME}`)).toEqual([200, String(SA.LOME)]);
    expect(await ask(`x-Sa-Id: ${SA.KARA}`)).toEqual([200, String(SA.KARA)]);
    for (const smuggled of [
      [`X-SA-ID: ${SA.LOME}`, `X-SA-ID: ${SA.KARA}`],
      [`X-SA-ID: ${SA.LOME}`, `x-sa-id: ${SA.NAIROBI}`],
      [`X-SA-ID: ${SA.LOME}, ${SA.KARA}`],
      [`X-SA-ID: ${SA.LOME},`],
      ['X-SA-ID: 0x3ec'],
      ['X-SA-ID: 1004.0'],
      ['X-SA-ID: 1e3'],
      ['X-SA-ID: +1004'],
      ['X-SA-ID: 01004'],
      ['X-SA-ID: 99999999999'],
      ['X-SA-ID: null'],
      ['X-SA-ID:'],
    ]) {
      expect(await ask(...smuggled), smuggled.join(' | ')).toEqual([400, 'BAD_USER_INPUT']);
    }
    // What only looks like the header is not it: this caller has to choose.
    for (const other of [`X_SA_ID: ${SA.LOME}`, `X-SA-IDs: ${SA.LOME}`]) expect((await ask(other))[1], other).not.toBe(String(SA.LOME));
    expect(await ask(`X-SA-ID: ${SA.NAIROBI}`)).toEqual([403, 'FORBIDDEN_SA']);
  });

  test('nor can a credential be sent twice', async () => {
    const [{ authorization: one }, { authorization: two }] = await Promise.all([headersOf('agent'), headersOf('admin')]);
    for (const headers of [[`Authorization: ${one}`, `Authorization: ${two}`], [`Authorization: ${one}`, `X-API-KEY: abk_a`, `X-API-KEY: abk_b`]]) {
      expect((await raw(headers)).text).toContain('"code":"BAD_USER_INPUT"');
    }
    const folded = await raw([`Authorization: ${one}`, 'X-SA-ID: 1004', ' 1006']);
    expect(folded.status).toBe(400);
  });
});

describe('names that mean something to JavaScript', () => {
  const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf', 'prototype', 'then', 'toJSON', 'length', 'name', 'get', 'map', '__typename_', '_', 'nodes', 'data', 'errors'];

  test('are names like others as aliases, at the root and below', async () => {
    const plain = await graph.ask('manager', '{ salesOrders(first: 2) { nodes { id name customer { id name } } } }');
    const rows = (plain.data as { salesOrders: { nodes: { id: string; name: string; customer: { id: string; name: string } }[] } }).salesOrders.nodes;
    for (const [index, a] of NAMES.entries()) {
      const [b, c] = [NAMES[(index + 5) % NAMES.length] ?? 'b', NAMES[(index + 9) % NAMES.length] ?? 'c'];
      const answer = await graph.ask('manager', `{ ${a}: salesOrders(first: 2) { ${b}: nodes { ${c}: customer { ${a}: name } ${b}: id } } }`);
      expect(answer.errors, a).toEqual([]);
      expect(JSON.stringify(answer.data), a).toBe(JSON.stringify({ [a]: { [b]: rows.map(({ id, customer }) => ({ [c]: { [a]: customer.name }, [b]: id })) } }));
    }
  });

  test('are names like others as variables, and keys of variables', async () => {
    for (const name of ['constructor', 'toString', 'prototype', 'hasOwnProperty']) {
      const answer = await graph.ask('manager', { query: `query ($${name}: Int!) { salesOrders(first: $${name}) { nodes { id } } }`, variables: { [name]: 2 } });
      expect((answer.data as { salesOrders: { nodes: unknown[] } }).salesOrders.nodes, name).toHaveLength(2);
      const missing = await graph.ask('manager', `query ($${name}: Int!) { salesOrders(first: $${name}) { nodes { id } } }`);
      expect(codes(missing), name).toEqual(['BAD_USER_INPUT']);
    }
    const answer = await graph.ask('manager', {
      query: 'query ($filter: SalesOrderFilter) { salesOrders(first: 1, filter: $filter) { totalCount } }',
      variables: JSON.parse('{"__proto__":{"filter":{"name":{"eq":"x"}}},"constructor":{"prototype":{"polluted":true}}}') as Record<string, unknown>,
    });
    expect(answer.data).toEqual({ salesOrders: { totalCount: 79 } });
    const inside = await graph.ask('manager', {
      query: 'query ($filter: SalesOrderFilter) { salesOrders(first: 1, filter: $filter) { totalCount } }',
      variables: { filter: JSON.parse('{"__proto__":{"name":{"eq":"x"}}}') as unknown },
    });
    expect(codes(inside)).toEqual(['BAD_USER_INPUT']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('__proto__ is nobody’s name', async () => {
    for (const query of ['{ __proto__: viewer { name } }', '{ viewer { __proto__: name } }', 'query ($__proto__: Int) { salesOrders(first: $__proto__) { totalCount } }']) {
      expect(codes(await graph.ask('manager', query))).toEqual(['BAD_USER_INPUT']);
    }
  });
});

describe('federation’s own doors', () => {
  test.each(['{ _service { sdl } }', '{ _entities(representations: [{ __typename: "SalesOrder", id: "1001" }]) { ... on SalesOrder { name } } }', '{ x: _entities(representations: []) { __typename } }'])(
    'are shut to clients: %s',
    async (query) => {
      for (const persona of ['admin', 'agent'] as const) expect(codes(await graph.ask(persona, query))[0]).toBe('GRAPHQL_VALIDATION_FAILED');
      const get = await fetch(`${graph.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { ...(await headersOf('admin')), accept: 'application/graphql-response+json' } });
      expect(get.status).toBe(400);
      const look = await fetch(`${graph.url}/view-as`, { method: 'POST', headers: { 'content-type': 'application/json', ...(await headersOf('admin')) }, body: JSON.stringify({ query, as: { employee: '1004' } }) });
      expect(JSON.stringify(((await look.json()) as { mine: unknown }).mine)).toContain('GRAPHQL_VALIDATION_FAILED');
    },
  );
});

describe('a cursor', () => {
  test('that was tampered with is refused or leads to rows that its sender may see, and never to a fault', async () => {
    const query = 'query ($after: String) { salesOrders(first: 5, after: $after) { nodes { id } pageInfo { endCursor } } }';
    const page = async (after: string | null): Promise<Answer> => graph.ask('agent', { query, variables: { after } });
    const own = new Set(((await graph.ask('agent', '{ salesOrders(first: 200) { nodes { id } } }')).data as { salesOrders: { nodes: { id: string }[] } }).salesOrders.nodes.map(({ id }) => id));
    const cursor = ((await page(null)).data as { salesOrders: { pageInfo: { endCursor: string } } }).salesOrders.pageInfo.endCursor;
    const body = JSON.parse(Buffer.from(cursor.slice(1), 'base64url').toString()) as unknown[];
    const made = (value: unknown, prefix = cursor[0] ?? 'r'): string => prefix + Buffer.from(JSON.stringify(value)).toString('base64url');
    const tampered = [
      '', 'r', 'o', 'x', 'null', "' OR 1=1 --", '../../etc/passwd', 'é'.repeat(50), 'A'.repeat(5_000), cursor.slice(1), `${cursor}x`, cursor.toUpperCase(),
      made([...body.slice(0, -1), { $ne: null }]), made([...body.slice(0, -1), ['|']]), made([...body, 1]), made(body.slice(1)), made({ ...body }), made([body[0], -1, ...body.slice(2)]),
      made([body[0], '1 OR 1=1', ...body.slice(2)]), made([body[0], 2 ** 53, ...body.slice(2)]), made(['other', ...body.slice(1)]), made([body[0], 1e9], 'o'), made([body[0], 0], 'o'),
      ...Array.from({ length: 40 }, (_, index) => {
        const at = 1 + ((index * 7) % (cursor.length - 1));
        return cursor.slice(0, at) + String.fromCharCode(65 + ((index * 11) % 26)) + cursor.slice(at + 1);
      }),
    ];
    for (const after of tampered) {
      const answer = await page(after);
      if (answer.errors.length > 0) expect(codes(answer), after).toEqual(['BAD_CURSOR']);
      else for (const { id } of (answer.data as { salesOrders: { nodes: { id: string }[] } }).salesOrders.nodes) expect(own.has(id), after).toBe(true);
    }
    const other = (await graph.ask('agent', { query: 'query ($after: String) { customers(first: 5, after: $after, orderBy: [{ city: ASC }]) { nodes { id } } }', variables: { after: cursor } }));
    expect(codes(other)).toEqual(['BAD_CURSOR']);
  });
});

describe('what errors say', () => {
  const INSIDE = /node_modules|\.ts:\d|\bat (?:async )?[\w.]+ \(|sale\.order|res\.partner|ov\.|account\.move|127\.0\.0\.1:(?!.*graphql)|Traceback|psycopg|web_search_read|stacktrace|originalError|process\.env/i;
  const KEYS = new Set(['code', 'denial', 'pathPattern', 'count', 'limit', 'asked', 'allowed', 'header', 'http', 'argument', 'retryAfterSeconds', 'operation', 'fault', 'reason']);

  test('is nothing of what is inside, whatever is wrong', async () => {
    const questions: readonly [string, Record<string, unknown>?][] = [
      ['{ nonsense }'], ['{ salesOrders(first: -1) { totalCount } }'], ['{ salesOrders(first: 1e9) { totalCount } }'], ['{ salesOrders(first: "x") { totalCount } }'], ['{ salesOrder(id: "x") { name } }'],
      ['{ salesOrder(id: "99999999999999999999") { name } }'], ['{ salesOrders(after: "x") { totalCount nodes { id } } }'], ['{ salesOrders(orderBy: [{ name: ASC, state: DESC }]) { totalCount nodes { id } } }'],
      ['query ($f: SalesOrderFilter) { salesOrders(filter: $f) { totalCount } }', { f: { name: { regex: '(' } } }], ['query ($f: SalesOrderFilter) { salesOrders(filter: $f) { totalCount } }', { f: { amountTotal: { gt: 'NaN' } } }],
      ['{ salesOrders(filter: { name: { contains: "\\u0000" } }) { totalCount } }'], ['{ salesOrders(search: "%_\\\\") { totalCount } }'], ['{ salesOrders(orderBy: [{ margin: ASC }]) { totalCount nodes { id } } }'],
      ['{ salesOrdersAggregate(groupBy: [{ field: STATE, by: MONTH }]) { count } }'], ['{ explainAccess(type: "Nope", id: "1") { __typename } }'], ['{ odooConnection { version } }'], ['mutation { nope }'], ['subscription { x }'],
      ['{ pricelistPrice(pricelist: "1", product: "1", quantity: "z") { __typename } }'], ['{ pricelistPrice(pricelist: "x", product: "1") { __typename } }'], ['{ salesOrders(filter: { orderedAt: { gt: "yesterday" } }) { totalCount } }'], ['query ($d: Date!) { pricelistPrice(pricelist: "1", product: "1", date: $d) { __typename } }', { d: '2026-02-30' }], ['{ viewer { name ', {}], ['query A { viewer { name } } query B { viewer { name } }'], ['{ salesOrders(first: 201) { totalCount } }'],
    ];
    let errors = 0;
    for (const [query, variables] of questions) {
      for (const persona of ['agent', 'customer'] as const) {
        const answer = await graph.ask(persona, { query, variables });
        errors += answer.errors.length;
        expect(JSON.stringify(answer.errors), query).not.toMatch(INSIDE);
        expect(codes(answer), query).not.toContain('INTERNAL');
        for (const { extensions = {} } of answer.errors) expect(Object.keys(extensions).filter((key) => !KEYS.has(key)), query).toEqual([]);
      }
    }
    expect(errors).toBeGreaterThan(30);
  });
});

describe('every answer', () => {
  test('carries the headers that keep browsers from doing more with it', async () => {
    const paths: readonly [string, RequestInit?][] = [
      ['/healthz'], ['/metrics'], ['/nothing'], ['/graphql?query={__typename}'], ['/'], ['/console/nothing'],
      ['/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }], ['/view-as', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }],
    ];
    for (const [path, init] of paths) {
      const { headers } = await fetch(graph.url + path, init);
      const of = (name: string) => headers.get(name);
      expect([of('x-content-type-options'), of('referrer-policy'), of('x-frame-options'), of('cross-origin-opener-policy'), of('cross-origin-resource-policy')], path).toEqual(['nosniff', 'no-referrer', 'DENY', 'same-origin', 'same-origin']);
      expect(of('content-security-policy'), path).toContain("default-src 'none'");
      expect(of('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(of('access-control-allow-origin'), path).toBeNull();
      expect(of('x-powered-by'), path).toBeNull();
    }
  });

  test('is shown to pages of allowed origins only, by the whole origin', async () => {
    await using open = await startGraph(null, { CORS_ORIGINS: 'https://app.example.com' });
    const allowed = async (origin: string) => {
      const { headers } = await fetch(`${open.url}/graphql`, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' });
      return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')];
    };
    expect(await allowed('https://app.example.com')).toEqual(['https://app.example.com', null]);
    for (const origin of ['https://app.example.com.evil.example', 'http://app.example.com', 'https://app.example.com:444', 'https://evil-app.example.com', 'https://APP.example.com', 'null', '*']) {
      expect(await allowed(origin), origin).toEqual([null, null]);
    }
  });
});

describe('a forged request', () => {
  test('that a page can send without asking is refused: simple content types, and mutations by GET', async () => {
    const headers = await headersOf('admin');
    const body = JSON.stringify({ query: '{ viewer { name } }' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json', '']) {
      for (const path of ['/graphql', '/view-as']) {
        const response = await fetch(graph.url + path, { method: 'POST', headers: { ...headers, ...(type === '' ? {} : { 'content-type': type }) }, body: new TextEncoder().encode(body) });
        expect([path, type, response.status]).toEqual([path, type, 415]);
      }
    }
    const mutation = encodeURIComponent('mutation { __typename }');
    expect((await fetch(`${graph.url}/graphql?query=${mutation}`, { headers: { ...headers, 'apollo-require-preflight': '1' } })).status).toBe(405);
    for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await fetch(`${graph.url}/graphql`, { method, headers: { ...headers, 'content-type': 'application/json' }, body })).status).toBe(405);
  });

  test('of many operations in one is refused', async () => {
    const one = { query: '{ viewer { name } }' };
    for (const batch of [[one, one], [one], []]) {
      const response = await fetch(`${graph.url}/graphql`, { method: 'POST', headers: { ...(await headersOf('agent')), 'content-type': 'application/json' }, body: JSON.stringify(batch) });
      expect(response.status).toBe(400);
    }
  });
});
