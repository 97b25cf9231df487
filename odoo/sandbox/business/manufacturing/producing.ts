import type { SandboxRecord } from '../../record.ts';
import { set, fresh, quantity } from '../rows.ts';
import { setQuantity } from './reservation.ts';

export const isOpen = (move: SandboxRecord): boolean => !['done', 'cancel'].includes(move.text('state'));

/** The lots of the order: one field of many since 19, of one before. */
export const lotsOf = (order: SandboxRecord): readonly SandboxRecord[] => order.related('lot_producing_ids' in order.model.fields ? 'lot_producing_ids' : 'lot_producing_id');

/** How much is being made, and with it how much of each component is taken (Odoo's `set_qty_producing`). */
export function setProducing(order: SandboxRecord, amount: number): void {
  set(order, { qty_producing: amount });
  for (const move of order.related('move_raw_ids').filter(isOpen)) {
    const taken = setQuantity(move, quantity(amount * move.number('unit_factor')), { production_id: order.id });
    if (taken.number('quantity') === 0) continue;
    set(taken, { picked: true });
    for (const line of fresh(taken).related('move_line_ids')) set(line, { picked: true });
  }
}
