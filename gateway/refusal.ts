import type { IncomingMessage } from 'node:http';
import { ERRORS, GraphError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { BodyRefused } from './body.ts';
import type { Remaining } from './limits/meters.ts';
import { costReport } from './limits/report.ts';
import { noCost, type Outcome } from './request.ts';

/** An answer as HTTP sends it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer to a request that did not get as far as Apollo. */
export function refusal(error: unknown, incoming: IncomingMessage, outcome: Outcome, remaining: Remaining | null, log: Log): Answer {
  const { status, code, message, details } = reason(error, log);
  outcome.errorCodes = [code];
  const accepts = incoming.headers.accept ?? '';
  const type = accepts.includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json';
  const retryAfter = details['retryAfterSeconds'];
  return {
    status,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="odoo-graph", error="invalid_token"' } : {}),
      ...(typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}),
      // What is left of an unread body must not be taken for the next request.
      ...(error instanceof BodyRefused ? { connection: 'close' } : {}),
    },
    body: JSON.stringify({ errors: [{ message, extensions: { ...details, code } }], extensions: { cost: costReport(null, null, noCost(), remaining) } }) + '\n',
  };
}

function reason(error: unknown, log: Log): { status: number; code: string; message: string; details: Readonly<Record<string, unknown>> } {
  if (error instanceof GraphError) {
    return { status: ERRORS[error.code].status, code: error.code, message: error.message, details: error.extensions };
  }
  if (error instanceof BodyRefused) {
    const code = error.status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT';
    return { status: error.status, code, message: error.message, details: {} };
  }
  log.error('unexpected error', { error });
  return { status: ERRORS.INTERNAL.status, code: 'INTERNAL', message: 'Something went wrong inside the graph.', details: {} };
}
