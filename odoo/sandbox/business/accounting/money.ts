import { round } from '../../data/amounts.ts';
import type { SandboxRecord } from '../../record.ts';
import { conversionRate, digitsOf } from '../currency.ts';

/** The currency of an entry and that of its company, with the rate of the entry's day between them. */
export interface Rates {
  readonly rate: number;
  readonly digits: number;
  readonly ownDigits: number;
}

export function ratesOf(entry: SandboxRecord): Rates {
  const own = entry.one('company_id')?.one('currency_id');
  const foreign = entry.one('currency_id');
  const day = entry.text('invoice_date') || entry.text('date') || entry.env.now().slice(0, 10);
  const rate = own === undefined || foreign === undefined ? 1 : conversionRate(entry.env, own.id, foreign.id, Number(entry.value('company_id')), day);
  return { rate, digits: digitsOf(foreign), ownDigits: digitsOf(own) };
}

export const inCompanyCurrency = (amount: number, { rate, ownDigits }: Rates): number => round(amount / rate, ownDigits);

/** −1 for what a customer owes (income is a credit), 1 for what is given back. */
export const signOf = (entry: SandboxRecord): number => (['out_invoice', 'in_refund', 'out_receipt'].includes(entry.text('move_type')) ? -1 : 1);

export const isInvoice = (entry: SandboxRecord): boolean => ['out_invoice', 'out_refund'].includes(entry.text('move_type'));

/** Debit, credit and balance of an amount in the entry's currency. */
export function booked(amount: number, rates: Rates): Readonly<Record<string, number>> {
  const balance = inCompanyCurrency(amount, rates);
  return { amount_currency: amount, balance, debit: balance > 0 ? balance : 0, credit: balance < 0 ? -balance : 0 };
}
