import { idOf, rowOf, rowsOf } from '../../access/odoo-records.ts';
import type { OdooRow } from '../../access/odoo-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Guard, Guards } from '../../graph/mutations/actions.ts';
import { levelRefusal } from '../../graph/mutations/levels.ts';
import type { Row } from '../../graph/row.ts';
import { asFloat, asText } from '../../odoo/client/values.ts';
import { userError } from '../../platform/user-errors.ts';
import type { UserError } from '../../platform/user-errors.ts';
import { freeIn, stockOf } from './mutations/stock-of.ts';

const wrong = (reason: string): UserError => userError('WRONG_STATE', null, { reason });

/** One movement of a transfer that is not over. */
export interface OpenMove {
  readonly id: number;
  readonly product: number;
  readonly name: string;
  readonly tracking: 'serial' | 'lot' | 'none';
  /** Whether stock of the product is counted. */
  readonly storable: boolean;
  readonly demand: number;
  readonly held: number;
}

function openMove(move: OdooRow, { database }: GraphContext): OpenMove {
  const product = rowOf(move.product_id);
  const tracking = asText(product?.tracking);
  return {
    id: idOf(move.id) ?? 0, product: idOf(move.product_id) ?? 0, name: asText(product?.display_name) ?? '', tracking: tracking === 'serial' || tracking === 'lot' ? tracking : 'none',
    storable: product !== null && database.virtual('product.product', 'product_type')?.decode(product) === 'product',
    demand: asFloat(move.product_uom_qty) ?? 0, held: asFloat(move.quantity) ?? 0,
  };
}

export function openMoves({ data }: Row, context: GraphContext): readonly OpenMove[] {
  return rowsOf(data.move_ids).filter(({ state }) => state !== 'done' && state !== 'cancel').map((move) => openMove(move, context));
}

/** The place that goods are taken from, as ids from the top of the tree down. */
export const sourcePath = ({ data }: Row): string => asText(rowOf(data.location_id)?.parent_path) ?? '';

const open = ({ data }: Row): UserError | null => {
  if (data.state === 'done') return wrong('The transfer is done already.');
  if (data.state === 'cancel') return wrong('The transfer is cancelled.');
  return data.state === 'waiting' ? wrong('The transfer waits for another one that brings its goods.') : null;
};

/** The Service Account has to reach the order that is delivered, or the transfer itself, or its customer. */
const level: Guard = (transfer, context) => {
  const order = rowOf(transfer.data.sale_id);
  return order === null
    ? levelRefusal(context, 'picking', transfer.id, 'assignment', null, idOf(transfer.data.partner_id))
    : levelRefusal(context, 'sale_order', idOf(order) ?? 0, 'assignment', null, idOf(order.partner_id));
};

/** A delivery for which nothing is held needs at least something free to take. */
async function stocked(transfer: Row, context: GraphContext): Promise<UserError | null> {
  const moves = openMoves(transfer, context);
  if (moves.some(({ held, storable }) => held > 0 || !storable)) return null;
  const free = await Promise.all(moves.map(async ({ product }) => freeIn(await stockOf(product, context), sourcePath(transfer))));
  const [first] = moves;
  if (first === undefined || free.some((amount) => amount > 0)) return null;
  return userError('INSUFFICIENT_STOCK', null, { product: first.name, available: 0, wanted: first.demand });
}

/** A delivery whose units the caller names: they may be promised to others, who then wait, as in Odoo's own screens. */
export const namedDelivery: Guard = (transfer, context) => {
  if (transfer.data.picking_type_code !== 'outgoing') return wrong('This transfer is no delivery.');
  return open(transfer) ?? (openMoves(transfer, context).length === 0 ? userError('NOTHING_TO_TRANSFER') : level(transfer, context));
};

const delivery: Guard = async (transfer, context) => (await namedDelivery(transfer, context)) ?? stocked(transfer, context);

const receipt: Guard = (transfer, context) => {
  if (context.principal.role === 'AGENT') return agents();
  if (transfer.data.picking_type_code !== 'incoming') return wrong('This transfer is no receipt.');
  return open(transfer) ?? (openMoves(transfer, context).length === 0 ? userError('NOTHING_TO_TRANSFER') : level(transfer, context));
};

/** Agents move nothing but the deliveries that are assigned to them. */
export const agents = (): UserError => userError('NOT_PERMITTED', null, { reason: 'Agents book deliveries that are assigned to them, and nothing else in stock.' });

/** Which mutation a transfer is open to: `availableActions` and the mutations ask the same. */
export const TRANSFER_GUARDS = { validateDelivery: delivery, validateReceipt: receipt } as const satisfies Guards;
