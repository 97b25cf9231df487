import { documentLink, noDocument } from '../../graph/documents.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asText } from '../../odoo/client/values.ts';

/** `Invoice.document`: what was posted is printed. */
export const document: CodeResolver = ({ id, data }, _args, context) => {
  if (data.state === 'cancel') return noDocument('The invoice is cancelled.');
  if (data.state !== 'posted') return noDocument('The invoice is a draft: it has no number yet. Use confirmInvoice first.');
  return documentLink('invoice', id, asText(data.name) ?? 'invoice', context);
};
