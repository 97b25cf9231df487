import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Log } from '../platform/log.ts';
import { allowOrigin } from './cors.ts';

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

// Not imported: an import of node:http touches all it exports, and so loads Node's WebSocket client at every start.
const { createServer } = process.getBuiltinModule('node:http');

export interface HttpOptions {
  readonly routes: Readonly<Record<string, Route>>;
  readonly log: Log;
  /** Web origins whose pages may call this server. */
  readonly origins: readonly string[];
}

export interface HttpServer {
  /** Resolves to the address that was taken. Port 0 takes a free one. */
  listen(port: number, host: string): Promise<string>;
  /** Takes no new connections, lets running requests finish, then closes. */
  close(): Promise<void>;
}

/** On every answer. A page that needs more sets its own policy; what is no page may load nothing and stand in no frame. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
export const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

/** The one HTTP server: finds the route by its path; what a route throws becomes 500 and a line in the log. */
export function createHttp({ routes, log, origins }: HttpOptions): HttpServer {
  let closing = false;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    // A connection that was busy when closing began is idle only after its answer.
    response.once('close', () => {
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    if (allowOrigin(request, response, origins) === 'answered') return;
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    // A route whose path ends with a slash is asked for everything directly below it.
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const name = Object.hasOwn(routes, path) ? path : folder.length > 1 ? folder : '';
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!route) return send(response, 404, 'text/plain; charset=utf-8', 'Not found.\n');
    await route(request, response);
  };

  const server: Server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error('route failed', { path: request.url?.split('?', 1)[0], error });
      if (response.headersSent) response.destroy();
      else send(response, 500, 'text/plain; charset=utf-8', 'Internal error.\n');
    });
  });
  // Longer than the idle time of common proxies, so that they and not we close idle connections.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 30_000;
  server.requestTimeout = 60_000;

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const failed = (error: NodeJS.ErrnoException): void =>
          reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} of ${host} is taken: set PORT to another one, or to 0 for any.`) : error);
        server.once('error', failed);
        server.listen(port, host, () => {
          server.off('error', failed);
          resolve(addressOf(server, host));
        });
      }),
    close: () =>
      new Promise((resolve, reject) => {
        closing = true;
        if (!server.listening) return resolve();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      }),
  };
}

/** Sends a short answer that is not GraphQL. */
export function send(response: ServerResponse, status: number, type: string, body: string): void {
  if (!response.hasHeader('content-security-policy')) response.setHeader('content-security-policy', NO_PAGE);
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}
