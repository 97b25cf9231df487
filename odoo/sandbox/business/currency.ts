import { round } from '../data/amounts.ts';
import type { Env } from '../env.ts';
import type { SandboxRecord } from '../record.ts';

/** Decimals of a currency. */
export const digitsOf = (currency: SandboxRecord | undefined): number => currency?.number('decimal_places') ?? 2;

/** How much of the currency one unit of the company's rate currency is worth on a day: the last rate so far, else the first, else 1. */
function rateOf(env: Env, currency: number, company: number, day: string): number {
  const rates = env
    .records('res.currency.rate')
    .filter((rate) => rate.value('currency_id') === currency && [false, company].includes(rate.value('company_id') as number | false))
    .sort((left, right) => left.text('name').localeCompare(right.text('name')));
  return (rates.findLast((rate) => rate.text('name') <= day) ?? rates[0])?.number('rate') || 1;
}

/** Odoo's `_get_conversion_rate`. */
export function conversionRate(env: Env, from: number, to: number, company: number, day: string): number {
  return from === to ? 1 : rateOf(env, to, company, day) / rateOf(env, from, company, day);
}

/** An amount in another currency; rounded unless told otherwise. */
export function convert(env: Env, amount: number, from: number, to: number, company: number, day: string, rounded = true): number {
  if (from === to) return amount;
  const converted = amount * conversionRate(env, from, to, company, day);
  return rounded ? round(converted, digitsOf(env.record('res.currency', to))) : converted;
}
