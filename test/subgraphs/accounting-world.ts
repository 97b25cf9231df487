import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { COMPANY, CUSTOMER } from '../../odoo/sandbox/data/ids.ts';
import type { Dataset, Row } from '../../odoo/sandbox/data/types.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

type Values = Readonly<Record<string, Row[string]>>;

/** Orders of the data set with a line of each: two of the agent's customer, of a colleague's, of nobody's, and of another Service Account. */
export const LINE = { AGENTS: 5006, AGENTS_OTHER: 5011, COLLEAGUES: 5017, UNASSIGNED: 5023, KARA: 5050 } as const;
export const ORDER = { AGENTS: 1003, AGENTS_OTHER: 1004, COLLEAGUES: 1009, UNASSIGNED: 1014, KARA: 1036 } as const;
/** An address of the persona customer, to which invoices go. */
export const ADDRESS = 1901;
export const JOURNAL = { SALES: 201, BANK: 202, KENYA_SALES: 203 } as const;
export const ACCOUNT = { INCOME: 301, RECEIVABLE: 302 } as const;
export const INVOICE = {
  PARTLY_PAID: 401, PAID: 402, COLLEAGUES: 403, UNASSIGNED: 404, KARA: 405, AGENTS_AND_KARAS: 406, AGENTS_TWO: 407, DIRECT: 408, DRAFT: 409, CREDIT: 410, IN_DOLLARS: 411, TO_ADDRESS: 412,
  BILL: 413, KENYA: 414,
} as const;
export const PAYMENT = { PART: 501, RECONCILED: 502, TWO_INVOICES: 503, KARA: 504, IN_ADVANCE: 505, VENDOR: 506, REFUND: 507 } as const;

const XOF = 41;
const USD = 1;
const KES = 93;
const TAX = 1001;
const PRODUCT = 2001;

interface Facts {
  readonly id: number;
  readonly customer: number;
  readonly on: string;
  readonly total: number;
  readonly open: number;
  /** Lines of orders behind its lines; null for a line by hand. */
  readonly lines: readonly (number | null)[];
  readonly more?: Values;
}

const INVOICES: readonly Facts[] = [
  { id: INVOICE.PARTLY_PAID, customer: CUSTOMER.PERSONA, on: '2026-01-10', total: 1180, open: 480, lines: [LINE.AGENTS], more: { payment_state: 'partial' } },
  { id: INVOICE.PAID, customer: CUSTOMER.PERSONA, on: '2026-01-20', total: 590, open: 0, lines: [LINE.AGENTS_OTHER], more: { payment_state: 'paid' } },
  { id: INVOICE.COLLEAGUES, customer: CUSTOMER.OTHER_AGENTS, on: '2026-02-01', total: 2360, open: 2360, lines: [LINE.COLLEAGUES] },
  { id: INVOICE.UNASSIGNED, customer: CUSTOMER.UNASSIGNED, on: '2026-02-02', total: 1770, open: 1770, lines: [LINE.UNASSIGNED] },
  { id: INVOICE.KARA, customer: CUSTOMER.KARA, on: '2026-02-03', total: 3540, open: 0, lines: [LINE.KARA], more: { payment_state: 'paid' } },
  { id: INVOICE.AGENTS_AND_KARAS, customer: CUSTOMER.PERSONA, on: '2026-02-04', total: 4720, open: 4720, lines: [LINE.AGENTS, LINE.KARA] },
  { id: INVOICE.AGENTS_TWO, customer: CUSTOMER.PERSONA, on: '2026-02-05', total: 236, open: 236, lines: [LINE.AGENTS, LINE.AGENTS_OTHER] },
  { id: INVOICE.DIRECT, customer: CUSTOMER.PERSONA, on: '2026-02-06', total: 118, open: 118, lines: [null] },
  { id: INVOICE.DRAFT, customer: CUSTOMER.PERSONA, on: '2026-03-01', total: 59, open: 59, lines: [LINE.AGENTS], more: { state: 'draft', name: false, invoice_date: false } },
  { id: INVOICE.CREDIT, customer: CUSTOMER.PERSONA, on: '2026-03-02', total: 100, open: 100, lines: [LINE.AGENTS], more: { move_type: 'out_refund', reversed_entry_id: INVOICE.PARTLY_PAID, ref: 'Complaint' } },
  { id: INVOICE.IN_DOLLARS, customer: CUSTOMER.PERSONA, on: '2026-03-03', total: 20.5, open: 20.5, lines: [null], more: { currency_id: USD, amount_residual_signed: 12300 } },
  { id: INVOICE.TO_ADDRESS, customer: ADDRESS, on: '2026-03-04', total: 354, open: 354, lines: [LINE.AGENTS], more: { commercial_partner_id: CUSTOMER.PERSONA } },
  { id: INVOICE.BILL, customer: CUSTOMER.PERSONA, on: '2026-03-05', total: 9999, open: 9999, lines: [null], more: { move_type: 'in_invoice' } },
  { id: INVOICE.KENYA, customer: CUSTOMER.NAIROBI_AGENTS, on: '2026-03-06', total: 700, open: 700, lines: [null], more: { company_id: COMPANY.KENYA, currency_id: KES, journal_id: JOURNAL.KENYA_SALES } },
];

