import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError } from 'graphql';
import type { Engine } from './engine.ts';
import { present } from './faults.ts';
import { withinDeadline } from './deadline.ts';
import type { Limits } from '../platform/limits.ts';
import type { Lease } from './limits/meters.ts';
import type { Log } from '../platform/log.ts';
import type { GraphRequest, Outcome } from './request.ts';

/** Apollo's context value: a thin shell, because Apollo clones it and the request must stay one object. */
export interface ApolloContext {
  readonly request: GraphRequest;
  readonly outcome: Outcome;
  /** Of the caller's class. */
  readonly limits: Limits;
  readonly lease: Lease;
}

export interface ApolloOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** Makes one error of many that say the same of every row. */
  readonly foldErrors: (errors: readonly GraphQLError[]) => readonly GraphQLError[];
  readonly plugins: readonly ApolloServerPlugin<ApolloContext>[];
}

/** Apollo Server over the engine: it parses, validates, resolves the operation, and speaks GraphQL over HTTP. */
export async function startApollo({ engine, log, foldErrors, plugins }: ApolloOptions): Promise<ApolloServer<ApolloContext>> {
  const server = new ApolloServer<ApolloContext>({
    gateway: asGateway(engine, foldErrors),
    // By class of client: limits/documents.ts.
    introspection: true,
    // Done before Apollo is asked (cross-site.ts): Apollo’s own check refuses plain GETs of programs too.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    maxRecursiveSelections: true,
    stopOnTerminationSignals: false,
    formatError: present,
    logger: { debug: log.debug, info: log.info, warn: log.warn, error: (message) => log.error(String(message)) },
    plugins: [
      // Cache-control alone costs as much as federation (docs/adr); nothing is reported to anybody.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...plugins,
    ],
  });
  await server.start();
  return server;
}

type ApolloGateway = ApolloServerOptionsWithGateway<ApolloContext>['gateway'];
type ApolloExecutor = NonNullable<Awaited<ReturnType<ApolloGateway['load']>>['executor']>;

function asGateway(engine: Engine, foldErrors: ApolloOptions['foldErrors']): ApolloGateway {
  const executor: ApolloExecutor = async ({ document, request, context }) => {
    const { request: graphRequest } = context as ApolloContext;
    const { variables, operationName } = request;
    const result = await withinDeadline(engine.execute({ document, variables, operationName }, graphRequest), graphRequest);
    return result.errors ? { ...result, errors: foldErrors(result.errors) } : result;
  };
  return {
    load: async () => ({ executor }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: engine.schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    stop: async () => undefined,
  };
}
