import { idOf } from '../../../access/odoo-records.ts';
import { place, placeAtBirth, placementOf } from '../../../access/storage/place.ts';
import type { Placement } from '../../../access/storage/place.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import { GraphError } from '../../../platform/errors.ts';
import type { CreateTicketInput, CreateTicketPayload } from '../generated.ts';
import { finishPlace } from '../../../graph/mutations/placed.ts';
import { linkVals, textVals } from './ticket-vals.ts';

/** Where the ticket belongs; null for a customer's own, which stands where the customer does, and for a system without an SA. */
function placementFor({ principal }: MutationContext): Placement | null {
  if (principal.role === 'CUSTOMER') return null;
  const placement = principal.serviceAccount?.companyId ? placementOf(principal) : null;
  if (placement === null && principal.role !== 'SYSTEM') throw new GraphError('SA_REQUIRED', 'Name the Service Account that the ticket belongs to in X-SA-ID.');
  return placement;
}

/** Who asks, and in which company: a customer asks for themselves. */
async function askedBy(input: CreateTicketInput, context: MutationContext): Promise<{ readonly customer: number | null; readonly company: number | null }> {
  const { principal } = context;
  const id = principal.role === 'CUSTOMER' ? String(principal.partnerId) : input.customerId;
  const given = input.customerId ?? null;
  if (principal.role === 'CUSTOMER' && given !== null && given !== id) await requireVisible(context, 'Customer', given, ['input', 'customerId']);
  const customer = id === null || id === undefined ? null : await requireVisible(context, 'Customer', id, ['input', 'customerId'], ['company_id']);
  return { customer: customer?.id ?? null, company: principal.serviceAccount?.companyId ?? idOf(customer?.data.company_id) ?? null };
}

/** The team that was asked for, or the company's first. */
async function teamFor(input: CreateTicketInput, company: number | null, context: MutationContext): Promise<number | null> {
  if (input.teamId !== null && input.teamId !== undefined) return (await requireVisible(context, 'HelpdeskTeam', input.teamId, ['input', 'teamId'])).id;
  if (company === null) return null;
  const { records } = await context.reader.search('helpdesk.team', { domain: and(where('company_id', '=', company)), specification: {}, order: 'sequence, id', limit: 1 });
  return idOf(records[0]?.id);
}

/** `createTicket`: one call where the database governs at birth, else the rows of governance follow. */
export const createTicket = mutation<CreateTicketInput, CreateTicketPayload>({
  async run(input, context) {
    const { writer, database, keyTag } = context;
    const placement = placementFor(context);
    const vals = { ...textVals(input, new InputCheck()), ...(await linkVals(input, context)) };
    const { customer, company } = await askedBy(input, context);
    const team = await teamFor(input, company, context);
    const born = placement === null ? null : placeAtBirth('ticket', placement, database);
    const ticket = await writer.step(
      'the ticket was opened',
      () =>
        writer.createOnce(
          'helpdesk.ticket',
          { ...vals, ...(customer !== null && { partner_id: customer }), ...(team !== null && { team_id: team }), ...(team === null && company !== null && { company_id: company }), ...born?.vals },
          keyTag,
        ),
      (id) => writer.call('helpdesk.ticket', 'unlink', { ids: [id] }),
    );
    if (placement !== null && born?.complete === false) await place('ticket', ticket, placement, database, writer);
    return { ticket };
  },

  async findByKey(_input, context) {
    const { writer, keyTag } = context;
    const ticket = keyTag === null ? null : await writer.findOnce('helpdesk.ticket', keyTag);
    if (ticket === null) return null;
    const placement = placementFor(context);
    if (placement !== null) await finishPlace('ticket', ticket, placement, context);
    return { ticket };
  },
});
