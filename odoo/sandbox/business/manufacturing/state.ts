import type { SandboxRecord } from '../../record.ts';
import { set } from '../rows.ts';

const all = (records: readonly SandboxRecord[], states: readonly string[]): boolean => records.length > 0 && records.every((record) => states.includes(record.text('state')));

/** The state that follows from moves, work orders and what is being made. */
export function settleState(order: SandboxRecord): SandboxRecord {
  return settleReservation(set(order, { state: stateOf(order) }));
}

function stateOf(order: SandboxRecord): string {
  const state = order.text('state');
  if (['draft', 'done', 'cancel'].includes(state)) return state;
  const steps = order.related('workorder_ids');
  const made = order.number('qty_producing');
  if (all(steps, ['done', 'cancel'])) return 'to_close';
  if (steps.length === 0 && made >= order.number('product_qty')) return 'to_close';
  if (steps.some((step) => ['progress', 'done'].includes(step.text('state'))) || made > 0) return 'progress';
  return order.related('move_raw_ids').some((move) => move.value('picked') === true) ? 'progress' : state;
}

/** How ready the components are that have not been taken yet. */
export function settleReservation(order: SandboxRecord): SandboxRecord {
  const over = ['draft', 'done', 'cancel'].includes(order.text('state'));
  const waiting = order.related('move_raw_ids').filter((move) => move.value('picked') !== true && !['done', 'cancel'].includes(move.text('state')) && move.number('product_uom_qty') > 0);
  const reservation = over ? false : waiting.every((move) => move.value('state') === 'assigned') ? 'assigned' : 'confirmed';
  const [availability, shown] = reservation === 'assigned' ? ['available', 'Available'] : ['unavailable', 'Not Available'];
  for (const step of order.related('workorder_ids')) set(step, { production_availability: reservation });
  return set(order, { reservation_state: reservation, components_availability_state: over ? false : availability, components_availability: over ? false : shown });
}
