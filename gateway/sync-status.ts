import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import type { SyncAnswer, Synchronisation } from '../setup/types.ts';
import { openStore, StoreUnavailable, type Store } from '../store/open.ts';
import { readSchedule } from '../sync/state.ts';
import { syncStatus } from '../sync/status-report.ts';

type Settings = Pick<Config, 'ODOO_SYNC_INTERVAL' | 'ODOO_AUTO_SYNC' | 'MONGODB_URI' | 'DATA_DIR'>;

/** How the synchronisation of the dashboard in this store stands, whichever process does it. */
export function syncStatusOf({ db }: Pick<Store, 'db'>, { ODOO_SYNC_INTERVAL: interval, ODOO_AUTO_SYNC: enabled }: Settings): () => Promise<Synchronisation> {
  return async () => syncStatus(db, await readSchedule(db, { interval, enabled }), new Date());
}

/** For a command beside the graph: looks into the store for once, and makes none where there is none yet. */
export async function lookAtSync(config: Settings): Promise<SyncAnswer> {
  if (config.MONGODB_URI === undefined && !existsSync(join(config.DATA_DIR, 'store', 'store.sqlite'))) {
    const schedule = { interval: config.ODOO_SYNC_INTERVAL, enabled: config.ODOO_AUTO_SYNC };
    return { kind: 'known', synchronisation: { schedule, isOverdue: false, lastRun: null, entities: [], openConflicts: 0 } };
  }
  try {
    await using store = await openStore({ uri: config.MONGODB_URI, folder: config.DATA_DIR });
    return { kind: 'known', synchronisation: await syncStatusOf(store, config)() };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { kind: 'unknown', because: `${error.message} A running graph answers it in setupChecklist.` };
  }
}
