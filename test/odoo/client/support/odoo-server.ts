import type { ServerResponse } from 'node:http';
import { connectOdoo, type ConnectOptions } from '../../../../odoo/client/connect.ts';
import type { OdooClient } from '../../../../odoo/client/client.ts';
import { OdooFault } from '../../../../odoo/client/faults.ts';
import type { CompletedCall, OdooRequest } from '../../../../odoo/port.ts';
import { sendHtml, sendJson, startServer, type SeenRequest, type TestServer } from './http-server.ts';

export type TransportName = 'jsonrpc' | 'json2';
export const TRANSPORTS: readonly TransportName[] = ['json2', 'jsonrpc'];

/** In every test of faults this must appear nowhere. */
export const API_KEY = 'k-5f1e9d2c7b3a4886';

/** What a call answers: over JSON-2 the body and status as they are, over JSON-RPC in their envelope. */
export interface Answer {
  readonly status?: number;
  /** JSON text of a result. */
  readonly result?: string;
  /** JSON text of the five keys of an error. */
  readonly error?: string;
  /** A page instead, over both. */
  readonly html?: string;
  /** Does what it wants with the response. */
  readonly raw?: (response: ServerResponse) => void;
}

export type Answerer = (call: DecodedCall, number: number) => Answer;

/** A call of a model's method, whichever way it came. */
export interface DecodedCall {
  readonly model: string;
  readonly method: string;
  /** JSON-2: the body. JSON-RPC: `{ args, kwargs }`. */
  readonly parameters: Record<string, unknown>;
  readonly request: SeenRequest;
}

export interface FakeOdoo extends TestServer {
  readonly calls: readonly DecodedCall[];
}

const VERSION = '{"version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"}';
const COMMON_VERSION = '{"server_version": "19.0", "server_version_info": [19, 0, 0, "final", 0, ""], "server_serie": "19.0", "protocol_version": 1}';

/** Answers versions and logins as Odoo 19 does, and calls as the test says. */
export async function startOdoo(answer: Answerer, port = 0): Promise<FakeOdoo> {
  const calls: DecodedCall[] = [];
  const server = await startServer((request, response) => {
    if (request.path === '/json/version') return sendJson(response, 200, VERSION);
    const rpc = request.path === '/jsonrpc';
    const service = rpc ? (JSON.parse(request.body) as { params: { service: string; method: string; args: unknown[] } }).params : null;
    if (service?.service === 'common') return sendJson(response, 200, envelope(service.method === 'version' ? COMMON_VERSION : '2'));
    const call = service === null ? decodeJson2(request) : decodeRpc(request, service.args);
    calls.push(call);
    const given = answer(call, calls.length);
    if (given.raw !== undefined) return given.raw(response);
    if (given.html !== undefined) return sendHtml(response, given.status ?? 500, given.html);
    if (given.error !== undefined) {
      const body = rpc ? `{"jsonrpc": "2.0", "id": 1, "error": {"code": 0, "message": "Odoo Server Error", "data": ${given.error}}}` : given.error;
      return sendJson(response, rpc ? 200 : (given.status ?? 500), body);
    }
    return sendJson(response, 200, rpc ? envelope(given.result) : (given.result ?? 'null'));
  }, port);
  return Object.assign(server, { calls });
}

function envelope(result: string | undefined): string {
  return result === undefined ? '{"jsonrpc": "2.0", "id": 1}' : `{"jsonrpc": "2.0", "id": 1, "result": ${result}}`;
}

function decodeJson2(request: SeenRequest): DecodedCall {
  const [, , , model = '', method = ''] = request.path.split('/');
  return { model, method, parameters: JSON.parse(request.body) as Record<string, unknown>, request };
}

function decodeRpc(request: SeenRequest, parameters: readonly unknown[]): DecodedCall {
  const [, , , model, method, args, kwargs] = parameters;
  return { model: String(model), method: String(method), parameters: { args, kwargs }, request };
}

export async function connectTo(server: { readonly url: string }, transport: TransportName, options: Partial<ConnectOptions> = {}): Promise<OdooClient & AsyncDisposable> {
  const client = await connectOdoo({ url: server.url, db: 'shop', username: 'gateway', apiKey: API_KEY, transport, retryDelayMs: 1, ...options });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

export interface TestRequest extends OdooRequest {
  readonly done: CompletedCall[];
  leave(): void;
}

/** A request with time enough, unless said otherwise. */
export function newRequest(options: { readonly withinMs?: number; readonly tenant?: string } = {}): TestRequest {
  const controller = new AbortController();
  const done: CompletedCall[] = [];
  return {
    signal: controller.signal,
    deadline: Date.now() + (options.withinMs ?? 10_000),
    tenant: options.tenant ?? 'sa:1',
    onCall: (call) => done.push(call),
    done,
    leave: () => controller.abort(),
  };
}

/** The fault that a promise fails with; anything else fails the test. */
export async function faultOf(promise: Promise<unknown>): Promise<OdooFault> {
  const outcome = await promise.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof OdooFault) return outcome.error;
  throw new Error(`Expected an OdooFault, got ${JSON.stringify(outcome)} ${'error' in outcome ? String(outcome.error) : ''}`);
}
