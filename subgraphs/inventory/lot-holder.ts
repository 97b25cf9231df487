import DataLoader from 'dataloader';
import { idOf, rowOf } from '../../access/odoo-records.ts';
import type { OdooRow } from '../../access/odoo-records.ts';
import { once } from '../../graph/context.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { pathSpecification } from '../../graph/selection.ts';
import { typeEntry } from '../../graph/table.ts';
import { specificationOf, visibleRows } from '../../graph/visibility.ts';
import { asDateTime } from '../../odoo/client/values.ts';
import { and, or, where } from '../../odoo/domain/build.ts';
import { mergeSpecifications } from '../../odoo/read/specification.ts';
import type { Specification } from '../../odoo/read/specification.ts';
import { towardsCustomer } from './lots-delivered.ts';
import { quantity } from './quantities.ts';

/** Who has a lot now: order and customer as read, so that the engine decides without a further call whether they may be seen. */
interface Holder {
  readonly order: unknown;
  readonly customer: unknown;
  readonly since: string | null;
}

const MODEL = 'stock.move.line';
const PAGE = 2000;

/** `Lot.order`. */
export const orderOfLot: CodeResolver = async ({ id }, _args, context) => (await holders(context).load(id))?.order ?? null;

/** `Lot.customer`. */
export const customerOfLot: CodeResolver = async ({ id }, _args, context) => (await holders(context).load(id))?.customer ?? null;

/** `Lot.deliveredAt`. */
export const deliveredAt: CodeResolver = async ({ id }, _args, context) => (await holders(context).load(id))?.since ?? null;

/** All lots of a hop share one search. */
function holders(context: GraphContext): DataLoader<number, Holder | null> {
  return once(context, 'lot holders', () => new DataLoader<number, Holder | null>((lots) => holdersOf(lots, context)));
}

const ORDERS = ['move_id.sale_line_id.order_id', 'picking_id.sale_id'] as const;
const ADDRESS = 'picking_id.partner_id';

/** Everything that tells who has it, and of orders and customers what decides whether the caller may see them. */
async function specification(context: GraphContext): Promise<Specification> {
  const { table } = context;
  const decides = async (type: string): Promise<Specification> => specificationOf(await visibleRows(table, typeEntry(table, type), context));
  const [order, customer] = await Promise.all([decides('SalesOrder'), decides('Customer')]);
  const path = (to: string, fields: Specification): Specification => pathSpecification(context, MODEL, to, { fields });
  return [
    { lot_id: {}, date: {}, quantity_product_uom: {} },
    pathSpecification(context, MODEL, 'location_id.usage'),
    pathSpecification(context, MODEL, 'location_dest_id.usage'),
    ...ORDERS.flatMap((to) => [path(to, order), path(`${to}.partner_id`, customer)]),
    path(`${ADDRESS}.commercial_partner_id`, customer),
  ].reduce(mergeSpecifications);
}

/** Done lines that lead to customers or back, oldest first. */
async function journeys(lots: readonly number[], context: GraphContext): Promise<readonly OdooRow[]> {
  const crossing = or(where('location_dest_id.usage', '=', 'customer'), where('location_id.usage', '=', 'customer'));
  const domain = and(where('lot_id', 'in', lots), where('state', '=', 'done'), crossing);
  const fields = await specification(context);
  const all: OdooRow[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { records } = await context.reader.search(MODEL, { domain, specification: fields, order: 'date, id', limit: PAGE, offset });
    all.push(...records);
    if (records.length < PAGE) return all;
  }
}

function holderOf(line: OdooRow): Holder {
  const picking = rowOf(line.picking_id);
  const order = rowOf(rowOf(rowOf(line.move_id)?.sale_line_id)?.order_id) ?? rowOf(picking?.sale_id);
  return { order, customer: order?.partner_id ?? rowOf(picking?.partner_id)?.commercial_partner_id ?? null, since: asDateTime(line.date) };
}

/** What was delivered to whom and not brought back. A lot of several units may be with several customers: then nobody is named. */
function holding(lines: readonly OdooRow[]): Holder | null {
  const balances = new Map<string, { readonly holder: Holder; readonly balance: number }>();
  for (const line of lines) {
    const sign = towardsCustomer(line);
    const holder = holderOf(line);
    const key = `${idOf(holder.order)} ${idOf(holder.customer)}`;
    const known = balances.get(key);
    balances.set(key, { holder: sign > 0 || !known ? holder : known.holder, balance: (known?.balance ?? 0) + sign * quantity(line.quantity_product_uom) });
  }
  const having = [...balances.values()].filter(({ balance }) => balance > 0);
  return having.length === 1 ? (having[0]?.holder ?? null) : null;
}

async function holdersOf(lots: readonly number[], context: GraphContext): Promise<readonly (Holder | null)[]> {
  const byLot = Map.groupBy(await journeys(lots, context), (line) => idOf(line.lot_id));
  return lots.map((lot) => holding(byLot.get(lot) ?? []));
}
