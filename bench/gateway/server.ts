import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { parse, type DocumentNode } from 'graphql';
import { answers } from '../../gateway/answers.ts';
import { startApollo, type ApolloContext } from '../../gateway/apollo.ts';
import { compose } from '../../gateway/compose.ts';
import { createEngine, preparePlanning } from '../../gateway/engine.ts';
import { graphqlRoute } from '../../gateway/graphql-route.ts';
import { createHttp, send } from '../../gateway/http.ts';
import { createDocumentCheck } from '../../gateway/limits/documents.ts';
import { createMeters } from '../../gateway/limits/meters.ts';
import { createOperationTexts, NOTHING_PUBLISHED } from '../../gateway/operations/persisted.ts';
import { createReception } from '../../gateway/reception.ts';
import { createLog } from '../../platform/log.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { unmetered } from '../../test/support/limits.ts';
import { executeOn, mergedSchema, SUBGRAPH_SDL } from './world.ts';

/** One contender as a process of its own: `node server.ts ours|merged|apollo-gateway [folder of @apollo/gateway]`. */
const [, , contender, folder = ''] = process.argv;
const log = createLog({ level: 'silent' });
const supergraphSdl = compose(Object.entries(SUBGRAPH_SDL).map(([name, sdl]) => ({ name, sdl })));
const metrics = createMetrics();
const plugins = () => [answers(log)];

/** The same Apollo Server with the same plugins for those that do not have our engine. */
async function plainApollo(source: Pick<ApolloServerOptions<ApolloContext>, 'schema' | 'gateway'>): Promise<ApolloServer<ApolloContext>> {
  const server = new ApolloServer<ApolloContext>({
    ...source,
    introspection: true,
    csrfPrevention: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ...plugins(),
    ],
  } as ApolloServerOptions<ApolloContext>);
  await server.start();
  return server;
}

interface ApolloGatewayModule {
  ApolloGateway: new (options: object) => NonNullable<Extract<ApolloServerOptions<ApolloContext>, { gateway: unknown }>['gateway']>;
}

async function start(): Promise<ApolloServer<ApolloContext>> {
  switch (contender) {
    case 'ours':
      return startApollo({
        engine: createEngine(preparePlanning(supergraphSdl), (name, { document, variables }) => executeOn(name, document, variables)),
        log,
        foldErrors: (errors) => errors,
        plugins: plugins(),
      });
    case 'merged':
      return plainApollo({ schema: mergedSchema() });
    case 'apollo-gateway': {
      const { ApolloGateway } = createRequire(pathToFileURL(`${folder}/x.js`))('@apollo/gateway') as ApolloGatewayModule;
      // In process too, and with parsed documents kept: without this it would parse every fetch anew.
      const parsed = new Map<string, DocumentNode>();
      const gateway = new ApolloGateway({
        supergraphSdl,
        buildService: ({ name }: { name: string }) => ({
          process({ request }: { request: { query: string; variables?: Record<string, unknown> } }) {
            const document = parsed.get(request.query) ?? parse(request.query, { noLocation: true });
            parsed.set(request.query, document);
            return executeOn(name, document, request.variables);
          },
        }),
      });
      return plainApollo({ gateway });
    }
    default:
      throw new Error(`Unknown contender ${contender}.`);
  }
}

const apollo = await start();
const http = createHttp({
  log,
  origins: [],
  routes: {
    '/graphql': graphqlRoute({
      apollo,
      reception: createReception({
        door: { admit: async () => ({ subject: 'bench', client: 'FIRST_PARTY', partner: null, audience: 'employee', assertion: async () => 'signed' }) },
        limits: unmetered(),
        meters: createMeters(),
        documents: createDocumentCheck(),
        texts: createOperationTexts(NOTHING_PUBLISHED),
        maxBodyBytes: 100_000,
      }),
      log,
      metrics,
      timeoutMs: 30_000,
      mutationTimeoutMs: 60_000,
      languages: [],
    }),
    '/metrics': async (_request, response) => {
      const { contentType, body } = await metrics.render();
      send(response, 200, contentType, body);
    },
  },
});
console.log(await http.listen(0, '127.0.0.1'));
