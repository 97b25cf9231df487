import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { sendByDialogue } from '../../../graph/mutations/mail.ts';
import type { MailOutcome } from '../../../graph/mutations/mail.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import type { SendProformaInput, SendProformaPayload, SendQuotationInput, SendQuotationPayload } from '../generated.ts';
import { markable, ORDER_GUARDS } from '../order-guards.ts';
import { companyOf, ORDER } from './order-writing.ts';

async function send(id: unknown, action: 'sendQuotation' | 'sendProforma', context: MutationContext): Promise<{ readonly order: number; readonly mail: MailOutcome }> {
  const order = await requireActionable(context, 'SalesOrder', id, ['input', 'id'], ORDER_GUARDS[action]);
  const odoo = { ...companyOf(order), ...(action === 'sendProforma' && { proforma: true }) };
  return { order: order.id, mail: await sendByDialogue(ORDER, order.id, 'action_quotation_send', odoo, context) };
}

/** `sendQuotation`. */
export const sendQuotation = mutation<SendQuotationInput, SendQuotationPayload>({
  async run(input, context) {
    if (input.sendEmail !== false) return send(input.id, 'sendQuotation', context);
    const order = await requireActionable(context, 'SalesOrder', input.id, ['input', 'id'], markable);
    // What is marked already stays so: Odoo would refuse.
    if (order.data.state === 'draft') await context.writer.call(ORDER, 'action_quotation_sent', { ids: [order.id], context: companyOf(order) });
    return { order: order.id, mail: null };
  },
});

/** `sendProforma`. */
export const sendProforma = mutation<SendProformaInput, SendProformaPayload>({
  run: (input, context) => send(input.id, 'sendProforma', context),
});
