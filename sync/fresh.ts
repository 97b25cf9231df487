import { ObjectId } from 'mongodb';
import type { Synced } from './model.ts';

/** Ids that sort by the time when they were made, as MongoDB's own do. */
export function newId(): string {
  return new ObjectId().toHexString();
}

/** Of a document that was made in the dashboard and is not in Odoo yet. */
export function newlyMade<View>(now: Date): Omit<Synced<View>, 'odooId'> {
  return {
    base: null,
    edits: {},
    pending: true,
    syncState: 'PENDING',
    syncProblem: null,
    attempts: 0,
    retryAt: null,
    odooWriteDate: null,
    rev: 1,
    version: 1,
    claim: null,
    creating: null,
    maybeDoubled: false,
    deleted: null,
    history: [],
    createdAt: now,
    updatedAt: now,
  };
}

/** Of a document for a record that was made in Odoo. */
export function takenOver<View>(record: { readonly id: number; readonly view: View; readonly writeDate: string }, now: Date): Synced<View> & { readonly odooId: number } {
  return {
    ...newlyMade<View>(now),
    odooId: record.id,
    base: record.view as Partial<View>,
    pending: false,
    syncState: 'SYNCED',
    odooWriteDate: record.writeDate,
  };
}
