import type { SandboxRecord } from '../../record.ts';
import { create } from '../../write.ts';
import { fresh, quantity, set } from '../rows.ts';
import { setQuantity } from './reservation.ts';
import { isOpen } from './producing.ts';
import { confirm } from './confirm.ts';

/** Leaves what is not made to an order of its own, "…-002" beside the "…-001" that the order is called from then on. */
export function splitOff(order: SandboxRecord): SandboxRecord {
  const { env } = order;
  const [made, asked] = [order.number('qty_producing'), order.number('product_qty')];
  const number = order.number('backorder_sequence');
  const stem = number === 0 ? order.text('name') : order.text('name').replace(/-\d{3}$/, '');
  const name = (sequence: number): string => `${stem}-${String(sequence).padStart(3, '0')}`;
  const own = number === 0 ? 1 : number;
  const highest = Math.max(own, ...env.records('mrp.production').filter((other) => other.text('name').startsWith(`${stem}-`)).map((other) => other.number('backorder_sequence')));
  set(order, { name: name(own), backorder_sequence: own, product_qty: made, product_uom_qty: made });
  for (const move of [...order.related('move_raw_ids'), ...order.related('move_finished_ids')].filter(isOpen)) {
    const demand = quantity((move.number('product_uom_qty') * made) / asked);
    set(setQuantity(move, Math.min(move.number('quantity'), demand)), { product_uom_qty: demand, product_qty: demand, reference: name(own), origin: name(own) });
  }
  const [id = 0] = create(
    order.model,
    [{
      product_id: order.value('product_id'), product_qty: quantity(asked - made), product_uom_id: order.value('product_uom_id'), bom_id: order.value('bom_id'),
      company_id: order.value('company_id'), picking_type_id: order.value('picking_type_id'), origin: order.value('origin'), user_id: order.value('user_id'),
      priority: order.value('priority'), name: name(highest + 1), backorder_sequence: highest + 1,
    }],
    env,
  );
  const rest = env.record('mrp.production', id) ?? order;
  set(rest, { backorder_sequence: highest + 1 });
  confirm(fresh(rest));
  return fresh(rest);
}
