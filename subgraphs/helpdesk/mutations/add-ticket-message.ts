import { idOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { asId } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import { TICKET_GUARDS } from '../actions.ts';
import type { AddTicketMessageInput, AddTicketMessagePayload } from '../generated.ts';

/** The mail's own identifier, which Odoo keeps with the message and we may choose: where a key leaves its trace. */
const messageId = (keyTag: string): string => `<${keyTag}@odoo-graph>`;

/** The message that an earlier try with the key left on the ticket. */
async function messageOf(ticket: number, keyTag: string, { reader }: MutationContext): Promise<number | null> {
  const domain = and(where('message_id', '=', messageId(keyTag)), where('model', '=', 'helpdesk.ticket'), where('res_id', '=', ticket));
  const { records } = await reader.search('mail.message', { domain, specification: {}, limit: 1 });
  return asId(records[0]?.id);
}

/** `addTicketMessage`: in the caller's name. What employees write to the customer goes to them by mail, where Odoo has a mail server. */
export const addTicketMessage = mutation<AddTicketMessageInput, AddTicketMessagePayload>({
  async run(input, context) {
    const { principal, writer, keyTag } = context;
    const internal = input.internal === true;
    if (internal && principal.role === 'CUSTOMER') refuse('NOT_PERMITTED', ['input', 'internal'], { reason: 'Internal notes are for employees.' });
    const check = new InputCheck();
    const body = check.text(input.body, ['input', 'body'], { required: true });
    check.done();
    const ticket = await requireActionable(context, 'Ticket', input.ticketId, ['input', 'ticketId'], TICKET_GUARDS.addTicketMessage);
    const customer = idOf(ticket.data.partner_id);
    const told = !internal && customer !== null && customer !== principal.partnerId;
    const posted = await writer.call<unknown>('helpdesk.ticket', 'message_post', {
      ids: [ticket.id],
      args: {
        // Odoo escapes what is sent as text.
        body, message_type: 'comment', subtype_xmlid: internal ? 'mail.mt_note' : 'mail.mt_comment',
        ...(principal.partnerId !== null && { author_id: principal.partnerId }), ...(told && { partner_ids: [customer] }),
        ...(keyTag !== null && { message_id: messageId(keyTag) }),
      },
    });
    return { ticket: ticket.id, message: asId(Array.isArray(posted) ? posted[0] : posted) };
  },

  async findByKey(input, context) {
    const ticket = await requireVisible(context, 'Ticket', input.ticketId, ['input', 'ticketId']);
    const message = context.keyTag === null ? null : await messageOf(ticket.id, context.keyTag, context);
    return message === null ? null : { ticket: ticket.id, message };
  },
});
