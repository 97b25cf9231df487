import { agree, historyOf, mergeWith } from './apply.ts';
import { fromOdooTime, lastWriter } from './clock.ts';
import { recordConflict } from './conflicts.ts';
import { Documents } from './documents.ts';
import type { Entity, RemoteRecord } from './entity.ts';
import { isEmpty, same, type Collision } from './merge.ts';
import type { ConflictDocument, Side, Synced } from './model.ts';
import { isTransient, problemOf, retryAt, SyncRefusal } from './problems.ts';
import type { SyncTools } from './tools.ts';

/** How one document came out: `busy` is being worked on by somebody else, `away` says that Odoo cannot be reached. */
export type Reconciled =
  | { readonly outcome: 'created' | 'updated' | 'skipped' | 'removed' | 'busy' }
  | { readonly outcome: 'failed' | 'away'; readonly code: string; readonly message: string; readonly label: string };

/** More rounds than edits can come in while one is under way. */
const MAX_ROUNDS = 8;

interface Named {
  readonly _id: string;
  readonly companyId: number | null;
  readonly serviceAccountIds?: readonly number[];
  readonly ungoverned?: boolean;
}

/**
 * Brings one document and its record in Odoo into agreement: reads both, merges, tells Odoo what it lacks, reads again, and
 * writes what came of it if nobody edited the document meanwhile; otherwise once more. Every step may be the last one
 * before a crash: what was done is found by looking, never remembered.
 */
export class Reconciler<Doc extends Synced<View> & Named, View extends object, Rec extends RemoteRecord<View>> {
  readonly #tools: SyncTools;
  readonly #entity: Entity<Doc, View, Rec>;
  readonly #documents: Documents<Doc>;

  constructor(tools: SyncTools, entity: Entity<Doc, View, Rec>) {
    this.#tools = tools;
    this.#entity = entity;
    this.#documents = new Documents<Doc>(entity.documents, tools.db);
  }

