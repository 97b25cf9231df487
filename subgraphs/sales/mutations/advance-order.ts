import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { OdooFault } from '../../../odoo/client/faults.ts';
import type { CancelOrderInput, CancelOrderPayload, ConfirmOrderInput, ConfirmOrderPayload, ReopenQuotationInput, ReopenQuotationPayload } from '../generated.ts';
import { ORDER_GUARDS } from '../order-guards.ts';
import { approvalAnew, companyOf, ORDER } from './order-writing.ts';

async function stateOf(id: unknown, context: MutationContext): Promise<unknown> {
  const { data } = await requireVisible(context, 'SalesOrder', id, ['input', 'id'], ['state']);
  return data.state;
}

/** `confirmOrder`. Of two at once Odoo refuses one, which hears what the other did. */
export const confirmOrder = mutation<ConfirmOrderInput, ConfirmOrderPayload>({
  async run(input, context) {
    const order = await requireActionable(context, 'SalesOrder', input.id, ['input', 'id'], ORDER_GUARDS.confirmOrder);
    try {
      await context.writer.call(ORDER, 'action_confirm', { ids: [order.id], context: companyOf(order) });
    } catch (error) {
      const refused = error instanceof OdooFault && error.kind === 'BUSINESS';
      if (refused && (await stateOf(input.id, context)) === 'sale') refuse('WRONG_STATE', null, { reason: 'The order is confirmed already.' });
      throw error;
    }
    return { order: order.id };
  },

  /** A confirmed order is what the key was for. */
  async findByKey(input, context) {
    const order = await requireVisible(context, 'SalesOrder', input.id, ['input', 'id'], ['state']);
    return order.data.state === 'sale' ? { order: order.id } : null;
  },
});

/** `cancelOrder`: Odoo cancels its open deliveries and draft invoices with it. */
export const cancelOrder = mutation<CancelOrderInput, CancelOrderPayload>({
  async run(input, context) {
    const order = await requireActionable(context, 'SalesOrder', input.id, ['input', 'id'], ORDER_GUARDS.cancelOrder);
    // Up to Odoo 18 a dialogue comes first, unless this says that it was gone through.
    await context.writer.call(ORDER, 'action_cancel', { ids: [order.id], context: { ...companyOf(order), disable_cancel_warning: true } });
    return { order: order.id };
  },
});

/** `reopenQuotation`: the approval goes first, so that there is no moment in which an old one counts. */
export const reopenQuotation = mutation<ReopenQuotationInput, ReopenQuotationPayload>({
  async run(input, context) {
    const { writer } = context;
    const order = await requireActionable(context, 'SalesOrder', input.id, ['input', 'id'], ORDER_GUARDS.reopenQuotation);
    const vals = approvalAnew(order, context);
    const { approval_status: before } = order.data;
    if (Object.keys(vals).length > 0) await writer.step('the approval was reset', () => writer.write(ORDER, [order.id], vals), () => writer.write(ORDER, [order.id], { approval_status: before }));
    await writer.call(ORDER, 'action_draft', { ids: [order.id], context: companyOf(order) });
    return { order: order.id };
  },
});
