import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { serveShop } from './support/serve.ts';

describe('the gateway’s other pages', () => {
  test('/healthz answers while Odoo is away, /readyz names what is missing', async () => {
    await using gateway = await serveShop({
      dependencies: [
        { name: 'odoo', check: () => Promise.reject(new Error('refused')) },
        { name: 'subgraph sales', check: () => Promise.resolve() },
      ],
    });
    const [alive, ready] = await Promise.all([fetch(`${gateway.url}/healthz`), fetch(`${gateway.url}/readyz`)]);
    expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }]);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', checks: { odoo: 'unreachable', 'subgraph sales': 'ok' } }]);
  });

  test('/readyz asks its dependencies at most once a second', async () => {
    let asked = 0;
    const check = async (): Promise<void> => {
      asked += 1;
    };
    await using gateway = await serveShop({ dependencies: [{ name: 'odoo', check }] });
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${gateway.url}/readyz`)).status));
    expect([new Set(statuses), asked]).toEqual([new Set([200]), 1]);
  });

  test('/metrics counts operations, without anything a caller can choose in a label', async () => {
    await using gateway = await serveShop();
    await gateway.ask('query Chosen { orders { id } }');
    await gateway.ask('{ refused }');
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).toContain('graph_request_seconds_count{type="query",outcome="ok"} 1');
    expect(text).toContain('graph_request_seconds_count{type="query",outcome="partial"} 1');
    expect(text).not.toContain('Chosen');
  });

  test('/ is a page that cannot be written into by a header', async () => {
    await using gateway = await serveShop();
    const { port } = new URL(gateway.url);
    const page = await new Promise<string>((resolve, reject) => {
      const sent = httpRequest({ port, host: '127.0.0.1', headers: { host: '"><script>alert(1)</script>' } }, (response) => {
        let text = '';
        response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
      });
      sent.on('error', reject).end();
    });
    expect(page).toContain('npm run --silent token -- --persona agent');
    expect(page).not.toContain('<script>');
  });

  test('everything else is not found', async () => {
    await using gateway = await serveShop();
    for (const path of ['/graphql/', '/constructor', '/..%2f', '/console']) expect((await fetch(gateway.url + path)).status).toBe(404);
  });
});

describe('stopping', () => {
  test('lets running requests finish and takes no new ones', async () => {
    const gateway = await serveShop({ timeoutMs: 400 });
    const running = gateway.ask('{ slow }');
    await expect.poll(() => gateway.orders.requests.length).toBe(1);
    const stopped = gateway.stop();
    const answer = await running;
    expect(answer.status).toBe(504);
    await stopped;
    await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow();
  });
});
