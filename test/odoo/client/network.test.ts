import { createServer as createHttpServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connectTo, faultOf, newRequest, startOdoo, TRANSPORTS, type DecodedCall } from './support/odoo-server.ts';
import { startServer } from './support/http-server.ts';

const READ = { model: 'res.partner', method: 'search_count', args: { domain: [] }, kind: 'read' } as const;
const WRITE = { model: 'res.partner', method: 'write', ids: [1], args: { vals: {} }, kind: 'write' } as const;

/** Resolves once the server has got so many calls. */
async function until(calls: readonly DecodedCall[], count: number): Promise<void> {
  while (calls.length < count) await new Promise((done) => setTimeout(done, 1));
}

describe.each(TRANSPORTS)('a troubled connection over %s', (transport) => {
  it('is UNREACHABLE where nobody listens', async () => {
    const server = await startOdoo(() => ({ result: '1' }));
    await using client = await connectTo(server, transport, { attempts: 1 });
    await server[Symbol.asyncDispose]();
    const fault = await faultOf(client.call(READ, newRequest()));
    expect({ kind: fault.kind, said: fault.said }).toEqual({ kind: 'UNREACHABLE', said: 'ECONNREFUSED' });
  });

  it('that is reset is tried again for a read', async () => {
    await using server = await startOdoo((_, number) => (number === 1 ? { raw: (response) => response.socket?.resetAndDestroy() } : { result: '4' }));
    await using client = await connectTo(server, transport);
    const request = newRequest();
    expect(await client.call(READ, request)).toBe(4);
    expect(request.done.map(({ outcome }) => outcome)).toEqual(['fault', 'ok']);
  });

  it('that is reset is never tried again for a write, whose outcome is uncertain', async () => {
    await using server = await startOdoo(() => ({ raw: (response) => response.socket?.resetAndDestroy() }));
    await using client = await connectTo(server, transport);
    const fault = await faultOf(client.call(WRITE, newRequest()));
    expect({ kind: fault.kind, uncertain: fault.uncertain, calls: server.calls.length }).toEqual({ kind: 'UNREACHABLE', uncertain: true, calls: 1 });
  });

  it('that breaks in the middle of an answer is UNREACHABLE', async () => {
    await using server = await startOdoo(() => ({
      raw: (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('[1, 2');
        setImmediate(() => response.socket?.destroy());
      },
    }));
    await using client = await connectTo(server, transport, { attempts: 1 });
    expect((await faultOf(client.call(READ, newRequest()))).kind).toBe('UNREACHABLE');
  });

  it('is opened anew for each call where the server closes it, as Odoo does', async () => {
    await using server = await startOdoo(() => ({
      raw: (response) => response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(transport === 'json2' ? '7' : '{"jsonrpc": "2.0", "id": 1, "result": 7}'),
    }));
    await using client = await connectTo(server, transport);
    for (let time = 0; time < 3; time += 1) expect(await client.call(READ, newRequest())).toBe(7);
    expect(server.connections).toBeGreaterThanOrEqual(3);
  });

  it('is kept where the server keeps it', async () => {
    await using server = await startOdoo(() => ({ result: '7' }));
    await using client = await connectTo(server, transport);
    for (let time = 0; time < 10; time += 1) await client.call(READ, newRequest());
    // A pool may open its next connection while the last one is still being handed back.
    expect(server.connections).toBeLessThanOrEqual(2);
  });
});

