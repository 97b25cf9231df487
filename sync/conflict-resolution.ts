import { conflicts } from './collections.ts';
import { setFields, isRefused, type Editor, type Refused } from './edit-order.ts';
import { updateProduct, type ProductRefused } from './edit-product.ts';
import { layOut, type EngineOptions } from './engine.ts';
import { orders, products } from './collections.ts';
import { Documents } from './documents.ts';
import { historyOf } from './apply.ts';
import type { ConflictDocument, OrderDocument, OrderView, ProductDocument, Side } from './model.ts';
import { dashboardValues } from './view-order.ts';

export type Resolution = ConflictDocument | { readonly refused: 'NOT_FOUND' | 'ALREADY_RESOLVED'; readonly field: string | null } | Refused | ProductRefused;

/**
 * Decides a conflict by hand. Whichever side is kept, its value becomes a new edit of the dashboard and goes the way of
 * every edit: nothing is written behind the merge's back. The conflict stays, with who decided it.
 */
export async function resolveConflict(options: EngineOptions, id: string, keep: Side, editor: Editor): Promise<Resolution> {
  const { db } = options;
  const conflict = await conflicts.in(db).findOne({ $and: [{ _id: id }, editor.visible] });
  if (conflict === null) return { refused: 'NOT_FOUND', field: 'id' };
  if (conflict.resolution !== null) return { refused: 'ALREADY_RESOLVED', field: 'id' };
  const applied = conflict.field === 'deleted' ? await decideDeletion(options, conflict, keep, editor) : await decideValue(options, conflict, keep, editor);
  if (applied !== null) return applied;
  const resolution = { keep, by: editor.by, at: editor.now };
  await conflicts.in(db).updateOne({ _id: id, resolution: null }, { $set: { resolution } });
  return { ...conflict, resolution };
}

async function decideValue(options: EngineOptions, conflict: ConflictDocument, keep: Side, editor: Editor): Promise<Refused | ProductRefused | null> {
  const { db } = options;
  const value = keep === 'DASHBOARD' ? conflict.dashboard : conflict.odoo;
  if (conflict.entity === 'PRODUCT') {
    const done = await updateProduct(db, conflict.recordId, null, { [conflict.field]: value }, { ...editor, visible: {} });
    return 'refused' in done ? done : null;
  }
  const order = await new Documents<OrderDocument>(orders, db).byId(conflict.recordId);
  const bench = await layOut(options, { signal: AbortSignal.timeout(8_000), deadline: Date.now() + 8_000 });
  const view = { [conflict.field]: value } as Partial<OrderView>;
  await bench.names.learnThere(view.product === undefined ? [] : [view.product], typeof view.assignee === 'number' ? [view.assignee] : []);
  const values = dashboardValues(view, order, bench.names);
  const done = await setFields(db, conflict.recordId, values, { ...editor, visible: {} });
  return isRefused(done) ? done : null;
}

/** A record that one side deleted: brought back, or deleted after all. */
async function decideDeletion({ db }: EngineOptions, conflict: ConflictDocument, keep: Side, { by, now }: Editor): Promise<Refused | null> {
  const documents = conflict.entity === 'ORDER' ? new Documents<OrderDocument>(orders, db) : new Documents<ProductDocument>(products, db);
  for (;;) {
    const document = await documents.byId(conflict.recordId);
    if (document === null) return { refused: 'NOT_FOUND', field: 'id' };
    // What the dashboard said: null means that it was the one who deleted.
    const wantsDeleted = (keep === 'DASHBOARD') === (conflict.dashboard === null);
    if ((document.deleted !== null) === wantsDeleted) return null;
    const history = historyOf('DASHBOARD', by, now, [{ field: 'deleted', from: !wantsDeleted, to: wantsDeleted }]);
    const waiting = { pending: true, syncState: 'PENDING', syncProblem: null, attempts: 0, retryAt: null, updatedAt: now };
    const gone = document.deleted?.side === 'ODOO';
    const set = wantsDeleted ? { ...waiting, deleted: { at: now, side: 'DASHBOARD', by } } : { ...waiting, deleted: null, ...(gone && { base: null, creating: null, odooWriteDate: null, ...(conflict.entity === 'ORDER' && { odoo: null }) }) };
    const more = { ...history, $inc: { version: 1 }, ...(!wantsDeleted && gone && { $unset: { odooId: '' } }) };
    if (await documents.replaceIf(document._id, document.rev, set, more)) return null;
  }
}
