import type { Env } from '../../env.ts';
import { userError } from '../../errors.ts';
import type { SandboxRecord } from '../../record.ts';
import type { Row } from '../../store.ts';
import { create, write } from '../../write.ts';
import type { Business } from '../types.ts';
import { fresh, quantity as rounded, set } from '../rows.ts';
import { dropLines } from './move-lines.ts';
import { countMove, setState, settleMove } from './move-state.ts';
import { assignMoves, lineValues } from './reserve.ts';

type Vals = Readonly<Record<string, unknown>>;

/** What a movement takes from its transfer. */
function prepare(vals: Vals, env: Env): Vals {
  const picking = env.record('stock.picking', vals['picking_id']);
  const type = env.record('stock.picking.type', vals['picking_type_id']) ?? picking?.one('picking_type_id');
  const product = env.record('product.product', vals['product_id']);
  return {
    product_uom: vals['product_uom'] ?? product?.value('uom_id'),
    product_uom_qty: vals['product_uom_qty'] ?? 0,
    product_qty: vals['product_uom_qty'] ?? 0,
    company_id: picking?.value('company_id') || type?.value('company_id') || vals['company_id'] || env.company,
    picking_type_id: type?.id ?? false,
    location_id: vals['location_id'] ?? (picking?.value('location_id') || type?.value('default_location_src_id')),
    location_dest_id: vals['location_dest_id'] ?? (picking?.value('location_dest_id') || type?.value('default_location_dest_id')),
    state: vals['state'] ?? 'draft',
    reference: picking?.value('name') ?? false,
    partner_id: vals['partner_id'] ?? picking?.value('partner_id') ?? false,
    priority: picking?.value('priority') ?? '0',
    unit_factor: 1,
    to_refund: vals['to_refund'] ?? true,
    date: vals['date'] ?? (picking?.text('scheduled_date') || env.now()),
    propagate_cancel: vals['propagate_cancel'] ?? true,
  };
}

function created(move: SandboxRecord): void {
  const asked = move.number('quantity');
  if (move.related('move_line_ids').length === 0 && asked > 0) setQuantity(move, asked);
  else countMove(move);
  const { picking_id: transfer } = fresh(move).row;
  if (transfer !== undefined && transfer !== false) setState(fresh(move), fresh(move).text('state'));
}

function written(move: SandboxRecord, vals: Vals, before: Row): void {
  if (typeof vals['product_uom_qty'] === 'number' && vals['product_uom_qty'] !== before['product_uom_qty']) setDemand(move, vals['product_uom_qty']);
  if (typeof vals['quantity'] === 'number') setQuantity(fresh(move), vals['quantity']);
  if (typeof vals['picked'] === 'boolean') {
    for (const line of fresh(move).related('move_line_ids')) set(line, { picked: vals['picked'] });
    set(fresh(move), { picked: vals['picked'] });
  }
}

function setDemand(move: SandboxRecord, demand: number): void {
  const changed = set(move, { product_qty: demand });
  if (['draft', 'done', 'cancel'].includes(changed.text('state'))) return;
  if (changed.number('quantity') > demand) unreserveMoves([changed]);
  settleMove(changed);
  if (fresh(changed).one('location_id')?.value('usage') === 'supplier') assignMoves([fresh(changed)]);
}

/** Makes the lines hold so much in all: the last lines give way first, what is missing comes on a line of its own or on the last one. */
export function setQuantity(move: SandboxRecord, wanted: number): void {
  const lines = move.related('move_line_ids');
  let surplus = rounded(lines.reduce((sum, line) => sum + line.number('quantity'), 0) - wanted);
  if (surplus < 0) return addQuantity(move, -surplus);
  for (const line of lines.toReversed()) {
    if (surplus <= 0) break;
    const taken = Math.min(surplus, line.number('quantity'));
    if (taken === line.number('quantity')) dropLines([line]);
    else write(line.model, [line.id], { quantity: rounded(line.number('quantity') - taken) }, move.env.sudo());
    surplus = rounded(surplus - taken);
  }
  countMove(move);
}

function addQuantity(move: SandboxRecord, missing: number): void {
  const { env } = move;
  const serial = move.value('has_tracking') === 'serial';
  const last = move.related('move_line_ids').findLast((line) => line.value('lot_id') === false && line.text('lot_name') === '');
  if (last !== undefined && !serial) write(last.model, [last.id], { quantity: rounded(last.number('quantity') + missing) }, env.sudo());
  else {
    const amounts = serial ? Array.from({ length: Math.trunc(missing) }, () => 1) : [missing];
    create(env.model('stock.move.line'), amounts.map((amount) => lineValues(move, amount)), env.sudo());
  }
}

/** Draft movements become wanted: what needs no reservation, or is reserved at once, is assigned. */
export function confirmMoves(moves: readonly SandboxRecord[]): void {
  const drafts = moves.filter((move) => fresh(move).value('state') === 'draft');
  for (const move of drafts) {
    const waiting = move.related('move_orig_ids').length > 0 || move.value('procure_method') === 'make_to_order';
    const today = move.env.now().slice(0, 10);
    set(move, move.one('picking_type_id')?.value('reservation_method') === 'at_confirm' ? { reservation_date: today } : {});
    setState(fresh(move), waiting ? 'waiting' : 'confirmed');
  }
  assignMoves(drafts.map(fresh).filter((move) => move.value('state') === 'confirmed'), 'at confirmation');
}

/** Frees what is reserved and not yet picked. */
export function unreserveMoves(moves: readonly SandboxRecord[]): void {
  for (const move of moves.map(fresh)) {
    if (move.value('state') === 'cancel' || move.value('picked') === true) continue;
    if (move.value('state') === 'done') throw userError("You cannot unreserve a stock move that has been set to 'Done'.");
    dropLines(move.related('move_line_ids').filter((line) => line.value('picked') !== true));
    settleMove(move);
  }
}

export function cancelMoves(moves: readonly SandboxRecord[]): void {
  if (moves.some((move) => move.value('state') === 'done' && move.value('location_dest_usage') !== 'inventory')) {
    throw userError("You cannot cancel a stock move that has been set to 'Done'. Create a return in order to reverse the moves which took place.");
  }
  for (const move of moves.map(fresh)) {
    if (move.value('state') === 'cancel') continue;
    for (const line of move.related('move_line_ids')) set(line, { picked: false });
    dropLines(fresh(move).related('move_line_ids'));
    const followers = move.related('move_dest_ids').filter((next) => next.value('state') !== 'done' && next.value('location_id') === move.value('location_dest_id'));
    setState(set(fresh(move), { picked: false, move_orig_ids: [], procure_method: 'make_to_stock' }), 'cancel');
    if (move.value('propagate_cancel') === true) cancelMoves(followers);
  }
}

export const MOVES: Business = {
  prepare,
  created,
  written,
  refuseWrite: (move, vals) =>
    'quantity' in vals && move.value('state') === 'cancel' ? 'You cannot change a cancelled stock move, create a new line instead.' : undefined,
};
