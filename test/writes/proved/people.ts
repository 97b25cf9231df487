import { TICKET } from '../../../odoo/sandbox/data/tickets.ts';
import { CUSTOMER, SA } from '../../../odoo/sandbox/data/ids.ts';
import { once } from './kind.ts';
import type { Proved } from './kind.ts';

export const member: Proved = {
  as: 'admin',
  query: 'mutation($input: EnrollMemberInput!) { enrollMember(input: $input) { membership { id } userErrors { code } } }',
  input: () => ({ serviceAccountId: String(SA.LOME), role: 'AGENT' }),
  prepare: async (mark, odoo) => ({ personId: String(await odoo.create('res.partner', { name: mark })) }),
  count: (mark, odoo) => odoo.count('ov.membership', [['person_partner_id.name', '=', mark]]),
};

/** A ticket counts as done once it is there, with one place in the Service Account and one actor. */
export const ticket: Proved = {
  as: 'agent',
  query: 'mutation($input: CreateTicketInput!) { createTicket(input: $input) { ticket { id } userErrors { code } } }',
  input: (mark) => ({ subject: mark, customerId: String(CUSTOMER.PERSONA) }),
  count: (mark, odoo) =>
    once([
      odoo.count('helpdesk.ticket', [['name', '=', mark]]),
      odoo.count('ov.sa_ticket_assignment', [['ticket_id.name', '=', mark], ['state', '=', 'active']]),
      odoo.count('ov.actor_sa_ticket_assignment', [['assignment_id.ticket_id.name', '=', mark], ['state', '=', 'active']]),
    ]),
};

export const message: Proved = {
  as: 'agent',
  query: 'mutation($input: AddTicketMessageInput!) { addTicketMessage(input: $input) { message { id } userErrors { code } } }',
  input: (mark) => ({ ticketId: String(TICKET.OWN), body: mark, internal: true }),
  count: (mark, odoo) => odoo.count('mail.message', [['model', '=', 'helpdesk.ticket'], ['body', 'like', `>${mark}<`]]),
};
