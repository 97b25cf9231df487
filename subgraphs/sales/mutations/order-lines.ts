import { idOf } from '../../../access/odoo-records.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireAllVisible } from '../../../graph/mutations/records.ts';
import type { InputPath } from '../../../graph/mutations/refusal.ts';
import type { OrderLineInput } from '../generated.ts';

type Vals = Readonly<Record<string, unknown>>;

const LINE = 'sale.order.line';
/** Digits that Odoo keeps of unit prices at most, and of discounts. */
const PRICE_DIGITS = 6;

/** The values of what a line's input gives. Mistakes are collected. */
export function lineVals(input: Partial<OrderLineInput>, path: InputPath, check: InputCheck, context: MutationContext, { zero = false } = {}): Vals {
  const vals: Record<string, unknown> = {};
  const quantity = check.quantity(input.quantity, [...path, 'quantity'], { required: false, zero });
  const price = check.quantity(input.unitPrice, [...path, 'unitPrice'], { required: false, zero: true, digits: PRICE_DIGITS });
  const discount = check.quantity(input.discountPercent, [...path, 'discountPercent'], { required: false, zero: true });
  const description = check.text(input.description, [...path, 'description']);
  if (discount !== null && discount > 100) check.refuse('INVALID_VALUE', [...path, 'discountPercent'], { reason: 'A discount is at most 100 percent.' });
  if (quantity !== null) vals.product_uom_qty = quantity;
  if (price !== null) Object.assign(vals, agreedPrice(price, context));
  if (discount !== null) vals.discount = discount;
  if (description !== null) vals.name = description;
  return vals;
}

/**
 * A price that stays when the quantity changes. Odoo 18 and later take a price for agreed when it differs from the technical one, which a
 * plain write sets alike.
 */
export function agreedPrice(price: number, { database }: MutationContext): Vals {
  if (database.field(LINE, 'technical_price_unit') === null) return { price_unit: price };
  return { price_unit: price, technical_price_unit: price === 0 ? 1 : 0 };
}

/** Commands that add lines, with products that the caller sees, that are sold, and that belong to the order's company. */
export async function newLines(lines: readonly OrderLineInput[], company: number | null, check: InputCheck, context: MutationContext): Promise<readonly (readonly [0, 0, Vals])[]> {
  const at = (index: number): InputPath => ['input', 'lines', index];
  const vals = lines.map((line, index) => lineVals(line, at(index), check, context));
  check.done();
  const wanted = lines.map(({ productId }, index) => ({ id: productId, path: [...at(index), 'productId'] }));
  const products = lines.length === 0 ? [] : await requireAllVisible(context, 'Product', wanted, ['sale_ok', 'active', 'company_id']);
  const sold = new InputCheck();
  products.forEach(({ data }, index) => {
    const path = [...at(index), 'productId'];
    const owner = idOf(data.company_id);
    if (data.sale_ok !== true || data.active === false) sold.refuse('INVALID_VALUE', path, { reason: 'This product is not sold.' });
    else if (owner !== null && company !== null && owner !== company) sold.refuse('WRONG_COMPANY', path, { reason: 'The product belongs to another company than the order.' });
  });
  sold.done();
  return products.map(({ id }, index) => [0, 0, { product_id: id, ...vals[index] }] as const);
}
