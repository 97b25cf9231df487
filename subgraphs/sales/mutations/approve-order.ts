import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import type {
  ApproveOrderInput, ApproveOrderPayload, RejectOrderInput, RejectOrderPayload, RequestApprovalInput, RequestApprovalPayload,
} from '../generated.ts';
import { ORDER_GUARDS } from '../order-guards.ts';
import { known, now, ORDER } from './order-writing.ts';

type Vals = Readonly<Record<string, unknown>>;

/** The columns of the approval are the addon's own and have no method: they are what is written. */
async function decide(id: unknown, action: 'requestApproval' | 'approveOrder' | 'rejectOrder', vals: Vals, context: MutationContext): Promise<{ readonly order: number }> {
  const order = await requireActionable(context, 'SalesOrder', id, ['input', 'id'], ORDER_GUARDS[action]);
  await context.writer.write(ORDER, [order.id], known(vals, context));
  return { order: order.id };
}

function remark(text: string | null | undefined, name: string, required = false): Vals {
  const check = new InputCheck();
  const said = check.text(text, ['input', name], { required });
  check.done();
  return { approval_notes: said ?? false };
}

/** `requestApproval`. */
export const requestApproval = mutation<RequestApprovalInput, RequestApprovalPayload>({
  run: async (input, context) =>
    decide(
      input.id,
      'requestApproval',
      {
        approval_status: 'pending', approval_submitted_by_id: context.principal.partnerId ?? false, approval_submitted_date: now(), approved_by_id: false, approval_date: false,
        ...remark(input.note, 'note'),
      },
      context,
    ),
});

/** `approveOrder`. */
export const approveOrder = mutation<ApproveOrderInput, ApproveOrderPayload>({
  run: async (input, context) =>
    decide(
      input.id,
      'approveOrder',
      { approval_status: 'approved', approved_by_id: context.principal.partnerId ?? false, approval_date: now(), ...(input.note === undefined || input.note === null ? {} : remark(input.note, 'note')) },
      context,
    ),
});

/** `rejectOrder`. */
export const rejectOrder = mutation<RejectOrderInput, RejectOrderPayload>({
  run: async (input, context) =>
    decide(
      input.id,
      'rejectOrder',
      { approval_status: 'rejected', approved_by_id: context.principal.partnerId ?? false, approval_date: now(), ...remark(input.reason, 'reason', true) },
      context,
    ),
});
