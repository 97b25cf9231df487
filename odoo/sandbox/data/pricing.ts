import type { ProductFacts } from './product-facts.ts';
import { isWithin } from './categories.ts';
import { PRICE_RULES, type PriceRule } from './price-rules.ts';

export interface Priced {
  readonly price: number;
  /** product.pricelist.item id of the rule that set it; false for the product's own price. */
  readonly rule: number | false;
}

/** Odoo's order of rules: the most specific first, then the larger minimum, then the newer. */
const SPECIFIC = { variant: 0, template: 1, category: 2, all: 3 } as const;

function applies(rule: PriceRule, pricelist: number, product: ProductFacts, quantity: number, at: string): boolean {
  if (rule.list !== pricelist || quantity < (rule.from ?? 0)) return false;
  if ((rule.start !== undefined && at < rule.start) || (rule.end !== undefined && at > rule.end)) return false;
  const { target } = rule;
  if (target.on === 'all') return true;
  return target.on === 'category' ? isWithin(product.category, target.id) : target.id === product.id;
}

function precedence(a: PriceRule, b: PriceRule): number {
  return SPECIFIC[a.target.on] - SPECIFIC[b.target.on] || (b.from ?? 0) - (a.from ?? 0) || b.id - a.id;
}

/** The price of a product under a price list, as Odoo computes it: `at` is the moment of the order. */
export function priceOf(pricelist: number, product: ProductFacts, quantity: number, at: string): Priced {
  const rule = PRICE_RULES.filter((candidate) => applies(candidate, pricelist, product, quantity, at)).toSorted(precedence)[0];
  return rule === undefined ? { price: product.price, rule: false } : { price: byRule(rule, product, quantity, at), rule: rule.id };
}

function byRule({ price: set }: PriceRule, product: ProductFacts, quantity: number, at: string): number {
  if (set.by === 'fixed') return set.price;
  if (set.by === 'percentage') return product.price - product.price * (set.percent / 100);
  const base = set.base === 'standard_price' ? product.cost : set.base === 'pricelist' ? priceOf(set.on ?? 0, product, quantity, at).price : product.price;
  const discounted = base - base * ((set.discount ?? 0) / 100);
  const step = set.round ?? 0;
  return (step === 0 ? discounted : Math.round(discounted / step) * step) + (set.surcharge ?? 0);
}
