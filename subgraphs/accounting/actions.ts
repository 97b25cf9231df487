import { idOf, rowOf, rowsOf } from '../../access/odoo-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Guard, Guards } from '../../graph/mutations/actions.ts';
import { levelRefusal } from '../../graph/mutations/levels.ts';
import type { Row } from '../../graph/row.ts';
import { asText } from '../../odoo/client/values.ts';
import { userError } from '../../platform/user-errors.ts';
import type { UserError } from '../../platform/user-errors.ts';

const wrong = (reason: string): UserError => userError('WRONG_STATE', null, { reason });

/** An invoice stands where its orders do, and where its customer does when it has none: that is how far the Service Account reaches. */
async function changeable({ data }: Row, context: GraphContext): Promise<UserError | null> {
  const orders = rowsOf(data.invoice_line_ids).flatMap((line) => rowsOf(line.sale_line_ids)).flatMap(({ order_id: order }) => idOf(order) ?? []);
  const customer = idOf(data.partner_id);
  for (const order of new Set(orders)) {
    const refusal = await levelRefusal(context, 'sale_order', order, 'assignment', null, customer);
    if (refusal !== null) return refusal;
  }
  return orders.length > 0 || customer === null ? null : levelRefusal(context, 'customer', customer, 'assignment');
}

const confirmable: Guard = (invoice, context) => {
  const { data } = invoice;
  if (data.state === 'posted') return wrong('The invoice is posted already.');
  if (data.state !== 'draft') return wrong('The invoice is cancelled.');
  const items = rowsOf(data.invoice_line_ids).filter((line) => line.display_type === 'product' || line.display_type === false);
  if (items.length === 0) return wrong('The invoice has no lines.');
  return items.some((line) => idOf(line.account_id) === null) ? userError('INVOICE_ACCOUNT_MISSING') : changeable(invoice, context);
};

const posted = (then: Guard): Guard => (invoice, context) => (invoice.data.state === 'posted' ? then(invoice, context) : userError('INVOICE_NOT_POSTED'));

/** Odoo's dialogue for it is another one before Odoo 18. */
const sendable: Guard = (invoice, context) => {
  if (context.database.version.major < 18) return userError('NOT_AVAILABLE', null, { reason: 'Invoices are sent through the graph from Odoo 18 on.' });
  return posted((one) => (asText(rowOf(one.data.partner_id)?.email) === null ? userError('EMAIL_MISSING') : changeable(one, context)))(invoice, context);
};

const payable = posted((invoice, context) => (Number(invoice.data.amount_residual) === 0 ? userError('INVOICE_PAID') : changeable(invoice, context)));

const creditable = posted((invoice, context) => {
  if (invoice.data.move_type !== 'out_invoice') return wrong('A credit note is not taken back.');
  return invoice.data.payment_state === 'reversed' ? wrong('The invoice has been taken back already.') : changeable(invoice, context);
});

export const INVOICE_GUARDS = {
  confirmInvoice: confirmable,
  sendInvoice: sendable,
  registerPayment: payable,
  createCreditNote: creditable,
} as const satisfies Guards;
