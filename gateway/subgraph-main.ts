import { SUBGRAPH_NAMES } from '../graph/subgraph-names.ts';
import type { Config } from '../platform/config.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Log } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createSubgraphs, loadAllTables } from '../subgraphs/index.ts';
import { layFoundations } from './foundations.ts';
import { openDashboard } from './open-dashboard.ts';
import { openKeys } from './open-keys.ts';
import { openGatewayStore } from './open-store.ts';
import { openSignIn } from './open-sign-in.ts';
import { pingOdoo, openOdoo } from './open-odoo.ts';
import { openTracing } from './open-tracing.ts';
import { syncStatusOf } from './sync-status.ts';
import { createSubgraphServer } from './subgraph-server.ts';

/** Serves one subgraph on its own port; resolves to its address. */
export async function serveSubgraph(name: string, config: Config, log: Log, lifecycle: Lifecycle): Promise<string> {
  if (!SUBGRAPH_NAMES.includes(name)) throw new Error(`which subgraph? npm run subgraph -- ${SUBGRAPH_NAMES.join('|')}`);
  if (config.ODOO_URL === undefined) throw new Error('a subgraph server needs ODOO_URL: the sandbox lives inside the gateway’s process.');
  if (config.HOP_SECRET === undefined) throw new Error('HOP_SECRET is missing: a subgraph server needs the key of its gateway.');

  const metrics = createMetrics();
  const tracing = await openTracing(config, lifecycle);
  const { odoo } = await openOdoo(config, lifecycle, metrics, tracing);
  const tables = loadAllTables();
  // The embedded store belongs to one process, and only the dashboard's cannot do without.
  const store = config.MONGODB_URI !== undefined || name === 'manufacturing' ? await openGatewayStore(config, lifecycle) : null;
  const { foundations, sources, assertions, database } = await layFoundations(config, odoo, tables, await openKeys(store, config, log), log, store);
  lifecycle.started('the writes under way', async () => void (await Promise.allSettled(foundations.writes.underWay)));
  const dashboard = name === 'manufacturing' && store !== null ? await openDashboard(config, odoo, database, async () => store, log, lifecycle) : null;
  const services = { dashboard, signIn: name === 'governance' ? await openSignIn(config, sources, store) : null, syncStatus: store === null ? null : syncStatusOf(store, config) };
  const [subgraph] = createSubgraphs(tables, foundations, services, [name]);
  if (!subgraph) throw new Error(`the subgraph ${name} could not be made.`);
  const server = createSubgraphServer({
    subgraph,
    verify: (assertion) => assertions.verify(assertion),
    log,
    metrics,
    tracing,
    dependencies: [{ name: 'odoo', check: (signal) => pingOdoo(odoo, signal) }],
    timeoutMs: Math.max(config.QUERY_TIMEOUT_MS, config.MUTATION_TIMEOUT_MS),
    maxBodyBytes: config.MAX_BODY_BYTES,
  });
  lifecycle.started(`the subgraph ${name}`, () => server.stop());
  return server.listen(config.PORT, config.HOST);
}
