import { agree, mergeWith } from './apply.ts';
import { Documents } from './documents.ts';
import type { RemoteRecord } from './entity.ts';
import { isEmpty } from './merge.ts';
import type { Synced } from './model.ts';
import { isTransient, SyncRefusal } from './problems.ts';
import type { Pull } from './pull.ts';

interface Named {
  readonly _id: string;
  readonly companyId: number | null;
}

/** Records may share a natural key (backorders): more than this many for each document, and somebody has to look. */
const RECORDS_PER_KEY = 5;

/**
 * Makes documents in Odoo that it does not have yet, of one company, together: one call that looks for their natural keys, one that makes them, one
 * that brings on what is brought on alike, one that reads them. As one by one, what is sent is written down first. What cannot be done together (a record that is
 * there, a refusal, an edit meanwhile, a state that needs more) is left to be looked at one by one: a batch that Odoo refuses leaves nothing behind.
 */
export async function createTogether<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>(work: Pull<Doc, View, Rec>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { tools, entity, tally } = work;
  const documents = new Documents<Doc>(entity.documents, tools.db);
  const left = new Set(ids);
  try {
    const claimed = await documents.claimMany(ids, tools.owner, tools.claimSeconds);
    const made = await makeAll(work, documents, claimed.filter(isNew));
    tally.add(entity.name, 'created', made.size);
    const current = await documents.find({ _id: { $in: [...made.keys()] }, 'claim.owner': tools.owner });
    const changes = current.flatMap((document) => {
      const record = made.get(document._id);
      const set = record && agreement(work, document, record);
      return set ? [{ id: document._id, rev: document.rev, set: { ...set.set, claim: null }, more: set.more }] : [];
    });
    const written = await documents.setClaimedMany(changes, tools.owner);
    // Who was edited meanwhile keeps the claim: those, and all others, are looked at again.
    const open = new Set((await documents.find({ _id: { $in: [...ids] }, pending: true })).map(({ _id }) => _id));
    if (written > 0) tools.changed(entity.name, changes.map(({ id }) => id));
    for (const { id } of changes) if (!open.has(id)) left.delete(id);
    return left;
  } catch (error) {
    tools.signal.throwIfAborted();
    tools.log.info('a batch did not come to its end: one by one then', { model: entity.model, error });
    return left;
  } finally {
    await documents.releaseMany(ids, tools.owner);
  }
}

/** Whether nothing of the document can be in Odoo. One that may have been made before is looked for by itself. */
function isNew(document: Synced<object>): boolean {
  return document.odooId === undefined && document.deleted === null && document.pending && !document.maybeDoubled;
}

/** Makes those that are not there, and answers their records by the documents' ids. */
async function makeAll<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>(
  { tools, entity }: Pull<Doc, View, Rec>,
  documents: Documents<Doc>,
  fresh: readonly Doc[],
): Promise<ReadonlyMap<string, Rec>> {
  const { odoo, owner, now, clock, log } = tools;
  const read = async (ids: readonly number[]): Promise<readonly Rec[]> => (await odoo.page(entity.model, [['id', 'in', [...ids]]], entity.columns, ids.length)).map((raw) => entity.read(raw));
  if (fresh.length === 0) return new Map();
  await entity.learn(fresh, []);
  const limit = fresh.length * RECORDS_PER_KEY;
  const domain = entity.keyDomain(fresh);
  const there = domain === null ? [] : (await odoo.page(entity.model, domain, entity.columns, limit)).map((raw) => entity.keyOf(entity.read(raw)));
  if (domain === null || there.length === limit) return new Map();
  const isThere = (document: Doc): boolean => there.some((key) => key !== null && Object.entries(key).every(([field, value]) => (document as Readonly<Record<string, unknown>>)[field] === value));
  const items = fresh.filter((document) => !isThere(document)).flatMap((document) => {
    const view = initialOf(() => entity.initial(document));
    return view === null ? [] : [{ document, view }];
  });
  if (items.length === 0) return new Map();

  await documents.setClaimedMany(items.map(({ document, view }) => ({ id: document._id, set: { creating: view, maybeDoubled: true } })), owner);
  const sentAt = now().getTime();
  let made: readonly number[];
  try {
    made = await entity.create(items);
  } catch (error) {
    log.info('Odoo did not take a batch: one by one then', { model: entity.model, records: items.length, error });
    // A refusal undid all of it; an answer that is missing says nothing.
    if (!isTransient(error)) await documents.setClaimedMany(items.map(({ document }) => ({ id: document._id, set: { maybeDoubled: false } })), owner);
    return new Map();
  }
  const answeredAt = now().getTime();
  await documents.setClaimedMany(items.map(({ document, view }, index) => ({ id: document._id, set: { odooId: made[index], base: view, creating: null, maybeDoubled: false } })), owner);
  const records = new Map((await read(made)).map((record) => [record.id, record]));
  const [first] = records.values();
  if (first !== undefined) clock.learn(sentAt, answeredAt, first.writeDate);
  const pairs = items.flatMap(({ document, view }, index) => {
    const record = records.get(made[index] ?? 0);
    return record === undefined ? [] : [{ document, view, record }];
  });
  // An answer that is missing says nothing: what the methods did is seen in the records, which nobody else knows yet.
  const moved = await entity.advance(pairs).catch((error: unknown) => {
    log.info('Odoo did not bring a batch on: one by one then', { model: entity.model, error });
    return pairs.map(({ record: { id } }) => id);
  });
  for (const record of moved.length === 0 ? [] : await read(moved)) records.set(record.id, record);
  // … and is common now, as after any push.
  const steps = pairs.flatMap(({ document, view, record }) => {
    const after = records.get(record.id);
    return after === undefined || !moved.includes(record.id) ? [] : [{ id: document._id, set: { base: { ...view, ...pick(after.view, entity.byMethod) } } }];
  });
  await documents.setClaimedMany(steps, owner);
  return new Map(pairs.flatMap(({ document, record }) => [[document._id, records.get(record.id) ?? record] as const]));
}

/** What is written into a document that nobody edited meanwhile, and whose record says what it says; null where more has to be done. */
function agreement<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>>({ tools, entity }: Pull<Doc, View, Rec>, document: Doc, record: Rec) {
  const { push, pull, collisions } = mergeWith(entity, document, record, tools.clock);
  return isEmpty(push) && collisions.length === 0 ? agree(entity, document, record, pull, tools.now()) : null;
}

function initialOf<View>(make: () => View): View | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof SyncRefusal) return null;
    throw error;
  }
}

function pick<View extends object>(view: View, fields: readonly (keyof View & string)[]): Partial<View> {
  return Object.fromEntries(fields.map((field) => [field, view[field]])) as Partial<View>;
}
