import type { SandboxRecord } from '../../record.ts';
import { create, write } from '../../write.ts';
import { fresh, quantity as rounded } from '../rows.ts';
import { settleMove } from './move-state.ts';
import { bypasses } from './places.ts';
import { reservable } from './quants.ts';

type Vals = Readonly<Record<string, unknown>>;

/** A line of a movement with so much on it. */
export function lineValues(move: SandboxRecord, amount: number, from: Vals = {}): Vals {
  return {
    move_id: move.id, product_id: move.value('product_id'), product_uom_id: move.value('product_uom'), location_id: move.value('location_id'),
    location_dest_id: move.value('location_dest_id'), picking_id: move.value('picking_id'), quantity: amount, ...from,
  };
}

const OPEN = new Set(['confirmed', 'waiting', 'partially_available']);

/** Odoo's `_action_assign`: lines for what is free, or for everything where nothing is counted. */
export function assignMoves(moves: readonly SandboxRecord[], when: 'asked' | 'at confirmation' = 'asked'): void {
  for (const move of moves.map(fresh)) {
    if (move.value('picked') === true || !OPEN.has(move.text('state'))) continue;
    if (when === 'at confirmation' && !bypasses(move) && move.one('picking_type_id')?.value('reservation_method') !== 'at_confirm') continue;
    const missing = rounded(move.number('product_uom_qty') - move.number('quantity'));
    if (missing > 0) create(move.env.model('stock.move.line'), linesFor(move, missing), move.env.sudo());
    settleMove(move);
  }
}

function linesFor(move: SandboxRecord, missing: number): readonly Vals[] {
  const [product, place] = [move.one('product_id'), move.one('location_id')];
  if (product === undefined || place === undefined) return [];
  if (bypasses(move)) return uncountedLines(move, product, missing);
  if (move.related('move_orig_ids').length > 0) return broughtLines(move, missing);
  if (move.value('procure_method') === 'make_to_order') return [];
  return ownLines(move, reservable(product, place, missing));
}

function uncountedLines(move: SandboxRecord, product: SandboxRecord, missing: number): readonly Vals[] {
  const type = move.one('picking_type_id');
  const byLot = type?.value('use_create_lots') === true || type?.value('use_existing_lots') === true;
  if (product.value('tracking') === 'serial' && byLot) return Array.from({ length: Math.trunc(missing) }, () => lineValues(move, 1));
  const same = move.related('move_line_ids').find((line) => line.value('picked') !== true && line.value('lot_id') === false);
  if (same === undefined) return [lineValues(move, missing)];
  write(same.model, [same.id], { quantity: rounded(same.number('quantity') + missing) }, move.env.sudo());
  return [];
}

/** One line for each quant; serial numbers one by one. */
function ownLines(move: SandboxRecord, taken: readonly (readonly [quant: SandboxRecord, amount: number])[]): readonly Vals[] {
  const serial = move.value('has_tracking') === 'serial';
  return taken.flatMap(([quant, amount]) => {
    const from = { location_id: quant.value('location_id'), lot_id: quant.value('lot_id') };
    const amounts = serial ? Array.from({ length: Math.trunc(amount) }, () => 1) : [amount];
    return amounts.map((each) => lineValues(move, each, from));
  });
}

/** What the movements before have brought, as far as it is still there. */
function broughtLines(move: SandboxRecord, missing: number): readonly Vals[] {
  let open = missing;
  const lines: Vals[] = [];
  for (const brought of move.related('move_orig_ids').filter((before) => before.value('state') === 'done').flatMap((before) => before.related('move_line_ids'))) {
    const [product, place] = [brought.one('product_id'), brought.one('location_dest_id')];
    if (product === undefined || place === undefined || open <= 0) continue;
    const free = reservable(product, place, Math.min(open, brought.number('quantity'))).filter(([quant]) => quant.value('lot_id') === brought.value('lot_id'));
    for (const [quant, amount] of free) {
      lines.push(...ownLines(move, [[quant, amount]]));
      open = rounded(open - amount);
    }
  }
  return lines;
}
