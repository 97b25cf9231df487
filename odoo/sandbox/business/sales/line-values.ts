import { lineAmounts, round } from '../../data/amounts.ts';
import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { convert, digitsOf } from '../currency.ts';
import { addDays, fieldOf, isGoods, set } from '../rows.ts';
import { unitPrice } from './pricing.ts';

type Vals = Readonly<Record<string, unknown>>;

const LINE = 'sale.order.line';
export const unitField = (env: Env): string => fieldOf(env, LINE, 'product_uom_id', 'product_uom');
export const taxField = (env: Env): string => fieldOf(env, LINE, 'tax_ids', 'tax_id');

/** Odoo 17 does not remember which price it set itself. */
const remembersPrice = (env: Env): boolean => 'technical_price_unit' in env.model(LINE).fields;

/** What Odoo fills in for a new line: everything that follows from its product and its order. */
export function prepareLine(vals: Vals, env: Env): Vals {
  const order = env.record('sale.order', vals['order_id']);
  const product = env.record('product.product', vals['product_id']);
  if (typeof vals['display_type'] === 'string') {
    const none = { product_uom_qty: 0, price_unit: 0, customer_lead: 0, qty_delivered_method: 'manual', product_id: false, [unitField(env)]: false };
    return { ...none, warehouse_id: order?.value('warehouse_id') ?? false };
  }
  if (order === undefined || product === undefined) return { price_unit: vals['price_unit'] ?? 0, customer_lead: vals['customer_lead'] ?? 0 };
  const price = vals['price_unit'] ?? priceOf(order, product, Number(vals['product_uom_qty'] ?? 1));
  return {
    name: vals['name'] ?? describe(product),
    [unitField(env)]: vals[unitField(env)] ?? product.value('uom_id'),
    [taxField(env)]: vals[taxField(env)] ?? [[6, 0, taxesOf(product, order)]],
    price_unit: price,
    ...(remembersPrice(env) ? { technical_price_unit: vals['technical_price_unit'] ?? price } : {}),
    customer_lead: vals['customer_lead'] ?? product.number('sale_delay'),
    purchase_price: vals['purchase_price'] ?? costOf(product, order),
    qty_delivered_method: isGoods(product) ? 'stock_move' : 'manual',
    warehouse_id: order.value('warehouse_id'),
  };
}

/** What else changes with a line: a new product brings its own values, a new quantity the price that the list has for it, unless it was agreed. */
export function prepareLineWrite(line: SandboxRecord, vals: Vals, env: Env): Vals {
  const order = line.one('order_id');
  const product = env.record('product.product', vals['product_id'] ?? line.value('product_id'));
  if (order === undefined || product === undefined || line.value('display_type') !== false) return {};
  const exchanged = vals['product_id'] !== undefined && vals['product_id'] !== line.value('product_id');
  const agreed = remembersPrice(env) && line.number('price_unit') !== line.number('technical_price_unit');
  const repriced = 'product_uom_qty' in vals || exchanged;
  const price =
    repriced && !('price_unit' in vals) && (!agreed || exchanged) && line.number('qty_invoiced') <= 0
      ? priceOf(order, product, Number(vals['product_uom_qty'] ?? line.value('product_uom_qty')))
      : undefined;
  return {
    ...(price === undefined ? {} : setPrice(price, env)),
    ...(exchanged
      ? {
          name: vals['name'] ?? describe(product), [unitField(env)]: vals[unitField(env)] ?? product.value('uom_id'),
          [taxField(env)]: vals[taxField(env)] ?? [[6, 0, taxesOf(product, order)]], purchase_price: costOf(product, order),
          qty_delivered_method: isGoods(product) ? 'stock_move' : 'manual',
        }
      : {}),
  };
}

export function describe(product: SandboxRecord): string {
  const label = product.displayName() || '';
  return product.text('description_sale') === '' ? label : `${label}\n${product.text('description_sale')}`;
}

function taxesOf(product: SandboxRecord, order: SandboxRecord): readonly number[] {
  return product.related('taxes_id').filter((tax) => tax.value('company_id') === order.value('company_id')).map((tax) => tax.id);
}

function priceOf(order: SandboxRecord, product: SandboxRecord, quantity: number): number {
  const company = Number(order.value('company_id'));
  return unitPrice(order.env, order.one('pricelist_id'), { product: inCompany(product, company), quantity, at: order.text('date_order'), company });
}

/** A price that Odoo set itself. */
export const setPrice = (price: number, env: Env): Vals => ({ price_unit: price, ...(remembersPrice(env) ? { technical_price_unit: price } : {}) });

/** What the order's pricelist says for a line; nothing for sections, notes, and what was invoiced. */
export function listPrice(line: SandboxRecord): number | undefined {
  const [order, product] = [line.one('order_id'), line.one('product_id')];
  if (order === undefined || product === undefined || line.value('display_type') !== false || line.number('qty_invoiced') > 0) return undefined;
  return priceOf(order, product, line.number('product_uom_qty'));
}

/** Costs belong to a company. */
function inCompany(product: SandboxRecord, company: number): SandboxRecord {
  return product.env.sudo().with({ allowed_company_ids: [company] }).record(product.model.name, product.id) ?? product;
}

function costOf(product: SandboxRecord, order: SandboxRecord): number {
  const company = Number(order.value('company_id'));
  const own = inCompany(product, company);
  const currency = Number(order.value('currency_id'));
  const from = Number(own.value('cost_currency_id')) || currency;
  return convert(order.env, own.number('standard_price'), from, currency, company, order.text('date_order').slice(0, 10), false);
}

/** Brings the line's amounts up to date. Taxes are percentages of the price, none included in it. */
export function settleAmounts(line: SandboxRecord): SandboxRecord {
  if (line.value('display_type') !== false) return line;
  const percent = line.related(taxField(line.env)).reduce((sum, tax) => sum + tax.number('amount'), 0);
  const facts = {
    quantity: line.number('product_uom_qty'), price: line.number('price_unit'), discount: line.number('discount'), cost: line.number('purchase_price'),
  };
  return set(line, { ...lineAmounts(facts, percent, digitsOf(line.one('currency_id'))) });
}

/** Brings the order's totals up to date. */
export function settleTotals(order: SandboxRecord): SandboxRecord {
  const lines = order.related('order_line').filter((line) => line.value('display_type') === false);
  const digits = digitsOf(order.one('currency_id'));
  const sum = (field: string): number => round(lines.reduce((total, line) => total + line.number(field), 0), digits);
  const [untaxed, total, margin] = [sum('price_subtotal'), sum('price_total'), sum('margin')];
  return set(order, {
    amount_untaxed: untaxed, amount_tax: round(total - untaxed, digits), amount_total: total, margin, margin_percent: untaxed === 0 ? 0 : margin / untaxed,
  });
}

/** When the line's goods are due: what was promised, else the order's date and the lead time. */
export function dueDate(line: SandboxRecord): string {
  const order = line.one('order_id');
  const promised = order?.text('commitment_date') ?? '';
  return promised !== '' ? promised : addDays(order?.text('date_order') || line.env.now(), line.number('customer_lead'));
}
