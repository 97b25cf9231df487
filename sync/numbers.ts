import type { Db } from 'mongodb';
import { orders, state } from './collections.ts';
import { counterOf, orderNumber } from './natural-key.ts';
import { takeNumbers } from './state.ts';

/**
 * Numbers for orders that come from Odoo. A record whose origin says that it was made by a dashboard gets its number back,
 * so that a lost MongoDB is made up for from Odoo; the counter goes on after the highest. What has no number in its origin,
 * or shares it with another (a backorder), gets a new one.
 */
export async function numbersFor(db: Db, wanted: readonly (string | null)[]): Promise<readonly string[]> {
  const asked = wanted.filter((number) => number !== null);
  const taken = new Set<string>(asked.length === 0 ? [] : await orders.in(db).distinct('number', { number: { $in: asked } }));
  const kept = wanted.map((number) => {
    if (number === null || taken.has(number)) return null;
    taken.add(number);
    return number;
  });
  const highest = Math.max(0, ...kept.map((number) => (number === null ? 0 : counterOf(number))));
  if (highest > 0) await state.in(db).updateOne({ _id: 'counter/orders' }, { $max: { value: highest } }, { upsert: true });
  const missing = kept.filter((number) => number === null).length;
  let next = missing === 0 ? 0 : await takeNumbers(db, missing);
  return kept.map((number) => {
    if (number !== null) return number;
    next += 1;
    return orderNumber(next - 1);
  });
}
