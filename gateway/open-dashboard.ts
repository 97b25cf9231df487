import { layoutOf } from '../access/storage/layout.ts';
import { placeAtBirth } from '../access/storage/place.ts';
import type { LiveDatabase } from '../odoo/database/live-database.ts';
import type { OdooPort } from '../odoo/port.ts';
import type { Config } from '../platform/config.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Log } from '../platform/log.ts';
import type { Store } from '../store/open.ts';
import { prepare } from '../store/prepare.ts';
import type { Governance } from '../sync/accounts.ts';
import { SYNC_COLLECTIONS } from '../sync/collections.ts';
import { Dashboard } from '../sync/dashboard.ts';
import { demoEdits } from '../sync/demo.ts';
import { OrderHub } from '../sync/hub.ts';
import { SyncBusy } from '../sync/run.ts';
import { wishForRun } from '../sync/state.ts';
import type { Watched } from './events/routes.ts';

/** The production dashboard on a store, which is opened only for a database with manufacturing; with automatic synchronisation its clock runs from now on. */
export async function openDashboard(config: Config, odoo: OdooPort, database: LiveDatabase, open: () => Promise<Store>, log: Log, lifecycle: Lifecycle): Promise<Dashboard | null> {
  if (!database.has('mrp.production')) {
    log.info('this Odoo has no manufacturing: there is no production dashboard');
    return null;
  }
  const store = await open();
  await prepare(store, SYNC_COLLECTIONS as unknown as Parameters<typeof prepare>[1]);
  const all = database.companies.map(({ id }) => id);
  const unknown = config.SYNC_COMPANY_IDS.filter((id) => !all.includes(id));
  if (unknown.length > 0) throw new Error(`SYNC_COMPANY_IDS names companies that Odoo does not have: ${unknown.join(', ')}.`);
  const about = log.child({ about: 'sync' });
  const dashboard = new Dashboard({
    db: store.db,
    port: odoo,
    log: about,
    companies: config.SYNC_COMPANY_IDS.length > 0 ? config.SYNC_COMPANY_IDS : all,
    governance: governanceOf(database),
    batch: config.SYNC_BATCH_SIZE,
    windowDays: config.SYNC_WINDOW_DAYS,
    interval: config.ODOO_SYNC_INTERVAL,
    enabled: config.ODOO_AUTO_SYNC,
  });
  lifecycle.started('the production dashboard', () => dashboard.stop());
  await dashboard.scheduler.start();
  if (config.ODOO_AUTO_SYNC) void first(dashboard, about);
  return dashboard;
}

/** How this database says who governs a manufacturing order, in the terms of the synchronisation. */
function governanceOf(database: LiveDatabase): Governance | null {
  const { association, stamps } = layoutOf('production', database);
  if (association === null && !stamps) return null;
  return {
    association: association?.model ?? null,
    stamped: stamps,
    birth(account) {
      const { vals, complete } = placeAtBirth('production', { account, actor: null, by: null }, database);
      return { values: vals, row: complete ? null : { account_id: account } };
    },
  };
}

/** A dashboard that never saw Odoo does not wait for the clock. */
async function first(dashboard: Dashboard, log: Log): Promise<void> {
  try {
    if ((await dashboard.status()).lastRun === null) await dashboard.startRun({ kind: 'FULL', trigger: 'SCHEDULE', by: null }, 0);
  } catch (error) {
    if (!(error instanceof SyncBusy)) log.error('the first synchronisation failed', { error });
  }
}

/**
 * What watchers and the webhook need of the dashboard: of this process, or of another one over the MongoDB that both have. Null where there is
 * none, and where the other process keeps its dashboard in a store of its own.
 */
export function watchedDashboard(dashboard: Dashboard | null, { db, kind }: Store, database: LiveDatabase, log: Log, lifecycle: Lifecycle): Watched | null {
  if (dashboard !== null) return { db, hub: dashboard.hub, synchronise: () => dashboard.run({ kind: 'ORDERS', trigger: 'WEBHOOK', by: null }) };
  if (kind === 'embedded' || !database.has('mrp.production')) return null;
  const hub = new OrderHub(db, log.child({ about: 'sync' }));
  lifecycle.started('the watch over the dashboard', () => hub.close());
  return { db, hub, synchronise: () => wishForRun(db) };
}

/** In sandbox mode, with SANDBOX_DEMO_SECONDS: somebody works on both sides. */
export function startDemo(dashboard: Dashboard, config: Config, log: Log, lifecycle: Lifecycle): void {
  if (config.SANDBOX_DEMO_SECONDS === 0) return;
  const stopped = new AbortController();
  const editing = demoEdits(dashboard, config.SANDBOX_DEMO_SECONDS, stopped.signal).catch((error: unknown) => log.warn('the demo ended', { error }));
  lifecycle.started('the demo', () => {
    stopped.abort();
    return editing;
  });
}
