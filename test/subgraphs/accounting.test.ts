import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER, EMPLOYEE, SA } from '../../odoo/sandbox/data/ids.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { employee } from '../support/graph.ts';
import { ADDRESS, INVOICE, LINE, openAccounting, ORDER, PAYMENT } from './accounting-world.ts';
import type { AccountingWorld } from './accounting-world.ts';

let world: AccountingWorld;
beforeAll(async () => {
  world = await openAccounting();
});
afterAll(() => world[Symbol.asyncDispose]());

type Caller = PersonaName | Readonly<Record<string, string>>;

/** The answer to a query that nothing refuses. */
async function answer(as: Caller, query: string): Promise<unknown> {
  const { data, errors } = await world.graph.ask(as, query);
  expect(errors).toEqual([]);
  return data;
}

async function codes(as: Caller, query: string): Promise<readonly unknown[]> {
  return (await world.graph.ask(as, query)).errors.map(({ path, extensions }) => [path?.join('.'), extensions?.code]);
}

const nodes = (...ids: readonly number[]) => ({ nodes: ids.map((id) => ({ id: String(id) })) });
const list = (...ids: readonly number[]) => ({ totalCount: ids.length, ...nodes(...ids) });
const IN_ORDER = 'orderBy: [{ id: ASC }]';
const ids = (field: string): string => `${field}(${IN_ORDER}) { totalCount nodes { id } }`;

describe('Query.invoices', () => {
  it('holds invoices and credit notes to customers, neither bills of vendors nor entries of payments', async () => {
    const { BILL, ...customers } = INVOICE;
    expect(await answer('admin', `{ ${ids('invoices')} bill: invoice(id: "${BILL}") { id } entry: invoice(id: "${PAYMENT.PART + 1000}") { id } }`)).toEqual({
      invoices: list(...Object.values(customers).toSorted((a, b) => a - b)),
      bill: null,
      entry: null,
    });
  });

  it('shows an agent those of their orders and customers, and nothing else', async () => {
    const { PARTLY_PAID, PAID, COLLEAGUES, AGENTS_TWO, DIRECT, DRAFT, CREDIT, IN_DOLLARS, TO_ADDRESS } = INVOICE;
    expect(await answer('agent', `{ ${ids('invoices')} hidden: invoice(id: "${INVOICE.AGENTS_AND_KARAS}") { id } }`)).toEqual({
      invoices: list(PARTLY_PAID, PAID, COLLEAGUES, AGENTS_TWO, DIRECT, DRAFT, CREDIT, IN_DOLLARS, TO_ADDRESS),
      hidden: null,
    });
  });

  it('hides an invoice over orders of two Service Accounts from both', async () => {
    const kara = await employee(EMPLOYEE.KARA_MANAGER, SA.KARA);
    expect(await answer(kara, `{ ${ids('invoices')} }`)).toEqual({ invoices: list(INVOICE.KARA) });
    expect(await answer('manager', `{ invoices(filter: { id: { eq: "${INVOICE.AGENTS_AND_KARAS}" } }) { totalCount } }`)).toEqual({ invoices: { totalCount: 0 } });
  });

  it('shows a customer what is billed to them, and to the address of which they are the commercial entity', async () => {
    const { PARTLY_PAID, PAID, AGENTS_AND_KARAS, AGENTS_TWO, DIRECT, DRAFT, CREDIT, IN_DOLLARS, TO_ADDRESS } = INVOICE;
    expect(await answer('customer', `{ ${ids('invoices')} }`)).toEqual({ invoices: list(PARTLY_PAID, PAID, AGENTS_AND_KARAS, AGENTS_TWO, DIRECT, DRAFT, CREDIT, IN_DOLLARS, TO_ADDRESS) });
    expect(await answer('customer', `{ invoice(id: "${TO_ADDRESS}") { customer { id } } }`)).toEqual({ invoice: { customer: null } });
  });

  it('finds by number, reference and customer, and narrows by what is open', async () => {
    expect(await answer('admin', `{ invoices(search: "INV/402") { nodes { id } } }`)).toEqual({ invoices: nodes(INVOICE.PAID) });
    expect(await answer('admin', '{ invoices(search: "complaint") { nodes { id } } }')).toEqual({ invoices: nodes(INVOICE.CREDIT) });
    expect(await answer('admin', '{ invoices(search: "accounts payable") { nodes { id } } }')).toEqual({ invoices: nodes(INVOICE.TO_ADDRESS) });
    expect(await answer('agent', `{ invoices(${IN_ORDER}, filter: { amountResidual: { gt: "0" }, dueDate: { lt: "2026-02-06" }, state: { eq: POSTED } }) { nodes { id } } }`)).toEqual({
      invoices: nodes(INVOICE.PARTLY_PAID, INVOICE.COLLEAGUES, INVOICE.AGENTS_TWO),
    });
    expect(await answer('admin', `{ invoices(filter: { lines: { some: { description: { eq: "sold 1" } } } }, ${IN_ORDER}) { nodes { id } } }`)).toEqual({
      invoices: nodes(INVOICE.AGENTS_AND_KARAS, INVOICE.AGENTS_TWO),
    });
  });
});

