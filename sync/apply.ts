import type { Entity, RemoteRecord } from './entity.ts';
import type { Values } from './documents.ts';
import { lastWriter } from './clock.ts';
import { merge, same, type Merge } from './merge.ts';
import type { FieldChange, HistoryEntry, Side, Synced } from './model.ts';

const HISTORY_LENGTH = 200;

/** `$push` of one line of history; nothing when nothing changed. */
export function historyOf(side: Side, by: string | null, at: Date, changes: readonly FieldChange[]): Values {
  if (changes.length === 0) return {};
  const entry: HistoryEntry = { at, side, by, changes };
  return { $push: { history: { $each: [entry], $slice: -HISTORY_LENGTH } } };
}

function equal(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : same(a, b);
}

/** What differs between a document and the values that it is going to have. */
export function changesTo(document: object, values: Values): readonly FieldChange[] {
  const now = document as Readonly<Record<string, unknown>>;
  return Object.entries(values).flatMap(([field, to]) => (equal(now[field], to) ? [] : [{ field, from: now[field] ?? null, to }]));
}

/** What a document and its record have to tell each other. Where both changed a field, the last writer wins, by clocks set alike. */
export function mergeWith<Doc extends Synced<View>, View extends object, Rec extends RemoteRecord<View>>(
  entity: Entity<Doc, View, Rec>,
  document: Doc,
  record: Rec,
  { offsetMs }: { readonly offsetMs: number },
  force?: Side,
): Merge<View> {
  return merge<View>({
    local: entity.local(document),
    base: document.base,
    remote: record.view,
    takes: entity.takes(record),
    decide: (field) => lastWriter(document.edits[field]?.at ?? null, offsetMs, record.writeDate),
    force,
  });
}

/** What is written into a document that agrees with Odoo once `pull` is taken over. */
export interface Agreement {
  readonly set: Values;
  readonly more: Values;
  /** Something that people see is different now. */
  readonly visible: boolean;
}

/** The document in agreement with the record: Odoo's values taken over, the common state remembered, nothing pending. */
export function agree<Doc extends Synced<View>, View extends object, Rec extends RemoteRecord<View>>(
  entity: Entity<Doc, View, Rec>,
  document: Doc,
  record: Rec,
  pull: Partial<View>,
  now: Date,
): Agreement {
  const values = entity.values(pull, document);
  const changes = changesTo(document, values);
  const mirror = entity.mirror(record);
  const visible = changes.length > 0;
  const mirrored = changed(document, mirror);
  return {
    set: {
      ...mirror,
      ...values,
      odooId: record.id,
      base: record.view,
      edits: {},
      pending: false,
      syncState: 'SYNCED',
      syncProblem: null,
      attempts: 0,
      retryAt: null,
      creating: null,
      odooWriteDate: record.writeDate,
      ...((visible || mirrored || document.syncState !== 'SYNCED') && { updatedAt: now }),
    },
    more: { ...historyOf('ODOO', null, now, changes), ...(visible && { $inc: { version: 1 } }) },
    visible: visible || mirrored || document.syncState !== 'SYNCED',
  };
}

function changed(document: object, mirror: Values): boolean {
  const now = document as Readonly<Record<string, unknown>>;
  return Object.entries(mirror).some(([field, value]) => JSON.stringify(now[field]) !== JSON.stringify(value));
}
