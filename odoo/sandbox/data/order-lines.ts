import type { Row } from './types.ts';
import { lineAmounts, round } from './amounts.ts';
import { CURRENCY, UOM } from './base.ts';
import { audit } from './calendar.ts';
import { CUSTOMERS } from './customers.ts';
import { TAX } from './ids.ts';
import type { LineFacts, OrderFacts } from './order-facts.ts';
import { confirmed, currencyOf, nameOf, orderedAt, pricelistOf, stateOf, warehouseOf } from './order-terms.ts';
import { PEOPLE } from './people.ts';
import { priceOf } from './pricing.ts';
import { invoicePolicy, productFacts, productLabel, taxesOf, variantOf } from './products.ts';

const PERCENT: Readonly<Record<number, number>> = { [TAX.TOGO_VAT]: 18, [TAX.KENYA_VAT]: 16 };
const PARTNERS = new Map([...(CUSTOMERS['res.partner'] ?? []), ...(PEOPLE['res.partner'] ?? [])].map((row) => [row.id, row]));

/** Decimals of a currency: francs have none. */
export function digitsOf(currencyId: number): number {
  return currencyId === CURRENCY.XOF ? 0 : 2;
}

/** The row of one line. Nothing is delivered or invoiced yet, so that services are to be invoiced and goods are not. */
export function lineRow(facts: OrderFacts, line: LineFacts, id: number, sequence: number): Row {
  const currencyId = currencyOf(facts);
  const digits = digitsOf(currencyId);
  const head = {
    id, order_id: facts.id, sequence, company_id: facts.companyId, currency_id: currencyId, order_partner_id: facts.customer,
    salesman_id: facts.user ?? false, state: stateOf(facts.state), is_downpayment: false, is_expense: false, qty_delivered: 0, qty_invoiced: 0,
    untaxed_amount_invoiced: 0, ...audit(facts.on, 1), warehouse_id: warehouseOf(facts),
  };
  const text = 'section' in line ? line.section : 'note' in line ? line.note : null;
  if (!('template' in line)) {
    return {
      ...head, display_type: 'section' in line ? 'line_section' : 'line_note', name: text ?? '', display_name: displayName(facts, text ?? ''),
      product_id: false, product_template_id: false, product_uom_id: false, product_uom_qty: 0, price_unit: 0, technical_price_unit: 0, qty_delivered_method: 'manual', discount: 0, tax_ids: [],
      price_subtotal: 0, price_tax: 0, price_total: 0, price_reduce_taxexcl: 0, price_reduce_taxinc: 0, purchase_price: 0, margin: 0, margin_percent: 0,
      qty_to_invoice: 0, invoice_status: confirmed(facts.state) ? 'invoiced' : 'no', untaxed_amount_to_invoice: 0, amount_invoiced: 0, amount_to_invoice: 0,
      pricelist_item_id: false, customer_lead: 0,
    };
  }
  const product = productFacts(line.template);
  const description = product.description === undefined ? productLabel(product) : `${productLabel(product)}\n${product.description}`;
  const taxes = taxesOf(product).filter(() => product.companyId === facts.companyId);
  const list = pricelistOf(facts);
  const set = priceOf(list, product, line.quantity, orderedAt(facts));
  const price = line.price ?? set.price;
  const discount = line.discount ?? 0;
  const cost = product.cost;
  const amounts = lineAmounts({ quantity: line.quantity, price, discount, cost }, taxes.reduce((sum, tax) => sum + (PERCENT[tax] ?? 0), 0), digits);
  const invoiceable = confirmed(facts.state) && invoicePolicy(product) === 'order';
  return {
    ...head, display_type: false, name: line.label ?? description, display_name: displayName(facts, productLabel(product)),
    product_id: variantOf(line.template), product_template_id: line.template, product_uom_id: product.unit ?? UOM.UNIT,
    product_uom_qty: line.quantity, price_unit: price, technical_price_unit: price,
    qty_delivered_method: product.kind === 'service' ? 'manual' : 'stock_move', discount, tax_ids: taxes, ...amounts, purchase_price: cost, customer_lead: 0,
    qty_to_invoice: invoiceable ? line.quantity : 0,
    invoice_status: invoiceable ? 'to invoice' : 'no',
    untaxed_amount_to_invoice: invoiceable ? round(price * (1 - discount / 100) * line.quantity, digits) : 0,
    amount_invoiced: 0,
    // Odoo asks the product's policy only, not whether the order is confirmed.
    amount_to_invoice: invoicePolicy(product) === 'order' ? amounts.price_total : 0,
    pricelist_item_id: set.rule,
  };
}

/** Odoo: order, what is sold, and the customer's reference or name. */
function displayName(facts: OrderFacts, what: string): string {
  const customer = PARTNERS.get(facts.customer);
  return `${nameOf(facts.id)} - ${what} (${String(customer?.['ref'] || customer?.['name'])})`;
}
