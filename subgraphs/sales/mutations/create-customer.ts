import { place, placeAtBirth, placementOf } from '../../../access/storage/place.ts';
import type { Placement } from '../../../access/storage/place.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { GraphError } from '../../../platform/errors.ts';
import type { CreateCustomerInput, CreateCustomerPayload } from '../generated.ts';
import { customerVals } from './customer-vals.ts';
import { finishPlace } from '../../../graph/mutations/placed.ts';

/** The SA that the customer is created in; null for a system's. Everybody else has to be in one that can govern. */
function placementFor({ principal }: MutationContext): Placement | null {
  const placement = principal.serviceAccount?.companyId ? placementOf(principal) : null;
  if (placement === null && principal.role !== 'SYSTEM') throw new GraphError('SA_REQUIRED', 'Name the Service Account that the customer belongs to in X-SA-ID.');
  return placement;
}

/** `createCustomer`: one call where the database governs at birth, else the rows of governance follow. */
export const createCustomer = mutation<CreateCustomerInput, CreateCustomerPayload>({
  async run(input, context) {
    const { writer, database, principal, keyTag } = context;
    const placement = placementFor(context);
    const own = await customerVals(input, new InputCheck(), context);
    const born = placement === null ? null : placeAtBirth('customer', placement, database);
    const vals = { ...own, customer_rank: 1, ...(principal.serviceAccount?.companyId && { company_id: principal.serviceAccount.companyId }), ...born?.vals };
    const customer = await writer.step(
      'the customer was created',
      () => writer.createOnce('res.partner', vals, keyTag),
      (id) => writer.call('res.partner', 'unlink', { ids: [id] }),
    );
    if (placement !== null && born?.complete === false) await place('customer', customer, placement, database, writer);
    return { customer };
  },

  async findByKey(_input, context) {
    const { writer, keyTag } = context;
    const customer = keyTag === null ? null : await writer.findOnce('res.partner', keyTag);
    if (customer === null) return null;
    const placement = placementFor(context);
    if (placement !== null) await finishPlace('customer', customer, placement, context);
    return { customer };
  },
});
