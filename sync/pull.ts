import { MongoBulkWriteError } from 'mongodb';
import { agree, mergeWith } from './apply.ts';
import { advance, closeWindow, isSettled, openWindow, windowDomain } from './cursor.ts';
import { Documents, type Values } from './documents.ts';
import type { Entity, RemoteRecord } from './entity.ts';
import { isEmpty } from './merge.ts';
import type { Side, Synced } from './model.ts';
import { isStale, type Reconciled } from './reconcile.ts';
import type { Tally } from './runs.ts';
import { readCursor, saveCursor } from './state.ts';
import type { SyncTools } from './tools.ts';
import { and } from '../odoo/domain/build.ts';

interface Named {
  readonly _id: string;
  readonly companyId: number | null;
}

export interface Pull<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>> {
  readonly tools: SyncTools;
  readonly entity: Entity<Doc, View, Rec>;
  readonly tally: Tally;
  /** Brings one document into agreement, for what a page cannot decide. */
  readonly reconcile: (id: string) => Promise<Reconciled>;
  readonly force?: Side | undefined;
}

/**
 * Takes over what changed in Odoo since the last time: one call per page, and one to know how far. Where a page stopped
 * is remembered after each, so a run that dies is continued by the next. What needs more than taking over (the dashboard
 * changed it too, somebody works on it, a copy) is left to `reconcile`, one by one, with fresh eyes.
 */
export async function pull<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>(work: Pull<Doc, View, Rec>): Promise<void> {
  const { tools, entity } = work;
  const { db, odoo, batch, signal } = tools;
  const newest = await odoo.newest(entity.model, entity.domain);
  if (newest === null) return;
  let cursor = openWindow(await readCursor(db, entity.model), newest, tools.now().getTime(), tools.windowDays);
  for (let more = !isSettled(cursor); more; ) {
    signal.throwIfAborted();
    const raws = await odoo.page(entity.model, and(entity.domain, windowDomain(cursor)), entity.columns, batch);
    const records = raws.map((raw) => entity.read(raw));
    if (records.length > 0) {
      await takeOver(work, records);
      cursor = advance(cursor, records.at(-1)?.id ?? cursor.lastId);
      await saveCursor(db, entity.model, cursor);
    }
    more = records.length === batch;
  }
  await saveCursor(db, entity.model, closeWindow(cursor));
}

/** One page: new documents, changed ones, and those that have to be looked at by themselves. */
export async function takeOver<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>(work: Pull<Doc, View, Rec>, records: readonly Rec[]): Promise<void> {
  const { tools, entity, tally } = work;
  const documents = new Documents<Doc>(entity.documents, tools.db);
  const known = await documents.find({ odooId: { $in: records.map(({ id }) => id) } });
  const byOdooId = new Map(known.map((document) => [document.odooId, document]));
  const strangers = records.filter(({ id }) => !byOdooId.has(id));
  const originals = await originalsOf(work, strangers, documents);
  await entity.learn(known, records);

  const changes: { readonly id: string; readonly rev: number; readonly set: Values; readonly more: Values; readonly visible: boolean }[] = [];
  const singly = new Set<string>();
  const fresh: Rec[] = [];
  for (const record of records) {
    const document = byOdooId.get(record.id);
    if (document === undefined) {
      const original = originals.get(record.id);
      if (original?.odooId === undefined && original !== undefined) singly.add(original._id);
      else if (original !== undefined && entity.isCopy(record, original)) await removeCopy(work, record);
      else fresh.push(record);
      continue;
    }
    const decision = decide(work, document, record);
    if (decision === 'skip') tally.add(entity.name, 'skipped');
    else if (decision === 'singly') singly.add(document._id);
    else changes.push({ id: document._id, rev: document.rev, ...decision });
  }

  const written = await documents.replaceMany(changes);
  const visible = changes.filter((change) => change.visible);
  tally.add(entity.name, 'updated', Math.min(written, visible.length));
  tally.add(entity.name, 'skipped', Math.max(0, written - visible.length));
  // Somebody was faster with a document of this page: it is looked at again by itself.
  if (written < changes.length) for (const { id } of changes) singly.add(id);
  const made = await insertAll(documents, await entity.adopt(fresh));
  tally.add(entity.name, 'created', made.length);
  tools.changed(entity.name, [...visible.map(({ id }) => id), ...made]);
  for (const id of singly) count(work, await work.reconcile(id));
}

