import type { Db } from 'mongodb';
import { conflicts, orders, products, runs, users } from './collections.ts';
import type { SyncRunDocument } from './runs.ts';
import { nextRun } from './scheduler.ts';
import { readClockOffset, type Schedule } from './state.ts';
import { leases } from '../store/lease.ts';
import { RUN_LEASE } from './run.ts';

export interface EntityStatus {
  readonly entity: 'ORDER' | 'PRODUCT' | 'USER';
  readonly total: number;
  readonly synced: number;
  readonly pending: number;
  readonly failed: number;
}

export interface SyncStatus {
  readonly inProgress: boolean;
  readonly lastRun: SyncRunDocument | null;
  readonly lastSuccess: SyncRunDocument | null;
  /** Seconds since everything was last in step; null when it never was. */
  readonly lagSeconds: number | null;
  readonly schedule: Schedule & { readonly nextRun: Date | null };
  /** Whether the clock should have run at least twice since everything was last in step, and nothing runs now. */
  readonly isOverdue: boolean;
  readonly entities: readonly EntityStatus[];
  readonly openConflicts: number;
  readonly clockOffsetMs: number;
}

/** How things stand, for people: what the dashboard's status endpoint answers, and more. */
export async function syncStatus(db: Db, schedule: Schedule, now: Date): Promise<SyncStatus> {
  const [lastRun, lastSuccess, lease, ...entities] = await Promise.all([
    runs.in(db).findOne({}, { sort: { startedAt: -1 } }),
    runs.in(db).findOne({ state: { $in: ['SUCCEEDED', 'PARTIAL'] }, kind: 'FULL' }, { sort: { startedAt: -1 } }),
    leases.in(db).findOne({ _id: RUN_LEASE }),
    entityStatus(db, 'ORDER'),
    entityStatus(db, 'PRODUCT'),
    entityStatus(db, 'USER'),
  ]);
  const inProgress = lease !== null && lease.expiresAt > now;
  return {
    inProgress,
    lastRun,
    lastSuccess,
    lagSeconds: lastSuccess === null ? null : Math.max(0, Math.round((now.getTime() - lastSuccess.startedAt.getTime()) / 1000)),
    schedule: { ...schedule, nextRun: schedule.enabled ? nextRun(schedule.interval, now) : null },
    isOverdue: !inProgress && schedule.enabled && lastSuccess !== null && hasMissedTwo(schedule.interval, lastSuccess.startedAt, now),
    entities,
    openConflicts: await conflicts.in(db).countDocuments({ resolution: null }),
    clockOffsetMs: Math.round(await readClockOffset(db)),
  };
}

function hasMissedTwo(interval: string, since: Date, now: Date): boolean {
  const first = nextRun(interval, since);
  const second = first && nextRun(interval, first);
  return second !== null && second < now;
}

async function entityStatus(db: Db, entity: EntityStatus['entity']): Promise<EntityStatus> {
  if (entity === 'USER') {
    const [total, synced] = await Promise.all([users.in(db).countDocuments({}), users.in(db).countDocuments({ odooId: { $exists: true } })]);
    return { entity, total, synced, pending: 0, failed: 0 };
  }
  const collection = db.collection(entity === 'ORDER' ? orders.name : products.name);
  const groups = await collection.aggregate<{ _id: string; count: number }>([{ $match: { deleted: null } }, { $group: { _id: '$syncState', count: { $sum: 1 } } }]).toArray();
  const of = (state: string): number => groups.find(({ _id }) => _id === state)?.count ?? 0;
  return { entity, total: groups.reduce((sum, { count }) => sum + count, 0), synced: of('SYNCED'), pending: of('PENDING'), failed: of('FAILED') };
}