  /** Never throws for a reason of the record or of Odoo; those are outcomes, and stand in the document. */
  async reconcile(id: string, force?: Side): Promise<Reconciled> {
    const { owner, now, changed, claimSeconds } = this.#tools;
    const claimed = await this.#documents.claim(id, owner, claimSeconds);
    if (claimed === null) return { outcome: 'busy' };
    try {
      const outcome = await this.#rounds(id, force);
      await this.#documents.setClaimed(id, owner, { claim: null });
      if (outcome !== 'skipped') changed(this.#entity.name, [id]);
      return { outcome };
    } catch (error) {
      if (this.#tools.signal.aborted) {
        await this.#documents.setClaimed(id, owner, { claim: null });
        return { outcome: 'away', code: 'CANCELLED', message: 'The synchronisation was stopped.', label: this.#entity.label(claimed) };
      }
      const transient = isTransient(error);
      const problem = problemOf(error, now());
      if (problem.code === 'INTERNAL') this.#tools.log.error('synchronising a record failed', { entity: this.#entity.name, record: this.#entity.label(claimed), error });
      const document = await this.#documents.byId(id);
      await this.#documents.setClaimed(id, owner, {
        claim: null,
        pending: true,
        syncState: transient ? 'PENDING' : 'FAILED',
        syncProblem: problem,
        attempts: (document?.attempts ?? 0) + 1,
        retryAt: retryAt(document?.attempts ?? 0, now(), transient),
        updatedAt: now(),
      });
      changed(this.#entity.name, [id]);
      return { outcome: transient ? 'away' : 'failed', code: problem.code, message: problem.message, label: this.#entity.label(claimed) };
    }
  }

  async #rounds(id: string, force: Side | undefined): Promise<'created' | 'updated' | 'skipped' | 'removed'> {
    let outcome: 'created' | 'updated' | 'skipped' = 'skipped';
    let known: Rec | null = null;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      this.#tools.signal.throwIfAborted();
      const document = await this.#documents.byId(id);
      if (document === null) return 'removed';
      if (document.deleted?.side === 'ODOO') return 'removed';
      await this.#entity.learn([document], []);
      const record: Rec | null = known ?? (await this.#find(document));
      known = null;
      if (document.deleted !== null) {
        if (await this.#removeThere(document, record)) return 'removed';
        continue;
      }
      if (record === null) {
        if (document.odooId !== undefined) {
          if (await this.#removeHere(document)) return 'removed';
          continue;
        }
        known = await this.#create(document);
        outcome = 'created';
        continue;
      }
      await this.#entity.learn([], [record]);
      const linked = document.odooId === undefined ? await this.#link(document, record) : document;
      const result = mergeWith(this.#entity, linked, record, this.#tools.clock, force);
      await this.#recordAll(linked, result.collisions, record);
      if (!isEmpty(result.push)) {
        known = await this.#push(linked, record, result.push);
        if (outcome === 'skipped') outcome = 'updated';
        continue;
      }
      const { set, more, visible } = agree(this.#entity, linked, record, result.pull, this.#tools.now());
      if (await this.#documents.replaceIf(id, linked.rev, set, more)) return visible && outcome === 'skipped' ? 'updated' : outcome;
      known = record;
    }
    throw new Error(`${this.#entity.label((await this.#documents.byId(id)) as Doc)} was edited faster than it could be synchronised.`);
  }

  /** The record by its id, or by its natural key where the id is not known. */
  async #find(document: Doc): Promise<Rec | null> {
    const { model, columns } = this.#entity;
    const domain = document.odooId === undefined ? this.#entity.keyDomain([document]) : ([['id', '=', document.odooId]] as const);
    if (domain === null) return null;
    // The oldest of several: the others are copies that lost answers left behind, or backorders with the same origin.
    const [raw] = await this.#tools.odoo.page(model, domain, columns, 1);
    return raw === undefined ? null : this.#entity.read(raw);
  }

  async #recordAll(document: Doc, collisions: readonly Collision<View>[], record: Rec): Promise<void> {
    for (const collision of collisions) {
      await recordConflict(this.#tools, {
        entity: this.#entity.name,
        document,
        label: this.#entity.label(document),
        ...collision,
        edit: document.edits[collision.field],
        writeDate: record.writeDate,
      });
    }
  }

  /**
   * What is sent is written down first: should the answer be lost, it is the common state with whatever is found then. Until
   * there is an answer the record may come twice: a process that dies may be followed by one that looks before Odoo is done.
   */
  async #create(document: Doc): Promise<Rec | null> {
    const { owner, clock, now } = this.#tools;
    const view = this.#entity.initial(document);
    await this.#documents.setClaimed(document._id, owner, { creating: view, maybeDoubled: true });
    const sentAt = now().getTime();
    const [odooId] = await this.#entity.create([{ document, view }]);
    if (odooId === undefined) throw new TypeError(`${this.#entity.model}.create answered no id.`);
    const answeredAt = now().getTime();
    await this.#documents.setClaimed(document._id, owner, { odooId, base: view, creating: null, maybeDoubled: document.maybeDoubled });
    const record = await this.#find({ ...document, odooId });
    if (record !== null) clock.learn(sentAt, answeredAt, record.writeDate);
    return record;
  }

  /** Takes a record that was found by its natural key for the document's. */
  async #link(document: Doc, record: Rec): Promise<Doc> {
    const base = document.creating;
    const other = await this.#documents.find({ odooId: record.id }, { limit: 1 });
    if (other.length > 0) throw new SyncRefusal('NATURAL_KEY_TAKEN');
    await this.#documents.setClaimed(document._id, this.#tools.owner, { odooId: record.id, base });
    return (await this.#documents.byId(document._id)) ?? document;
  }

  /** Tells Odoo, reads what came of it, and remembers what is common now. Answers the record as it is then. */
  async #push(document: Doc, record: Rec, push: Partial<View>): Promise<Rec | null> {
    const { now, clock, owner } = this.#tools;
    const byMethod = this.#entity.byMethod.filter((field) => field in push);
    const plain = without(push, byMethod);
    let current: Rec | null = record;
    let common: Partial<View> = { ...document.base };
    if (!isEmpty(plain)) {
      const sentAt = now().getTime();
      // Somebody changed it in Odoo since it was read: it is read and compared anew, so that what loses is kept.
      if (!(await this.#entity.push(record, plain))) return null;
      const answeredAt = now().getTime();
      current = await this.#find({ ...document, odooId: record.id });
      if (current === null) return null;
      clock.learn(sentAt, answeredAt, current.writeDate);
      await this.#recordAll(document, notKept(plain, current.view, record.view), current);
      common = { ...common, ...plain };
      await this.#documents.setClaimed(document._id, owner, { base: common });
    }
    if (byMethod.length > 0) {
      const steps = without(push, Object.keys(plain));
      await this.#entity.push(current, steps);
      current = await this.#find({ ...document, odooId: record.id });
      if (current !== null) await this.#documents.setClaimed(document._id, owner, { base: { ...common, ...steps } });
    }
    return current;
  }

  /** Odoo deleted it. Edits that Odoo never saw are kept in a conflict. */
  async #removeHere(document: Doc): Promise<boolean> {
    const { now } = this.#tools;
    const local = this.#entity.local(document);
    const unseen = Object.fromEntries(Object.entries(local).filter(([field, value]) => !same(value, (document.base as Record<string, unknown> | null)?.[field])));
    if (document.pending && !isEmpty(unseen)) {
      await this.#recordDeletion(document, { base: document.base, dashboard: unseen, odoo: null, winner: 'ODOO', reason: 'DELETED' }, null);
    }
    const set = { deleted: { at: now(), side: 'ODOO', by: null }, pending: false, edits: {}, syncState: 'SYNCED', syncProblem: null, updatedAt: now() };
    const more = { ...historyOf('ODOO', null, now(), [{ field: 'deleted', from: false, to: true }]), $inc: { version: 1 } };
    return this.#documents.replaceIf(document._id, document.rev, set, more);
  }

  /** The dashboard deleted it. What Odoo changed meanwhile wins or is kept in a conflict; an order that is done stays. */
  async #removeThere(document: Doc, record: Rec | null): Promise<boolean> {
    const { now, clock } = this.#tools;
    const done = { pending: false, edits: {}, syncState: 'SYNCED', syncProblem: null, attempts: 0, retryAt: null, creating: null, updatedAt: now() };
    if (record === null) return this.#documents.replaceIf(document._id, document.rev, done);
    const base = (document.base ?? document.creating ?? {}) as Record<string, unknown>;
    const theirs = Object.fromEntries(Object.entries(record.view).filter(([field, value]) => field in base && !same(value, base[field])));
    const at = document.deleted?.at ?? null;
    const edited = !isEmpty(theirs);
    const wins = edited && lastWriter(at, clock.offsetMs, record.writeDate) === 'ODOO';
    if (edited) await this.#recordDeletion(document, { base, dashboard: null, odoo: theirs, winner: wins ? 'ODOO' : 'DASHBOARD', reason: 'DELETED' }, record);
    if (!wins) {
      await this.#documents.setClaimed(document._id, this.#tools.owner, { odooId: record.id });
      if (await this.#entity.remove(record)) return this.#documents.replaceIf(document._id, document.rev + 1, done);
      if (!edited) await this.#recordDeletion(document, { base, dashboard: null, odoo: record.view, winner: 'ODOO', reason: 'NOT_POSSIBLE' }, record);
    }
    const current = await this.#documents.byId(document._id);
    const restored = { deleted: null, pending: true, updatedAt: now() };
    if (current !== null) await this.#documents.replaceIf(current._id, current.rev, restored, { ...historyOf('ODOO', null, now(), [{ field: 'deleted', from: true, to: false }]), $inc: { version: 1 } });
    return false;
  }

  async #recordDeletion(document: Doc, lost: Pick<ConflictDocument, 'base' | 'dashboard' | 'odoo' | 'winner' | 'reason'>, record: Rec | null): Promise<void> {
    const by = document.deleted?.by ?? null;
    const edit = document.deleted === null ? Object.values(document.edits)[0] : { at: document.deleted.at, by: by ?? '' };
    await recordConflict(this.#tools, { entity: this.#entity.name, document, label: this.#entity.label(document), field: 'deleted', ...lost, edit, writeDate: record?.writeDate ?? null });
  }
}

function without<View extends object>(view: Partial<View>, fields: readonly string[]): Partial<View> {
  return Object.fromEntries(Object.entries(view).filter(([field]) => !fields.includes(field))) as Partial<View>;
}

/** Rounding to the precision of the database is no loss. */
const ROUNDING = 0.005;

/** What was sent and is not there afterwards: Odoo drops some values in silence. */
function notKept<View extends object>(sent: Partial<View>, after: View, before: View): readonly Collision<View>[] {
  return (Object.keys(sent) as (keyof View & string)[]).flatMap((field): Collision<View>[] => {
    const [ours, theirs] = [sent[field], after[field]];
    const rounded = typeof ours === 'number' && typeof theirs === 'number' && Math.abs(ours - theirs) <= ROUNDING;
    if (same(ours, theirs) || rounded) return [];
    return [{ field, base: before[field], dashboard: ours, odoo: theirs, winner: 'ODOO', reason: 'NOT_KEPT' }];
  });
}

/** Whether a record read in passing may be older than what the document was last compared with. */
export function isStale<View>(document: Synced<View>, record: RemoteRecord<View>): boolean {
  return document.odooWriteDate !== null && fromOdooTime(record.writeDate) < fromOdooTime(document.odooWriteDate);
}
