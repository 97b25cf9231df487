import type { IncomingMessage } from 'node:http';
import { GraphQLError, parse, type DocumentNode, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { Subgraph } from '../graph/subgraph.ts';
import { GraphError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Tracing } from '../platform/tracing.ts';
import { BodyRefused, readJson } from './body.ts';
import { startClock, withinDeadline } from './deadline.ts';
import { causeOf, isPresentable, present, statusOf } from './faults.ts';
import { createHttp, type Route, send } from './http.ts';
import { liveness, readiness, type Dependency } from './health.ts';
import { HOP_COST, HOP_HEADERS, type HopBody } from './hop.ts';
import { Recent } from './kept.ts';
import { charge, type Cost } from './request.ts';

export interface SubgraphServerOptions {
  readonly subgraph: Subgraph;
  /** Throws unless the gateway signed this (access/assertion.ts). */
  readonly verify: (assertion: string | null) => Promise<unknown>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing?: Tracing | null;
  readonly dependencies: readonly Dependency[];
  /** Longest time for one fetch; the gateway may ask for less. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

export interface SubgraphServer {
  listen(port: number, host: string): Promise<string>;
  stop(): Promise<void>;
}

/** Documents come from the gateway's planner: few, and each again and again. */
const KEPT_DOCUMENTS = 1_000;

/**
 * Serves one subgraph over HTTP, for the gateway only: the subgraph refuses every request, `_service` too, that does not
 * carry the gateway's signed principal. No GET, no introspection, no CORS.
 */
export function createSubgraphServer(options: SubgraphServerOptions): SubgraphServer {
  const { log, metrics } = options;
  let stopping = false;
  const http = createHttp({
    log,
    origins: [],
    routes: {
      '/': fetchRoute(options),
      '/healthz': liveness,
      '/readyz': readiness(options.dependencies, () => stopping),
      '/metrics': async (_request, response) => {
        const { contentType, body } = await metrics.render();
        send(response, 200, contentType, body);
      },
    },
  });
  return {
    listen: http.listen,
    stop: () => {
      stopping = true;
      return http.close();
    },
  };
}

function fetchRoute({ subgraph, verify, log, metrics, tracing, timeoutMs, maxBodyBytes }: SubgraphServerOptions): Route {
  const parseOnce = documentCache();

  const answer = async (request: IncomingMessage, cost: Cost, clock: ReturnType<typeof startClock>): Promise<ExecutionResult> => {
    const assertion = one(request, HOP_HEADERS.assertion) ?? null;
    // The subgraph verifies it as well; here, so that a stranger’s body is not even read.
    await verify(assertion);
    const { query, variables, operationName } = asHopBody(await readJson(request, maxBodyBytes));
    return withinDeadline(
      subgraph.execute({
        document: parseOnce(query),
        variables,
        operationName,
        assertion,
        requestScope: clock,
        signal: clock.signal,
        deadline: clock.deadline,
        language: one(request, HOP_HEADERS.language),
        idempotencyKey: one(request, HOP_HEADERS.idempotencyKey),
        onOdooCall: (call) => charge(cost, call),
      }),
      clock,
    );
  };

  return async (request, response) => {
    if (request.method !== 'POST') return send(response, 405, 'text/plain; charset=utf-8', 'POST only.\n');
    const started = performance.now();
    const cost: Cost = { odooCalls: 0, odooMs: 0 };
    const clock = startClock(Math.min(timeoutMs, timeLeft(request)));
    response.once('close', () => {
      if (!response.writableFinished) clock.leave();
    });
    const answered = (): Promise<ExecutionResult> => answer(request, cost, clock).catch((error: unknown): ExecutionResult => ({ errors: [asError(error)] }));
    const result = await (tracing ? tracing.run(`subgraph ${subgraph.name}`, { kind: 'server', traceparent: one(request, 'traceparent') }, answered) : answered());
    clock.done();

    const requestId = one(request, HOP_HEADERS.requestId);
    const errors = result.errors?.map((error) => presentHere(error, log, requestId));
    const failed = result.data == null && errors !== undefined && errors.length > 0;
    const body = JSON.stringify({ ...(result.data === undefined ? {} : { data: result.data }), ...(errors ? { errors } : {}), extensions: { [HOP_COST]: cost } });
    metrics.subgraph({ subgraph: subgraph.name, outcome: errors?.length ? 'errors' : 'ok', milliseconds: performance.now() - started });
    if (!response.destroyed) send(response, failed ? statusOf(errors) : 200, 'application/graphql-response+json; charset=utf-8', body);
  };
}

function one(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function timeLeft(request: IncomingMessage): number {
  const value = Number(one(request, HOP_HEADERS.timeLeft));
  return Number.isFinite(value) && value > 0 ? value : Number.POSITIVE_INFINITY;
}

function asHopBody(body: unknown): HopBody {
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string') {
    throw new GraphError('BAD_USER_INPUT', 'A fetch needs a query.');
  }
  return body as HopBody;
}

/** Parses each text once; the least recently used text goes when there are too many. */
function documentCache(): (query: string) => DocumentNode {
  const kept = new Recent<DocumentNode>(KEPT_DOCUMENTS);
  return (query) => {
    const document = kept.get(query) ?? parse(query, { noLocation: true });
    kept.set(query, document);
    return document;
  };
}

function asError(error: unknown): GraphQLError {
  if (error instanceof BodyRefused) return asError(new GraphError('BAD_USER_INPUT', error.message));
  if (error instanceof GraphQLError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(cause.message, { originalError: cause });
}

/** Masked here too: what nobody expected stays on the machine where it happened. */
function presentHere(error: GraphQLError, log: Log, requestId: string | undefined): GraphQLFormattedError {
  if (!isPresentable(error.extensions)) log.error('unexpected error', { requestId, path: error.path?.join('.'), error: causeOf(error) });
  return present(error.toJSON());
}
