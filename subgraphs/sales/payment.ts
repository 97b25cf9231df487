import { rowsOf } from '../../access/odoo-records.ts';
import type { OdooRow } from '../../access/odoo-records.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { moneyOf } from '../../graph/read-value.ts';
import { asFloat } from '../../odoo/client/values.ts';

/** A credit note takes back what was paid on the invoice that it cancels. */
const SIGNS: ReadonlyMap<unknown, number> = new Map([
  ['out_invoice', 1],
  ['out_receipt', 1],
  ['out_refund', -1],
]);

function amount(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** What is paid on the posted invoices of an order; null where the database keeps no invoices. */
export function paidOn(order: OdooRow): number | null {
  if (order.invoice_ids === undefined) return null;
  const paid = rowsOf(order.invoice_ids)
    .filter(({ state }) => state === 'posted')
    .reduce((sum, invoice) => sum + (SIGNS.get(invoice.move_type) ?? 0) * (amount(invoice.amount_total) - amount(invoice.amount_residual)), 0);
  return asFloat(paid);
}

/** `SalesOrder.amountPaid`. */
export const amountPaid: CodeResolver = ({ data }, _args, context) => moneyOf(context, paidOn(data), data.currency_id);

/** `SalesOrder.amountRemaining`. */
export const amountRemaining: CodeResolver = ({ data }, _args, context) => {
  const paid = paidOn(data);
  return paid === null ? null : moneyOf(context, amount(data.amount_total) - paid, data.currency_id);
};

/** `SalesOrder.paymentStatus` (domain.md 3.3). */
export const paymentStatus: CodeResolver = ({ data }) => {
  const paid = paidOn(data);
  if (paid === null) return null;
  if (paid <= 0) return 'NOT_PAID';
  return paid < amount(data.amount_total) ? 'PARTIAL' : 'PAID';
};