describe('Invoice', () => {
  it('has its amounts in its own currency and what may be added up in that of the company', async () => {
    const query = (id: number): string =>
      `{ invoice(id: "${id}") { kind amountTotal { amount currency } amountResidual { amount } amountPaid { amount } amountTotalSigned { amount currency } amountResidualInCompanyCurrency { amount currency } } }`;
    expect(await answer('admin', query(INVOICE.PARTLY_PAID))).toEqual({
      invoice: {
        kind: 'INVOICE', amountTotal: { amount: '1180', currency: 'XOF' }, amountResidual: { amount: '480' }, amountPaid: { amount: '700' },
        amountTotalSigned: { amount: '1180', currency: 'XOF' }, amountResidualInCompanyCurrency: { amount: '480', currency: 'XOF' },
      },
    });
    expect(await answer('admin', query(INVOICE.CREDIT))).toMatchObject({ invoice: { kind: 'CREDIT_NOTE', amountTotal: { amount: '100' }, amountTotalSigned: { amount: '-100' } } });
    expect(await answer('admin', query(INVOICE.IN_DOLLARS))).toMatchObject({
      invoice: { amountTotal: { amount: '20.50', currency: 'USD' }, amountResidualInCompanyCurrency: { amount: '12300', currency: 'XOF' } },
    });
  });

  it('names the orders behind its lines once each, and its lines without taxes and terms', async () => {
    expect(await answer('admin', `{ invoice(id: "${INVOICE.AGENTS_TWO}") { orders { id name } lines { totalCount nodes { displayType description orderLines { id } orders { id } taxes { name } account { name } } } } }`)).toEqual({
      invoice: {
        orders: [{ id: String(ORDER.AGENTS), name: 'S01003' }, { id: String(ORDER.AGENTS_OTHER), name: 'S01004' }],
        lines: {
          totalCount: 2,
          nodes: [
            { displayType: 'PRODUCT', description: 'sold 0', orderLines: [{ id: String(LINE.AGENTS) }], orders: [{ id: String(ORDER.AGENTS) }], taxes: [{ name: 'TVA 18%' }], account: { name: 'Sales of goods' } },
            { displayType: 'PRODUCT', description: 'sold 1', orderLines: [{ id: String(LINE.AGENTS_OTHER) }], orders: [{ id: String(ORDER.AGENTS_OTHER) }], taxes: [{ name: 'TVA 18%' }], account: { name: 'Sales of goods' } },
          ],
        },
      },
    });
  });

  it('leads from an invoice to its credit notes and back', async () => {
    expect(await answer('agent', `{ invoice(id: "${INVOICE.PARTLY_PAID}") { creditNotes { nodes { id reversedInvoice { id } } } } }`)).toEqual({
      invoice: { creditNotes: { nodes: [{ id: String(INVOICE.CREDIT), reversedInvoice: { id: String(INVOICE.PARTLY_PAID) } }] } },
    });
  });

  it('has the payments registered for it and those reconciled with it, each once', async () => {
    const payments = (id: number): string => `{ invoice(id: "${id}") { ${ids('payments')} } }`;
    expect(await answer('admin', payments(INVOICE.PARTLY_PAID))).toEqual({ invoice: { payments: list(PAYMENT.PART, PAYMENT.TWO_INVOICES) } });
    expect(await answer('admin', payments(INVOICE.PAID))).toEqual({ invoice: { payments: list(PAYMENT.RECONCILED) } });
    expect(await answer('agent', payments(INVOICE.PARTLY_PAID))).toEqual({ invoice: { payments: list(PAYMENT.PART) } });
  });

  it('keeps journals from customers, and accounts from agents too', async () => {
    const query = `{ invoice(id: "${INVOICE.PARTLY_PAID}") { journal { code } lines { nodes { account { name } } } } }`;
    expect(await codes('staff', '{ invoices { nodes { journal { code } lines { nodes { account { name } } } } } }')).toEqual([]);
    expect(await codes('agent', query)).toEqual([['invoice.lines.nodes.0.account', 'FORBIDDEN']]);
    expect(await codes('customer', query)).toEqual([['invoice.journal', 'FORBIDDEN'], ['invoice.lines.nodes.0.account', 'FORBIDDEN']]);
    expect(await codes('customer', '{ invoices(filter: { journal: { code: { eq: "INV" } } }) { totalCount } }')).toEqual([['invoices', 'FORBIDDEN']]);
    expect(await codes('agent', '{ invoiceLinesAggregate(groupBy: [{ field: ACCOUNT }]) { count } }')).toEqual([['invoiceLinesAggregate', 'FORBIDDEN']]);
  });
});

