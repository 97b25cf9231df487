import { idOf, rowsOf } from '../../access/odoo-records.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { moneyOf } from '../../graph/read-value.ts';

function amount(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function distinct(records: readonly unknown[]): readonly unknown[] {
  return [...new Map(records.flatMap((record) => (idOf(record) === null ? [] : [[idOf(record), record] as const]))).values()];
}

function relatedOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `Invoice.amountPaid`. */
export const amountPaid: CodeResolver = ({ data }, _args, context) => moneyOf(context, amount(data.amount_total) - amount(data.amount_residual), data.currency_id);

/** `Invoice.orders`: those behind its lines, each once. */
export const ordersOfInvoice: CodeResolver = ({ data }) =>
  distinct(rowsOf(data.invoice_line_ids).flatMap((line) => rowsOf(line.sale_line_ids).map((sold) => sold.order_id)));

/** `InvoiceLine.orders`. */
export const ordersOfLine: CodeResolver = ({ data }) => distinct(rowsOf(data.sale_line_ids).map((sold) => sold.order_id));

/** `InvoiceLine.orderLines`. */
export const orderLinesOfLine: CodeResolver = ({ data }) => distinct(relatedOf(data.sale_line_ids));
