import { createHash } from 'node:crypto';
import { MongoServerError } from 'mongodb';
import type { Synced } from './model.ts';
import type { ConflictDocument, ConflictReason, Edit, Side, SyncEntity } from './model.ts';
import { conflicts } from './collections.ts';
import type { SyncTools } from './tools.ts';
import { fromOdooTime } from './clock.ts';

export interface Lost {
  readonly entity: SyncEntity;
  readonly document: Synced<object> & { readonly _id: string; readonly serviceAccountIds?: readonly number[]; readonly ungoverned?: boolean; readonly companyId: number | null };
  readonly label: string;
  readonly field: string;
  readonly base: unknown;
  readonly dashboard: unknown;
  readonly odoo: unknown;
  readonly winner: Side;
  readonly reason: ConflictReason;
  readonly edit: Edit | undefined;
  readonly writeDate: string | null;
}

const DUPLICATE_KEY = 11000;

/**
 * Keeps a value that is about to lose. Its id is made of what collided, and of when: recording it again after a crash
 * changes nothing, and the same values colliding another time are another conflict.
 */
export async function recordConflict(tools: SyncTools, lost: Lost): Promise<void> {
  const { entity, document, label, field, base, dashboard, odoo, winner, reason, edit, writeDate } = lost;
  const what = [entity, document._id, field, base, dashboard, odoo, edit?.at.toISOString() ?? null, writeDate];
  const conflict: ConflictDocument = {
    _id: createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 24),
    entity,
    recordId: document._id,
    label,
    field,
    base,
    dashboard,
    odoo,
    winner,
    reason,
    editedBy: edit?.by ?? null,
    dashboardAt: edit === undefined ? null : new Date(edit.at.getTime() + tools.clock.offsetMs),
    odooAt: writeDate === null ? null : fromOdooTime(writeDate),
    detectedAt: tools.now(),
    serviceAccountIds: document.serviceAccountIds ?? [],
    ungoverned: document.ungoverned ?? false,
    companyId: document.companyId,
    resolution: null,
  };
  try {
    await conflicts.in(tools.db).insertOne(conflict);
    tools.log.info('a change lost against the other side', { entity, record: label, field, winner, reason });
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
  }
}
