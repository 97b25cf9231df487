import { Documents } from './documents.ts';
import type { RemoteRecord } from './entity.ts';
import type { Synced } from './model.ts';
import { count, type Pull } from './pull.ts';

const PAGE = 100;

/**
 * Brings every document with unsynchronised changes to Odoo: what waits because Odoo was away, what a crash left behind,
 * what failed and is due again. Each fails by itself; only an Odoo that is away ends it. `all` ignores when the next try
 * is due: somebody asked for it.
 */
export async function pushPending<Doc extends Synced<View> & { readonly _id: string; readonly companyId: number | null }, View extends object, Rec extends RemoteRecord<View>>(
  work: Pull<Doc, View, Rec>,
  all: boolean,
): Promise<void> {
  const { tools, entity } = work;
  const documents = new Documents<Doc>(entity.documents, tools.db);
  const due = all ? {} : { $or: [{ retryAt: null }, { retryAt: { $lte: tools.now() } }] };
  let last = '';
  for (;;) {
    tools.signal.throwIfAborted();
    const some = await documents.find({ pending: true, _id: { $gt: last }, ...due }, { limit: PAGE, sort: { _id: 1 } });
    for (const { _id } of some) count(work, await work.reconcile(_id));
    if (some.length < PAGE) return;
    last = some.at(-1)?._id ?? last;
  }
}
