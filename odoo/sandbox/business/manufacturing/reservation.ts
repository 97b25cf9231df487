import type { SandboxRecord } from '../../record.ts';
import { fresh, insert, isStorable, quantity, set } from '../rows.ts';
import { changeStock, freeOf, isCounted, placeLot, quantsAt, reserveAt } from './quants.ts';

const lines = (move: SandboxRecord): readonly SandboxRecord[] => move.related('move_line_ids');

/** What the lines of a move say together: its quantity and its serial numbers. */
export function settleMove(move: SandboxRecord): SandboxRecord {
  const own = lines(move);
  const lots = [...new Set(own.map((line) => line.value('lot_id')).filter((lot) => lot !== false))];
  return set(move, { quantity: quantity(own.reduce((sum, line) => sum + line.number('quantity'), 0)), lot_ids: lots });
}

export function setState(move: SandboxRecord, state: string): SandboxRecord {
  for (const line of lines(move)) set(line, { state });
  return set(move, { state });
}

/** One more line of a move, with the goods of one place and lot. */
export function addLine(move: SandboxRecord, amount: number, from: { readonly location?: unknown; readonly lot?: unknown } = {}, more: Readonly<Record<string, unknown>> = {}): SandboxRecord {
  const { env } = move;
  return insert(env, 'stock.move.line', {
    move_id: move.id, picking_id: move.value('picking_id'), product_id: move.value('product_id'), product_uom_id: move.value('product_uom'),
    company_id: move.value('company_id'), quantity: amount, quantity_product_uom: amount, lot_id: from.lot ?? false, picked: move.value('picked'), date: env.now(),
    location_id: from.location ?? move.value('location_id'), location_dest_id: move.value('location_dest_id'), reference: move.value('reference'), state: move.value('state'),
    ...more,
  });
}

/**
 * Reserves what the move still needs, oldest stock first. What is not counted (consumables, goods made here or bought) is always there;
 * of a product with serial numbers that do not exist yet each piece gets a line of its own.
 */
export function reserve(move: SandboxRecord, line: Readonly<Record<string, unknown>> = {}): SandboxRecord {
  const product = move.one('product_id');
  const place = move.one('location_id');
  let open = quantity(move.number('product_uom_qty') - move.number('quantity'));
  if (product === undefined || place === undefined || open <= 0) return stateOf(move);
  if (!isStorable(product) || !isCounted(place)) {
    if (product.value('tracking') === 'serial') for (; open > 0; open -= 1) addLine(move, 1, {}, line);
    else addLine(move, open, {}, line);
    return stateOf(settleMove(fresh(move)));
  }
  for (const quant of quantsAt(move.env, product.id, place)) {
    const amount = Math.min(freeOf(quant), open);
    if (amount <= 0) continue;
    const [location, lot] = [Number(quant.value('location_id')), quant.value('lot_id') as number | false];
    reserveAt(move.env, product.id, location, lot, amount);
    if (product.value('tracking') === 'serial') for (let piece = 0; piece < amount; piece += 1) addLine(move, 1, { location, lot }, line);
    else addLine(move, amount, { location, lot }, line);
    open = quantity(open - amount);
  }
  return stateOf(settleMove(fresh(move)));
}

/** Gives back what a move has reserved, and forgets its lines. */
export function unreserve(move: SandboxRecord): SandboxRecord {
  for (const line of lines(move)) {
    release(line, line.number('quantity'));
    move.env.store.table('stock.move.line').delete(line.id);
  }
  return set(fresh(move), { quantity: 0, picked: false, lot_ids: [] });
}

/** Sets what is really moved; the reservation follows, and grows or shrinks at the last line. */
export function setQuantity(move: SandboxRecord, amount: number, line: Readonly<Record<string, unknown>> = {}): SandboxRecord {
  let rest = quantity(amount);
  for (const own of lines(move)) {
    const kept = Math.min(own.number('quantity'), rest);
    rest = quantity(rest - kept);
    if (kept === own.number('quantity')) continue;
    release(own, quantity(own.number('quantity') - kept));
    if (kept === 0) move.env.store.table('stock.move.line').delete(own.id);
    else set(own, { quantity: kept, quantity_product_uom: kept });
  }
  if (rest > 0) {
    const last = lines(fresh(move)).at(-1);
    if (last === undefined) addLine(move, rest, {}, line);
    else set(last, { quantity: quantity(last.number('quantity') + rest), quantity_product_uom: quantity(last.number('quantity') + rest) });
  }
  return settleMove(fresh(move));
}

/** Moves the goods of all lines: out of one place, into the other. */
export function complete(move: SandboxRecord): SandboxRecord {
  const { env } = move;
  const product = move.one('product_id');
  for (const line of lines(move)) {
    const amount = line.number('quantity');
    const lot = line.value('lot_id') as number | false;
    if (product !== undefined) {
      release(line, amount);
      changeStock(env, product, Number(line.value('location_id')), lot, -amount);
      changeStock(env, product, Number(line.value('location_dest_id')), lot, amount);
    }
    set(line, { state: 'done', picked: true, date: env.now() });
    const serial = line.one('lot_id');
    if (serial !== undefined) placeLot(env, serial);
  }
  return set(fresh(move), { state: 'done', picked: true, date: env.now(), product_qty: move.number('product_uom_qty') });
}

function release(line: SandboxRecord, amount: number): void {
  const product = line.one('product_id');
  if (product === undefined || !isStorable(product) || !isCounted(line.one('location_id'))) return;
  reserveAt(line.env, product.id, Number(line.value('location_id')), line.value('lot_id') as number | false, -amount);
}

/** Ready when all is there, partly when some is, waiting when nothing. */
function stateOf(move: SandboxRecord): SandboxRecord {
  const [reserved, asked] = [move.number('quantity'), move.number('product_uom_qty')];
  return setState(move, reserved >= asked ? 'assigned' : reserved > 0 ? 'partially_available' : 'confirmed');
}
