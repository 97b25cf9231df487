import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveShop, type Answer, type TestGateway } from './support/serve.ts';

const codes = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions['code']);

describe('/graphql', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await serveShop();
  });
  afterAll(() => gateway.stop());

  test('says on every answer what it cost Odoo', async () => {
    const data = await gateway.ask('{ orders(first: 1) { id } }');
    const remaining = { operations: expect.any(Number), odooMs: expect.any(Number) };
    expect(data.body).toEqual({ data: { orders: [{ id: '1' }] }, extensions: { cost: { requested: 201, actual: 101, odooCalls: 1, odooMs: 7, remaining } } });
    const refused = await gateway.ask('{ nonsense }');
    expect(refused.body.extensions).toEqual({ cost: { requested: null, actual: 0, odooCalls: 0, odooMs: 0, remaining } });
    const stranger = await gateway.ask('{ orders { id } }', { headers: { authorization: 'Bearer old' } });
    expect(stranger.body.extensions).toEqual({ cost: { requested: null, actual: 0, odooCalls: 0, odooMs: 0, remaining: null } });
  });

  test('shows an error of the catalogue as it is, beside the data that is there', async () => {
    const answer = await gateway.ask('{ refused order(id: 1) { total } }');
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ refused: null, order: { total: 100 } });
    expect(answer.body.errors).toEqual([{ message: 'Not for you.', path: ['refused'], extensions: { rule: 'demo', code: 'FORBIDDEN' } }]);
  });

  test('masks an error nobody expected, and writes its cause to the log with the id of the request', async () => {
    const answer = await gateway.ask('{ broken }', { headers: { 'x-request-id': 'masked-1' } });
    expect(answer.body.errors).toEqual([
      { message: 'Something went wrong inside the graph.', path: ['broken'], extensions: { code: 'INTERNAL' } },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    expect(gateway.logged).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'unexpected error', requestId: 'masked-1', path: 'broken' }),
    );
  });

  test('an answer without any data has the status of its error', async () => {
    expect([(await gateway.ask('{ unavailable { id } }')).status, (await gateway.ask('{ brokenOrders { id } }')).status]).toEqual([503, 500]);
    const caller = await gateway.ask('{ orders { id } }', { headers: { authorization: 'Bearer unlucky' } });
    expect([caller.status, codes(caller), 'data' in caller.body]).toEqual([403, ['FORBIDDEN_SA'], false]);
  });

  test('a bad token is refused before the document is looked at', async () => {
    const before = gateway.orders.requests.length;
    const answer = await gateway.ask('{ not graphql', { headers: { authorization: 'Bearer old' } });
    expect([answer.status, codes(answer)]).toEqual([401, ['TOKEN_EXPIRED']]);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="odoo-graph", error="invalid_token"');
    expect(gateway.orders.requests.length).toBe(before);
  });

  test('clients cannot bring the hop’s own header', async () => {
    const headers = { 'x-hop-assertion': 'signed by the gateway', authorization: 'Bearer unlucky' };
    const before = gateway.orders.requests.length;
    const answer = await gateway.ask('{ orders { id } }', { headers });
    expect([answer.status, gateway.orders.requests.length - before]).toEqual([403, 0]);
  });

  test('federation’s own fields are not offered to clients', async () => {
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      const answer = await gateway.ask(query);
      expect([answer.status, codes(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
    }
  });

  test('a cyclic fragment is refused, and the process lives', async () => {
    const answer = await gateway.ask('{ order(id: 1) { ...A } } fragment A on Order { customer { ...B } } fragment B on Customer { id ...B }');
    expect([answer.status, codes(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
    expect((await gateway.ask('{ order(id: 1) { id } }')).body.data).toEqual({ order: { id: '1' } });
  });

  test('the language of the client reaches the subgraphs as Odoo’s code', async () => {
    const language = async (header: string) => {
      const answer = await gateway.ask('{ seen { language } }', { headers: { 'accept-language': header } });
      return answer.body.data?.['seen'];
    };
    expect(await language('de, fr-CH;q=0.8, en;q=0.3')).toEqual({ language: 'fr_FR' });
    expect(await language('ja')).toEqual({ language: null });
  });

  test('keeps the client’s request id when it is usable, else makes one', async () => {
    expect((await gateway.ask('{ __typename }', { headers: { 'x-request-id': 'abc-1' } })).headers.get('x-request-id')).toBe('abc-1');
    expect((await gateway.ask('{ __typename }', { headers: { 'x-request-id': 'a b"c' } })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('logs one line per request, without its token', async () => {
    await gateway.ask('query Mine { order(id: 1) { id } }', { headers: { authorization: 'Bearer good', 'x-request-id': 'line-1' } });
    const lines = gateway.logged.filter((line) => line['requestId'] === 'line-1');
    expect(lines).toEqual([
      { time: expect.any(String), level: 'info', message: 'request', requestId: 'line-1', subject: 'employee:1004', client: 'FIRST_PARTY', operation: 'Mine', type: 'query', status: 200, ms: expect.any(Number), odooCalls: 0, odooMs: 0 },
    ]);
  });

  test('a body that is too large, compressed or not JSON is refused by HTTP', async () => {
    const post = async (body: string, headers: Record<string, string>) =>
      (await fetch(`${gateway.url}/graphql`, { method: 'POST', body, headers })).status;
    const json = { 'content-type': 'application/json' };
    const query = JSON.stringify({ query: '{ __typename }' });
    expect([
      await post(JSON.stringify({ query: `{ __typename } #${'x'.repeat(10_000)}` }), json),
      await post(query, { ...json, 'content-encoding': 'gzip' }),
      await post(query, { 'content-type': 'text/plain' }),
      await post(query, { 'content-type': 'application/json; charset=iso-8859-1' }),
      await post('{"query":', json),
      await post(`[${query},${query}]`, json),
      await post(query, json),
    ]).toEqual([413, 415, 415, 415, 400, 400, 200]);
  });

  test('a page of another site cannot make a browser send a GET', async () => {
    const get = async (headers: Record<string, string>) => (await fetch(`${gateway.url}/graphql?query={__typename}`, { headers })).status;
    expect([
      await get({ referer: 'https://evil.example/page' }),
      await get({ referer: 'https://evil.example/page', authorization: 'Bearer good' }),
      await get({ referer: `${gateway.url}/` }),
      await get({}),
    ]).toEqual([400, 200, 200, 200]);
  });

  test('a mutation by GET is refused with 405', async () => {
    const query = encodeURIComponent('mutation { rename(id: 1, name: "x") { id } }');
    expect((await fetch(`${gateway.url}/graphql?query=${query}`)).status).toBe(405);
  });
});

describe('a request that ends early', () => {
  test('answers 504 when its deadline passes, and its subgraphs are told', async () => {
    await using gateway = await serveShop({ timeoutMs: 150 });
    const answer = await gateway.ask('{ slow }');
    expect([answer.status, codes(answer)]).toEqual([504, ['UPSTREAM_TIMEOUT']]);
    expect(gateway.orders.requests[0]?.signal.aborted).toBe(true);
  });

  test('is aborted in the subgraphs when its client leaves', async () => {
    await using gateway = await serveShop();
    const leaving = new AbortController();
    const sent = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow }' }),
      signal: leaving.signal,
    });
    await expect.poll(() => gateway.orders.requests.length).toBe(1);
    leaving.abort();
    await expect(sent).rejects.toThrow();
    const signal = gateway.orders.requests[0]?.signal;
    await expect.poll(() => signal?.aborted).toBe(true);
    expect(signal?.reason).toMatchObject({ code: 'CANCELLED' });
    await expect.poll(() => gateway.logged.some(({ status, errors }) => status === 499 && String(errors) === 'CANCELLED')).toBe(true);
  });
});

describe('pages of other origins', () => {
  test('are let in only from the configured origins', async () => {
    await using gateway = await serveShop({ origins: ['https://app.example.com'] });
    const preflight = async (origin: string) => {
      const { status, headers } = await fetch(`${gateway.url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
      return [status, headers.get('access-control-allow-origin')];
    };
    expect(await preflight('https://app.example.com')).toEqual([204, 'https://app.example.com']);
    expect(await preflight('https://evil.example')).toEqual([204, null]);
    const answer = await gateway.ask('{ __typename }', { headers: { origin: 'https://app.example.com' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
  });
});
