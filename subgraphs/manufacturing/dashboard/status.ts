import { dashboardConflicts } from '../../../access/scopes/dashboard.ts';
import type { CodeResolver, RootResolver } from '../../../graph/engine.ts';
import { conflicts, runs } from '../../../sync/collections.ts';
import type { SyncStatus } from '../../../sync/status-report.ts';
import type { RunError, SyncRunDocument } from '../../../sync/runs.ts';
import { compileFilter, type Given } from './filter.ts';
import { listDocuments, type ListArguments } from './list.ts';
import { both, opened, type DashboardSource } from './services.ts';
import { moment } from './values.ts';

/** How the synchronisation stands. Who may ask is said in the SDL. */
export function statusRoots(source: DashboardSource): Readonly<Record<string, RootResolver>> {
  return {
    syncStatus: async () => statusValue(await opened(source).status()),
    syncRuns: (args) => listDocuments({ db: opened(source).db, collection: runs.name, type: 'SyncRun', filter: {}, args: args as ListArguments, order: [{ path: 'startedAt', direction: -1 }] }),
    syncConflicts(args, { principal }) {
      const asked = compileFilter('SyncConflict', args['filter'] as Given | null, { open: (open) => ({ resolution: open === true ? null : { $ne: null } }) });
      return listDocuments({ db: opened(source).db, collection: conflicts.name, type: 'SyncConflict', filter: both(dashboardConflicts(principal), asked), args: args as ListArguments, order: [{ path: 'detectedAt', direction: -1 }] });
    },
  };
}

function statusValue({ inProgress, lastRun, lagSeconds, schedule, entities, openConflicts, clockOffsetMs }: SyncStatus): unknown {
  return {
    syncInProgress: inProgress,
    lastSyncTime: moment(lastRun?.startedAt ?? null),
    lastRun,
    lagSeconds,
    errors: (lastRun?.errors ?? []).map(errorValue),
    totalErrors: lastRun?.totalErrors ?? 0,
    entities,
    openConflicts,
    clockOffsetSeconds: clockOffsetMs / 1000,
    scheduler: { ...schedule, nextRun: moment(schedule.nextRun) },
  };
}

const errorValue = (error: RunError): unknown => ({ ...error, at: moment(error.at) });

type RunResolver = (run: SyncRunDocument) => unknown;

const RUN_FIELDS: Readonly<Record<string, RunResolver>> = {
  id: ({ _id }) => _id,
  startedAt: ({ startedAt }) => moment(startedAt),
  finishedAt: ({ finishedAt }) => moment(finishedAt),
  entities: ({ entities }) => Object.entries(entities).map(([entity, counts]) => ({ entity, ...counts })),
  errors: ({ errors }) => errors.map(errorValue),
};

export const runFields: Readonly<Record<string, CodeResolver>> = Object.fromEntries(Object.entries(RUN_FIELDS).map(([name, resolve]) => [name, (row) => resolve(row as unknown as SyncRunDocument)]));