describe('Payment', () => {
  it('is of customers, in both directions', async () => {
    const { PART, RECONCILED, TWO_INVOICES, KARA, IN_ADVANCE, REFUND } = PAYMENT;
    expect(await answer('admin', `{ ${ids('payments')} }`)).toEqual({ payments: list(PART, RECONCILED, TWO_INVOICES, KARA, IN_ADVANCE, REFUND) });
    expect(await answer('agent', `{ ${ids('payments')} }`)).toEqual({ payments: list(PART, RECONCILED, IN_ADVANCE, REFUND) });
    expect(await answer('admin', '{ payments(filter: { direction: { eq: OUTBOUND } }) { nodes { id amount { amount currency } } } }')).toEqual({
      payments: { nodes: [{ id: String(REFUND), amount: { amount: '5', currency: 'XOF' } }] },
    });
    expect(await answer('admin', '{ payments(search: "receipt-77") { nodes { id state } } }')).toEqual({ payments: { nodes: [{ id: String(RECONCILED), state: 'IN_PROCESS' }] } });
  });

  it('leads to the invoices it was registered for and those it is reconciled with', async () => {
    const invoices = (id: number): string => `{ payment(id: "${id}") { ${ids('invoices')} } }`;
    expect(await answer('admin', invoices(PAYMENT.TWO_INVOICES))).toEqual({ payment: { invoices: list(INVOICE.PARTLY_PAID, INVOICE.KARA) } });
    expect(await answer('admin', invoices(PAYMENT.RECONCILED))).toEqual({ payment: { invoices: list(INVOICE.PAID) } });
    expect(await answer('admin', invoices(PAYMENT.IN_ADVANCE))).toEqual({ payment: { invoices: list() } });
    // The customer paid another's invoice as well, which stays the other's.
    expect(await answer('customer', invoices(PAYMENT.TWO_INVOICES))).toEqual({ payment: { invoices: list(INVOICE.PARTLY_PAID) } });
  });
});

describe('Customer', () => {
  const account = `{ customer(id: "${CUSTOMER.PERSONA}") { balance { amount currency } ${ids('invoices')} ${ids('payments')} } }`;

  it('owes in each currency what is open on what the caller may see, less credit notes', async () => {
    const balance = async (as: Caller): Promise<unknown> => ((await answer(as, account)) as { customer: { balance: unknown } }).customer.balance;
    const dollars = { amount: '20.50', currency: 'USD' };
    expect(await balance('admin')).toEqual([dollars, { amount: String(480 + 4720 + 236 + 118 + 354 - 100), currency: 'XOF' }]);
    expect(await balance('agent')).toEqual([dollars, { amount: String(480 + 236 + 118 + 354 - 100), currency: 'XOF' }]);
  });

  it('has the invoices and payments of its contacts and addresses too', async () => {
    expect(await answer('manager', account)).toMatchObject({
      customer: {
        invoices: { totalCount: 8, nodes: expect.arrayContaining([{ id: String(INVOICE.TO_ADDRESS) }]) },
        payments: list(PAYMENT.PART, PAYMENT.RECONCILED, PAYMENT.IN_ADVANCE, PAYMENT.REFUND),
      },
    });
    expect(await answer('admin', `{ invoice(id: "${INVOICE.TO_ADDRESS}") { customer { id name } } }`)).toEqual({ invoice: { customer: { id: String(ADDRESS), name: 'Accounts payable' } } });
  });

  it('pages on through its invoices', async () => {
    const page = (after: string): string => `{ customer(id: "${CUSTOMER.PERSONA}") { invoices(first: 3, ${IN_ORDER}${after}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }`;
    const first = (await answer('agent', page(''))) as { customer: { invoices: { pageInfo: { endCursor: string } } } };
    expect(first).toMatchObject({ customer: { invoices: { totalCount: 8, ...nodes(INVOICE.PARTLY_PAID, INVOICE.PAID, INVOICE.AGENTS_TWO), pageInfo: { hasNextPage: true } } } });
    expect(await answer('agent', page(`, after: "${first.customer.invoices.pageInfo.endCursor}"`))).toMatchObject({
      customer: { invoices: { totalCount: 8, ...nodes(INVOICE.DIRECT, INVOICE.DRAFT, INVOICE.CREDIT) } },
    });
  });
});

