import type { Env } from '../../env.ts';
import { validationError } from '../../errors.ts';
import type { SandboxRecord } from '../../record.ts';
import { create } from '../../write.ts';
import { isStorable, quantity as rounded, records, set } from '../rows.ts';
import { isUncounted, isWithin } from './places.ts';

/** Which goods, where: what tells one quant from another. */
export interface Spot {
  readonly product: SandboxRecord;
  readonly place: SandboxRecord;
  readonly lot: number | false;
}

const free = (quant: SandboxRecord): number => quant.number('quantity') - quant.number('reserved_quantity');

/** Quants of a product in a place and below it, those with a lot first, the oldest first. */
export function quantsBelow(product: SandboxRecord, place: SandboxRecord): readonly SandboxRecord[] {
  return quantsOf(product).filter((quant) => isWithin(quant.one('location_id'), place));
}

function quantsOf(product: SandboxRecord): readonly SandboxRecord[] {
  const own = records(product.env, 'stock.quant', product.env.store.table('stock.quant').pointing('product_id', product.id));
  return own.toSorted(
    (left, right) =>
      Number(left.value('lot_id') === false) - Number(right.value('lot_id') === false) ||
      left.text('in_date').localeCompare(right.text('in_date')) ||
      left.id - right.id,
  );
}

/** The quants of exactly this spot; those without a lot stand in for a lot's. */
function quantsAt({ product, place, lot }: Spot): readonly SandboxRecord[] {
  return quantsOf(product).filter((quant) => quant.value('location_id') === place.id && [false, lot].includes(quant.value('lot_id') as number | false));
}

/** What is free of a product in a place and below it, by quant. */
export function reservable(product: SandboxRecord, place: SandboxRecord, wanted: number): readonly (readonly [quant: SandboxRecord, taken: number])[] {
  const found: [SandboxRecord, number][] = [];
  const quants = quantsBelow(product, place);
  const byLot = new Map<unknown, number>();
  for (const quant of quants) byLot.set(quant.value('lot_id'), (byLot.get(quant.value('lot_id')) ?? 0) + free(quant));
  const available = [...byLot.values()].reduce((sum, value) => sum + Math.max(0, value), 0);
  let open = Math.min(wanted, product.value('tracking') === 'none' ? Math.max(0, quants.reduce((sum, quant) => sum + free(quant), 0)) : available);
  if (product.value('tracking') === 'serial' && open !== Math.trunc(open)) return [];
  for (const quant of quants) {
    const taken = Math.min(open, free(quant));
    if (taken <= 0) continue;
    found.push([quant, taken]);
    open = rounded(open - taken);
  }
  return found;
}

/** Reserves, or frees what is negative; never below nothing. */
export function reserve(spot: Spot, amount: number): void {
  if (amount === 0 || !isStorable(spot.product) || isUncounted(spot.place)) return;
  const quants = quantsAt(spot).filter((candidate) => spot.lot === false || candidate.value('lot_id') === spot.lot || candidate.number('quantity') > 0);
  const quant = quants[0];
  if (quant === undefined) {
    if (amount > 0) newQuant(spot, { quantity: 0, reserved_quantity: amount, available_quantity: -amount });
    return;
  }
  const reserved = Math.max(0, rounded(quant.number('reserved_quantity') + amount));
  touch(quant, { reserved_quantity: reserved, available_quantity: rounded(quant.number('quantity') - reserved) });
}

/** Adds to what is there, or takes away; answers what is then free of it, and since when it is there. */
export function change(spot: Spot, amount: number, since?: string): { readonly available: number; readonly since: string | undefined } {
  if (amount === 0 || !isStorable(spot.product)) return { available: 0, since: undefined };
  const { env } = spot.product;
  const quants = quantsAt(spot).filter((quant) =>
    spot.lot === false ? true : quant.value('lot_id') === spot.lot || (amount <= 0 && quant.number('quantity') > 0),
  );
  const dates = isUncounted(spot.place) ? [] : quants.filter((quant) => quant.number('quantity') > 0).map((quant) => quant.text('in_date'));
  const from = [...dates, ...(since === undefined ? [] : [since])].sort()[0] ?? env.now();
  const quant = quants[0];
  if (quant === undefined) newQuant(spot, { quantity: amount, reserved_quantity: 0, available_quantity: amount, in_date: from });
  else {
    const quantity = rounded(quant.number('quantity') + amount);
    touch(quant, { quantity, in_date: from, available_quantity: rounded(quantity - quant.number('reserved_quantity')) });
  }
  if (spot.lot !== false) settleLot(env, spot.lot);
  return { available: freeAt(spot), since: from };
}

function freeAt(spot: Spot): number {
  return rounded(quantsAt(spot).filter((quant) => spot.lot === false || quant.value('lot_id') === spot.lot).reduce((sum, quant) => sum + free(quant), 0));
}

function newQuant({ product, place, lot }: Spot, values: Readonly<Record<string, unknown>>): void {
  const { env } = product;
  const { available_quantity: available, ...vals } = values;
  const [id] = create(env.model('stock.quant'), [{ product_id: product.id, location_id: place.id, lot_id: lot, ...vals }], env.sudo());
  for (const quant of records(env, 'stock.quant', [id])) set(quant, { available_quantity: available, value: 0 });
}

/** Quants are locked and written one by one: their dates show it. */
function touch(quant: SandboxRecord, patch: Readonly<Record<string, unknown>>): void {
  set(quant, { ...patch, write_date: quant.env.now(), write_uid: quant.env.uid });
}

/** How much there is of a lot, and where, when it is in one place. */
function settleLot(env: Env, id: number): void {
  const [lot] = records(env, 'stock.lot', [id]);
  if (lot === undefined) return;
  const present = lot.related('quant_ids').filter((quant) => quant.number('quantity') > 0);
  const places = [...new Set(present.map((quant) => quant.value('location_id')))];
  const counted = lot.related('quant_ids').filter((quant) => ['internal', 'transit'].includes(quant.one('location_id')?.text('usage') ?? ''));
  set(lot, { location_id: places.length === 1 ? places[0] : false, product_qty: rounded(counted.reduce((sum, quant) => sum + quant.number('quantity'), 0)) });
}

/** Odoo's constraint: one serial number is one thing, wherever it is. */
export function checkSerial(product: SandboxRecord, place: SandboxRecord, lotId: number | false): void {
  const [lot] = records(product.env, 'stock.lot', [lotId]);
  if (lot === undefined || product.value('tracking') !== 'serial' || place.value('usage') === 'inventory') return;
  for (const quant of lot.related('quant_ids')) {
    if (!isWithin(quant.one('location_id'), place) || Math.abs(quant.number('quantity')) <= 1) continue;
    throw validationError(
      `The serial number has already been assigned: \n Product: ${product.displayName() || ''}, Serial Number: ${lot.text('name')}`,
    );
  }
}
