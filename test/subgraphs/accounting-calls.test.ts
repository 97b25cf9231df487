import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { openAccounting } from './accounting-world.ts';
import type { AccountingWorld } from './accounting-world.ts';

/** The call that resolves the caller. */
const PRINCIPAL = 1;

interface Budget {
  readonly what: string;
  readonly query: string;
  /** One for each fetch of a subgraph, and one for each edge that is searched. */
  readonly calls: number;
}

const BUDGETS: readonly Budget[] = [
  {
    what: 'invoices with customer, journal, term, currency, orders and what is invoiced',
    query: `{ invoices(first: 50) { totalCount nodes { name kind state paymentState amountTotal { amount currency } amountPaid { amount } customer { name } journal { code } paymentTerm { name } currency { code }
      orders { name } reversedInvoice { name } lines(first: 20) { totalCount nodes { description product { name sku } unit { name } taxes { name amount } subtotal { amount } orderLines { id } orders { name } } } } } }`,
    calls: 1,
  },
  { what: 'one invoice by id', query: '{ invoice(id: "401") { name customer { name } lines { nodes { product { sku } } } } }', calls: 1 },
  { what: 'invoices to payments', query: '{ invoices(first: 50) { nodes { name payments(first: 5) { totalCount nodes { amount { amount } journal { name } } } } } }', calls: 2 },
  { what: 'invoices to credit notes', query: '{ invoices(first: 50) { nodes { name creditNotes(first: 5) { nodes { name } } } } }', calls: 2 },
  { what: 'invoices, and details of orders and customers from sales', query: '{ invoices(first: 50) { nodes { orders { name state } customer { email } } } }', calls: 3 },
  { what: 'invoice lines with invoice and customer', query: '{ invoiceLines(first: 50) { nodes { description invoice { name customer { name } } } } }', calls: 1 },
  { what: 'invoice lines, and order lines from sales', query: '{ invoiceLines(first: 50) { nodes { orderLines { description order { name } } } } }', calls: 2 },
  { what: 'payments with customer and journal', query: '{ payments(first: 50) { totalCount nodes { name state amount { amount currency } customer { name } journal { name kind } company { name } } } }', calls: 1 },
  { what: 'payments to invoices', query: '{ payments(first: 50) { nodes { name invoices(first: 5) { totalCount nodes { name orders { name } } } } } }', calls: 2 },
  { what: 'customers to invoices', query: '{ customers(first: 50) { nodes { email invoices(first: 5) { totalCount nodes { name } } } } }', calls: 3 },
  { what: 'customers to payments', query: '{ customers(first: 50) { nodes { email payments(first: 5) { totalCount nodes { name } } } } }', calls: 3 },
  { what: 'customers to balances', query: '{ customers(first: 50) { nodes { email balance { amount currency } } } }', calls: 3 },
  { what: 'orders to invoices', query: '{ salesOrders(first: 50) { nodes { state invoices(first: 5) { totalCount nodes { name } } } } }', calls: 3 },
  { what: 'orders to payments', query: '{ salesOrders(first: 50) { nodes { state payments(first: 5) { totalCount nodes { name } } } } }', calls: 3 },
  { what: 'order lines to invoice lines', query: '{ salesOrderLines(first: 50) { nodes { description invoiceLines(first: 5) { totalCount nodes { invoice { name } } } } } }', calls: 3 },
  { what: 'products to invoice lines', query: '{ products(first: 50) { nodes { barcode invoiceLines(first: 5) { nodes { invoice { name } } } } } }', calls: 3 },
  { what: 'companies to journals', query: '{ companies(first: 50) { nodes { email journals(first: 5) { nodes { code defaultAccount { name } } } } } }', calls: 3 },
  { what: 'journals to invoices and payments', query: '{ journals(first: 50) { nodes { code company { name } invoices(first: 5) { nodes { name } } payments(first: 5) { nodes { name } } } } }', calls: 3 },
  { what: 'payment terms with their instalments', query: '{ paymentTerms(first: 50) { nodes { name lines { nodes { value days } } } } }', calls: 1 },
  { what: 'receivables by month', query: '{ invoicesAggregate(groupBy: [{ field: INVOICE_DATE, by: MONTH }, { field: STATE }]) { keys { invoiceDate state } count sum { amountResidual { amount currency } } } }', calls: 1 },
];

describe('Odoo calls of accounting', () => {
  let world: AccountingWorld;
  beforeAll(async () => {
    world = await openAccounting();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const personas: readonly PersonaName[] = ['admin', 'manager'];
  for (const { what, query, calls } of BUDGETS) {
    it.each(personas)(`${what}: ${calls}, for %s`, async (persona) => {
      const answer = await world.graph.ask(persona, query);
      expect(answer.errors).toEqual([]);
      expect(answer.odooCalls).toBe(PRINCIPAL + calls);
    });
  }
});
