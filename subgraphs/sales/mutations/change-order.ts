import { idOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import type { Row } from '../../../graph/row.ts';
import type {
  AddOrderLinesInput, AddOrderLinesPayload, RemoveOrderLineInput, RemoveOrderLinePayload, UpdateOrderLineInput, UpdateOrderLinePayload, UpdateQuotationInput, UpdateQuotationPayload,
} from '../generated.ts';
import { ORDER_GUARDS } from '../order-guards.ts';
import { lineVals, newLines } from './order-lines.ts';
import { headVals, linkVals } from './order-vals.ts';
import { companyOf, ORDER, withoutApproval } from './order-writing.ts';

/** `updateQuotation`. Odoo keeps the prices of another pricelist to itself until it is told to take them. */
export const updateQuotation = mutation<UpdateQuotationInput, UpdateQuotationPayload>({
  async run(input, context) {
    const { writer } = context;
    const head = headVals(input, new InputCheck());
    const order = await requireActionable(context, 'SalesOrder', input.id, ['input', 'id'], ORDER_GUARDS.updateQuotation, ['pricelist_id']);
    const vals = { ...head, ...(await linkVals(input, context)) };
    const before = idOf(order.data.pricelist_id);
    const repriced = 'pricelist_id' in vals && vals['pricelist_id'] !== before;
    const odoo = companyOf(order);
    if (Object.keys(vals).length > 0) {
      await writer.step(
        'the quotation was changed',
        () => writer.write(ORDER, [order.id], { ...vals, ...(repriced && withoutApproval(order, context)) }, odoo),
        repriced ? () => writer.write(ORDER, [order.id], { pricelist_id: before ?? false }, odoo) : undefined,
      );
    }
    if (repriced) await writer.call(ORDER, 'action_update_prices', { ids: [order.id], context: odoo });
    return { order: order.id };
  },
});

/** `addOrderLines`: one write, which also voids an approval. */
export const addOrderLines = mutation<AddOrderLinesInput, AddOrderLinesPayload>({
  async run(input, context) {
    const check = new InputCheck();
    if (input.lines.length === 0) check.refuse('REQUIRED', ['input', 'lines']);
    check.done();
    const order = await requireActionable(context, 'SalesOrder', input.orderId, ['input', 'orderId'], ORDER_GUARDS.addOrderLines);
    const lines = await newLines(input.lines, idOf(order.data.company_id), check, context);
    await context.writer.write(ORDER, [order.id], { order_line: lines, ...withoutApproval(order, context) }, companyOf(order));
    return { order: order.id };
  },
});

/** A line that the caller sees, and its order, which has to be open to the mutation. */
async function lineOf(id: unknown, action: 'updateOrderLine' | 'removeOrderLine', context: MutationContext): Promise<{ readonly line: Row; readonly order: Row }> {
  const line = await requireVisible(context, 'SalesOrderLine', id, ['input', 'lineId'], ['order_id', 'price_unit']);
  const order = await requireActionable(context, 'SalesOrder', idOf(line.data.order_id), ['input', 'lineId'], ORDER_GUARDS[action]);
  return { line, order };
}

/** `updateOrderLine`. Odoo 17 does not tell agreed prices from listed ones and would set any price anew with the quantity: there the price stays. */
export const updateOrderLine = mutation<UpdateOrderLineInput, UpdateOrderLinePayload>({
  async run(input, context) {
    const check = new InputCheck();
    const vals = lineVals(input as Parameters<typeof lineVals>[0], ['input'], check, context, { zero: true });
    check.done();
    const { line, order } = await lineOf(input.lineId, 'updateOrderLine', context);
    const quotation = order.data.state !== 'sale';
    if (quotation && vals.product_uom_qty === 0) check.refuse('INVALID_VALUE', ['input', 'quantity'], { reason: 'This has to be above zero. Use removeOrderLine to remove the line.' });
    check.done();
    const forgets = 'product_uom_qty' in vals && !('price_unit' in vals) && context.database.field('sale.order.line', 'technical_price_unit') === null;
    const kept = forgets ? { price_unit: line.data.price_unit } : {};
    if (Object.keys(vals).length > 0) {
      await context.writer.write(ORDER, [order.id], { order_line: [[1, line.id, { ...vals, ...kept }]], ...withoutApproval(order, context) }, companyOf(order));
    }
    return { order: order.id, line: line.id };
  },
});

/** `removeOrderLine`. */
export const removeOrderLine = mutation<RemoveOrderLineInput, RemoveOrderLinePayload>({
  async run(input, context) {
    const { line, order } = await lineOf(input.lineId, 'removeOrderLine', context);
    await context.writer.write(ORDER, [order.id], { order_line: [[2, line.id, 0]], ...withoutApproval(order, context) }, companyOf(order));
    return { order: order.id };
  },
});
