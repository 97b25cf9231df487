import type { IncomingMessage, ServerResponse } from 'node:http';

const ALLOWED_HEADERS = 'authorization, content-type, accept-language, x-sa-id, x-api-key, x-request-id, apollo-require-preflight, idempotency-key';

/** Lets pages of the configured origins call the graph. Preflights are answered here; everything else goes on. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): 'answered' | 'goes on' {
  const { origin } = request.headers;
  const allowed = origin !== undefined && origins.includes(origin);
  if (origins.length > 0) response.setHeader('vary', 'Origin');
  if (allowed) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
  }
  if (request.method !== 'OPTIONS') return 'goes on';
  response.writeHead(204, {
    allow: 'GET, POST, OPTIONS',
    ...(allowed
      ? { 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': ALLOWED_HEADERS, 'access-control-max-age': '600' }
      : {}),
  });
  response.end();
  return 'answered';
}
