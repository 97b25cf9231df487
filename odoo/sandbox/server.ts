import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import { portalPage } from './portal.ts';
import { play, type Faults } from './faults.ts';
import { htmlAnswer, httpError, jsonAnswer, NO_DATABASE, NOT_FOUND, send, unsupportedMediaType, type Answer } from './wire/answer.ts';
import { answerJson2 } from './wire/json2.ts';
import { answerJsonRpc } from './wire/jsonrpc.ts';
import { webVersion } from './wire/version.ts';

// Not imported: an import of node:http touches all it exports, and so loads Node's WebSocket client at every start.
const { createServer } = process.getBuiltinModule('node:http');

export interface ServerOptions {
  readonly database: Database;
  readonly faults: Faults;
  readonly latency: () => number;
  /** A real Odoo closes every connection; keeping it alive spares tests the handshakes. */
  readonly keepAlive: boolean;
}

const JSON_TYPES = ['application/json', 'application/json-rpc'];
const CALL_ROUTE = '/json/2/&lt;__model__&gt;/&lt;__method__&gt;';

/** The HTTP face of a sandbox database. */
export function sandboxServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    if (!options.keepAlive) response.setHeader('Connection', 'close');
    response.setHeader('Server', 'Werkzeug/2.2.2 Python/3.11.2');
    void handle(request, response, options).catch((error: unknown) => {
      // The client went away while its body was read: there is nobody left to answer.
      if (!response.headersSent && !response.destroyed) send(response, htmlAnswer(500, String(error)));
    });
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://sandbox');
  const path = address.pathname;
  const body = await textOf(request);
  const fault = options.faults.next();
  if (fault !== undefined && (await play(fault, request, response))) return;
  const latency = options.latency();
  if (latency > 0) await sleep(latency);
  if (response.destroyed) return;
  const answer = path.startsWith('/my/') ? portalPage(address, options.database) : route(path, request, body, options.database);
  if (fault?.kind === 'lost') request.socket.destroy();
  else send(response, answer);
}

function route(path: string, request: IncomingMessage, body: string, database: Database): Answer {
  const { headers, method = 'GET' } = request;
  const contentType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (path === '/web/health') return { status: 200, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }, body: '{"status": "pass"}' };
  if (path === '/jsonrpc') {
    if (method === 'POST' && JSON_TYPES.includes(contentType)) return answerJsonRpc(body, database);
    return unsupportedMediaType(body === '' && database.version >= 19 ? ['http', 'json2'] : ['http'], '/jsonrpc', 'jsonrpc');
  }
  if (path === '/json/version' || path === '/web/version') return database.version >= 19 ? jsonAnswer(200, webVersion(database.version)) : NOT_FOUND;
  if (path === '/json/2' || path.startsWith('/json/2/')) return database.version >= 19 ? json2Route(path, method, contentType, body, request, database) : NOT_FOUND;
  return NOT_FOUND;
}

function json2Route(path: string, method: string, contentType: string, body: string, request: IncomingMessage, database: Database): Answer {
  const asked = request.headers['x-odoo-database'];
  if (asked !== undefined && asked !== database.name) return NO_DATABASE;
  const [, model, name] = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (model === undefined || name === undefined || method !== 'POST') {
    return httpError('NotFound', 'Did you mean POST /json/2/<model>/<method>?', 404);
  }
  if (contentType !== 'application/json' && body !== '') return unsupportedMediaType(['http'], CALL_ROUTE, 'json2');
  return answerJson2(decodeURIComponent(model), decodeURIComponent(name), body, request.headers, database);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
