import { Documents } from './documents.ts';
import { count, type Pull } from './pull.ts';
import type { RemoteRecord } from './entity.ts';
import type { Synced } from './model.ts';

/** Documents whose ids are compared in one call. */
const PAGE = 1_000;

/**
 * Finds what was deleted in Odoo: deleted records have no write_date. Compares ids only, a thousand per call, and leaves
 * out what `keeps` says Odoo never deletes.
 */
export async function sweep<Doc extends Synced<View> & { readonly _id: string; readonly companyId: number | null }, View extends object, Rec extends RemoteRecord<View>>(
  work: Pull<Doc, View, Rec>,
  keeps: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { tools, entity } = work;
  const documents = new Documents<Doc>(entity.documents, tools.db);
  let last = 0;
  for (;;) {
    tools.signal.throwIfAborted();
    const some = await documents.find({ ...keeps, odooId: { $gt: last }, deleted: null }, { limit: PAGE, sort: { odooId: 1 } });
    if (some.length === 0) return;
    last = some.at(-1)?.odooId ?? last;
    const there = await tools.odoo.existing(entity.model, some.flatMap(({ odooId }) => odooId ?? []));
    for (const { _id, odooId } of some) if (odooId !== undefined && !there.has(odooId)) count(work, await work.reconcile(_id));
    if (some.length < PAGE) return;
  }
}
