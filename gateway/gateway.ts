import type { GraphQLError } from 'graphql';
import type { ClientClass, Limits } from '../platform/limits.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Tracing } from '../platform/tracing.ts';
import { answers } from './answers.ts';
import { startApollo } from './apollo.ts';
import type { Door } from './door.ts';
import { createEngine, type Planning } from './engine.ts';
import { graphqlRoute, type GraphQLRouteOptions } from './graphql-route.ts';
import { createHttp, type Route, send } from './http.ts';
import { liveness, readiness, type Dependency } from './health.ts';
import type { FieldCalls } from './limits/cost.ts';
import { createDocumentCheck } from './limits/documents.ts';
import { createMeters } from './limits/meters.ts';
import { costLimit } from './limits/plugin.ts';
import { createOperationTexts, type PublishedOperations } from './operations/persisted.ts';
import { createReception } from './reception.ts';
import { viewAsRoute, type ViewAsOptions } from './view-as/route.ts';
import type { ExecuteSubgraph } from './request.ts';
import { routeSubgraphs } from './subgraphs.ts';

export interface GatewayOptions {
  readonly planning: Planning;
  /** How to reach each subgraph that the supergraph names. */
  readonly subgraphs: ReadonlyMap<string, ExecuteSubgraph>;
  readonly door: Door;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Null where no traces are wanted. */
  readonly tracing?: Tracing | null;
  readonly dependencies: readonly Dependency[];
  /** What else there is: the console at `/` and what it loads, the published schema. */
  readonly pages: Readonly<Record<string, Route>>;
  readonly foldErrors: (errors: readonly GraphQLError[]) => readonly GraphQLError[];
  readonly languages: readonly string[];
  readonly limits: Readonly<Record<ClientClass, Limits>>;
  /** What calls to Odoo cost by field. */
  readonly calls: FieldCalls;
  readonly published: PublishedOperations;
  /** Told of each run of a partner's operation. */
  readonly onPublished?: GraphQLRouteOptions['onPublished'];
  /** Who may see with whose eyes; without it there is no /view-as. */
  readonly viewAs?: Pick<ViewAsOptions, 'lookout' | 'audit'>;
  readonly timeoutMs: number;
  readonly mutationTimeoutMs: number;
  readonly maxBodyBytes: number;
  readonly origins: readonly string[];
}

export interface Gateway {
  listen(port: number, host: string): Promise<string>;
  /** Drains: says so on /readyz, lets running requests finish, closes. */
  stop(): Promise<void>;
}

/** The door of the graph: HTTP, Apollo Server, the engine, the subgraphs. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, metrics, tracing = null, timeoutMs, mutationTimeoutMs, languages } = options;
  const engine = createEngine(options.planning, routeSubgraphs(options.subgraphs, metrics));
  const apollo = await startApollo({ engine, log, foldErrors: options.foldErrors, plugins: [answers(log), costLimit(engine.schema, options.calls)] });
  const reception = createReception({
    door: options.door,
    limits: options.limits,
    meters: createMeters(),
    documents: createDocumentCheck(),
    texts: createOperationTexts(options.published),
    maxBodyBytes: options.maxBodyBytes,
  });
  let stopping = false;

  const http = createHttp({
    log,
    origins: options.origins,
    routes: {
      ...options.pages,
      '/graphql': graphqlRoute({ apollo, reception, onPublished: options.onPublished, log, metrics, tracing, timeoutMs, mutationTimeoutMs, languages }),
      ...(options.viewAs ? { '/view-as': viewAsRoute({ apollo, reception, ...options.viewAs, log, timeoutMs, languages }) } : {}),
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
    async stop() {
      stopping = true;
      await http.close();
      await apollo.stop();
    },
  };
}
