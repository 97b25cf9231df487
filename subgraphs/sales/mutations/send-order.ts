import { rowOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { sendByDialogue } from '../../../graph/mutations/mail.ts';
import type { MailOutcome } from '../../../graph/mutations/mail.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { asId, asText } from '../../../odoo/client/values.ts';
import type { SendProformaInput, SendProformaPayload, SendQuotationInput, SendQuotationPayload } from '../generated.ts';
import { ORDER_GUARDS } from '../order-guards.ts';
import { companyOf, ORDER } from './order-writing.ts';

const EMAIL = 'partner_id.email';
/** The group that Odoo's setting "Pro-Forma Invoice" gives to all users. */
const PROFORMA = 'sale.group_proforma_sales';

async function send(id: unknown, action: 'sendQuotation' | 'sendProforma', context: MutationContext): Promise<{ readonly order: number; readonly mail: MailOutcome }> {
  const order = await requireActionable(context, 'SalesOrder', id, ['input', 'id'], ORDER_GUARDS[action], [EMAIL]);
  if (asText(rowOf(order.data.partner_id)?.email) === null) refuse('EMAIL_MISSING');
  const odoo = { ...companyOf(order), ...(action === 'sendProforma' && { proforma: true }) };
  return { order: order.id, mail: await sendByDialogue(ORDER, order.id, 'action_quotation_send', odoo, context) };
}

/** `sendQuotation`. */
export const sendQuotation = mutation<SendQuotationInput, SendQuotationPayload>({
  async run(input, context) {
    if (input.sendEmail !== false) return send(input.id, 'sendQuotation', context);
    const order = await requireActionable(context, 'SalesOrder', input.id, ['input', 'id'], ORDER_GUARDS.sendQuotation);
    // What is marked already stays so: Odoo would refuse.
    if (order.data.state === 'draft') await context.writer.call(ORDER, 'action_quotation_sent', { ids: [order.id], context: companyOf(order) });
    return { order: order.id, mail: null };
  },
});

/** Is the setting on? The group is asked for the integration user, as Odoo asks it for whoever presses the button. */
async function hasProforma({ reader, database }: MutationContext): Promise<boolean> {
  const { uid } = await reader.call<{ readonly uid?: unknown }>({ model: 'res.users', method: 'context_get', kind: 'read' });
  const user = asId(uid);
  const ids = database.version.major >= 18 && user !== null ? { ids: [user] } : {};
  return (await reader.call<unknown>({ model: 'res.users', method: 'has_group', ...ids, args: { group_ext_id: PROFORMA }, kind: 'read' })) === true;
}

/** `sendProforma`. */
export const sendProforma = mutation<SendProformaInput, SendProformaPayload>({
  async run(input, context) {
    await requireActionable(context, 'SalesOrder', input.id, ['input', 'id'], ORDER_GUARDS.sendProforma);
    if (!(await hasProforma(context))) refuse('PROFORMA_DISABLED');
    return send(input.id, 'sendProforma', context);
  },
});
