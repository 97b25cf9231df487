import type { SubgraphCode } from '../../graph/engine.ts';
import { balance } from './balance.ts';
import { amountPaid, ordersOfInvoice, ordersOfLine, orderLinesOfLine } from './invoices.ts';

/** What the SDL of accounting cannot say. */
export const accounting: SubgraphCode = {
  fields: {
    Invoice: { amountPaid, orders: ordersOfInvoice },
    InvoiceLine: { orderLines: orderLinesOfLine, orders: ordersOfLine },
    Customer: { balance },
  },
};
