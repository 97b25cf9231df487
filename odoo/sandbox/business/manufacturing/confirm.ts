import type { SandboxRecord } from '../../record.ts';
import { fresh, set } from '../rows.ts';
import { reserve, setState } from './reservation.ts';
import { isOpen } from './producing.ts';
import { settleReservation, settleState } from './state.ts';
import { chainWorkOrders } from './work-orders.ts';

export const movesOf = (order: SandboxRecord): readonly SandboxRecord[] => [...order.related('move_raw_ids'), ...order.related('move_finished_ids')];

/** Reserves what open moves still need, as far as it is there. */
export function assign(order: SandboxRecord): void {
  for (const move of order.related('move_raw_ids').filter(isOpen)) reserve(move, { production_id: order.id });
  for (const move of order.related('move_finished_ids').filter(isOpen)) reserve(move);
  settleReservation(fresh(order));
}

/** A draft becomes an order that is to be carried out; others stay as they are. */
export function confirm(order: SandboxRecord): void {
  if (order.value('state') !== 'draft') return;
  const bill = order.one('bom_id');
  set(order, { state: 'confirmed', consumption: bill?.value('consumption') ?? order.value('consumption') });
  for (const move of movesOf(order)) set(setState(move, 'confirmed'), { reservation_date: order.env.now().slice(0, 10) });
  chainWorkOrders(order);
  if (order.one('picking_type_id')?.value('reservation_method') === 'at_confirm') assign(fresh(order));
  settleState(fresh(order));
}
