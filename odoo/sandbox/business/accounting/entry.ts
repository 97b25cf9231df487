import { round } from '../../data/amounts.ts';
import type { SandboxRecord } from '../../record.ts';
import { settleInvoicing } from '../sales/invoicing.ts';
import { fresh, insert, set } from '../rows.ts';
import { accountOf, taxAccount } from './accounts.ts';
import { booked, inCompanyCurrency, isInvoice, ratesOf, signOf, type Rates } from './money.ts';
import { instalments } from './terms.ts';

const BILLED = 'product';
export const linesOf = (entry: SandboxRecord, ...kinds: readonly string[]): readonly SandboxRecord[] => entry.related('line_ids').filter((line) => kinds.includes(line.text('display_type')));

/** Brings a draft invoice up to date: amounts of its lines, taxes, what is due when, totals. */
export function settleEntry(of: SandboxRecord): SandboxRecord {
  const entry = fresh(of);
  if (!isInvoice(entry) || entry.value('state') !== 'draft') return entry;
  const rates = ratesOf(entry);
  const taxes = new Map<SandboxRecord, { base: number; amount: number }>();
  for (const line of linesOf(entry, BILLED)) settleLine(line, rates, signOf(entry), taxes);
  const untaxed = sum(linesOf(fresh(entry), BILLED).map((line) => line.number('price_subtotal')), rates);
  const tax = sum([...taxes.values()].map(({ amount }) => amount), rates);
  bookTaxes(entry, rates, taxes);
  bookTerms(fresh(entry), rates, round(untaxed + tax, rates.digits));
  return settleTotals(fresh(entry), untaxed, tax, rates);
}

const sum = (amounts: readonly number[], { digits }: Rates): number => round(amounts.reduce((total, amount) => total + amount, 0), digits);

function settleLine(line: SandboxRecord, rates: Rates, sign: number, taxes: Map<SandboxRecord, { base: number; amount: number }>): void {
  const subtotal = round(line.number('quantity') * line.number('price_unit') * (1 - line.number('discount') / 100), rates.digits);
  let total = subtotal;
  for (const tax of line.related('tax_ids')) {
    const amount = round((subtotal * tax.number('amount')) / 100, rates.digits);
    total += amount;
    const known = [...taxes.keys()].find(({ id }) => id === tax.id) ?? tax;
    const so = taxes.get(known) ?? { base: 0, amount: 0 };
    taxes.set(known, { base: so.base + subtotal, amount: so.amount + amount });
  }
  set(line, { price_subtotal: subtotal, price_total: round(total, rates.digits), amount_residual: 0, amount_residual_currency: 0, ...booked(sign * subtotal, rates) });
}

/** The common part of lines that Odoo adds by itself. */
const added = (entry: SandboxRecord): Readonly<Record<string, unknown>> => ({
  move_id: entry.id, move_name: entry.value('name'), date: entry.value('date'), company_id: entry.value('company_id'), journal_id: entry.value('journal_id'), ref: entry.value('ref'),
  parent_state: entry.value('state'), company_currency_id: entry.value('company_currency_id'), currency_id: entry.value('currency_id'), partner_id: entry.value('commercial_partner_id'),
  invoice_date: entry.value('invoice_date'), quantity: 0, price_unit: 0, price_subtotal: 0, price_total: 0, discount: 0, deductible_amount: 100, reconciled: false,
});

function bookTaxes(entry: SandboxRecord, rates: Rates, taxes: ReadonlyMap<SandboxRecord, { readonly base: number; readonly amount: number }>): void {
  const table = entry.env.store.table('account.move.line');
  const sign = signOf(entry);
  const booking = new Map([...taxes].filter(([, { amount }]) => amount !== 0).map(([tax, value]) => [tax.id, { tax, ...value }] as const));
  for (const line of linesOf(entry, 'tax')) {
    const kept = booking.get(Number(line.value('tax_line_id')));
    if (kept === undefined) table.delete(line.id);
  }
  for (const { tax, base, amount } of booking.values()) {
    const values = { ...booked(sign * round(amount, rates.digits), rates), tax_base_amount: inCompanyCurrency(sign * base, rates), amount_residual: 0, amount_residual_currency: 0 };
    const existing = linesOf(entry, 'tax').find((line) => line.value('tax_line_id') === tax.id);
    if (existing !== undefined) set(existing, values);
    else {
      insert(entry.env, 'account.move.line', {
        ...added(entry), name: tax.text('invoice_label') || tax.text('name'), display_type: 'tax', sequence: 10_000, account_id: taxAccount(tax, entry), tax_line_id: tax.id, tax_group_id: tax.value('tax_group_id'), ...values,
      });
    }
  }
}

