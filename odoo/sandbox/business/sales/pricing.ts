import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { convert } from '../currency.ts';

/** What a price is asked for: `at` is the moment of the order. */
export interface Asked {
  readonly product: SandboxRecord;
  readonly quantity: number;
  readonly at: string;
  readonly company: number;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

function applies(rule: SandboxRecord, { product, at }: Asked): boolean {
  const [start, end] = [rule.text('date_start'), rule.text('date_end')];
  if ((start !== '' && start > at) || (end !== '' && end < at)) return false;
  switch (rule.value('applied_on')) {
    case '3_global':
      return true;
    case '2_product_category':
      return product.one('categ_id')?.text('parent_path').split('/').includes(String(rule.value('categ_id'))) === true;
    case '1_product':
      return rule.value('product_tmpl_id') === product.value('product_tmpl_id');
    default:
      return rule.value('product_id') === product.id;
  }
}

function precedence(left: SandboxRecord, right: SandboxRecord): number {
  return (
    left.text('applied_on').localeCompare(right.text('applied_on')) ||
    right.number('min_quantity') - left.number('min_quantity') ||
    number(right.value('categ_id')) - number(left.value('categ_id')) ||
    right.id - left.id
  );
}

/** The rule of a pricelist that prices the product, the first in Odoo's order that fits. */
export function ruleFor(env: Env, pricelist: number, asked: Asked): SandboxRecord | undefined {
  return env
    .records('product.pricelist.item')
    .filter((rule) => rule.value('pricelist_id') === pricelist && asked.quantity >= rule.number('min_quantity') && applies(rule, asked))
    .sort(precedence)[0];
}

/** The unit price of a product in the currency of the pricelist (of the company, without one). */
export function unitPrice(env: Env, pricelist: SandboxRecord | undefined, asked: Asked): number {
  const currency = number(pricelist?.value('currency_id') ?? env.record('res.company', asked.company)?.value('currency_id'));
  const listed = (): number => inCurrency(env, asked.product.number('list_price'), asked.product.value('currency_id'), currency, asked);
  const rule = pricelist === undefined ? undefined : ruleFor(env, pricelist.id, asked);
  if (rule === undefined) return listed();
  if (rule.value('compute_price') === 'fixed') return rule.number('fixed_price');
  const base = baseOf(env, rule, currency, asked, listed);
  if (rule.value('compute_price') === 'percentage') return base - base * (rule.number('percent_price') / 100);
  return byFormula(rule, base);
}

function baseOf(env: Env, rule: SandboxRecord, currency: number, asked: Asked, listed: () => number): number {
  if (rule.value('base') === 'standard_price') {
    return inCurrency(env, asked.product.number('standard_price'), asked.product.value('cost_currency_id'), currency, asked);
  }
  const other = rule.one('base_pricelist_id');
  if (rule.value('base') !== 'pricelist' || other === undefined) return listed();
  return inCurrency(env, unitPrice(env, other, asked), other.value('currency_id'), currency, asked);
}

function inCurrency(env: Env, amount: number, from: unknown, to: number, { company, at }: Asked): number {
  return convert(env, amount, number(from) || to, to, company, at.slice(0, 10), false);
}

function byFormula(rule: SandboxRecord, base: number): number {
  const step = rule.number('price_round');
  const discounted = base - base * (rule.number('price_discount') / 100);
  const price = (step === 0 ? discounted : Math.round(discounted / step) * step) + rule.number('price_surcharge');
  const [least, most] = [rule.number('price_min_margin'), rule.number('price_max_margin')];
  const raised = least === 0 ? price : Math.max(price, base + least);
  return most === 0 ? raised : Math.min(raised, base + most);
}
