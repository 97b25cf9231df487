import { createTogether } from './create-together.ts';
import { Documents } from './documents.ts';
import type { RemoteRecord } from './entity.ts';
import type { Synced } from './model.ts';
import { count, type Pull } from './pull.ts';

const PAGE = 100;
/** Odoo makes and confirms this many within the deadline of a call, also on a slow machine: a busy one took 4.7 s for fifty amid ten thousand orders. */
const MOST_TOGETHER = 25;

/**
 * Brings every document with unsynchronised changes to Odoo: what waits because Odoo was away, what a crash left behind,
 * what failed and is due again. What Odoo does not have yet is made many per call, what it has is changed one by one. Each fails by itself; only an Odoo that is
 * away ends it. `all` ignores when the next try is due: somebody asked for it.
 */
export async function pushPending<Doc extends Synced<View> & { readonly _id: string; readonly companyId: number | null }, View extends object, Rec extends RemoteRecord<View>>(
  work: Pull<Doc, View, Rec>,
  all: boolean,
): Promise<void> {
  const { tools, entity } = work;
  const documents = new Documents<Doc>(entity.documents, tools.db);
  const due = all ? {} : { $or: [{ retryAt: null }, { retryAt: { $lte: tools.now() } }] };
  const size = Math.min(tools.batch, MOST_TOGETHER);
  let last = '';
  for (;;) {
    tools.signal.throwIfAborted();
    const some = await documents.find({ pending: true, _id: { $gt: last }, ...due }, { limit: PAGE, sort: { _id: 1 } });
    const left = new Set(some.map(({ _id }) => _id));
    // What Odoo refused before is looked at by itself: it would spoil the batch again.
    const fresh = some.filter(({ odooId, deleted, syncState, claim }) => odooId === undefined && deleted === null && syncState !== 'FAILED' && claim === null);
    for (const ofCompany of Map.groupBy(fresh, ({ companyId }) => companyId).values()) {
      for (let at = 0; at < ofCompany.length; at += size) {
        const ids = ofCompany.slice(at, at + size).map(({ _id }) => _id);
        if (ids.length === 1) continue;
        const open = await createTogether(work, ids);
        for (const id of ids) if (!open.has(id)) left.delete(id);
      }
    }
    for (const id of left) count(work, await work.reconcile(id));
    if (some.length < PAGE) return;
    last = some.at(-1)?._id ?? last;
  }
}
