import { idOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type {
  AssignTicketInput, AssignTicketPayload, CloseTicketInput, CloseTicketPayload, MoveTicketInput, MoveTicketPayload, ReopenTicketInput, ReopenTicketPayload,
  UpdateTicketInput, UpdateTicketPayload,
} from '../generated.ts';
import { firstStage, stagesOf, TICKET_GUARDS } from '../actions.ts';
import { linkVals, textVals } from './ticket-vals.ts';

const TICKET = 'helpdesk.ticket';

const move = (ticket: number, stage: number | null, { writer }: MutationContext): Promise<void> => writer.write(TICKET, [ticket], { stage_id: stage });

/** `updateTicket`. */
export const updateTicket = mutation<UpdateTicketInput, UpdateTicketPayload>({
  async run(input, context) {
    const { id: ticket } = await requireActionable(context, 'Ticket', input.id, ['input', 'id'], TICKET_GUARDS.updateTicket);
    const vals = { ...textVals(input, new InputCheck()), ...(await linkVals(input, context)) };
    if (Object.keys(vals).length > 0) await context.writer.write(TICKET, [ticket], vals);
    return { ticket };
  },
});

/** `assignTicket`. */
export const assignTicket = mutation<AssignTicketInput, AssignTicketPayload>({
  async run(input, context) {
    const { id: ticket } = await requireActionable(context, 'Ticket', input.id, ['input', 'id'], TICKET_GUARDS.assignTicket);
    const user = input.userId === null || input.userId === undefined ? null : await requireVisible(context, 'User', input.userId, ['input', 'userId']);
    await context.writer.write(TICKET, [ticket], { user_id: user?.id ?? false });
    return { ticket };
  },
});

/** `moveTicket`. */
export const moveTicket = mutation<MoveTicketInput, MoveTicketPayload>({
  async run(input, context) {
    const ticket = await requireActionable(context, 'Ticket', input.id, ['input', 'id'], TICKET_GUARDS.moveTicket);
    const stage = await requireVisible(context, 'TicketStage', input.stageId, ['input', 'stageId']);
    // A ticket without a team may be in any stage.
    if (idOf(ticket.data.team_id) !== null && !stagesOf(ticket).some(({ id }) => id === stage.id)) refuse('STAGE_OF_OTHER_TEAM', ['input', 'stageId']);
    await move(ticket.id, stage.id, context);
    return { ticket: ticket.id };
  },
});

/** `closeTicket`. */
export const closeTicket = mutation<CloseTicketInput, CloseTicketPayload>({
  async run(input, context) {
    const ticket = await requireActionable(context, 'Ticket', input.id, ['input', 'id'], TICKET_GUARDS.closeTicket);
    await move(ticket.id, firstStage(ticket, true, context), context);
    return { ticket: ticket.id };
  },
});

/** `reopenTicket`. */
export const reopenTicket = mutation<ReopenTicketInput, ReopenTicketPayload>({
  async run(input, context) {
    const ticket = await requireActionable(context, 'Ticket', input.id, ['input', 'id'], TICKET_GUARDS.reopenTicket);
    await move(ticket.id, firstStage(ticket, false, context), context);
    return { ticket: ticket.id };
  },
});