const BORN = { create_date: '2026-01-02 08:00:00', write_date: '2026-01-02 08:00:00' } as const;
const lineId = (move: number, place: number): number => move * 10 + place;
const receivableOf = (move: number): number => lineId(move, 9);

function invoice({ id, customer, on, total, open, more }: Facts): Row {
  const untaxed = Math.round((total / 1.18) * 100) / 100;
  const sign = more?.move_type === 'out_refund' ? -1 : 1;
  return {
    id, name: `INV/${id}`, move_type: 'out_invoice', state: 'posted', payment_state: 'not_paid', date: on, invoice_date: on, invoice_date_due: on, journal_id: JOURNAL.SALES, company_id: COMPANY.TOGO,
    partner_id: customer, commercial_partner_id: customer, partner_shipping_id: customer, currency_id: XOF, amount_untaxed: untaxed, amount_tax: Math.round((total - untaxed) * 100) / 100, amount_total: total,
    amount_residual: open, amount_total_in_currency_signed: sign * total, amount_total_signed: sign * total, amount_untaxed_signed: sign * untaxed, amount_residual_signed: sign * open,
    invoice_payment_term_id: 1, invoice_origin: `origin of ${id}`, reversed_entry_id: false, is_move_sent: false, ...BORN, ...more,
  };
}

function linesOf({ id, customer, total, lines, more }: Facts): readonly Row[] {
  const common = { move_id: id, company_id: COMPANY.TOGO, currency_id: more?.currency_id ?? XOF, partner_id: customer, parent_state: more?.state ?? 'posted', ...BORN };
  const sold = lines.map((line, place): Row => ({
    ...common, id: lineId(id, place), name: `sold ${place}`, sequence: 10 + place, display_type: 'product', product_id: line === null ? false : PRODUCT, quantity: 2, price_unit: 10, discount: 0,
    price_subtotal: Math.round((total / 1.18 / lines.length) * 100) / 100, price_total: total / lines.length, account_id: ACCOUNT.INCOME, tax_ids: [TAX], sale_line_ids: line === null ? [] : [line],
  }));
  const term: Row = { ...common, id: receivableOf(id), name: false, sequence: 100, display_type: 'payment_term', quantity: 0, price_unit: 0, account_id: ACCOUNT.RECEIVABLE };
  return [...sold, term];
}

interface Paid {
  readonly id: number;
  readonly customer: number;
  readonly amount: number;
  /** Invoices that it was registered for. */
  readonly named: readonly number[];
  /** Invoices whose receivable it is reconciled with. */
  readonly reconciled: readonly number[];
  readonly more?: Values;
}

const PAYMENTS: readonly Paid[] = [
  { id: PAYMENT.PART, customer: CUSTOMER.PERSONA, amount: 700, named: [INVOICE.PARTLY_PAID], reconciled: [INVOICE.PARTLY_PAID] },
  { id: PAYMENT.RECONCILED, customer: CUSTOMER.PERSONA, amount: 590, named: [], reconciled: [INVOICE.PAID], more: { state: 'in_process', memo: 'RECEIPT-77' } },
  { id: PAYMENT.TWO_INVOICES, customer: CUSTOMER.PERSONA, amount: 40, named: [INVOICE.PARTLY_PAID, INVOICE.KARA], reconciled: [] },
  { id: PAYMENT.KARA, customer: CUSTOMER.KARA, amount: 3540, named: [INVOICE.KARA], reconciled: [INVOICE.KARA] },
  { id: PAYMENT.IN_ADVANCE, customer: CUSTOMER.PERSONA, amount: 25, named: [], reconciled: [] },
  { id: PAYMENT.VENDOR, customer: CUSTOMER.PERSONA, amount: 9999, named: [], reconciled: [], more: { partner_type: 'supplier', payment_type: 'outbound' } },
  { id: PAYMENT.REFUND, customer: CUSTOMER.PERSONA, amount: 5, named: [INVOICE.CREDIT], reconciled: [], more: { payment_type: 'outbound' } },
];

