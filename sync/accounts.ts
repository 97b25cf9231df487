import { asId } from '../odoo/client/values.ts';
import type { Domain } from '../odoo/domain/types.ts';
import { where } from '../odoo/domain/build.ts';
import { orders } from './collections.ts';
import type { SyncTools } from './tools.ts';

/** How the connected database keeps which Service Accounts govern a manufacturing order; null where it does not. */
export interface Governance {
  /** Table of associations, one row per order and Service Account. */
  readonly association: string | null;
  /** Whether the order carries a stamp of its own. */
  readonly stamped: boolean;
  /** Puts a new order into a Service Account: values for its creation, and the row that has to follow where they cannot hold it. */
  birth(account: number): { readonly values: Readonly<Record<string, unknown>>; readonly row: Readonly<Record<string, unknown>> | null };
}

const MODEL = 'mrp.production';

/**
 * Which Service Accounts govern which orders, read whole each time: associations end by their state, and orders do not show
 * it in their own write_date. One call per page of rows. An order without any is its company's own work.
 */
export async function pullAccounts(tools: SyncTools, { association, stamped }: Governance): Promise<number> {
  const governed = new Map<number, Set<number>>();
  /** A row that has ended counts too: such an order is nobody's any more, and not the company's own work. */
  const add = (order: number | null, account: number | null): void => {
    if (order === null) return;
    const accounts = governed.get(order) ?? new Set();
    governed.set(order, account === null ? accounts : accounts.add(account));
  };
  if (association !== null) {
    for (const row of await all(tools, association, [], ['production_id', 'account_id', 'state'])) add(asId(row['production_id']), row['state'] === 'active' ? asId(row['account_id']) : null);
  }
  // A stamp counts where there never was a row.
  const rows = new Set(governed.keys());
  if (stamped) for (const row of await all(tools, MODEL, where('x_sa_id', '!=', false), ['x_sa_id'])) if (!rows.has(Number(row['id']))) add(Number(row['id']), asId(row['x_sa_id']));
  return association === null && !stamped ? 0 : keep(tools, governed);
}

async function all(tools: SyncTools, model: string, domain: Domain, fields: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const found: Readonly<Record<string, unknown>>[] = [];
  for (let last = 0; ; ) {
    tools.signal.throwIfAborted();
    const page = await tools.odoo.page(model, [...domain, ['id', '>', last]], fields, tools.batch);
    found.push(...page);
    if (page.length < tools.batch) return found;
    last = Number(page.at(-1)?.['id']);
  }
}

/** Writes what differs; answers how many orders that were. */
async function keep(tools: SyncTools, governed: ReadonlyMap<number, ReadonlySet<number>>): Promise<number> {
  const collection = orders.in(tools.db);
  const known = await collection.find({ odooId: { $exists: true }, deleted: null }, { projection: { odooId: 1, serviceAccountIds: 1, ungoverned: 1 } }).toArray();
  const changes = known.flatMap(({ _id, odooId = 0, serviceAccountIds, ungoverned }) => {
    const accounts = [...(governed.get(odooId) ?? [])].sort((a, b) => a - b);
    const never = !governed.has(odooId);
    const asBefore = JSON.stringify(accounts) === JSON.stringify(serviceAccountIds) && never === ungoverned;
    return asBefore ? [] : [{ updateOne: { filter: { _id }, update: { $set: { serviceAccountIds: accounts, ungoverned: never, updatedAt: tools.now() }, $inc: { rev: 1 } } } }];
  });
  if (changes.length > 0) await collection.bulkWrite(changes, { ordered: false });
  tools.changed('ORDER', changes.map(({ updateOne }) => updateOne.filter._id));
  return changes.length;
}
