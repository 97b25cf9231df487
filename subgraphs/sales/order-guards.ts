import { idOf, rowOf, rowsOf } from '../../access/odoo-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Guard, Guards } from '../../graph/mutations/actions.ts';
import { levelRefusal } from '../../graph/mutations/levels.ts';
import type { Row } from '../../graph/row.ts';
import { asText } from '../../odoo/client/values.ts';
import { userError } from '../../platform/user-errors.ts';
import type { UserError } from '../../platform/user-errors.ts';
import { needsApproval } from './approval.ts';
import { hasProforma } from './proforma.ts';

type Refuses = (order: Row, context: GraphContext) => UserError | null;

const wrong = (reason: string): UserError => userError('WRONG_STATE', null, { reason });
const isQuotation = ({ data }: Row): boolean => data.state === 'draft' || data.state === 'sent';
const approves = ({ data }: Row): boolean => rowOf(data.company_id)?.sale_approval_enabled === true && data.approval_status !== undefined;

const quotation: Refuses = (order) => (isQuotation(order) ? null : wrong('Only a quotation can be changed like this; the order is confirmed or cancelled.'));

const hasLines: Refuses = ({ data }) => (rowsOf(data.order_line).some(({ display_type: kind }) => kind === false) ? null : userError('NOTHING_TO_CONFIRM'));

const hasEmail: Refuses = ({ data }) => (asText(rowOf(data.partner_id)?.email) === null ? userError('EMAIL_MISSING') : null);

/** Lines of a confirmed order may change as well, unless that would go around an approval. */
const linesOpen: Refuses = (order) => {
  const { state, locked } = order.data;
  if (locked === true) return userError('ORDER_LOCKED');
  if (isQuotation(order)) return null;
  if (state !== 'sale') return wrong('The order is cancelled.');
  return approves(order) ? wrong('The order is confirmed, and its company approves orders: cancel it and reopen the quotation to change its lines.') : null;
};

const approval: Refuses = (order) => {
  if (!approves(order)) return userError('APPROVAL_DISABLED');
  return isQuotation(order) ? null : wrong('Only quotations are approved; the order is confirmed or cancelled.');
};

const requestable: Refuses = (order) => {
  if (order.data.approval_status === 'pending') return userError('APPROVAL_PENDING');
  if (order.data.approval_status === 'approved') return userError('ALREADY_APPROVED');
  return needsApproval(order.data) ? null : userError('APPROVAL_NOT_NEEDED');
};

const pending: Refuses = ({ data }) => {
  if (data.approval_status === 'pending') return null;
  return userError(data.approval_status === 'approved' ? 'ALREADY_APPROVED' : 'APPROVAL_NOT_REQUESTED');
};

/** Who asked for an approval is another person than who gives it, where the setting says so. */
const otherEyes: Refuses = ({ data }, { principal, writes, database }) => {
  const field = database.resolve('sale.order', 'approval_submitted_by_id');
  const submitter = field === null ? null : idOf(data[field]);
  return writes.fourEyes && submitter !== null && submitter === principal.partnerId ? userError('OWN_APPROVAL') : null;
};

const approved: Refuses = (order) => (approves(order) && needsApproval(order.data) && order.data.approval_status !== 'approved' ? userError('APPROVAL_REQUIRED') : null);

const notConfirmed: Refuses = (order) => {
  if (order.data.state === 'sale') return wrong('The order is confirmed already.');
  return order.data.state === 'cancel' ? wrong('The order is cancelled: reopen it first.') : null;
};

const cancellable: Refuses = ({ data }) => {
  if (data.state === 'cancel') return wrong('The order is cancelled already.');
  return data.locked === true ? userError('ORDER_LOCKED') : null;
};

const cancelled: Refuses = ({ data }) => (data.state === 'cancel' ? null : wrong('Only a cancelled order can be reopened.'));

/** What the Service Account's association with the order, or with its customer, has to reach for any change. */
export const orderLevel: Guard = (order, context) => levelRefusal(context, 'sale_order', order.id, 'assignment', null, idOf(order.data.partner_id));

/** The first refusal of all that are asked; the level last, since it may cost a call. */
const all =
  (...refuses: readonly Refuses[]): Guard =>
  (order, context) => {
    for (const refusal of refuses) {
      const said = refusal(order, context);
      if (said !== null) return said;
    }
    return orderLevel(order, context);
  };

/** A quotation that is only marked as sent needs nobody to send it to. */
export const markable: Guard = all(quotation, hasLines);

/** The setting is looked at last: it costs calls. */
const sendProforma: Guard = async (order, context) => (await all(quotation, hasLines, hasEmail)(order, context)) ?? ((await hasProforma(context)) ? null : userError('PROFORMA_DISABLED'));

/** Which mutation an order is open to: `availableActions` and the mutations ask the same. */
export const ORDER_GUARDS = {
  updateQuotation: all(quotation),
  addOrderLines: all(linesOpen),
  updateOrderLine: all(linesOpen),
  removeOrderLine: all(quotation),
  sendQuotation: all(quotation, hasLines, hasEmail),
  sendProforma,
  requestApproval: all(approval, hasLines, requestable),
  approveOrder: all(approval, pending, otherEyes),
  rejectOrder: all(approval, pending),
  confirmOrder: all(notConfirmed, hasLines, approved),
  cancelOrder: all(cancellable),
  reopenQuotation: all(cancelled),
} as const satisfies Guards;
