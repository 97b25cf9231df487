import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import type { ClientClass, Limits } from '../platform/limits.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Tracing } from '../platform/tracing.ts';
import type { ApolloContext } from './apollo.ts';
import { readJson } from './body.ts';
import { refuseForgedGet } from './cross-site.ts';
import { startClock, type RequestClock } from './deadline.ts';
import type { Door, Visitor } from './door.ts';
import { refuseRepeatedHeaders } from './headers.ts';
import { odooLanguage } from './language.ts';
import type { DocumentCheck } from './limits/documents.ts';
import { checkVariables } from './limits/inputs.ts';
import type { Lease, Meters } from './limits/meters.ts';
import type { OperationTexts } from './operations/persisted.ts';
import { sentOperation, withText } from './operations/sent.ts';
import { refusal, type Answer } from './refusal.ts';
import { charge, noCost, noOutcome, type Cost, type GraphRequest, type Outcome } from './request.ts';

export interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<ApolloContext>;
  readonly door: Door;
  readonly limits: Readonly<Record<ClientClass, Limits>>;
  readonly meters: Meters;
  readonly documents: DocumentCheck;
  readonly texts: OperationTexts;
  /** Told of each run of a partner's operation. */
  readonly onPublished?: ((run: PublishedRun & { readonly failed: boolean } & Cost) => void) | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing?: Tracing | null;
  readonly timeoutMs: number;
  /** Deadline of operations that write. */
  readonly mutationTimeoutMs: number;
  readonly maxBodyBytes: number;
  /** Languages that Odoo has installed, the preferred first. */
  readonly languages: readonly string[];
}

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** One request while it is being answered: what is learnt of it is noted here, for the log and for the end. */
interface Visit {
  readonly id: string;
  readonly clock: RequestClock;
  readonly cost: Cost;
  readonly outcome: Outcome;
  subject: string;
  client: ClientClass | null;
  lease: Lease | null;
  /** The published operation that a partner runs. */
  published: PublishedRun | null;
}

interface PublishedRun {
  readonly partner: string;
  readonly operation: string;
}

/** `/graphql`: who is asking, how much they may, what was asked, by when an answer is wanted; then Apollo; then one line in the log. */
export function graphqlRoute(options: GraphQLRouteOptions): Route {
  const { apollo, door, limits: table, meters, documents, texts, log, metrics, tracing, timeoutMs, mutationTimeoutMs, maxBodyBytes } = options;

  /** The request with the text that will run, which is known to be no larger than the visitor may send. */
  const checked = (request: HTTPGraphQLRequest, { partner, client }: Visitor, limits: Limits, visit: Visit): HTTPGraphQLRequest => {
    const sent = sentOperation(request);
    if (!sent) return request;
    const text = texts.textOf(sent, { limits, partner, isAnonymous: client === 'ANONYMOUS' });
    if (text === undefined) return request;
    if (partner !== null && sent.id !== undefined) visit.published = { partner, operation: sent.id };
    checkVariables(sent.variables);
    documents.check(text, limits);
    return sent.id === undefined ? request : withText(request, text);
  };

  const answer = async (incoming: IncomingMessage, visit: Visit): Promise<Answer> => {
    const { outcome } = visit;
    try {
      refuseForgedGet(incoming);
      refuseRepeatedHeaders(incoming);
      const visitor = await door.admit(incoming.headers);
      visit.subject = visitor.subject;
      visit.client = visitor.client;
      const limits = { ...table[visitor.client], ...visitor.limits };
      const lease = meters.begin(callerOf(visitor, incoming), limits);
      visit.lease = lease;
      const httpGraphQLRequest = checked(await toApollo(incoming, maxBodyBytes), visitor, limits, visit);
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
    const visit: Visit = { id, clock: startClock(timeoutMs), cost: noCost(), outcome: noOutcome(), subject: 'unknown', client: null, lease: null, published: null };
    const { clock, cost, outcome } = visit;
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) clock.leave();
    });

    const { status, headers, body } = await (tracing ? traced(tracing, incoming, visit, () => answer(incoming, visit)) : answer(incoming, visit));
    clock.done();
    visit.lease?.end(cost.odooMs);
    if (visit.published) options.onPublished?.({ ...visit.published, failed: outcome.result === 'failed', ...cost });
    if (!outgoing.destroyed) {
      outgoing.writeHead(status, { ...headers, 'x-request-id': id, 'content-length': Buffer.byteLength(body) });
      outgoing.end(incoming.method === 'HEAD' ? undefined : body);
    }
    const milliseconds = performance.now() - started;
    metrics.request({ type: outcome.operationType, outcome: outcome.result, milliseconds, odooCalls: cost.odooCalls });
    log.info('request', {
      requestId: id,
      subject: visit.subject,
      client: visit.client,
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

/** The request as a step: what kind of operation it was and how it ended. The client chose the name of the operation, and nothing else of it is told. */
function traced(tracing: Tracing, incoming: IncomingMessage, visit: Visit, answer: () => Promise<Answer>): Promise<Answer> {
  const attributes = { 'http.request.method': incoming.method ?? '', 'url.path': '/graphql', 'odoo_graph.request_id': visit.id };
  return tracing.run('graphql', { kind: 'server', traceparent: only(incoming.headers['traceparent']), attributes }, async (step) => {
    const given = await answer();
    const { outcome, cost, client } = visit;
    step.set({
      'http.response.status_code': given.status,
      'graphql.operation.type': outcome.operationType,
      'odoo_graph.odoo_calls': cost.odooCalls,
      ...(outcome.operationName === null ? {} : { 'graphql.operation.name': outcome.operationName }),
      ...(client === null ? {} : { 'odoo_graph.client': client }),
    });
    const [code] = outcome.errorCodes;
    if (code !== undefined) step.fail(code);
    return given;
  });
}

/** Whose bucket it is. Nobody in particular is told apart by address: behind a proxy that is one bucket for all of them. */
function callerOf({ subject, client, partner }: Visitor, incoming: IncomingMessage): string {
  if (partner !== null) return `partner:${partner}`;
  return client === 'ANONYMOUS' ? `anonymous@${incoming.socket.remoteAddress ?? ''}` : subject;
}

interface Circumstances {
  readonly mutationTimeoutMs: number;
  readonly idempotencyKey: string | undefined;
  readonly language: string | undefined;
}

function graphRequest(visitor: Visitor, { id, clock, cost }: Visit, { mutationTimeoutMs, idempotencyKey, language }: Circumstances): GraphRequest {
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
    headers: {
      'cache-control': 'no-store',
      ...(outcome.retryAfterSeconds === null ? {} : { 'retry-after': String(outcome.retryAfterSeconds) }),
      ...Object.fromEntries(headers),
    },
    body: body.string,
  };
}
