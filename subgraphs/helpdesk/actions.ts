import { idOf, rowOf, rowsOf } from '../../access/odoo-records.ts';
import type { OdooRow } from '../../access/odoo-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Guard, Guards } from '../../graph/mutations/actions.ts';
import { levelRefusal } from '../../graph/mutations/levels.ts';
import type { Row } from '../../graph/row.ts';
import { userError } from '../../platform/user-errors.ts';

const STAGE = 'helpdesk.stage';

const closes = (stage: OdooRow | null, { database }: GraphContext): boolean => stage !== null && database.virtual(STAGE, 'closing')?.decode(stage) === true;

export const isClosed = ({ data }: Row, context: GraphContext): boolean => closes(rowOf(data.stage_id), context);

/** The team's stages, in their order. */
export function stagesOf({ data }: Row): readonly OdooRow[] {
  return rowsOf(rowOf(data.team_id)?.stage_ids).toSorted((left, right) => Number(left.sequence) - Number(right.sequence) || Number(left.id) - Number(right.id));
}

/** The first stage of the team that closes tickets, or that does not; null when it has none. */
export function firstStage(ticket: Row, closing: boolean, context: GraphContext): number | null {
  return idOf(stagesOf(ticket).find((stage) => closes(stage, context) === closing) ?? null);
}

/** Whoever may change a ticket: the Service Account's association with it, or else with its customer, reaches far enough. */
const changeable: Guard = (ticket, context) => levelRefusal(context, 'ticket', ticket.id, 'assignment', null, idOf(ticket.data.partner_id));

const closeable: Guard = (ticket, context) => {
  if (isClosed(ticket, context)) return userError('TICKET_CLOSED');
  return firstStage(ticket, true, context) === null ? userError('NO_CLOSING_STAGE') : changeable(ticket, context);
};

const reopenable: Guard = (ticket, context) => {
  if (!isClosed(ticket, context)) return userError('TICKET_OPEN');
  return firstStage(ticket, false, context) === null ? userError('WRONG_STATE', null, { reason: 'The team of the ticket has no stage for open tickets.' }) : changeable(ticket, context);
};

export const TICKET_GUARDS = {
  updateTicket: changeable,
  assignTicket: changeable,
  moveTicket: changeable,
  closeTicket: closeable,
  reopenTicket: reopenable,
  addTicketMessage: changeable,
} as const satisfies Guards;
