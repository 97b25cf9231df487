import { SUBGRAPH_NAMES } from '../graph/subgraph-names.ts';
import type { Config } from '../platform/config.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Log } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createSubgraphs, loadAllTables } from '../subgraphs/index.ts';
import { layFoundations } from './foundations.ts';
import { openDashboard } from './open-dashboard.ts';
import { openGatewayStore } from './open-store.ts';
import { pingOdoo, openOdoo } from './open-odoo.ts';
import { openTracing } from './open-tracing.ts';
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
  const { foundations, assertions, database } = await layFoundations(config, odoo, tables, log);
  const dashboard = name === 'manufacturing' ? await openDashboard(config, odoo, database, () => openGatewayStore(config, lifecycle), log, lifecycle) : null;
  const [subgraph] = createSubgraphs(tables, foundations, { dashboard }, [name]);
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
