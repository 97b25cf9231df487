import { describe, expect, it } from 'vitest';
import { API_KEY, connectTo, newRequest, startOdoo, TRANSPORTS } from '../support/odoo-server.ts';

/** What a call looks like on each wire. */
describe('a call on the wire', () => {
  it('is a bearer request with named arguments over JSON-2', async () => {
    await using server = await startOdoo(() => ({ result: 'true' }));
    await using client = await connectTo(server, 'json2');
    await client.call({ model: 'sale.order', method: 'write', ids: [7, 8], args: { vals: { note: 'é' } }, context: { lang: 'fr_FR' }, kind: 'write' }, newRequest());
    const { request, parameters } = server.calls[0]!;
    expect(request.path).toBe('/json/2/sale.order/write');
    expect(request.headers).toMatchObject({ authorization: `bearer ${API_KEY}`, 'content-type': 'application/json', 'x-odoo-database': 'shop' });
    expect(parameters).toEqual({ ids: [7, 8], vals: { note: 'é' }, context: { lang: 'fr_FR' } });
  });

  it('is execute_kw with ids and vals by position over JSON-RPC', async () => {
    await using server = await startOdoo(() => ({ result: 'true' }));
    await using client = await connectTo(server, 'jsonrpc');
    await client.call({ model: 'sale.order', method: 'write', ids: [7, 8], args: { vals: { note: 'é' } }, context: { lang: 'fr_FR' }, kind: 'write' }, newRequest());
    const { request } = server.calls[0]!;
    expect(request.headers['x-odoo-database']).toBe('shop');
    expect(request.headers.authorization).toBeUndefined();
    expect(JSON.parse(request.body)).toEqual({
      jsonrpc: '2.0',
      method: 'call',
      id: 1,
      params: {
        service: 'object',
        method: 'execute_kw',
        args: ['shop', 2, API_KEY, 'sale.order', 'write', [[7, 8], { note: 'é' }], { context: { lang: 'fr_FR' } }],
      },
    });
  });

  it('creates by position over JSON-RPC, always from a list', async () => {
    await using server = await startOdoo(() => ({ result: '[5]' }));
    await using client = await connectTo(server, 'jsonrpc');
    await client.call({ model: 'res.partner', method: 'create', args: { vals_list: { name: 'A' } }, kind: 'write' }, newRequest());
    expect(server.calls[0]!.parameters).toEqual({ args: [[{ name: 'A' }]], kwargs: {} });
  });

  it('keeps by name what is not among the positions', async () => {
    await using server = await startOdoo(() => ({ result: '[]' }));
    await using client = await connectTo(server, 'jsonrpc');
    await client.call({ model: 'res.partner', method: 'name_search', args: { name: 'Sa', limit: 2 }, kind: 'read' }, newRequest());
    await client.call({ model: 'res.partner', method: 'web_search_read', args: { domain: [], specification: {} }, kind: 'read' }, newRequest());
    expect(server.calls.map(({ parameters }) => parameters)).toEqual([
      { args: ['Sa'], kwargs: { limit: 2 } },
      { args: [], kwargs: { domain: [], specification: {} } },
    ]);
  });
});

describe.each(TRANSPORTS)('an answer over %s', (transport) => {
  const call = async (result: string | undefined, method = 'do_it'): Promise<unknown> => {
    await using server = await startOdoo(() => (result === undefined ? {} : { result }));
    await using client = await connectTo(server, transport);
    return await client.call({ model: 'm', method, ids: [1], kind: 'write' }, newRequest());
  };

  it('is the value itself', async () => {
    expect(await call('[{"id": 1, "name": "A"}]')).toEqual([{ id: 1, name: 'A' }]);
  });

  it('keeps false, 0 and the empty string', async () => {
    expect([await call('false'), await call('0'), await call('""')]).toEqual([false, 0, '']);
  });

  it('is null where the method answers None', async () => {
    expect(await call(undefined)).toBeNull();
  });

  it('is a list of ids for create, copy and message_post, however Odoo says it', async () => {
    expect([await call('5', 'create'), await call('[5, 6]', 'create'), await call('7', 'copy'), await call('8', 'message_post')]).toEqual([[5], [5, 6], [7], [8]]);
  });

  it('is a number where the method counts', async () => {
    expect(await call('19', 'search_count')).toBe(19);
  });
});

describe.each(TRANSPORTS)('accounting of calls over %s', (transport) => {
  it('tells the request of every call that reached Odoo, also of those that failed', async () => {
    await using server = await startOdoo((_, number) => (number === 1 ? { result: '[1]' } : { html: 'no', status: 400 }));
    await using client = await connectTo(server, transport);
    const request = newRequest();
    await client.call({ model: 'res.partner', method: 'search', args: { domain: [] }, kind: 'read' }, request);
    await client.call({ model: 'res.partner', method: 'unlink', ids: [4], kind: 'write' }, request).catch(() => undefined);
    expect(request.done.map(({ model, method, args, ids, outcome }) => ({ model, method, args, ids, outcome }))).toEqual([
      { model: 'res.partner', method: 'search', args: { domain: [] }, ids: [], outcome: 'ok' },
      { model: 'res.partner', method: 'unlink', args: {}, ids: [4], outcome: 'fault' },
    ]);
  });
});
