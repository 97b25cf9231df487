import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { CURRENCY } from './base.ts';
import { categoryName } from './categories.ts';
import { COMPANY, PRICELIST } from './ids.ts';
import { PRICE_RULES, type Price, type PriceRule, type Target } from './price-rules.ts';
import { productFacts, productLabel, variantOf } from './products.ts';

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

function pricelist(facts: ListFacts): Row {
  return {
    id: facts.id, name: facts.name, display_name: `${facts.name} (${currencyName(facts.currency)})`, currency_id: facts.currency,
    company_id: facts.companyId, active: facts.archived !== true,
    // A company's default list comes first.
    sequence: facts.id === PRICELIST.TOGO || facts.id === PRICELIST.KENYA ? 10 : 16, ...audit(4, 100),
  };
}

function currencyName(id: number): string {
  const [name] = Object.entries(CURRENCY).find(([, known]) => known === id) ?? [''];
  return name;
}

function rule(facts: PriceRule): Row {
  const list = LISTS.find(({ id }) => id === facts.list);
  return {
    id: facts.id, pricelist_id: facts.list, company_id: list?.companyId ?? false, currency_id: list?.currency ?? false,
    min_quantity: facts.from ?? 0, date_start: facts.start ?? false, date_end: facts.end ?? false, ...target(facts.target), ...price(facts.price), ...audit(facts.id - 1090),
  };
}

function target(on: Target): Omit<Row, 'id'> {
  const none = { categ_id: false, product_tmpl_id: false, product_id: false };
  if (on.on === 'all') return { ...none, applied_on: '3_global', display_applied_on: '1_product', ...named('All Products') };
  if (on.on === 'category') {
    return {
      ...none, applied_on: '2_product_category', display_applied_on: '2_product_category', categ_id: on.id,
      ...named(`Category: ${categoryName(on.id)}`),
    };
  }
  const product = productLabel(productFacts(on.id));
  if (on.on === 'template') return {
    ...none, applied_on: '1_product', display_applied_on: '1_product', product_tmpl_id: on.id, ...named(product),
  };
  return {
    ...none, applied_on: '0_product_variant', display_applied_on: '1_product', product_tmpl_id: on.id, product_id: variantOf(on.id), ...named(`Variant: ${product}`),
  };
}

function named(name: string): { name: string; display_name: string } {
  return { name, display_name: name };
}

function price(set: Price): Omit<Row, 'id'> {
  const none = {
    fixed_price: 0, percent_price: 0, price_discount: 0, price_surcharge: 0, price_round: 0, price_markup: 0, base: 'list_price',
    base_pricelist_id: false,
  };
  if (set.by === 'fixed') return { ...none, compute_price: 'fixed', fixed_price: set.price };
  if (set.by === 'percentage') return { ...none, compute_price: 'percentage', percent_price: set.percent };
  return {
    ...none, compute_price: 'formula', base: set.base, base_pricelist_id: set.on ?? false, price_discount: set.discount ?? 0,
    price_markup: -(set.discount ?? 0), price_surcharge: set.surcharge ?? 0, price_round: set.round ?? 0,
  };
}

/** Price lists per currency, and their rules. */
export const PRICELISTS: Rows = { 'product.pricelist': LISTS.map(pricelist), 'product.pricelist.item': PRICE_RULES.map(rule) };