describe.each(TRANSPORTS)('an answer that cannot be used over %s', (transport) => {
  it('is TOO_LARGE beyond the bound, and not read to its end', async () => {
    await using server = await startOdoo(() => ({ result: JSON.stringify('x'.repeat(5_000)) }));
    await using client = await connectTo(server, transport, { maxAnswerBytes: 1_000 });
    expect((await faultOf(client.call(READ, newRequest()))).kind).toBe('TOO_LARGE');
  });

  it('is NOT_ODOO where it is cut JSON', async () => {
    await using server = await startOdoo(() => ({ raw: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"jsonrpc": "2.0", "res') }));
    await using client = await connectTo(server, transport);
    const fault = await faultOf(client.call(READ, newRequest()));
    expect({ kind: fault.kind, status: fault.status }).toEqual({ kind: 'NOT_ODOO', status: 200 });
  });
});

describe.each(TRANSPORTS)('a slow Odoo over %s', (transport) => {
  it('is TIMEOUT at the deadline of the request, and the connection is cut', async () => {
    const cut = Promise.withResolvers<void>();
    await using server = await startOdoo(() => ({ raw: (response) => response.on('close', cut.resolve) }));
    await using client = await connectTo(server, transport);
    const fault = await faultOf(client.call(READ, newRequest({ withinMs: 60 })));
    expect({ kind: fault.kind, calls: server.calls.length }).toEqual({ kind: 'TIMEOUT', calls: 1 });
    await cut.promise;
  });

  it('is TIMEOUT at the bound of one call where the request has more time', async () => {
    await using server = await startOdoo(() => ({ raw: () => undefined }));
    await using client = await connectTo(server, transport, { callTimeoutMs: 60 });
    expect((await faultOf(client.call(READ, newRequest()))).kind).toBe('TIMEOUT');
  });

  it('is left at once when the client leaves', async () => {
    const cut = Promise.withResolvers<void>();
    await using server = await startOdoo(() => ({ raw: (response) => response.on('close', cut.resolve) }));
    await using client = await connectTo(server, transport);
    const request = newRequest();
    const fault = faultOf(client.call(READ, request));
    await until(server.calls, 1);
    request.leave();
    expect((await fault).kind).toBe('CANCELLED');
    await cut.promise;
  });

  it('is not asked for a request that is over already', async () => {
    await using server = await startOdoo(() => ({ result: '1' }));
    await using client = await connectTo(server, transport);
    const left = newRequest();
    left.leave();
    expect((await faultOf(client.call(READ, left))).kind).toBe('CANCELLED');
    expect((await faultOf(client.call(READ, newRequest({ withinMs: -1 })))).kind).toBe('TIMEOUT');
    expect(server.calls).toHaveLength(0);
  });
});

describe('the bound on concurrency', () => {
  it('holds on the wire, and everybody is served', async () => {
    let open = 0;
    let most = 0;
    await using server = await startOdoo(() => ({
      raw: (response) => {
        open += 1;
        most = Math.max(most, open);
        setTimeout(() => {
          open -= 1;
          response.writeHead(200, { 'content-type': 'application/json' }).end('1');
        }, 5);
      },
    }));
    await using client = await connectTo(server, 'json2', { maxConcurrent: 3 });
    const results = await Promise.all(Array.from({ length: 20 }, () => client.call(READ, newRequest())));
    expect(results).toEqual(Array.from({ length: 20 }, () => 1));
    expect(most).toBe(3);
  });

  it('goes round the tenants on the wire', async () => {
    const served: string[] = [];
    const waiting: (() => void)[] = [];
    await using server = await startOdoo((call) => ({
      raw: (response) => {
        served.push(call.model);
        waiting.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end('1'));
      },
    }));
    await using client = await connectTo(server, 'json2', { maxConcurrent: 1 });
    const ask = (tenant: string): Promise<unknown> => client.call({ ...READ, model: tenant }, newRequest({ tenant }));
    const all = [ask('a'), ask('a'), ask('a'), ask('a'), ask('b'), ask('c')];
    for (let time = 1; time <= all.length; time += 1) {
      await until(server.calls, time);
      waiting[time - 1]?.();
    }
    await Promise.all(all);
    expect(served).toEqual(['a', 'a', 'b', 'c', 'a', 'a']);
  });
});

describe('a server that goes away and comes back', () => {
  it('is left alone for a while, then found again without help', async () => {
    const first = await startOdoo(() => ({ result: '1' }));
    await using client = await connectTo(first, 'json2', { attempts: 1, breaker: { threshold: 2, coolDownMs: 30 } });
    expect(await client.call(READ, newRequest())).toBe(1);
    await first[Symbol.asyncDispose]();

    expect((await faultOf(client.call(READ, newRequest()))).kind).toBe('UNREACHABLE');
    expect((await faultOf(client.call(READ, newRequest()))).kind).toBe('UNREACHABLE');
    const suspended = await faultOf(client.call(READ, newRequest()));
    expect(suspended.kind).toBe('SUSPENDED');
    expect(suspended.retryAfterMs).toBeGreaterThan(0);
    expect(client.health.breaker).toBe('open');

    await using second = await startOdoo(() => ({ result: '2' }), first.port);
    while (client.health.breaker !== 'half-open') await new Promise((done) => setTimeout(done, 2));
    expect(await client.call(READ, newRequest())).toBe(2);
    expect(client.health.breaker).toBe('closed');
    expect(second.calls).toHaveLength(1);
  });
});

describe('a reused connection that the server has just dropped', () => {
  it('does not fail a read', async () => {
    // Keep-alive of a few milliseconds on the server, longer in the client: some call meets a closing socket.
    const server = createHttpServer({ keepAliveTimeout: 1 }, (_, response) => response.setHeader('content-type', 'application/json').end('{"version": "19.0"}'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await using client = await connectTo({ url: `http://127.0.0.1:${port}` }, 'json2');
    for (let time = 0; time < 30; time += 1) {
      expect(await client.call(READ, newRequest())).toEqual({ version: '19.0' });
      await new Promise((done) => setTimeout(done, time % 4));
    }
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});

describe('connecting', () => {
  it('keeps the path that Odoo lives under', async () => {
    await using server = await startServer((request, response) => response.end(request.path === '/shop/json/version' ? '{"version": "19.0"}' : '"there"'));
    await using client = await connectTo({ url: `${server.url}/shop/` }, 'json2');
    await client.call(READ, newRequest());
    expect(server.seen.map(({ path }) => path)).toEqual(['/shop/json/version', '/shop/json/2/res.partner/search_count']);
  });
});
