import type { Row, Rows } from './types.ts';
import { audit, moment } from './calendar.ts';
import { CURRENCY } from './base.ts';
import { CATEGORY, categoryName } from './categories.ts';
import { COMPANY } from './ids.ts';
import { PRODUCT, productFacts, productLabel, variantOf } from './products.ts';

export const PRICELIST = { TOGO: 1001, KENYA: 1002, TOGO_PARTNERS: 1003, KENYA_PARTNERS: 1004, EXPORT: 1005, TOGO_2024: 1006 } as const;

interface ListFacts {
  readonly id: number;
  readonly name: string;
  readonly currency: number;
  readonly companyId: number | false;
  readonly archived?: boolean;
}

const LISTS: readonly ListFacts[] = [
  { id: PRICELIST.TOGO, name: 'Togo retail', currency: CURRENCY.XOF, companyId: COMPANY.TOGO },
  { id: PRICELIST.KENYA, name: 'Kenya retail', currency: CURRENCY.KES, companyId: COMPANY.KENYA },
  { id: PRICELIST.TOGO_PARTNERS, name: 'Togo partners', currency: CURRENCY.XOF, companyId: COMPANY.TOGO },
  { id: PRICELIST.KENYA_PARTNERS, name: 'Kenya partners', currency: CURRENCY.KES, companyId: COMPANY.KENYA },
  { id: PRICELIST.EXPORT, name: 'Export', currency: CURRENCY.USD, companyId: false },
  { id: PRICELIST.TOGO_2024, name: 'Togo retail 2024', currency: CURRENCY.XOF, companyId: COMPANY.TOGO, archived: true },
];

type Target = { readonly on: 'all' } | { readonly on: 'category' | 'template' | 'variant'; readonly id: number };
type Price =
  | { readonly by: 'fixed'; readonly price: number }
  | { readonly by: 'percentage'; readonly percent: number }
  | { readonly by: 'formula'; readonly base: 'list_price' | 'standard_price' | 'pricelist'; readonly discount?: number; readonly surcharge?: number; readonly round?: number; readonly on?: number };

interface Rule {
  readonly list: number;
  readonly target: Target;
  readonly price: Price;
  readonly from?: number;
  readonly start?: string;
  readonly end?: string;
}

const P = PRODUCT;
const RULES: readonly Rule[] = [
  { list: PRICELIST.TOGO, target: { on: 'template', id: P.KIT_50 }, price: { by: 'fixed', price: 82_000 } },
  { list: PRICELIST.TOGO, target: { on: 'template', id: P.KIT_50 }, price: { by: 'fixed', price: 78_000 }, from: 10 },
  { list: PRICELIST.TOGO, target: { on: 'category', id: CATEGORY.ACCESSORIES }, price: { by: 'percentage', percent: 5 }, from: 20 },
  { list: PRICELIST.TOGO, target: { on: 'variant', id: P.LANTERN }, price: { by: 'fixed', price: 6_000 }, start: moment(330, 0), end: moment(365, 23, 59, 59) },
  { list: PRICELIST.TOGO_PARTNERS, target: { on: 'all' }, price: { by: 'formula', base: 'pricelist', on: PRICELIST.TOGO, discount: 8, round: 50 } },
  { list: PRICELIST.TOGO_PARTNERS, target: { on: 'template', id: P.MOTORCYCLE }, price: { by: 'formula', base: 'list_price', discount: 10, surcharge: 5_000, round: 500 } },
  { list: PRICELIST.TOGO_PARTNERS, target: { on: 'category', id: CATEGORY.SPARE_PARTS }, price: { by: 'formula', base: 'standard_price', discount: -20 } },
  { list: PRICELIST.KENYA, target: { on: 'template', id: P.KE_BATTERY }, price: { by: 'fixed', price: 49_999.5 }, from: 2 },
  { list: PRICELIST.KENYA_PARTNERS, target: { on: 'all' }, price: { by: 'percentage', percent: 12.5 } },
  { list: PRICELIST.KENYA_PARTNERS, target: { on: 'category', id: CATEGORY.E_MOBILITY }, price: { by: 'formula', base: 'list_price', discount: 15, surcharge: 250, round: 10 } },
  { list: PRICELIST.EXPORT, target: { on: 'template', id: P.SHARED_AUDIT }, price: { by: 'fixed', price: 275 } },
];

function pricelist(facts: ListFacts): Row {
  return {
    id: facts.id, name: facts.name, display_name: `${facts.name} (${currencyName(facts.currency)})`, currency_id: facts.currency,
    company_id: facts.companyId, active: facts.archived !== true, sequence: 16, ...audit(4, 100),
  };
}

function currencyName(id: number): string {
  const [name] = Object.entries(CURRENCY).find(([, known]) => known === id) ?? [''];
  return name;
}

function rule(facts: Rule, index: number): Row {
  const list = LISTS.find(({ id }) => id === facts.list);
  return {
    id: 1101 + index, pricelist_id: facts.list, company_id: list?.companyId ?? false, currency_id: list?.currency ?? false,
    min_quantity: facts.from ?? 0, date_start: facts.start ?? false, date_end: facts.end ?? false, ...target(facts.target), ...price(facts.price), ...audit(4 + index),
  };
}

function target(on: Target): Omit<Row, 'id'> {
  const none = { categ_id: false, product_tmpl_id: false, product_id: false };
  if (on.on === 'all') return { ...none, applied_on: '3_global', display_applied_on: '1_product', ...named('All Products') };
  if (on.on === 'category') {
    return { ...none, applied_on: '2_product_category', display_applied_on: '2_product_category', categ_id: on.id, ...named(`Category: ${categoryName(on.id)}`) };
  }
  const product = productLabel(productFacts(on.id));
  if (on.on === 'template') return { ...none, applied_on: '1_product', display_applied_on: '1_product', product_tmpl_id: on.id, ...named(product) };
  return {
    ...none, applied_on: '0_product_variant', display_applied_on: '1_product', product_tmpl_id: on.id, product_id: variantOf(on.id), ...named(`Variant: ${product}`),
  };
}

function named(name: string): { name: string; display_name: string } {
  return { name, display_name: name };
}

function price(set: Price): Omit<Row, 'id'> {
  const none = { fixed_price: 0, percent_price: 0, price_discount: 0, price_surcharge: 0, price_round: 0, base: 'list_price', base_pricelist_id: false };
  if (set.by === 'fixed') return { ...none, compute_price: 'fixed', fixed_price: set.price };
  if (set.by === 'percentage') return { ...none, compute_price: 'percentage', percent_price: set.percent };
  return {
    ...none, compute_price: 'formula', base: set.base, base_pricelist_id: set.on ?? false, price_discount: set.discount ?? 0,
    price_surcharge: set.surcharge ?? 0, price_round: set.round ?? 0,
  };
}

/** Price lists per currency, and rules of every kind: fixed, percentage, formula; by quantity and by season. */
export const PRICELISTS: Rows = { 'product.pricelist': LISTS.map(pricelist), 'product.pricelist.item': RULES.map(rule) };
