import { governanceOfInvoice, governanceOfPayment } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { availableActions } from '../../graph/mutations/actions.ts';
import { INVOICE_GUARDS } from './actions.ts';
import { balance } from './balance.ts';
import { document } from './document.ts';
import { amountPaid, ordersOfInvoice, ordersOfLine, orderLinesOfLine } from './invoices.ts';
import { confirmInvoice, createCreditNote, sendInvoice } from './mutations/change-invoice.ts';
import { createInvoice } from './mutations/create-invoice.ts';
import { registerPayment } from './mutations/register-payment.ts';

/** What the SDL of accounting cannot say. */
export const accounting: SubgraphCode = {
  mutations: { createInvoice, confirmInvoice, sendInvoice, registerPayment, createCreditNote },
  fields: {
    Invoice: { amountPaid, document, availableActions: availableActions(INVOICE_GUARDS), orders: ordersOfInvoice, governance: governanceResolvers(governanceOfInvoice).governance },
    Payment: { governance: governanceResolvers(governanceOfPayment).governance },
    InvoiceLine: { orderLines: orderLinesOfLine, orders: ordersOfLine },
    Customer: { balance },
  },
};
