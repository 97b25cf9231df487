import { governanceOfTicket } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { availableActions } from '../../graph/mutations/actions.ts';
import { TICKET_GUARDS } from './actions.ts';
import { isInternal, ticketOfMessage } from './messages.ts';
import { addTicketMessage } from './mutations/add-ticket-message.ts';
import { assignTicket, closeTicket, moveTicket, reopenTicket, updateTicket } from './mutations/change-ticket.ts';
import { createTicket } from './mutations/create-ticket.ts';
import { isClosed, number, ticketsOfAccount, ticketsOfEmployee } from './tickets.ts';

/** What the SDL of the help desk cannot say. */
export const helpdesk: SubgraphCode = {
  mutations: { createTicket, updateTicket, assignTicket, moveTicket, closeTicket, reopenTicket, addTicketMessage },
  fields: {
    Ticket: { number, isClosed, availableActions: availableActions(TICKET_GUARDS), governance: governanceResolvers(governanceOfTicket).governance },
    TicketMessage: { ticket: ticketOfMessage, isInternal },
  },
  edges: { ServiceAccount: { tickets: ticketsOfAccount }, Employee: { assignedTickets: ticketsOfEmployee } },
};
