/** What Odoo stores for one priced line. Inputs are chosen so that no rounding is in doubt; the arithmetic is Odoo's, in its order. */
export interface LineAmounts {
  readonly price_subtotal: number;
  readonly price_tax: number;
  readonly price_total: number;
  readonly price_reduce_taxexcl: number;
  readonly price_reduce_taxinc: number;
  readonly margin: number;
  readonly margin_percent: number;
}

/** Rounds half up to `digits` decimals, as Odoo rounds money. */
export function round(amount: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(amount * scale * (1 + Number.EPSILON)) / scale;
}

/** `taxPercent` is the sum of the line's percentage taxes, none of them included in the price. */
export function lineAmounts(
  line: { readonly quantity: number; readonly price: number; readonly discount: number; readonly cost: number }, taxPercent: number, digits: number,
): LineAmounts {
  const { quantity, price, discount, cost } = line;
  const subtotal = round(price * (1 - discount / 100) * quantity, digits);
  const total = subtotal + round((subtotal * taxPercent) / 100, digits);
  const margin = subtotal - cost * quantity;
  return {
    price_subtotal: subtotal,
    price_total: round(total, digits),
    // A plain float in Odoo: the difference keeps its noise.
    price_tax: round(total, digits) - subtotal,
    price_reduce_taxexcl: quantity === 0 ? 0 : round(subtotal / quantity, digits),
    price_reduce_taxinc: quantity === 0 ? 0 : round(round(total, digits) / quantity, digits),
    margin,
    margin_percent: subtotal === 0 ? 0 : margin / subtotal,
  };
}
