import { round } from '../../data/amounts.ts';
import type { SandboxRecord } from '../../record.ts';
import { digitsOf } from '../currency.ts';
import { fresh, insert, set } from '../rows.ts';
import { linesOf } from './entry.ts';
import { inCompanyCurrency, isInvoice, ratesOf, signOf } from './money.ts';

/** Matches what is owed with what was paid or given back, the oldest first, as far as both go. */
export function reconcile(debits: readonly SandboxRecord[], credits: readonly SandboxRecord[]): void {
  for (const debit of debits) {
    for (const credit of credits) match(fresh(debit), fresh(credit));
  }
  for (const entry of new Set([...debits, ...credits].map((line) => line.one('move_id')))) if (entry !== undefined) settlePayment(entry);
}

function match(debit: SandboxRecord, credit: SandboxRecord): void {
  const amount = Math.min(debit.number('amount_residual'), -credit.number('amount_residual'));
  const foreign = Math.min(debit.number('amount_residual_currency'), -credit.number('amount_residual_currency'));
  if (amount <= 0) return;
  const { env } = debit;
  const partial = insert(env, 'account.partial.reconcile', {
    debit_move_id: debit.id, credit_move_id: credit.id, amount, debit_amount_currency: foreign, credit_amount_currency: foreign, company_id: debit.value('company_id'),
    debit_currency_id: debit.value('currency_id'), credit_currency_id: credit.value('currency_id'), max_date: [debit.text('date'), credit.text('date')].sort().at(-1),
  });
  lower(debit, -amount, -foreign, partial.id);
  lower(credit, amount, foreign, partial.id);
}

function lower(line: SandboxRecord, amount: number, foreign: number, partial: number): void {
  const residual = round(line.number('amount_residual') + amount, digitsOf(line.one('company_currency_id')));
  set(line, {
    amount_residual: residual, amount_residual_currency: round(line.number('amount_residual_currency') + foreign, digitsOf(line.one('currency_id'))),
    reconciled: residual === 0, matching_number: line.text('matching_number') || `P${partial}`,
  });
}

/** How far an invoice is paid, from what is open on the customer's account. */
export function settlePayment(of: SandboxRecord): SandboxRecord {
  const entry = fresh(of);
  if (!isInvoice(entry)) return set(entry, { has_reconciled_entries: linesOf(entry, 'product').some((line) => line.value('reconciled') === true) });
  const terms = linesOf(entry, 'payment_term');
  const sign = -signOf(entry);
  const open = round(terms.reduce((total, line) => total + sign * line.number('amount_residual_currency'), 0), ratesOf(entry).digits);
  const counterparts = terms.flatMap((line) => [...line.related('matched_debit_ids').flatMap((partial) => partial.related('debit_move_id')), ...line.related('matched_credit_ids').flatMap((partial) => partial.related('credit_move_id'))]);
  const entries = counterparts.flatMap((line) => line.related('move_id'));
  const payments = [...new Set(entries.map((other) => other.value('origin_payment_id')).filter((id) => id !== false))];
  const credited = entry.value('move_type') === 'out_invoice' && entries.length > 0 && entries.every((other) => other.value('move_type') === 'out_refund');
  const state = open === 0 && entries.length > 0 ? (credited ? 'reversed' : 'paid') : entries.length > 0 ? 'partial' : open === 0 && entry.number('amount_total') === 0 && entry.value('state') === 'posted' ? 'paid' : 'not_paid';
  const shown = entry.value('state') === 'posted' ? (state === 'not_paid' ? 'posted' : state) : entry.value('state');
  const settled = set(entry, {
    amount_residual: open, amount_residual_signed: inCompanyCurrency(sign * open, ratesOf(entry)), payment_state: state, status_in_payment: shown,
    reconciled_payment_ids: payments, payment_count: payments.length, has_reconciled_entries: terms.length > 0 && terms.every((line) => line.value('reconciled') === true),
  });
  for (const id of payments) endPayment(entry.env.record('account.payment', id));
  return settled;
}

/** A payment is over when everything that it pays is paid, even where the bank has not confirmed it. */
export function endPayment(payment: SandboxRecord | undefined): void {
  if (payment?.value('state') !== 'in_process') return;
  const invoices = payment.related('reconciled_invoice_ids');
  if (invoices.length > 0 && invoices.every((invoice) => fresh(invoice).value('payment_state') === 'paid')) set(payment, { state: 'paid' });
}

/** Undoes all matches of an entry. */
export function unmatch(entry: SandboxRecord): void {
  const { env } = entry;
  for (const line of entry.related('line_ids')) {
    for (const partial of [...line.related('matched_debit_ids'), ...line.related('matched_credit_ids')]) {
      const [debit, credit] = [partial.one('debit_move_id'), partial.one('credit_move_id')];
      env.store.table('account.partial.reconcile').delete(partial.id);
      const [amount, foreign] = [partial.number('amount'), partial.number('debit_amount_currency')];
      if (debit !== undefined) restore(fresh(debit), amount, foreign);
      if (credit !== undefined) restore(fresh(credit), -amount, -foreign);
      const other = (debit?.value('move_id') === entry.id ? credit : debit)?.one('move_id');
      if (other !== undefined) settlePayment(other);
    }
  }
}

const restore = (line: SandboxRecord, amount: number, foreign: number): SandboxRecord =>
  set(line, { amount_residual: line.number('amount_residual') + amount, amount_residual_currency: line.number('amount_residual_currency') + foreign, reconciled: false, matching_number: undefined });
