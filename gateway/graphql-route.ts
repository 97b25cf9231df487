import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Tracing } from '../platform/tracing.ts';
import type { ApolloContext } from './apollo.ts';
import { startClock, type RequestClock } from './deadline.ts';
import type { Visitor } from './door.ts';
import { NO_PAGE, type Route } from './http.ts';
import { odooLanguage } from './language.ts';
import type { Received, Reception } from './reception.ts';
import { refusal, type Answer } from './refusal.ts';
import { charge, noCost, noOutcome, type Cost, type GraphRequest, type Outcome } from './request.ts';

export interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<ApolloContext>;
  readonly reception: Reception;
  /** Told of each run of a partner's operation. */
  readonly onPublished?: ((run: NonNullable<Received['published']> & { readonly failed: boolean } & Cost) => void) | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing?: Tracing | null;
  readonly timeoutMs: number;
  /** Deadline of operations that write. */
  readonly mutationTimeoutMs: number;
  /** Languages that Odoo has installed, the preferred first. */
  readonly languages: readonly string[];
}

/** One request while it is being answered: what is learnt of it is noted here, for the log and for the end. */
interface Visit extends Received {
  readonly id: string;
  readonly clock: RequestClock;
  readonly cost: Cost;
  readonly outcome: Outcome;
}

/** `/graphql`: who is asking, how much they may, what was asked, by when an answer is wanted; then Apollo; then one line in the log. */
export function graphqlRoute(options: GraphQLRouteOptions): Route {
  const { apollo, reception, log, metrics, tracing, timeoutMs, mutationTimeoutMs } = options;

  const answer = async (incoming: IncomingMessage, visit: Visit): Promise<Answer> => {
    const { outcome } = visit;
    try {
      const { visitor, limits, lease, request: httpGraphQLRequest } = await reception(incoming, visit);
      const request = graphRequest(visitor, visit, {
        mutationTimeoutMs,
        idempotencyKey: only(incoming.headers['idempotency-key']),
        language: odooLanguage(incoming.headers['accept-language'], options.languages),
      });
      const response = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => ({ request, outcome, limits, lease }) });
      return fromApollo(response, outcome);
    } catch (error) {
      return refusal(error, incoming, outcome, visit.lease?.remaining() ?? null, log);
    }
  };

  return async (incoming, outgoing) => {
    const started = performance.now();
    const id = requestId(incoming.headers['x-request-id']);
    const visit: Visit = { id, clock: startClock(timeoutMs), cost: noCost(), outcome: noOutcome() };
    const { clock, cost, outcome } = visit;
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) clock.leave();
    });

    const reply = await (tracing ? traced(tracing, incoming, visit, () => answer(incoming, visit)) : answer(incoming, visit));
    clock.done();
    visit.lease?.end(cost.odooMs);
    if (visit.published) options.onPublished?.({ ...visit.published, failed: outcome.result === 'failed', ...cost });
    sendAnswer(reply, id, incoming, outgoing);
    const milliseconds = performance.now() - started;
    metrics.request({ type: outcome.operationType, outcome: outcome.result, milliseconds, odooCalls: cost.odooCalls });
    log.info('request', {
      requestId: id,
      subject: visit.visitor?.subject ?? 'unknown',
      client: visit.visitor?.client ?? null,
      operation: outcome.operationName,
      type: outcome.operationType,
      status: reply.status,
      ...(outcome.errorCodes.length > 0 ? { errors: outcome.errorCodes } : {}),
      ms: Math.round(milliseconds),
      odooCalls: cost.odooCalls,
      odooMs: Math.round(cost.odooMs),
    });
  };
}

/** The request as a step: what kind of operation it was and how it ended. The client chose the name of the operation, and nothing else of it is told. */
function traced(tracing: Tracing, incoming: IncomingMessage, visit: Visit, answer: () => Promise<Answer>): Promise<Answer> {
  const attributes = { 'http.request.method': incoming.method ?? '', 'url.path': '/graphql', 'odoo_graph.request_id': visit.id };
  return tracing.run('graphql', { kind: 'server', traceparent: only(incoming.headers['traceparent']), attributes }, async (step) => {
    const given = await answer();
    const { outcome, cost, visitor } = visit;
    step.set({
      'http.response.status_code': given.status,
      'graphql.operation.type': outcome.operationType,
      'odoo_graph.odoo_calls': cost.odooCalls,
      ...(outcome.operationName === null ? {} : { 'graphql.operation.name': outcome.operationName }),
      ...(visitor ? { 'odoo_graph.client': visitor.client } : {}),
    });
    const [code] = outcome.errorCodes;
    if (code !== undefined) step.fail(code);
    return given;
  });
}

/** Sends the answer, unless the client has left. */
export function sendAnswer({ status, headers, body }: Answer, id: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, { 'content-security-policy': NO_PAGE, ...headers, 'x-request-id': id, 'content-length': Buffer.byteLength(body) });
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}

interface Circumstances {
  readonly mutationTimeoutMs: number;
  readonly idempotencyKey: string | undefined;
  readonly language: string | undefined;
}

function graphRequest(visitor: Visitor, { id, clock, cost }: Pick<Visit, 'id' | 'clock' | 'cost'>, { mutationTimeoutMs, idempotencyKey, language }: Circumstances): GraphRequest {
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
    foresee: visitor.foresee,
  };
}

function only(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

/** The client's own `x-request-id` when it can be used, else a new one. */
export function requestId(header: string | string[] | undefined): string {
  return typeof header === 'string' && /^[\w.:-]{1,128}$/.test(header) ? header : randomUUID();
}

function fromApollo({ status, headers, body }: HTTPGraphQLResponse, outcome: Outcome): Answer {
  if (body.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
  const json = headers.get('content-type')?.startsWith('application/json') ?? false;
  return {
    // GraphQL over HTTP 6.4.1: with the legacy media type a well-formed request is answered 200 even if its document is not.
    status: json && outcome.documentMistake ? 200 : (status ?? 200),
    headers: {
      'cache-control': 'no-store',
      ...(outcome.retryAfterSeconds === null ? {} : { 'retry-after': String(outcome.retryAfterSeconds) }),
      ...Object.fromEntries(headers),
    },
    body: body.string,
  };
}
