import type { InputCheck } from '../../../graph/mutations/input.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { toOdooDateTime } from '../../../odoo/client/values.ts';
import type { CreateQuotationInput } from '../generated.ts';

type Head = Partial<Pick<CreateQuotationInput, 'clientReference' | 'note' | 'promisedAt' | 'validUntil' | 'pricelistId' | 'paymentTermId' | 'outletId'>>;

const LINKS = [
  ['pricelistId', 'Pricelist', 'pricelist_id'],
  ['paymentTermId', 'PaymentTerm', 'payment_term_id'],
  ['outletId', 'Outlet', 'x_outlet_id'],
] as const;

/** Texts and dates at the head of an order, as far as they are given. What is null is emptied. */
export function headVals(input: Head, check: InputCheck): Record<string, unknown> {
  const vals: Record<string, unknown> = {};
  if (input.clientReference !== undefined) vals.client_order_ref = check.line(input.clientReference, ['input', 'clientReference']) ?? false;
  if (input.note !== undefined) vals.note = asHtml(check.text(input.note, ['input', 'note']));
  if (input.promisedAt !== undefined) vals.commitment_date = input.promisedAt === null ? false : toOdooDateTime(input.promisedAt);
  if (input.validUntil !== undefined) vals.validity_date = check.date(input.validUntil, ['input', 'validUntil']) ?? false;
  check.done();
  return vals;
}

/** Records that an order points at, each one that the caller sees. */
export async function linkVals(input: Head, context: MutationContext): Promise<Record<string, unknown>> {
  const vals: Record<string, unknown> = {};
  for (const [name, type, field] of LINKS) {
    const id = input[name];
    if (id !== undefined) vals[field] = id === null ? false : (await requireVisible(context, type, id, ['input', name])).id;
  }
  return vals;
}

/** Plain text as the HTML that Odoo keeps. */
function asHtml(text: string | null): string | false {
  if (text === null) return false;
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}
