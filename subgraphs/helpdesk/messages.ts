import { rowOf } from '../../access/odoo-records.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asId } from '../../odoo/client/values.ts';

/** `TicketMessage.ticket`: a message names its record by model and number; the type's domain has seen to the model. */
export const ticketOfMessage: CodeResolver = ({ data }) => asId(data.res_id);

/** `TicketMessage.isInternal`, as Odoo's portal decides: by the message itself, or by a subtype that is internal or missing. */
export const isInternal: CodeResolver = ({ data }) => {
  const subtype = rowOf(data.subtype_id);
  return data.is_internal === true || subtype === null || subtype.internal === true;
};