/** One line on the customer's account for each instalment; what is open of it is all of it, while the entry is a draft. */
function bookTerms(entry: SandboxRecord, rates: Rates, total: number): void {
  const day = entry.text('invoice_date') || entry.env.now().slice(0, 10);
  const parts = instalments(entry.one('invoice_payment_term_id'), -signOf(entry) * total, day, rates.digits);
  const lines = linesOf(entry, 'payment_term');
  const table = entry.env.store.table('account.move.line');
  for (const extra of lines.slice(parts.length)) table.delete(extra.id);
  parts.forEach(({ amount, due }, index) => {
    const values = { ...booked(amount, rates), amount_residual_currency: amount, amount_residual: inCompanyCurrency(amount, rates), date_maturity: due, name: termName(entry, index, parts.length), reconciled: false };
    const line = lines[index];
    if (line !== undefined) set(line, values);
    else insert(entry.env, 'account.move.line', { ...added(entry), display_type: 'payment_term', sequence: 12_000, account_id: accountOf(entry, 'asset_receivable'), ...values });
  });
  set(entry, { invoice_date_due: parts.map(({ due }) => due).sort().at(-1) });
}

function termName(entry: SandboxRecord, index: number, parts: number): string | undefined {
  const number = entry.text('payment_reference');
  const reference = [entry.text('move_type') === 'out_invoice' ? entry.text('ref') : '', number].filter((text) => text !== '').join(' - ');
  const named = number === '' ? '' : reference;
  return [named, parts > 1 ? `installment #${index + 1}` : ''].filter((text) => text !== '').join(' ') || undefined;
}

function settleTotals(entry: SandboxRecord, untaxed: number, tax: number, rates: Rates): SandboxRecord {
  const total = round(untaxed + tax, rates.digits);
  const sign = -signOf(entry);
  return set(entry, {
    amount_untaxed: untaxed, amount_tax: tax, amount_total: total, amount_residual: total, amount_paid: 0, amount_total_in_currency_signed: sign * total,
    amount_untaxed_signed: inCompanyCurrency(sign * untaxed, rates), amount_tax_signed: inCompanyCurrency(sign * tax, rates), amount_total_signed: inCompanyCurrency(sign * total, rates),
    amount_residual_signed: inCompanyCurrency(sign * total, rates), invoice_currency_rate: rates.rate, payment_state: 'not_paid', status_in_payment: entry.value('state'),
    direction_sign: signOf(entry), type_name: entry.value('move_type') === 'out_refund' ? 'Credit Note' : 'Invoice', country_code: entry.one('company_id')?.one('country_id')?.value('code') ?? false,
    sale_order_count: ordersOf(entry).length, has_reconciled_entries: false, payment_count: 0,
  });
}

/** The orders that an invoice bills. */
export function ordersOf(entry: SandboxRecord): readonly SandboxRecord[] {
  const sold = linesOf(entry, BILLED).flatMap((line) => line.related('sale_line_ids')).flatMap((line) => line.related('order_id'));
  return [...new Map(sold.map((order) => [order.id, order])).values()];
}

/** Tells the orders behind an invoice what is invoiced of them now: drafts count as quantities, posted ones as amounts too. */
export function settleOrders(entry: SandboxRecord): void {
  for (const order of ordersOf(entry)) {
    for (const line of order.related('order_line')) {
      const items = line.related('invoice_lines').filter((item) => isInvoice(item.one('move_id') ?? item) && item.value('parent_state') !== 'cancel');
      const signed = (item: SandboxRecord): number => (item.value('move_type') === 'out_refund' ? -1 : 1);
      const posted = items.filter((item) => item.value('parent_state') === 'posted');
      set(line, {
        qty_invoiced: items.reduce((total, item) => total + signed(item) * item.number('quantity'), 0),
        untaxed_amount_invoiced: posted.reduce((total, item) => total + signed(item) * item.number('price_subtotal'), 0),
        amount_invoiced: posted.reduce((total, item) => total + signed(item) * item.number('price_total'), 0),
      });
    }
    const settled = settleInvoicing(fresh(order));
    set(settled, { amount_invoiced: settled.related('order_line').reduce((total, line) => total + line.number('amount_invoiced'), 0) });
  }
}
