import { idOf } from '../../access/odoo-records.ts';
import type { OdooRow } from '../../access/odoo-records.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RootResolver } from '../../graph/engine.ts';
import { parseId } from '../../graph/ids.ts';
import { priceOf } from '../../graph/read-value.ts';
import { asFloat } from '../../odoo/client/values.ts';
import { and, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { GraphError } from '../../platform/errors.ts';
import { convert } from './currency-rates.ts';
import type { PricelistPrice } from './generated.ts';
import { priceBy, ruleFor } from './price-rules.ts';
import type { PriceRule } from './price-rules.ts';

/** Odoo forbids pricelists that lead back to themselves; this only keeps damaged data from turning in circles. */
const MAX_CHAIN = 10;

/** Digits of unit prices where the database does not say: Odoo's own for «Product Price». */
const PRICE_DIGITS = 2;

/** Digits that an order line keeps of a unit price; never fewer than the currency has. */
function digitsOf(currency: number, { database }: GraphContext): number {
  const kept = database.field('sale.order.line', 'price_unit')?.digits;
  return Math.max(kept ? kept[1] : PRICE_DIGITS, database.currency(currency)?.decimals ?? 0);
}

interface Asked {
  readonly product: OdooRow;
  readonly productId: number;
  readonly quantity: number;
  /** Naive UTC, as Odoo compares it. */
  readonly moment: string;
  readonly company: number;
}

interface Priced {
  readonly price: number;
  readonly rule: number | null;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function ruleOf(record: OdooRow): PriceRule {
  const method = record.compute_price === 'fixed' || record.compute_price === 'percentage' ? record.compute_price : 'formula';
  const base = record.base === 'standard_price' || record.base === 'pricelist' ? record.base : 'list_price';
  return {
    id: Number(record.id),
    method,
    base,
    basePricelist: idOf(record.base_pricelist_id),
    minQuantity: number(record.min_quantity),
    fixedPrice: number(record.fixed_price),
    percent: number(record.percent_price),
    discount: number(record.price_discount),
    round: number(record.price_round),
    surcharge: number(record.price_surcharge),
    minMargin: number(record.price_min_margin),
    maxMargin: number(record.price_max_margin),
  };
}

const RULE_FIELDS = [
  'compute_price', 'base', 'base_pricelist_id', 'min_quantity', 'fixed_price', 'percent_price', 'price_discount', 'price_round', 'price_surcharge',
  'price_min_margin', 'price_max_margin',
] as const;

/** `_get_applicable_rules_domain`, with what `applied_on` says. */
function applicable(pricelist: number, { product, productId, moment }: Asked): Domain {
  const category = idOf(product.categ_id);
  const ofCategory = category === null ? [] : [and(where('applied_on', '=', '2_product_category'), where('categ_id', 'parent_of', [category]))];
  return and(
    where('pricelist_id', '=', pricelist),
    or(
      where('applied_on', '=', '3_global'),
      ...ofCategory,
      and(where('applied_on', '=', '1_product'), where('product_tmpl_id', '=', idOf(product.product_tmpl_id) ?? 0)),
      and(where('applied_on', '=', '0_product_variant'), where('product_id', '=', productId)),
    ),
    or(where('date_start', '=', false), where('date_start', '<=', moment)),
    or(where('date_end', '=', false), where('date_end', '>=', moment)),
  );
}

async function rulesOf(pricelist: number, asked: Asked, { reader }: GraphContext): Promise<readonly PriceRule[]> {
  const specification = Object.fromEntries(RULE_FIELDS.map((field) => [field, {}]));
  const order = 'applied_on, min_quantity desc, categ_id desc, id desc';
  const { records } = await reader.search('product.pricelist.item', { domain: applicable(pricelist, asked), specification, order });
  return records.map(ruleOf);
}

/** List price with the extra charge of the variant's attributes, in the pricelist's currency. */
function listPrice(asked: Asked, currency: number, context: GraphContext): Promise<number> {
  const { product, company, moment } = asked;
  return convert(number(product.list_price) + number(product.price_extra), idOf(product.currency_id) ?? currency, currency, company, moment.slice(0, 10), context);
}

async function basePrice(rule: PriceRule, asked: Asked, currency: number, chain: number, context: GraphContext): Promise<number> {
  const day = asked.moment.slice(0, 10);
  if (rule.base === 'standard_price') {
    const { product, company } = asked;
    return convert(number(product.standard_price), idOf(product.cost_currency_id) ?? currency, currency, company, day, context);
  }
  if (rule.base !== 'pricelist' || rule.basePricelist === null || chain >= MAX_CHAIN) return listPrice(asked, currency, context);
  const [base] = await context.reader.byIds('product.pricelist', [rule.basePricelist], [], { currency_id: {} });
  const baseCurrency = idOf(base?.currency_id) ?? currency;
  const { price } = await priceIn(rule.basePricelist, baseCurrency, asked, chain + 1, context);
  return convert(price, baseCurrency, currency, asked.company, day, context);
}

async function priceIn(pricelist: number, currency: number, asked: Asked, chain: number, context: GraphContext): Promise<Priced> {
  const rule = ruleFor(await rulesOf(pricelist, asked, context), asked.quantity);
  if (!rule) return { price: await listPrice(asked, currency, context), rule: null };
  const base = rule.method === 'fixed' ? 0 : await basePrice(rule, asked, currency, chain, context);
  return { price: priceBy(rule, base), rule: rule.id };
}

function quantityOf(given: unknown): number {
  const quantity = Number(given ?? 1);
  if (!(quantity > 0)) throw new GraphError('BAD_USER_INPUT', `quantity must be larger than zero; ${String(given)} is not.`);
  return quantity;
}

function momentOf(day: unknown): string {
  return typeof day === 'string' ? `${day} 12:00:00` : new Date().toISOString().slice(0, 19).replace('T', ' ');
}

/** The company whose costs and exchange rates count: the pricelist's, else that of the Service Account in context. */
function companyOf(pricelist: OdooRow, { principal, database }: GraphContext): number {
  return idOf(pricelist.company_id) ?? principal.serviceAccount?.companyId ?? principal.companyIds?.[0] ?? database.companies[0]?.id ?? 0;
}

/** `pricelistPrice`: what an order line with this pricelist would be priced at. */
export const pricelistPrice: RootResolver = async (args, context): Promise<PricelistPrice | null> => {
  const { reader, scopes, database } = context;
  const [pricelistId, productId] = [parseId(args.pricelist), parseId(args.product)];
  const quantity = quantityOf(args.quantity);
  if (pricelistId === null || productId === null) return null;

  const [pricelist] = await reader.byIds('product.pricelist', [pricelistId], await scopes.domain('COMPANY', 'product.pricelist'), { currency_id: {}, company_id: {} });
  if (!pricelist) return null;
  const company = companyOf(pricelist, context);
  const specification = Object.fromEntries(
    ['product_tmpl_id', 'categ_id', 'list_price', 'price_extra', 'standard_price', 'currency_id', 'cost_currency_id'].flatMap((field) => {
      const live = database.resolve('product.product', field);
      return live === null ? [] : [[live, {}]];
    }),
  );
  const inCompany = company === 0 ? undefined : { allowed_company_ids: [company] };
  const [product] = await reader.byIds('product.product', [productId], await scopes.domain('COMPANY', 'product.product'), specification, inCompany);
  const currency = idOf(pricelist.currency_id);
  if (!product || currency === null) return null;

  const asked: Asked = { product, productId, quantity, moment: momentOf(args.date), company };
  const [{ price, rule }, list] = await Promise.all([priceIn(pricelistId, currency, asked, 0, context), listPrice(asked, currency, context)]);
  const money = (amount: number) => priceOf(context, asFloat(amount, digitsOf(currency, context)), currency);
  const [unitPrice, listed] = [money(price), money(list)];
  return unitPrice && listed && { pricelist: pricelistId, product: productId, quantity: String(quantity), unitPrice, listPrice: listed, rule };
};
