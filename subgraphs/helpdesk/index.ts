import { governanceOfTicket } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { isInternal, ticketOfMessage } from './messages.ts';
import { isClosed, number, ticketsOfAccount } from './tickets.ts';

/** What the SDL of the help desk cannot say. */
export const helpdesk: SubgraphCode = {
  fields: {
    Ticket: { number, isClosed, governance: governanceResolvers(governanceOfTicket).governance },
    TicketMessage: { ticket: ticketOfMessage, isInternal },
  },
  edges: { ServiceAccount: { tickets: ticketsOfAccount } },
};
