import { documentLink, noDocument } from '../../graph/documents.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asText } from '../../odoo/client/values.ts';

/** `SalesOrder.proforma`. */
export const proforma: CodeResolver = ({ id, data }, _args, context) =>
  data.state === 'cancel' ? noDocument('The order is cancelled.') : documentLink('proforma', id, asText(data.name) ?? 'order', context);
