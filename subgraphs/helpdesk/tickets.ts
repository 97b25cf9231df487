import { actedOnWithCustomer, ticketsIn } from '../../access/governed-records.ts';
import { rowOf } from '../../access/odoo-records.ts';
import { assignedRecords } from '../../graph/assigned.ts';
import type { CodeResolver, EdgeDomain } from '../../graph/engine.ts';
import { asText } from '../../odoo/client/values.ts';

const TICKET = 'helpdesk.ticket';
const STAGE = 'helpdesk.stage';

/** `Ticket.number`: Enterprise and OCA number tickets; without them people use the id. */
export const number: CodeResolver = ({ id, data }, _args, { database }) => {
  const live = database.resolve(TICKET, 'ticket_ref');
  return (live === null ? null : asText(data[live])) ?? String(id);
};

/** `Ticket.isClosed`: a ticket without a stage is open. */
export const isClosed: CodeResolver = ({ data }, _args, { database }) => {
  const stage = rowOf(data.stage_id);
  return stage !== null && database.virtual(STAGE, 'closing')?.decode(stage) === true;
};

/** `ServiceAccount.tickets`. The caller's own visibility is joined by the engine. */
export const ticketsOfAccount: EdgeDomain = (account, { scopes }) => ticketsIn(scopes, account);

/** `Employee.assignedTickets`. */
export const ticketsOfEmployee = assignedRecords((me, account, { scopes }) => actedOnWithCustomer(scopes, 'ticket', account, me));
