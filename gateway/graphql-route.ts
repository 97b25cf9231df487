import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import { ERRORS, GraphError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { ApolloContext } from './apollo.ts';
import { BodyRefused, readJson } from './body.ts';
import { refuseForgedGet } from './cross-site.ts';
import { startClock, type RequestClock } from './deadline.ts';
import type { Door, Visitor } from './door.ts';
import { odooLanguage } from './language.ts';
import { charge, noOutcome, type Cost, type GraphRequest, type Outcome } from './request.ts';

export interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<ApolloContext>;
  readonly door: Door;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timeoutMs: number;
  /** Deadline of operations that write. */
  readonly mutationTimeoutMs: number;
  readonly maxBodyBytes: number;
  /** Languages that Odoo has installed, the preferred first. */
  readonly languages: readonly string[];
}

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `/graphql`: who is asking, by when an answer is wanted, what was asked; then Apollo; then one line in the log. */
export function graphqlRoute(options: GraphQLRouteOptions): Route {
  const { apollo, door, log, metrics, timeoutMs, mutationTimeoutMs, maxBodyBytes } = options;

  const answer = async (incoming: IncomingMessage, request: (visitor: Visitor) => GraphRequest, outcome: Outcome): Promise<Answer> => {
    try {
      refuseForgedGet(incoming);
      const visitor = await door.admit(incoming.headers);
      const httpGraphQLRequest = await toApollo(incoming, maxBodyBytes);
      const response = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest,
        context: async () => ({ request: request(visitor), outcome }),
      });
      return fromApollo(response, outcome);
    } catch (error) {
      return refusal(error, incoming, outcome, log);
    }
  };

  return async (incoming, outgoing) => {
    const started = performance.now();
    const id = requestId(incoming.headers['x-request-id']);
    const clock = startClock(timeoutMs);
    const cost: Cost = { odooCalls: 0, odooMs: 0 };
    const outcome = noOutcome();
    let subject = 'unknown';
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) clock.leave();
    });

    const admitted = (visitor: Visitor): GraphRequest => {
      subject = visitor.subject;
      return graphRequest(visitor, { id, clock, cost, mutationTimeoutMs, idempotencyKey: only(incoming.headers['idempotency-key']), language: odooLanguage(incoming.headers['accept-language'], options.languages) });
    };
    const { status, headers, body } = await answer(incoming, admitted, outcome);
    clock.done();
    if (!outgoing.destroyed) {
      outgoing.writeHead(status, { ...headers, 'x-request-id': id, 'content-length': Buffer.byteLength(body) });
      outgoing.end(incoming.method === 'HEAD' ? undefined : body);
    }
    const milliseconds = performance.now() - started;
    metrics.request({ type: outcome.operationType, outcome: outcome.result, milliseconds, odooCalls: cost.odooCalls });
    log.info('request', {
      requestId: id,
      subject,
      operation: outcome.operationName,
      type: outcome.operationType,
      status,
      ...(outcome.errorCodes.length > 0 ? { errors: outcome.errorCodes } : {}),
      ms: Math.round(milliseconds),
      odooCalls: cost.odooCalls,
      odooMs: Math.round(cost.odooMs),
    });
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Circumstances {
  readonly id: string;
  readonly clock: RequestClock;
  readonly cost: Cost;
  readonly mutationTimeoutMs: number;
  readonly idempotencyKey: string | undefined;
  readonly language: string | undefined;
}

function graphRequest(visitor: Visitor, { id, clock, cost, mutationTimeoutMs, idempotencyKey, language }: Circumstances): GraphRequest {
  let assertion: Promise<string> | undefined;
  const { signal } = clock;
  return {
    id,
    signal,
    get deadline() {
      return clock.deadline;
    },
    language,
    idempotencyKey,
    beginMutation: () => clock.allow(mutationTimeoutMs),
    scope: clock,
    cost,
    assertion: () =>
      (assertion ??= visitor.assertion({ signal, deadline: clock.deadline, tenant: visitor.subject, onCall: (call) => charge(cost, call) })),
  };
}

function only(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

function requestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : randomUUID();
}

async function toApollo(incoming: IncomingMessage, maxBodyBytes: number): Promise<HTTPGraphQLRequest> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = (incoming.method ?? 'GET').toUpperCase();
  const { search } = new URL(incoming.url ?? '/', 'http://gateway.invalid');
  return { method, headers, search, body: method === 'POST' ? await readJson(incoming, maxBodyBytes) : undefined };
}

function fromApollo({ status, headers, body }: HTTPGraphQLResponse, outcome: Outcome): Answer {
  if (body.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
  const json = headers.get('content-type')?.startsWith('application/json') ?? false;
  return {
    // GraphQL over HTTP 6.4.1: with the legacy media type a well-formed request is answered 200 even if its document is not.
    status: json && outcome.documentMistake ? 200 : (status ?? 200),
    headers: { 'cache-control': 'no-store', ...Object.fromEntries(headers) },
    body: body.string,
  };
}

/** An answer to a request that did not get as far as Apollo. */
function refusal(error: unknown, incoming: IncomingMessage, outcome: Outcome, log: Log): Answer {
  const { status, code, message, details } = reason(error, log);
  outcome.errorCodes = [code];
  const accepts = incoming.headers.accept ?? '';
  const type = accepts.includes('application/graphql-response+json') ? 'application/graphql-response+json' : 'application/json';
  return {
    status,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="odoo-graph", error="invalid_token"' } : {}),
      // What is left of an unread body must not be taken for the next request.
      ...(error instanceof BodyRefused ? { connection: 'close' } : {}),
    },
    body:
      JSON.stringify({
        errors: [{ message, extensions: { ...details, code } }],
        extensions: { cost: { odooCalls: 0, odooMs: 0 } },
      }) + '\n',
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
