import { describe, expect, it } from 'vitest';
import { createHttp } from '../../../../odoo/client/http.ts';
import { jsonRpc } from '../../../../odoo/client/transports/json-rpc.ts';
import type { OdooCall } from '../../../../odoo/port.ts';
import { sendJson, startServer, type TestServer } from '../support/http-server.ts';
import { faultOf } from '../support/odoo-server.ts';

const READ: OdooCall = { model: 'res.partner', method: 'search_count', args: { domain: [] }, kind: 'read' };
const ANY_TIME = new AbortController().signal;

type Reply = { readonly result: unknown } | { readonly error: { readonly name: string; readonly message: string } };

interface RpcBody {
  readonly params: { readonly service: string; readonly args: readonly unknown[] };
}

/** A server that authenticates and executes as told; `log` says what came in which order. */
async function start(authenticate: (time: number) => Reply, execute: (uid: unknown) => Reply): Promise<TestServer & { readonly log: string[] }> {
  const log: string[] = [];
  let logins = 0;
  const server = await startServer((request, response) => {
    const { params } = JSON.parse(request.body) as RpcBody;
    const login = params.service === 'common';
    if (login) logins += 1;
    log.push(login ? 'authenticate' : `execute as ${String(params.args[1])}`);
    const reply = login ? authenticate(logins) : execute(params.args[1]);
    const rest = 'error' in reply ? { error: { code: 0, message: 'Odoo Server Error', data: { ...reply.error, arguments: [], context: {}, debug: '' } } } : reply;
    sendJson(response, 200, JSON.stringify({ jsonrpc: '2.0', id: 1, ...rest }));
  });
  return Object.assign(server, { log });
}

function transportTo(server: TestServer) {
  const http = createHttp({ url: new URL(server.url), db: 'shop', connections: 4, maxAnswerBytes: 1e6, connectTimeoutMs: 1000 });
  return jsonRpc(http, { db: 'shop', username: 'gateway', apiKey: 'k' });
}

const DENIED: Reply = { error: { name: 'odoo.exceptions.AccessDenied', message: 'Access Denied' } };

describe('the session of JSON-RPC', () => {
  it('authenticates once for calls that start together and for all that follow', async () => {
    await using server = await start(() => ({ result: 2 }), () => ({ result: 4 }));
    const transport = transportTo(server);
    await Promise.all([transport.send(READ, ANY_TIME), transport.send(READ, ANY_TIME), transport.send(READ, ANY_TIME)]);
    await transport.send(READ, ANY_TIME);
    expect(server.log).toEqual(['authenticate', 'execute as 2', 'execute as 2', 'execute as 2', 'execute as 2']);
  });

  it('authenticates again when the user of the key has changed, and repeats the call', async () => {
    await using server = await start(
      (time) => ({ result: time === 1 ? 2 : 9 }),
      (uid) => (uid === 2 ? DENIED : { result: 4 }),
    );
    expect(await transportTo(server).send(READ, ANY_TIME)).toBe(4);
    expect(server.log).toEqual(['authenticate', 'execute as 2', 'authenticate', 'execute as 9']);
  });

  it('authenticates again when its user is gone', async () => {
    const gone: Reply = { error: { name: 'odoo.exceptions.MissingError', message: 'Record does not exist or has been deleted.\n(Record: res.users(2,), User: 2)' } };
    await using server = await start(
      (time) => ({ result: time === 1 ? 2 : 9 }),
      (uid) => (uid === 2 ? gone : { result: 4 }),
    );
    expect(await transportTo(server).send(READ, ANY_TIME)).toBe(4);
  });

  it('takes a missing record of users for what it is when the user is still the same', async () => {
    const gone: Reply = { error: { name: 'odoo.exceptions.MissingError', message: 'Record does not exist or has been deleted.\n(Record: res.users(2,), User: 2)' } };
    await using server = await start(() => ({ result: 2 }), () => gone);
    expect((await faultOf(transportTo(server).send(READ, ANY_TIME))).kind).toBe('MISSING_RECORD');
    expect(server.log).toEqual(['authenticate', 'execute as 2', 'authenticate']);
  });

  it('believes a refusal for a while instead of asking with every call', async () => {
    await using server = await start(() => ({ result: false }), () => ({ result: 4 }));
    const transport = transportTo(server);
    const kinds = [await faultOf(transport.send(READ, ANY_TIME)), await faultOf(transport.send(READ, ANY_TIME))].map(({ kind }) => kind);
    expect(kinds).toEqual(['AUTHENTICATION', 'AUTHENTICATION']);
    expect(server.log).toEqual(['authenticate']);
  });

  it('serves those who wait when the one who asked leaves', async () => {
    const held: (() => void)[] = [];
    await using server = await startServer((request, response) => {
      const login = (JSON.parse(request.body) as RpcBody).params.service === 'common';
      const reply = (): void => sendJson(response, 200, '{"jsonrpc": "2.0", "id": 1, "result": 2}');
      if (login) held.push(reply);
      else reply();
    });
    const transport = transportTo(server);
    const leaving = new AbortController();
    const first = transport.send(READ, leaving.signal).catch((error: unknown) => error);
    const second = transport.send(READ, ANY_TIME);
    while (held.length === 0) await new Promise((done) => setImmediate(done));
    const reason = new Error('left');
    leaving.abort(reason);
    expect(await first).toBe(reason);
    held.forEach((reply) => reply());
    expect(await second).toBe(2);
    expect(held).toHaveLength(1);
  });
});
