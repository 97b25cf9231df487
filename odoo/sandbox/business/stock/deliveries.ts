import type { SandboxRecord } from '../../record.ts';
import { fresh, quantity, set } from '../rows.ts';
import { settleInvoicing } from '../sales/invoicing.ts';

/** What the transfers of an order have delivered: by line, and as a whole. */
export function settleDeliveries(of: SandboxRecord): SandboxRecord {
  const order = fresh(of);
  for (const line of order.related('order_line')) {
    if (line.value('qty_delivered_method') === 'stock_move') set(line, { qty_delivered: deliveredOf(line) });
  }
  const done = order.related('picking_ids').filter((picking) => picking.value('state') === 'done');
  const outgoing = done.filter((picking) => picking.one('location_dest_id')?.value('usage') === 'customer').map((picking) => picking.text('date_done')).filter(Boolean);
  const settled = set(order, { delivery_status: statusOf(order), effective_date: outgoing.sort()[0] ?? false });
  return settleInvoicing(settled);
}

function statusOf(order: SandboxRecord): string | false {
  const states = order.related('picking_ids').map((picking) => picking.text('state'));
  if (states.every((state) => state === 'cancel')) return false;
  if (states.every((state) => state === 'done' || state === 'cancel')) return 'full';
  if (!states.includes('done')) return 'pending';
  return order.related('order_line').some((line) => line.number('qty_delivered') !== 0) ? 'partial' : 'started';
}

/** What went to the customer, less what came back and is to be refunded. */
function deliveredOf(line: SandboxRecord): number {
  const moves = line.related('move_ids').filter((move) => move.value('state') === 'done' && move.value('product_id') === line.value('product_id'));
  const signed = moves.map((move) => {
    const returned = move.value('origin_returned_move_id') !== false;
    if (move.value('location_dest_usage') === 'customer') return returned && move.value('to_refund') !== true ? 0 : move.number('quantity');
    return move.value('location_usage') === 'customer' && move.value('to_refund') === true ? -move.number('quantity') : 0;
  });
  return quantity(signed.reduce((sum, amount) => sum + amount, 0));
}
