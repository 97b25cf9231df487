import { place } from '../../../access/storage/place.ts';
import { assignmentOf } from '../../../access/storage/reassign.ts';
import { withLock } from '../../../graph/mutations/lock.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { asId } from '../../../odoo/client/values.ts';
import { GraphError } from '../../../platform/errors.ts';
import type { BringUnderGovernanceInput, BringUnderGovernancePayload } from '../generated.ts';
import { requireActor, requireGoverned } from './governed.ts';

interface Account {
  readonly id: number;
  readonly company: number | null;
}

/** The SA that is to govern: active, with a company, and one that the caller acts for. */
async function targetAccount(given: string | null | undefined, context: MutationContext): Promise<Account> {
  const own = context.principal.serviceAccount;
  const id = given ?? (own === null ? null : String(own.id));
  if (id === null) throw new GraphError('SA_REQUIRED', 'Name the Service Account that is to govern the record, in the input or in X-SA-ID.');
  const path = ['input', 'serviceAccountId'];
  const { id: account, data } = await requireVisible(context, 'ServiceAccount', id, path, ['state', 'company_id']);
  if (context.principal.role === 'SA_MANAGER' && account !== own?.id) refuse('NOT_PERMITTED', path, { reason: 'You bring records into the Service Account in context only.' });
  if (data.state !== 'active') refuse('WRONG_STATE', path, { reason: 'The Service Account is not active.' });
  const company = asId(data.company_id);
  return company === null ? refuse('WRONG_COMPANY', path, { reason: 'The global root governs no records.' }) : { id: account, company };
}

/** `bringUnderGovernance`: the repair of records that only administrators, systems and the company itself see. */
export const bringUnderGovernance = mutation<BringUnderGovernanceInput, BringUnderGovernancePayload>({
  async run(input, context) {
    const { database, reader, writer, principal } = context;
    const target = await requireGoverned(context, input.record, input.id, 'binding');
    const account = await targetAccount(input.serviceAccountId, context);
    if (target.company !== null && target.company !== account.company) refuse('WRONG_COMPANY', ['input', 'serviceAccountId'], { reason: 'The record and the Service Account belong to different companies.' });
    const actor = await requireActor(context, account.id, { actorId: input.actorId }, false);
    await withLock(context, `assign ${target.object} ${target.id} ${account.id}`, async () => {
      if ((await assignmentOf(target.object, target.id, account.id, database, reader)) !== null) refuse('ALREADY_GOVERNED', ['input', 'id']);
      await place(target.object, target.id, { account: account.id, actor, by: principal.partnerId, access: input.access?.toLowerCase() ?? 'binding' }, database, writer);
    });
    return { [target.field]: target.id };
  },
});
