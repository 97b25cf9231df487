import { EVERYTHING, NOTHING, and, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { idOf, searchRecords } from '../odoo-records.ts';
import { byReach } from './business.ts';
import { seenIn, standingByCustomer } from './standing.ts';
import type { ScopeView } from './view.ts';

const TICKET = 'helpdesk.ticket';

/** TICKET. By its own association or stamp, without one through its customer. */
export function ticketScope(view: ScopeView): Domain | Promise<Domain> {
  return byReach(view, 'partner_id', async (reach) => seenIn(await standingByCustomer(view, reach, 'ticket'), reach));
}

/** What Odoo's own portal shows: nothing internal, nothing that only reports a change of the record. */
const FOR_CUSTOMERS = and(
  where('is_internal', '=', false),
  where('subtype_id', 'any', where('internal', '=', false)),
  where('message_type', 'in', ['comment', 'email', 'email_outgoing', 'auto_comment', 'out_of_office']),
);

/**
 * TICKET_MESSAGE. Messages of visible tickets; not the notices that Odoo sends to one user. A message names its ticket by a
 * number without a relation, so the visible tickets are read first, once in a request.
 */
export async function ticketMessageScope(view: ScopeView): Promise<Domain> {
  const { reach, storage, odoo, request } = view;
  if (reach.kind === 'nothing') return NOTHING;
  const model = storage.database.model(TICKET);
  if (model === null) return NOTHING;
  const shown = and(where('model', '=', model), where('message_type', '!=', 'user_notification'));
  if (reach.kind === 'everything') return shown;
  const tickets = await view.domain('TICKET', TICKET);
  const ids = await view.once('ticket ids', async () => (await searchRecords(odoo, request, model, tickets, {})).map(idOf).filter((id) => id !== null));
  if (ids.length === 0) return NOTHING;
  return and(shown, where('res_id', 'in', ids), reach.kind === 'own' ? FOR_CUSTOMERS : EVERYTHING);
}
