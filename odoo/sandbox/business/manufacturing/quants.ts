import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { insert, isStorable, quantity, set } from '../rows.ts';

/** Whether stock of the place is counted for reservations; elsewhere everything is to be had (Odoo's `should_bypass_reservation`). */
export const isCounted = (location: SandboxRecord | undefined): boolean => ['internal', 'transit'].includes(location?.text('usage') ?? '');

/** What lies in a place or below it, oldest first; of one lot when it is given. */
export function quantsAt(env: Env, product: number, location: SandboxRecord, lot?: number | false): readonly SandboxRecord[] {
  const path = location.text('parent_path');
  return env.store
    .table('stock.quant')
    .pointing('product_id', product)
    .flatMap((id) => env.record('stock.quant', id) ?? [])
    .filter((quant) => quant.one('location_id')?.text('parent_path').startsWith(path) === true && (lot === undefined || quant.value('lot_id') === lot))
    .sort((left, right) => left.text('in_date').localeCompare(right.text('in_date')) || left.id - right.id);
}

/** What can still be reserved of a quant. */
export const freeOf = (quant: SandboxRecord): number => quantity(quant.number('quantity') - quant.number('reserved_quantity'));

/** Reserves (or, negative, gives back) in exactly this place. */
export function reserveAt(env: Env, product: number, location: number, lot: number | false, amount: number): void {
  const quant = quantsAt(env, product, placeOf(env, location), lot).find((row) => row.value('location_id') === location);
  if (quant === undefined) return;
  const reserved = quantity(Math.max(quant.number('reserved_quantity') + amount, 0));
  set(quant, { reserved_quantity: reserved, available_quantity: quantity(quant.number('quantity') - reserved) });
}

/** Puts goods into a place or takes them out; Odoo counts storable products alone. */
export function changeStock(env: Env, product: SandboxRecord, location: number, lot: number | false, amount: number): void {
  if (!isStorable(product) || amount === 0) return;
  const place = placeOf(env, location);
  const quant = quantsAt(env, product.id, place, lot).find((row) => row.value('location_id') === location);
  if (quant === undefined) {
    insert(env, 'stock.quant', {
      product_id: product.id, location_id: location, lot_id: lot, quantity: amount, reserved_quantity: 0, available_quantity: amount, in_date: env.now(),
      company_id: place.value('company_id'),
    });
    return;
  }
  const left = quantity(quant.number('quantity') + amount);
  set(quant, { quantity: left, available_quantity: quantity(left - quant.number('reserved_quantity')), write_date: env.now() });
}

/** A lot is where its stock is, or nowhere in particular when it is in several places. */
export function placeLot(env: Env, lot: SandboxRecord): void {
  const held = env.store.table('stock.quant').pointing('lot_id', lot.id).flatMap((id) => env.record('stock.quant', id) ?? []).filter((quant) => quant.number('quantity') > 0);
  const places = [...new Set(held.map((quant) => quant.value('location_id')))];
  const qty = held.filter((quant) => isCounted(quant.one('location_id'))).reduce((sum, quant) => sum + quant.number('quantity'), 0);
  set(lot, { location_id: places.length === 1 ? places[0] : false, product_qty: quantity(qty) });
}

function placeOf(env: Env, location: number): SandboxRecord {
  const place = env.record('stock.location', location);
  if (place === undefined) throw new RangeError(`the sandbox has no location ${location}`);
  return place;
}
