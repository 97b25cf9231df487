import type { Env } from '../../env.ts';
import { validationError } from '../../errors.ts';
import type { SandboxRecord } from '../../record.ts';
import type { Row } from '../../store.ts';
import type { Business } from '../types.ts';
import { isStorable } from '../rows.ts';
import { countMove, settleMove } from './move-state.ts';
import { bypasses } from './places.ts';
import { reserve, type Spot } from './quants.ts';

type Vals = Readonly<Record<string, unknown>>;

const PICKED_UP = new Set(['done', 'cancel']);
const lotOf = (value: unknown): number | false => (typeof value === 'number' ? value : false);

/** The spot that a line takes goods from. */
export function spotOf(line: SandboxRecord, field: 'location_id' | 'location_dest_id' = 'location_id'): Spot | undefined {
  const [product, place] = [line.one('product_id'), line.one(field)];
  return product === undefined || place === undefined ? undefined : { product, place, lot: lotOf(line.value('lot_id')) };
}

/** What a line takes from its movement. */
function prepare(vals: Vals, env: Env): Vals {
  const move = env.record('stock.move', vals['move_id']) ?? linkable(vals, env);
  const picking = env.record('stock.picking', vals['picking_id']) ?? move?.one('picking_id');
  const product = env.record('product.product', vals['product_id']) ?? move?.one('product_id');
  return {
    move_id: move?.id ?? false,
    picking_id: picking?.id ?? false,
    product_id: product?.id,
    company_id: move?.value('company_id') || picking?.value('company_id') || env.company,
    product_uom_id: vals['product_uom_id'] ?? move?.value('product_uom') ?? product?.value('uom_id'),
    location_id: vals['location_id'] ?? move?.value('location_id') ?? picking?.value('location_id'),
    location_dest_id: vals['location_dest_id'] ?? move?.value('location_dest_id') ?? picking?.value('location_dest_id'),
    picked: vals['picked'] ?? move?.value('picked') ?? false,
    quantity: vals['quantity'] ?? 0,
    quantity_product_uom: vals['quantity'] ?? 0,
    state: move?.value('state') ?? 'draft',
    reference: move?.value('reference') ?? false,
    date: env.now(),
    picking_code: picking?.value('picking_type_code') ?? false,
  };
}

/** A line without a movement belongs to the one of the transfer that moves its product. */
function linkable(vals: Vals, env: Env): SandboxRecord | undefined {
  const picking = env.record('stock.picking', vals['picking_id']);
  return picking?.related('move_ids').find((move) => move.value('product_id') === vals['product_id'] && !PICKED_UP.has(move.text('state')));
}

function check(line: SandboxRecord): void {
  if (line.number('quantity') < 0) throw validationError('You can not enter negative quantities.');
  const lot = line.one('lot_id');
  if (lot !== undefined && lot.value('product_id') !== line.value('product_id')) {
    throw validationError(`This lot ${lot.text('name')} is incompatible with this product ${line.one('product_id')?.displayName() || ''}`);
  }
}

function reserveFor(line: SandboxRecord): void {
  const spot = spotOf(line);
  if (spot !== undefined && !bypasses(line.one('move_id'), line.one('location_id'))) reserve(spot, line.number('quantity'));
}

function created(line: SandboxRecord): void {
  check(line);
  if (line.value('state') !== 'done') reserveFor(line);
  const move = line.one('move_id');
  if (move === undefined) return;
  if (bypasses(move, line.one('location_id')) || line.number('quantity') === 0) countMove(move);
  else settleMove(move);
}

function written(line: SandboxRecord, vals: Vals, before: Row): void {
  check(line);
  const moved = ['quantity', 'lot_id', 'location_id'].some((name) => name in vals && line.row[name] !== before[name]);
  if (moved) line.env.store.table('stock.move.line').update(line.id, { quantity_product_uom: line.number('quantity') });
  if (moved && isStorable(line.one('product_id')) && line.value('state') !== 'done') {
    release(before, line.env);
    reserveFor(line);
  }
  const move = line.one('move_id');
  if (move === undefined) return;
  if (moved && isStorable(line.one('product_id'))) settleMove(move);
  else countMove(move);
}

/** Frees what a line as it was had reserved. */
function release(row: Row, env: Env): void {
  const [product, place, move] = [env.record('product.product', row['product_id']), env.record('stock.location', row['location_id']), env.record('stock.move', row['move_id'])];
  const amount = Number(row['quantity'] ?? 0);
  if (product === undefined || place === undefined || amount === 0 || bypasses(move, place)) return;
  reserve({ product, place, lot: lotOf(row['lot_id']) }, -amount);
}

function unlinked(row: Row, env: Env): void {
  release(row, env);
  const move = env.record('stock.move', row['move_id']);
  if (move !== undefined) settleMove(move);
}

export const MOVE_LINES: Business = {
  prepare,
  created,
  written,
  unlinked,
  refuseUnlink: (line) =>
    PICKED_UP.has(line.text('state'))
      ? 'Deleting product moves after the transfer is done?\n\n' +
        "That would be like going back in time to revert all operations triggered after this move. Who knows what the end result would be, So let's not do it.\n\n" +
        'Try changing the “done” quantity to 0 instead.'
      : undefined,
  refuseWrite: (line, vals) =>
    vals['product_id'] !== undefined && vals['product_id'] !== line.value('product_id') && line.value('state') !== 'draft'
      ? "Changing the product is only allowed in 'Draft' state."
      : undefined,
};

/** Deletes lines whose transfer is not over yet, without the refusals that a caller meets. */
export function dropLines(lines: readonly SandboxRecord[]): void {
  for (const line of lines) {
    const { row, env } = line;
    env.store.table('stock.move.line').delete(line.id);
    unlinked(row, env);
  }
}

