import { governanceOfInvoice, governanceOfPayment } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { balance } from './balance.ts';
import { amountPaid, ordersOfInvoice, ordersOfLine, orderLinesOfLine } from './invoices.ts';

/** What the SDL of accounting cannot say. */
export const accounting: SubgraphCode = {
  fields: {
    Invoice: { amountPaid, orders: ordersOfInvoice, governance: governanceResolvers(governanceOfInvoice).governance },
    Payment: { governance: governanceResolvers(governanceOfPayment).governance },
    InvoiceLine: { orderLines: orderLinesOfLine, orders: ordersOfLine },
    Customer: { balance },
  },
};
