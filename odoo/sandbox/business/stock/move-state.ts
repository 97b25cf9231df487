import type { SandboxRecord } from '../../record.ts';
import { fresh, quantity, set } from '../rows.ts';
import { settlePicking } from './picking-state.ts';

/** What a movement holds by its lines: the quantity, the lots, whether it was picked; and its state. */
export function settleMove(of: SandboxRecord): SandboxRecord {
  const counted = countMove(of);
  return setState(counted, stateOf(counted));
}

/** The same without the state: lines of what needs no reservation do not change it. */
export function countMove(of: SandboxRecord): SandboxRecord {
  const move = fresh(of);
  const lines = move.related('move_line_ids');
  const held = quantity(lines.reduce((sum, line) => sum + line.number('quantity'), 0));
  const lots = [...new Set(lines.map((line) => line.value('lot_id')).filter((lot) => typeof lot === 'number'))];
  return set(move, {
    quantity: held,
    lot_ids: sameIds(move.value('lot_ids'), lots) ? move.row['lot_ids'] : lots,
    ...(move.value('state') === 'done' ? { picked: true } : lines.length > 0 ? { picked: lines.some((line) => line.value('picked') === true) } : {}),
  });
}

/** Puts a movement, and its lines with it, into a state; its transfer follows. */
export function setState(move: SandboxRecord, state: string): SandboxRecord {
  const changed = set(move, { state });
  for (const line of changed.related('move_line_ids')) set(line, { state, reference: changed.value('reference') });
  const picking = changed.one('picking_id');
  if (picking !== undefined) settlePicking(picking);
  return fresh(changed);
}

function stateOf(move: SandboxRecord): string {
  const state = move.text('state');
  const [held, wanted] = [move.number('quantity'), move.number('product_uom_qty')];
  if (state === 'done' || state === 'cancel' || (state === 'draft' && held === 0)) return state;
  if (state === 'draft') return held >= wanted ? 'assigned' : 'partially_available';
  if (held >= wanted) return 'assigned';
  if (held > 0) return 'partially_available';
  return waits(move) ? 'waiting' : 'confirmed';
}

/** Whether it waits for another movement that brings its goods. */
export function waits(move: SandboxRecord): boolean {
  const before = move.related('move_orig_ids');
  if (before.length === 0) return move.value('procure_method') === 'make_to_order';
  return before.some((other) => other.number('product_uom_qty') > 0 && !['done', 'cancel'].includes(other.text('state')));
}

function sameIds(left: unknown, right: readonly unknown[]): boolean {
  return Array.isArray(left) && left.length === right.length && right.every((id) => left.includes(id));
}
