import type { SandboxRecord } from '../../record.ts';
import { fresh, set } from '../rows.ts';
import { settleDeliveries } from './deliveries.ts';
import { isUncounted } from './places.ts';

const RANK: Readonly<Record<string, number>> = { assigned: 4, waiting: 3, partially_available: 2, confirmed: 1 };
const over = (move: SandboxRecord): boolean => ['done', 'cancel'].includes(move.text('state'));

/** What a transfer is by its movements: state, dates; the order that it delivers follows. */
export function settlePicking(of: SandboxRecord): SandboxRecord {
  const picking = fresh(of);
  const moves = picking.related('move_ids');
  const dates = moves.filter((move) => !over(move)).map((move) => move.text('date')).sort();
  const deadlines = moves.map((move) => move.text('date_deadline')).filter(Boolean).sort();
  const at = picking.value('move_type') === 'one' ? -1 : 0;
  const scheduled = dates.at(at) ?? picking.value('scheduled_date');
  const deadline = deadlines.at(at) ?? false;
  const changed = set(picking, {
    state: stateOf(picking, moves), scheduled_date: scheduled, date_deadline: deadline,
    has_deadline_issue: typeof deadline === 'string' && typeof scheduled === 'string' && deadline < scheduled,
  });
  const order = changed.one('sale_id');
  if (order !== undefined) settleDeliveries(order);
  return changed;
}

function stateOf(picking: SandboxRecord, moves: readonly SandboxRecord[]): string {
  const states = moves.map((move) => move.text('state'));
  if (states.length === 0) return picking.value('state') === 'cancel' ? 'cancel' : 'draft';
  if (states.includes('draft')) return 'draft';
  if (states.every((state) => state === 'cancel')) return 'cancel';
  if (moves.every(over)) return 'done';
  if (isUncounted(picking.one('location_id')) && moves.every((move) => move.value('procure_method') === 'make_to_stock')) return 'assigned';
  const relevant = relevantState(moves, picking.value('move_type') === 'one');
  return relevant === 'partially_available' ? 'assigned' : relevant;
}

/** Odoo's `_get_relevant_state_among_moves`. */
function relevantState(moves: readonly SandboxRecord[], together: boolean): string {
  const open = moves
    .filter((move) => !over(move) && !(move.value('state') === 'assigned' && move.number('product_uom_qty') === 0))
    .sort((left, right) => (RANK[left.text('state')] ?? 0) - (RANK[right.text('state')] ?? 0) || left.number('product_uom_qty') - right.number('product_uom_qty'));
  const [least] = open;
  const most = open.at(-1);
  if (least === undefined || most === undefined) return 'assigned';
  if (together) {
    if (open.every((move) => move.number('product_uom_qty') === 0)) return 'assigned';
    return ['confirmed', 'partially_available'].includes(least.text('state')) ? 'confirmed' : least.text('state');
  }
  if (least.value('state') !== 'assigned' && open.some((move) => ['assigned', 'partially_available'].includes(move.text('state')))) return 'partially_available';
  return most.value('state') === 'confirmed' && most.number('product_uom_qty') === 0 ? 'assigned' : most.text('state');
}