describe('SalesOrder', () => {
  const books = (id: number): string => `{ salesOrder(id: "${id}") { ${ids('invoices')} ${ids('payments')} } }`;

  it('has every invoice that bills one of its lines, and their payments', async () => {
    const { PARTLY_PAID, AGENTS_AND_KARAS, AGENTS_TWO, DRAFT, CREDIT, TO_ADDRESS } = INVOICE;
    expect(await answer('admin', books(ORDER.AGENTS))).toEqual({
      salesOrder: { invoices: list(PARTLY_PAID, AGENTS_AND_KARAS, AGENTS_TWO, DRAFT, CREDIT, TO_ADDRESS), payments: list(PAYMENT.PART, PAYMENT.TWO_INVOICES, PAYMENT.REFUND) },
    });
    expect(await answer('agent', books(ORDER.AGENTS))).toEqual({
      salesOrder: { invoices: list(PARTLY_PAID, AGENTS_TWO, DRAFT, CREDIT, TO_ADDRESS), payments: list(PAYMENT.PART, PAYMENT.REFUND) },
    });
    expect(await answer('agent', books(ORDER.AGENTS_OTHER))).toEqual({ salesOrder: { invoices: list(INVOICE.PAID, AGENTS_TWO), payments: list(PAYMENT.RECONCILED) } });
  });

  it('leads from its lines to those of invoices that the caller may see', async () => {
    const query = `{ salesOrderLine(id: "${LINE.AGENTS}") { invoiceLines(${IN_ORDER}) { totalCount nodes { invoice { id } } } } }`;
    const of = (...invoices: readonly number[]) => ({ totalCount: invoices.length, nodes: invoices.map((id) => ({ invoice: { id: String(id) } })) });
    const { PARTLY_PAID, AGENTS_AND_KARAS, AGENTS_TWO, DRAFT, CREDIT, TO_ADDRESS } = INVOICE;
    expect(await answer('admin', query)).toEqual({ salesOrderLine: { invoiceLines: of(PARTLY_PAID, AGENTS_AND_KARAS, AGENTS_TWO, DRAFT, CREDIT, TO_ADDRESS) } });
    expect(await answer('agent', query)).toEqual({ salesOrderLine: { invoiceLines: of(PARTLY_PAID, AGENTS_TWO, DRAFT, CREDIT, TO_ADDRESS) } });
  });
});

describe('reference data of the books', () => {
  it('is that of the employee’s companies, and no business of customers', async () => {
    expect(await answer('agent', '{ journals { nodes { code kind } } accounts { nodes { name kind } } }')).toEqual({
      journals: { nodes: [{ code: 'BNK', kind: 'BANK' }, { code: 'INV', kind: 'SALE' }] },
      accounts: { nodes: [{ name: 'Sales of goods', kind: 'INCOME' }, { name: 'Customers', kind: 'RECEIVABLE' }] },
    });
    expect(await answer('customer', '{ journals { totalCount } accounts { totalCount } }')).toEqual({ journals: { totalCount: 0 }, accounts: { totalCount: 0 } });
    expect(await codes('customer', '{ companies { nodes { journals { totalCount } } } }')).toEqual([['companies.nodes.0.journals', 'FORBIDDEN']]);
  });

  it('says in which instalments an invoice is to be paid', async () => {
    expect(await answer('customer', '{ paymentTerms(search: "30% Now") { nodes { name lines { nodes { method value delay days } } } } }')).toEqual({
      paymentTerms: {
        nodes: [
          { name: '30% Now, Balance 60 Days', lines: { nodes: [{ method: 'PERCENT', value: '30', delay: 'AFTER_INVOICE', days: 0 }, { method: 'PERCENT', value: '70', delay: 'AFTER_INVOICE', days: 60 }] } },
        ],
      },
    });
  });

  it('never adds up two currencies', async () => {
    expect(await answer('agent', '{ invoicesAggregate(groupBy: [{ field: KIND }], filter: { state: { eq: POSTED } }) { keys { kind } count currency sum { amountResidual { amount currency } } } }')).toEqual({
      invoicesAggregate: [
        { keys: { kind: 'INVOICE' }, count: 1, currency: 'USD', sum: { amountResidual: { amount: '20.50', currency: 'USD' } } },
        { keys: { kind: 'INVOICE' }, count: 6, currency: 'XOF', sum: { amountResidual: { amount: String(480 + 2360 + 236 + 118 + 354), currency: 'XOF' } } },
        { keys: { kind: 'CREDIT_NOTE' }, count: 1, currency: 'XOF', sum: { amountResidual: { amount: '100', currency: 'XOF' } } },
      ],
    });
  });
});
