import { userError } from '../../errors.ts';
import type { SandboxRecord } from '../../record.ts';
import { fresh, quantity, set } from '../rows.ts';
import { isOpen } from './producing.ts';

/** What Odoo's wizard does to an order that is confirmed: its components and what it makes change with its quantity. */
export function changeQuantity(order: SandboxRecord, wanted: number): void {
  if (wanted <= 0) throw userError('The quantity to produce must be positive!');
  const factor = wanted / order.number('product_qty');
  for (const move of [...order.related('move_raw_ids'), ...order.related('move_finished_ids')].filter(isOpen)) {
    const demand = quantity(move.number('product_uom_qty') * factor);
    set(move, { product_uom_qty: demand, product_qty: demand });
  }
  set(fresh(order), { product_qty: quantity(wanted), product_uom_qty: quantity(wanted), write_date: order.env.now(), write_uid: order.env.uid });
}
