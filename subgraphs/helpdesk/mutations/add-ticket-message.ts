import { idOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { asId } from '../../../odoo/client/values.ts';
import { TICKET_GUARDS } from '../actions.ts';
import type { AddTicketMessageInput, AddTicketMessagePayload } from '../generated.ts';

/** `addTicketMessage`: in the caller's name. What employees write to the customer goes to them by mail, where Odoo has a mail server. */
export const addTicketMessage = mutation<AddTicketMessageInput, AddTicketMessagePayload>({
  async run(input, context) {
    const { principal, writer } = context;
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
      },
    });
    return { ticket: ticket.id, message: asId(Array.isArray(posted) ? posted[0] : posted) };
  },
});