const entryOf = (paid: number): number => paid + 1000;

function payment({ id, customer, amount, named, more }: Paid): Row {
  return {
    id, name: `PAY/${id}`, state: 'paid', payment_type: 'inbound', partner_type: 'customer', date: '2026-03-10', amount, currency_id: XOF, memo: false, partner_id: customer, company_id: COMPANY.TOGO,
    journal_id: JOURNAL.BANK, move_id: entryOf(id), invoice_ids: [...named], is_reconciled: true, is_matched: false, ...BORN, ...more,
  };
}

function entry({ id, customer, amount }: Paid): Row {
  return {
    id: entryOf(id), name: `PAY/${id}`, move_type: 'entry', state: 'posted', payment_state: 'not_paid', date: '2026-03-10', journal_id: JOURNAL.BANK, company_id: COMPANY.TOGO, partner_id: customer,
    commercial_partner_id: customer, currency_id: XOF, amount_total: amount, amount_residual: 0, origin_payment_id: id, ...BORN,
  };
}

function item({ id, customer }: Paid): Row {
  return { id: lineId(entryOf(id), 0), name: 'paid', move_id: entryOf(id), company_id: COMPANY.TOGO, display_type: 'product', partner_id: customer, currency_id: XOF, account_id: ACCOUNT.RECEIVABLE, ...BORN };
}

function journal(id: number, code: string, type: string, company_id: number): Row {
  return { id, name: `Journal ${code}`, code, type, company_id, sequence: 10, active: true, currency_id: false, default_account_id: ACCOUNT.INCOME, ...BORN };
}

function account(id: number, name: string, type: string): Row {
  return { id, name, code: String(id), account_type: type, company_ids: [COMPANY.TOGO], active: true, reconcile: type === 'asset_receivable', currency_id: false, ...BORN };
}

/** The believable company with books of its own in place of the business that Odoo did. */
export function accountingData(): Dataset {
  const data = dataset();
  const partners = data['res.partner'] ?? [];
  const persona = partners.find(({ id }) => id === CUSTOMER.PERSONA);
  const address: Row = { ...persona, id: ADDRESS, name: 'Accounts payable', type: 'invoice', parent_id: CUSTOMER.PERSONA, commercial_partner_id: CUSTOMER.PERSONA, customer_rank: 0, category_id: [] };
  return {
    ...data,
    'res.partner': [...partners, address],
    'sale.order.line': (data['sale.order.line'] ?? []).map((line) => ('invoice_lines' in line ? { ...line, invoice_lines: [] } : line)),
    'account.journal': [journal(JOURNAL.SALES, 'INV', 'sale', COMPANY.TOGO), journal(JOURNAL.BANK, 'BNK', 'bank', COMPANY.TOGO), journal(JOURNAL.KENYA_SALES, 'KINV', 'sale', COMPANY.KENYA)],
    'account.account': [account(ACCOUNT.INCOME, 'Sales of goods', 'income'), account(ACCOUNT.RECEIVABLE, 'Customers', 'asset_receivable')],
    'account.move': [...INVOICES.map(invoice), ...PAYMENTS.map(entry)],
    'account.move.line': [...INVOICES.flatMap(linesOf), ...PAYMENTS.map(item)],
    'account.payment': PAYMENTS.map(payment),
    'account.partial.reconcile': PAYMENTS.flatMap(({ id, amount, reconciled }) =>
      reconciled.map((paid): Row => ({ id: id * 10, debit_move_id: receivableOf(paid), credit_move_id: lineId(entryOf(id), 0), company_id: COMPANY.TOGO, amount, ...BORN })),
    ),
    'account.payment.method': [],
    'account.payment.method.line': [],
  };
}

export interface AccountingWorld extends AsyncDisposable {
  readonly graph: TestGraph;
}

/** The whole graph over a sandbox with these books. */
export async function openAccounting(): Promise<AccountingWorld> {
  const sandbox = await startSandbox({ dataset: accountingData() });
  const graph = await startGraph(sandbox);
  return {
    graph,
    async [Symbol.asyncDispose]() {
      await graph[Symbol.asyncDispose]();
      await sandbox.stop();
    },
  };
}
