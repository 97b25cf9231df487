import type { IncomingMessage } from 'node:http';
import { GraphError } from '../platform/errors.ts';

/** Headers that a page of another site can only send after a preflight, which CORS_ORIGINS decides. */
const PREFLIGHTED = ['authorization', 'x-api-key', 'x-sa-id', 'apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Refuses GET requests that a page of another site could have made a browser send without asking first (CSRF, XS-Search).
 * Browsers say so in Sec-Fetch-Site, older ones in Referer; programs send neither. POST needs no check here: it has to be
 * application/json, which is always preflighted.
 */
export function refuseForgedGet({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): void {
  if (method === 'POST' || PREFLIGHTED.some((name) => headers[name] !== undefined)) return;
  if (headers['content-type']?.toLowerCase().startsWith('application/json')) return;
  if (isFromElsewhere(headers)) {
    throw new GraphError('BAD_USER_INPUT', 'A page of another site cannot send this: use POST, or add the header apollo-require-preflight.');
  }
}

function isFromElsewhere(headers: IncomingMessage['headers']): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const from = headers.origin ?? headers.referer;
  if (from === undefined) return false;
  return !URL.canParse(from) || new URL(from).host !== headers.host;
}
