import { endPlaces } from '../../../access/storage/end.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { requireLevel } from '../../../graph/mutations/levels.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { ArchiveCustomerInput, ArchiveCustomerPayload, UpdateCustomerInput, UpdateCustomerPayload } from '../generated.ts';
import { customerVals } from './customer-vals.ts';

const PATH = ['input', 'id'] as const;

/** `updateCustomer`. */
export const updateCustomer = mutation<UpdateCustomerInput, UpdateCustomerPayload>({
  async run({ id, ...input }, context) {
    const customer = await requireVisible(context, 'Customer', id, PATH, ['parent_id']);
    await requireLevel(context, 'customer', customer.id, 'assignment', PATH);
    const vals = await customerVals(input, new InputCheck(), context);
    if (vals.parent_id === customer.id) refuse('HIERARCHY_CYCLE', ['input', 'parentId']);
    if (Object.keys(vals).length > 0) await context.writer.write('res.partner', [customer.id], vals);
    return { customer: customer.id };
  },
});

/** `archiveCustomer`: associations end with it, as the connector does on DELETE (domain.md 2.7). */
export const archiveCustomer = mutation<ArchiveCustomerInput, ArchiveCustomerPayload>({
  async run(input, context) {
    const { database, reader, writer, principal } = context;
    const customer = await requireVisible(context, 'Customer', input.id, PATH, ['active']);
    await requireLevel(context, 'customer', customer.id, 'binding', PATH);
    if (customer.data.active === false) refuse('WRONG_STATE', PATH, { reason: 'The customer is archived already.' });
    // Who acts for one Service Account takes the customer out of that one; the others keep theirs.
    const account = principal.policy === null ? null : (principal.serviceAccount?.id ?? null);
    const left = await endPlaces('customer', customer.id, account, database, reader, writer);
    if (left === 0) await writer.step('the customer was archived', () => writer.write('res.partner', [customer.id], { active: false }));
    return { customer: customer.id, archivedId: String(customer.id) };
  },
});
