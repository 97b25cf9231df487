import { idOf } from '../../../access/odoo-records.ts';
import { place, placeAtBirth, placementOf } from '../../../access/storage/place.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { requireLevel } from '../../../graph/mutations/levels.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { where } from '../../../odoo/domain/build.ts';
import type { CreateQuotationInput, CreateQuotationPayload } from '../generated.ts';
import { newLines } from './order-lines.ts';
import { headVals, linkVals } from './order-vals.ts';
import { inCompany, ORDER } from './order-writing.ts';
import { finishPlace } from '../../../graph/mutations/placed.ts';

/** The company that sells: the one that is asked for, that of the Service Account, the customer's. */
async function sellingCompany(input: CreateQuotationInput, customers: number | null, context: MutationContext): Promise<number | null> {
  const own = context.principal.serviceAccount?.companyId ?? null;
  const asked = input.companyId === null || input.companyId === undefined ? null : (await requireVisible(context, 'Company', input.companyId, ['input', 'companyId'])).id;
  if (asked !== null && own !== null && asked !== own) refuse('WRONG_COMPANY', ['input', 'companyId'], { reason: 'The Service Account in context belongs to another company.' });
  const company = asked ?? own ?? customers;
  if (company !== null && customers !== null && customers !== company) refuse('WRONG_COMPANY', ['input', 'customerId'], { reason: 'The customer belongs to another company.' });
  return company;
}

/** Everything that the new quotation consists of, checked. */
async function prepared(input: CreateQuotationInput, context: MutationContext) {
  const check = new InputCheck();
  const head = headVals(input, check);
  const customer = await requireVisible(context, 'Customer', input.customerId, ['input', 'customerId'], ['company_id']);
  await requireLevel(context, 'customer', customer.id, 'assignment', ['input', 'customerId']);
  const company = await sellingCompany(input, idOf(customer.data.company_id), context);
  const lines = await newLines(input.lines ?? [], company, check, context);
  const vals = { partner_id: customer.id, ...(company !== null && { company_id: company }), ...head, ...(await linkVals(input, context)) };
  return { vals, lines, odoo: inCompany(company) };
}

/**
 * `createQuotation`: one call. With a key the quotation is made with the key's trace first and gets its lines then, since a file of lines
 * cannot leave a price open.
 */
export const createQuotation = mutation<CreateQuotationInput, CreateQuotationPayload>({
  async run(input, context) {
    const { writer, database, principal, keyTag } = context;
    const { vals, lines, odoo } = await prepared(input, context);
    const placement = placementOf(principal);
    const born = placement === null ? null : placeAtBirth('sale_order', placement, database);
    const atOnce = keyTag === null ? { order_line: lines } : {};
    const order = await writer.step(
      'the quotation was created',
      () => writer.createOnce(ORDER, { ...vals, ...born?.vals, ...atOnce }, keyTag, odoo),
      (id) => writer.call(ORDER, 'unlink', { ids: [id] }),
    );
    if (keyTag !== null && lines.length > 0) await writer.step('its lines were added', () => writer.write(ORDER, [order], { order_line: lines }, odoo), () => Promise.resolve());
    if (placement !== null && born?.complete === false) await place('sale_order', order, placement, database, writer);
    return { order };
  },

  async findByKey(input, context) {
    const { writer, principal, reader, keyTag } = context;
    const order = keyTag === null ? null : await writer.findOnce(ORDER, keyTag);
    if (order === null) return null;
    const { lines, odoo } = await prepared(input, context);
    const there = await reader.count('sale.order.line', where('order_id', '=', order));
    if (there === 0 && lines.length > 0) await writer.write(ORDER, [order], { order_line: lines }, odoo);
    const placement = placementOf(principal);
    if (placement !== null) await finishPlace('sale_order', order, placement, context);
    return { order };
  },
});
