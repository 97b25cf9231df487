import { userError } from '../../errors.ts';
import type { SandboxRecord } from '../../record.ts';
import { create, write } from '../../write.ts';
import { fresh, quantity as rounded, records, set } from '../rows.ts';
import { dropLines, spotOf } from './move-lines.ts';
import { countMove, setState } from './move-state.ts';
import { cancelMoves, confirmMoves } from './moves.ts';
import { change, checkSerial, reserve, type Spot } from './quants.ts';
import { assignMoves } from './reserve.ts';

const OVER = new Set(['done', 'cancel']);
const BORDERS = ['supplier', 'customer'];

/** What leaves or enters the company is worth its cost. */
function valueOf(move: SandboxRecord): number {
  const crosses = BORDERS.some((usage) => move.value('location_usage') === usage || move.value('location_dest_usage') === usage);
  return crosses ? move.number('quantity') * (move.one('product_id')?.number('standard_price') ?? 0) : 0;
}

/** What is held and picked moves; what is missing is split off, or given up. Answers the movements that wait for more. */
export function finishMoves(all: readonly SandboxRecord[], giveUpRest: boolean): void {
  confirmMoves(all.filter((move) => move.value('state') === 'draft'));
  const moves = all.map(fresh).filter((move) => !OVER.has(move.text('state')));
  for (const move of moves) {
    if (move.value('picked') === true) dropLines(move.related('move_line_ids').filter((line) => line.value('picked') !== true));
    const nothing = fresh(move).number('quantity') <= 0 || move.value('picked') !== true;
    if (nothing && (giveUpRest || move.number('product_uom_qty') === 0)) cancelMoves([move]);
  }
  const todo = moves.map(fresh).filter((move) => move.value('state') !== 'cancel' && move.number('quantity') > 0 && move.value('picked') === true);
  if (!giveUpRest) for (const move of todo) split(move);
  const lines = todo.flatMap((move) => fresh(move).related('move_line_ids'));
  nameLots(lines);
  for (const line of lines) moveGoods(fresh(line));
  for (const move of todo) finish(move);
  for (const move of todo) for (const line of fresh(move).related('move_line_ids')) checkArrival(line);
  assignMoves(todo.flatMap((move) => move.related('move_dest_ids')));
}

/** What was asked for and is not there becomes a movement of its own. */
function split(move: SandboxRecord): void {
  const rest = rounded(move.number('product_uom_qty') - move.number('quantity'));
  if (rest <= 0) return;
  const { env, row } = move;
  const { id: _, create_date: __, write_date: ___, ...same } = row;
  const [id] = create(
    env.model('stock.move'),
    [{ ...writable(same, move), product_uom_qty: rest, quantity: 0, picked: false, state: 'draft' }],
    env.sudo(),
  );
  const [created] = records(env, 'stock.move', [id]);
  set(move, { product_uom_qty: move.number('quantity'), product_qty: move.number('quantity') });
  if (created === undefined) return;
  // Odoo copies the value of what is done along with the rest; it is set anew when that is done in turn.
  set(created, { value: valueOf(fresh(move)) });
  confirmMoves([fresh(created)]);
}

function writable(row: Readonly<Record<string, unknown>>, move: SandboxRecord): Record<string, unknown> {
  const computed = new Set(['lot_ids', 'write_uid', 'create_uid', 'reservation_date', 'value']);
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => name in move.model.fields && !computed.has(name) && value !== undefined && move.model.fields[name]?.type !== 'many2many'));
}

/** Serial numbers that were only named become lots; a line of a tracked product without one is refused. */
function nameLots(lines: readonly SandboxRecord[]): void {
  const nameless: SandboxRecord[] = [];
  for (const line of lines) {
    const product = line.one('product_id');
    if (product === undefined || line.number('quantity') === 0 || product.value('tracking') === 'none' || line.value('lot_id') !== false) continue;
    const type = line.one('move_id')?.one('picking_type_id');
    if (type !== undefined && type.value('use_create_lots') !== true && type.value('use_existing_lots') !== true) continue;
    if (type?.value('use_create_lots') === true && line.text('lot_name') !== '') set(line, { lot_id: lotNamed(line, product) });
    else nameless.push(product);
  }
  if (nameless.length === 0) return;
  const list = [...new Set(nameless)].map((product) => `- ${product.displayName() || ''}`).join('\n');
  throw userError(`You need to supply a Lot/Serial Number for product:\n${list}`);
}

function lotNamed(line: SandboxRecord, product: SandboxRecord): number {
  const { env } = line;
  const name = line.text('lot_name');
  const known = env
    .records('stock.lot')
    .find((lot) => lot.text('name') === name && lot.value('product_id') === product.id && [false, line.value('company_id')].includes(lot.value('company_id')));
  if (known !== undefined) return known.id;
  const company = product.value('company_id') === line.value('company_id') ? { company_id: line.value('company_id') } : {};
  const [id = 0] = create(env.model('stock.lot'), [{ name, product_id: product.id, ...company }], env.sudo());
  return id;
}

/** Takes the goods of a line from where they were and puts them where they go. */
function moveGoods(line: SandboxRecord): void {
  const [from, to] = [spotOf(line), spotOf(line, 'location_dest_id')];
  if (from === undefined || to === undefined) return;
  const amount = line.number('quantity');
  reserve(from, -amount);
  const { available, since } = change(from, -amount);
  change(to, amount, since);
  if (available < 0) freeElsewhere(from, -available, line);
}

/** Goods that were promised to another transfer and are gone now are promised no more. */
function freeElsewhere({ product, place, lot }: Spot, gone: number, line: SandboxRecord): void {
  if (['supplier', 'customer', 'inventory', 'production'].includes(place.text('usage'))) return;
  const { env } = line;
  let open = gone;
  const others = env
    .records('stock.move.line')
    .filter(
      (other) =>
        other.id !== line.id && !OVER.has(other.text('state')) && other.value('product_id') === product.id && other.value('location_id') === place.id &&
        other.value('lot_id') === lot && other.number('quantity') > 0 && other.value('picked') !== true,
    )
    .sort(
      (left, right) =>
        Number(left.value('picking_id') !== line.value('picking_id')) - Number(right.value('picking_id') !== line.value('picking_id')) ||
        (right.one('picking_id')?.text('scheduled_date') ?? '').localeCompare(left.one('picking_id')?.text('scheduled_date') ?? '') ||
        right.id - left.id,
    );
  const touched: SandboxRecord[] = [];
  for (const other of others) {
    if (open <= 0) break;
    const move = other.one('move_id');
    if (move !== undefined) touched.push(move);
    const held = other.number('quantity');
    if (held <= open) dropLines([other]);
    else write(other.model, [other.id], { quantity: rounded(held - open) }, env.sudo());
    open = rounded(open - held);
  }
  assignMoves(touched);
}

function finish(move: SandboxRecord): void {
  const now = move.env.now();
  const counted = countMove(fresh(move));
  setState(set(counted, { date: now, value: valueOf(counted) }), 'done');
  for (const line of fresh(move).related('move_line_ids')) set(line, { date: now });
}

function checkArrival(line: SandboxRecord): void {
  const to = spotOf(line, 'location_dest_id');
  if (to !== undefined) checkSerial(to.product, to.place, to.lot);
}
