import { openApiKeys } from '../access/api-keys.ts';
import { createAuthenticator } from '../access/credentials.ts';
import { foldErrors } from '../access/fold-errors.ts';
import { callCosts } from '../graph/call-costs.ts';
import { SUBGRAPH_NAMES } from '../graph/subgraph-names.ts';
import { OdooFault } from '../odoo/client/faults.ts';
import { toGraphError } from '../odoo/client/graph-errors.ts';
import type { Config } from '../platform/config.ts';
import { GraphError } from '../platform/errors.ts';
import { CLASS_LIMITS } from '../platform/limits.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Log } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createSubgraphs, loadAllTables } from '../subgraphs/index.ts';
import { NoDocument, printDocument, printProforma } from '../odoo/documents.ts';
import { createDoor } from './admission.ts';
import { documentRoute, type DocumentRouteOptions } from './documents/route.ts';
import { layFoundations } from './foundations.ts';
import { dashboardRoutes } from './events/routes.ts';
import { findOdoo } from './find-odoo.ts';
import { preparePlanning } from './engine.ts';
import { createGateway } from './gateway.ts';
import type { Dependency } from './health.ts';
import { inProcess } from './in-process.ts';
import { openDashboard, startDemo, watchedDashboard } from './open-dashboard.ts';
import { openPartners } from './open-partners.ts';
import { openKeys } from './open-keys.ts';
import { openGatewayStore } from './open-store.ts';
import { openSignIn } from './open-sign-in.ts';
import { openOdoo, pingOdoo } from './open-odoo.ts';
import { openTracing } from './open-tracing.ts';
import { createPages } from './pages.ts';
import { remoteSubgraph } from './remote.ts';
import type { ExecuteSubgraph } from './request.ts';
import { apiKeyFile, jwtSecret } from './secrets.ts';
import { checkSupergraph, readSupergraph } from './supergraph.ts';
import { syncStatusOf } from './sync-status.ts';
import { tracedSubgraph } from './traced.ts';
import { createLookout } from './view-as/lookout.ts';

/** A report of many pages has a few megabytes. */
const MAX_DOCUMENT_BYTES = 20_000_000;

export interface RunningGraph {
  /** `http://127.0.0.1:4000` */
  readonly url: string;
  readonly odoo: string;
  readonly isSandbox: boolean;
}

/** Puts everything together and listens. What was started is stopped by the lifecycle, also when a later step fails. */
export async function serve(config: Config, log: Log, lifecycle: Lifecycle, found = findOdoo(config, lifecycle)): Promise<RunningGraph> {
  const metrics = createMetrics();
  const tracing = await openTracing(config, lifecycle);
  // All that needs no Odoo comes before what does: the sandbox is still at its records.
  const tables = loadAllTables();
  const supergraphSdl = readSupergraph();
  const planning = preparePlanning(supergraphSdl);
  const store = await openGatewayStore(config, lifecycle);
  const { odoo, description, isSandbox, url: odooUrl, db } = await openOdoo(config, lifecycle, metrics, tracing, found);
  const { foundations, sources, assertions, links, database } = await layFoundations(config, odoo, tables, await openKeys(store, config, log), log, store);
  lifecycle.started('the writes under way', async () => void (await Promise.allSettled(foundations.writes.underWay)));

  const remotes = Object.entries(config.SUBGRAPH_URLS ?? {});
  const unknown = remotes.find(([name]) => !SUBGRAPH_NAMES.includes(name));
  if (unknown) throw new Error(`SUBGRAPH_URLS names a subgraph "${unknown[0]}" that does not exist: there are ${SUBGRAPH_NAMES.join(', ')}.`);
  const names = SUBGRAPH_NAMES.filter((name) => !remotes.some(([remote]) => remote === name));
  const dashboard = names.includes('manufacturing') ? await openDashboard(config, odoo, database, async () => store, log, lifecycle) : null;
  // The embedded store is this process's own: it knows of a dashboard that is here.
  const knowsSync = dashboard !== null || store.kind === 'mongodb';
  const services = { dashboard, signIn: names.includes('governance') ? await openSignIn(config, sources, store) : null, syncStatus: knowsSync ? syncStatusOf(store, config) : null };
  const here = createSubgraphs(tables, foundations, services, names);

  const routes = new Map<string, ExecuteSubgraph>(here.map((subgraph) => [subgraph.name, tracedSubgraph(inProcess(subgraph), tracing)]));
  const dependencies: Dependency[] = [{ name: 'odoo', check: (signal) => pingOdoo(odoo, signal) }];
  for (const [name, url] of remotes) {
    const remote = remoteSubgraph(name, url, tracing);
    lifecycle.started(`the connections to ${name}`, () => remote.close());
    routes.set(name, tracedSubgraph(remote.execute, tracing));
    dependencies.push({ name: `subgraph ${name}`, check: (signal) => remote.check(signal) });
  }

  const { partners, usage } = await openPartners(store, lifecycle, log);
  checkSupergraph(supergraphSdl, here);
  const authenticator = createAuthenticator({
    secret: jwtSecret(config),
    jwksUrl: config.JWT_JWKS_URL,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    apiKeys: openApiKeys(apiKeyFile(config)),
    partnerKeys: partners.keys,
  });
  const admission = { authenticator, sources, assertions, translate: (error: unknown) => (error instanceof OdooFault ? toGraphError(error) : error) };
  const door = createDoor(admission);
  const printing: DocumentRouteOptions['print'] = async (kind, id, request) => {
    const source = { odoo, url: odooUrl, db, maxBytes: MAX_DOCUMENT_BYTES };
    try {
      return await (kind === 'proforma' ? printProforma(source, id, request) : printDocument(source, 'account.move', id, request));
    } catch (error) {
      throw error instanceof NoDocument ? new GraphError('UPSTREAM_ERROR', error.message, {}, { cause: error }) : error;
    }
  };
  const watched = watchedDashboard(dashboard, store, database, log, lifecycle);
  const beside = watched && dashboardRoutes(watched, config, { door, assertions, log });
  const gateway = await createGateway({
    planning,
    subgraphs: routes,
    door,
    log,
    metrics,
    tracing,
    dependencies,
    pages: {
      ...(await createPages({ config, door, tables, supergraphSdl, odoo: description, isSandbox, log })),
      ...beside?.routes,
      '/documents/': documentRoute({ links, authenticator, sources, assertions, subgraphs: routes, print: printing, translate: admission.translate, log, timeoutMs: config.MUTATION_TIMEOUT_MS }),
    },
    foldErrors,
    languages: database.languages.map(({ code }) => code),
    limits: config.LIMITS ?? CLASS_LIMITS,
    calls: callCosts(tables),
    published: partners,
    onPublished: (run) => usage.add(run),
    viewAs: { lookout: createLookout(admission), audit: foundations.writes.audit },
    timeoutMs: config.QUERY_TIMEOUT_MS,
    mutationTimeoutMs: config.MUTATION_TIMEOUT_MS,
    maxBodyBytes: config.MAX_BODY_BYTES,
    origins: config.CORS_ORIGINS,
  });
  lifecycle.started('the gateway', () => gateway.stop());
  if (beside) lifecycle.started('the event streams', () => beside.stop());
  if (isSandbox && dashboard) startDemo(dashboard, config, log, lifecycle);
  return { url: await gateway.listen(config.PORT, config.HOST), odoo: description, isSandbox };
}
