import { moment } from './calendar.ts';
import { CATEGORY } from './categories.ts';
import { PRICELIST } from './ids.ts';
import { PRODUCT } from './product-facts.ts';

/** What a rule is about. */
export type Target = { readonly on: 'all' } | { readonly on: 'category' | 'template' | 'variant'; readonly id: number };
/** How it sets the price. */
export type Price =
  | { readonly by: 'fixed'; readonly price: number }
  | { readonly by: 'percentage'; readonly percent: number }
  | {
      readonly by: 'formula';
      readonly base: 'list_price' | 'standard_price' | 'pricelist';
      /** The other list, when the price starts from one. */
      readonly on?: number;
      readonly discount?: number;
      readonly surcharge?: number;
      readonly round?: number;
    };

export interface PriceRule {
  /** product.pricelist.item id. */
  readonly id: number;
  readonly list: number;
  readonly target: Target;
  readonly price: Price;
  /** Smallest quantity. */
  readonly from?: number;
  readonly start?: string;
  readonly end?: string;
}

const P = PRODUCT;
const RULES: readonly Omit<PriceRule, 'id'>[] = [
  { list: PRICELIST.TOGO, target: { on: 'template', id: P.KIT_50 }, price: { by: 'fixed', price: 82_000 } },
  { list: PRICELIST.TOGO, target: { on: 'template', id: P.KIT_50 }, price: { by: 'fixed', price: 78_000 }, from: 10 },
  { list: PRICELIST.TOGO, target: { on: 'category', id: CATEGORY.ACCESSORIES }, price: { by: 'percentage', percent: 5 }, from: 20 },
  {
    list: PRICELIST.TOGO, target: { on: 'variant', id: P.LANTERN }, price: { by: 'fixed', price: 6_000 }, start: moment(330, 0),
    end: moment(365, 23, 59, 59),
  },
  {
    list: PRICELIST.TOGO_PARTNERS, target: { on: 'all' },
    price: { by: 'formula', base: 'pricelist', on: PRICELIST.TOGO, discount: 8, round: 50 },
  },
  {
    list: PRICELIST.TOGO_PARTNERS, target: { on: 'template', id: P.MOTORCYCLE },
    price: { by: 'formula', base: 'list_price', discount: 10, surcharge: 5_000, round: 500 },
  },
  {
    list: PRICELIST.TOGO_PARTNERS, target: { on: 'category', id: CATEGORY.SPARE_PARTS },
    price: { by: 'formula', base: 'standard_price', discount: -20 },
  },
  { list: PRICELIST.KENYA, target: { on: 'template', id: P.KE_BATTERY }, price: { by: 'fixed', price: 49_999.5 }, from: 2 },
  { list: PRICELIST.KENYA_PARTNERS, target: { on: 'all' }, price: { by: 'percentage', percent: 10 } },
  {
    list: PRICELIST.KENYA_PARTNERS, target: { on: 'category', id: CATEGORY.E_MOBILITY },
    price: { by: 'formula', base: 'list_price', discount: 15, surcharge: 250, round: 10 },
  },
  { list: PRICELIST.EXPORT, target: { on: 'template', id: P.SHARED_AUDIT }, price: { by: 'fixed', price: 275 } },
];

/** Rules of every kind: fixed, percentage, formula; by quantity and by season; for one product, a category, or all. */
export const PRICE_RULES: readonly PriceRule[] = RULES.map((rule, index) => ({ id: 1101 + index, ...rule }));