/** What becomes of a record whose document is known. */
function decide<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>(
  { tools, entity, force }: Pull<Doc, View, Rec>,
  document: Doc,
  record: Rec,
): 'skip' | 'singly' | { readonly set: Values; readonly more: Values; readonly visible: boolean } {
  if (document.deleted !== null) return document.pending ? 'singly' : 'skip';
  if (isStale(document, record)) return 'skip';
  const { push, pull: taken, collisions } = mergeWith(entity, document, record, tools.clock, force);
  if (!isEmpty(push) || collisions.length > 0 || document.claim !== null) return 'singly';
  const agreement = agree(entity, document, record, taken, tools.now());
  if (isEmpty(taken) && document.odooWriteDate === record.writeDate && !agreement.visible && !document.pending) return 'skip';
  // Read in passing and written in the same second as what we know: it may be the older of the two.
  if (!isEmpty(taken) && document.odooWriteDate === record.writeDate) return 'singly';
  return agreement;
}

/** Documents that the natural key of an unknown record names, by the record's id. */
async function originalsOf<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>(
  { entity }: Pull<Doc, View, Rec>,
  records: readonly Rec[],
  documents: Documents<Doc>,
): Promise<ReadonlyMap<number, Doc>> {
  const keyed = records.flatMap((record) => {
    const key = entity.keyOf(record);
    return key === null ? [] : [{ record, key }];
  });
  if (keyed.length === 0) return new Map();
  const found = await documents.find({ $or: keyed.map(({ key }) => key) });
  const matches = (document: Doc, key: Values): boolean => Object.entries(key).every(([field, value]) => (document as unknown as Values)[field] === value);
  return new Map(keyed.flatMap(({ record, key }) => {
    const original = found.find((document) => matches(document, key));
    return original === undefined ? [] : [[record.id, original] as const];
  }));
}

async function removeCopy<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>({ tools, entity, tally }: Pull<Doc, View, Rec>, record: Rec): Promise<void> {
  tools.log.warn('removing a copy that a lost answer left in Odoo', { model: entity.model, id: record.id });
  await entity.remove(record);
  tally.add(entity.name, 'removed');
}

/** Inserts what is not there yet; another run may have been faster with some. Answers the ids that were inserted. */
async function insertAll<Doc extends Synced<object> & Named>(documents: Documents<Doc>, made: readonly Doc[]): Promise<readonly string[]> {
  if (made.length === 0) return [];
  try {
    await documents.collection.insertMany(made as unknown as Parameters<typeof documents.collection.insertMany>[0], { ordered: false });
    return made.map(({ _id }) => _id);
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
    const other = errors.find(({ code }) => code !== 11_000);
    if (other !== undefined) throw error;
    const twice = new Set(errors.map(({ index }) => index));
    // Only what is there already may be left out: anything else would be lost, for the page is not read again.
    const doubled = made.filter((_document, index) => twice.has(index)).flatMap(({ odooId }) => odooId ?? []);
    const there = await documents.find({ odooId: { $in: doubled } });
    if (there.length < doubled.length) throw error;
    return made.filter((_document, index) => !twice.has(index)).map(({ _id }) => _id);
  }
}

/** Notes an outcome in the tally. @throws the run's end where Odoo is away: the others would fare no better. */
export function count({ entity, tally, tools }: { readonly entity: { readonly name: 'ORDER' | 'PRODUCT' }; readonly tally: Tally; readonly tools: Pick<SyncTools, 'now'> }, reconciled: Reconciled): void {
  switch (reconciled.outcome) {
    case 'busy':
      return tally.add(entity.name, 'skipped');
    case 'failed':
    case 'away': {
      tally.add(entity.name, 'failed');
      tally.fail({ entity: entity.name, record: reconciled.label, code: reconciled.code, message: reconciled.message, at: tools.now() });
      if (reconciled.outcome === 'away') throw new OdooAway(reconciled.message);
      return;
    }
    default:
      tally.add(entity.name, reconciled.outcome);
  }
}

/** Ends a run early: Odoo cannot be reached, and every other record would say the same. */
export class OdooAway extends Error {
  override readonly name = 'OdooAway';
}
