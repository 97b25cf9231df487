import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { preparePlanning } from '../../gateway/engine.ts';
import { inProcess } from '../../gateway/in-process.ts';
import { remoteSubgraph } from '../../gateway/remote.ts';
import { createSubgraphServer } from '../../gateway/subgraph-server.ts';
import { GraphError } from '../../platform/errors.ts';
import { createLog } from '../../platform/log.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { GOOD_ASSERTION, shop, supergraphOf } from './support/shop.ts';
import { serveShop } from './support/serve.ts';

async function serveOrders(options: { timeoutMs?: number } = {}) {
  const { orders, customers } = shop();
  const logged: Record<string, unknown>[] = [];
  const server = createSubgraphServer({
    subgraph: orders,
    verify: async (assertion) => {
      if (assertion !== GOOD_ASSERTION) throw new GraphError('UNSIGNED_HOP', 'Only the gateway may ask a subgraph.');
    },
    log: createLog({ level: 'debug', write: (line) => logged.push(JSON.parse(line)) }),
    metrics: createMetrics(),
    dependencies: [],
    timeoutMs: options.timeoutMs ?? 5_000,
    maxBodyBytes: 10_000,
  });
  const url = await server.listen(0, '127.0.0.1');
  const post = async (body: unknown, headers: Record<string, string> = {}, path = '/') => {
    const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };
  return { orders, customers, url, logged, post, [Symbol.asyncDispose]: () => server.stop() };
}

/** A gateway in front of one subgraph server and one subgraph of its own process. */
async function serveMixed(url: string) {
  const { orders, customers } = shop();
  const remote = remoteSubgraph('orders', url);
  const gateway = await serveShop({
    planning: preparePlanning(supergraphOf([orders, customers])),
    subgraphs: new Map([['orders', remote.execute], ['customers', inProcess(customers)]]),
  });
  return {
    gateway,
    [Symbol.asyncDispose]: async () => {
      await gateway.stop();
      await remote.close();
    },
  };
}

describe('a subgraph server', () => {
  test('answers nothing without the gateway’s signature, not even _service', async () => {
    await using server = await serveOrders();
    for (const query of ['{ _service { sdl } }', '{ __typename }', '{ __schema { types { name } } }', '{ orders { id } }', 'not graphql']) {
      for (const headers of [{}, { 'x-hop-assertion': 'forged' }, { authorization: 'Bearer good' }]) {
        const { status, text } = await server.post({ query }, headers);
        expect(status).toBe(403);
        expect(JSON.parse(text)).toEqual({
          errors: [{ message: 'Only the gateway may ask a subgraph.', extensions: { code: 'UNSIGNED_HOP' } }],
          extensions: { hopCost: { odooCalls: 0, odooMs: 0 } },
        });
      }
    }
    expect(server.orders.requests).toEqual([]);
  });

  test('says it lives to anybody, and has no other page', async () => {
    await using server = await serveOrders();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(server.url)).status).toBe(405);
    expect((await server.post({ query: '{ __typename }' }, {}, '/graphql')).status).toBe(404);
  });

  test('masks what nobody expected before it leaves the machine', async () => {
    await using server = await serveOrders();
    const { text } = await server.post({ query: '{ broken }' }, { 'x-hop-assertion': GOOD_ASSERTION, 'x-request-id': 'hop-1' });
    expect(text).not.toContain('hunter2');
    expect(JSON.parse(text).errors[0].extensions).toEqual({ code: 'INTERNAL' });
    expect(server.logged).toContainEqual(expect.objectContaining({ message: 'unexpected error', requestId: 'hop-1' }));
  });
});

describe('a subgraph behind HTTP', () => {
  test('answers as in process: data, errors at their paths, cost', async () => {
    await using server = await serveOrders();
    await using mixed = await serveMixed(server.url);
    await using local = await serveShop();
    for (const query of [
      '{ orders(first: 3) { id total margin customer { id name } } }',
      'mutation { rename(id: 2, name: "x") { id customer { name } } }',
      '{ broken refused order(id: 9) { id } }',
      '{ unavailable { id } }',
    ]) {
      const [near, far] = [await local.ask(query), await mixed.gateway.ask(query)];
      expect(far.status).toBe(near.status);
      expect(far.body).toEqual(near.body);
    }
  });

  test('gets language and time left, and nothing else of the client’s', async () => {
    await using server = await serveOrders();
    await using mixed = await serveMixed(server.url);
    const headers = { 'accept-language': 'fr', authorization: 'Bearer good', 'x-hop-assertion': 'forged', 'x-hop-language': 'de_DE', 'x-hop-time-left': '1' };
    const answer = await mixed.gateway.ask('{ seen { language deadline } }', { headers });
    const seen = answer.body.data?.['seen'] as { language: string; deadline: number };
    expect(seen.language).toBe('fr_FR');
    expect(seen.deadline - Date.now()).toBeGreaterThan(3_000);
    expect(server.orders.requests.map(({ assertion }) => assertion)).toEqual([GOOD_ASSERTION]);
  });

  test('is told when the client leaves', async () => {
    await using server = await serveOrders();
    await using mixed = await serveMixed(server.url);
    const leaving = new AbortController();
    const sent = fetch(`${mixed.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ slow }' }),
      signal: leaving.signal,
    });
    await expect.poll(() => server.orders.requests.length).toBe(1);
    leaving.abort();
    await expect(sent).rejects.toThrow();
    await expect.poll(() => server.orders.requests[0]?.signal.aborted).toBe(true);
  });

  test('that is down fails alone: 503 without other data, an error beside it', async () => {
    await using mixed = await serveMixed('http://127.0.0.1:9');
    const alone = await mixed.gateway.ask('{ orders { id } }');
    expect([alone.status, alone.body.errors?.[0]?.extensions]).toEqual([503, { subgraph: 'orders', code: 'UPSTREAM_UNAVAILABLE' }]);
    const beside = await mixed.gateway.ask('{ order(id: 1) { id } customers { name } }');
    expect([beside.status, beside.body.data]).toEqual([200, { order: null, customers: [{ name: 'Afi' }, { name: 'Kofi' }] }]);
  });

  test('that answers something else than GraphQL is a typed error', async () => {
    const strange = createServer((_request, response) => response.end('<html>proxy error</html>'));
    await new Promise<void>((resolve) => strange.listen(0, '127.0.0.1', resolve));
    const address = strange.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await using mixed = await serveMixed(`http://127.0.0.1:${port}`);
    const answer = await mixed.gateway.ask('{ orders { id } }');
    expect([answer.status, answer.body.errors?.[0]?.extensions]).toEqual([502, { subgraph: 'orders', code: 'UPSTREAM_ERROR' }]);
    strange.closeAllConnections();
    strange.close();
  });
});
