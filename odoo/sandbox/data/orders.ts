import type { Row, Rows } from './types.ts';
import type { Approval, LineFacts, OrderFacts, OrderState } from './order-facts.ts';
import { lineAmounts, round } from './amounts.ts';
import { CURRENCY, UOM } from './base.ts';
import { audit, day, moment } from './calendar.ts';
import { CUSTOMERS } from './customers.ts';
import { COMPANY, EMPLOYEE, PRICELIST, TAX, WAREHOUSE, personOf } from './ids.ts';
import { BULK_ORDERS } from './order-bulk.ts';
import { ORDER_CASES, ORDER_STAMPS } from './order-cases.ts';
import { CHANNEL_PARTNER } from './outlets.ts';
import { PEOPLE } from './people.ts';
import { priceOf } from './pricing.ts';
import { invoicePolicy, productFacts, productLabel, taxesOf, variantOf } from './products.ts';

const { HOLDING, TOGO, KENYA } = COMPANY;
const FIRST_LINE = 5001;
/** Units of XOF for one USD in the Togolese company; order currency per company currency. */
export const USD_PER_XOF = 0.0016;
export const USD_PER_KES = 0.0078;

const PERCENT: Readonly<Record<number, number>> = { [TAX.TOGO_VAT]: 18, [TAX.KENYA_VAT]: 16 };
const WAREHOUSE_OF: Readonly<Record<number, number>> = { [HOLDING]: WAREHOUSE.HOLDING, [TOGO]: WAREHOUSE.TOGO, [KENYA]: WAREHOUSE.KENYA };
const PRICELIST_OF: Readonly<Record<number, number>> = { [HOLDING]: PRICELIST.EXPORT, [TOGO]: PRICELIST.TOGO, [KENYA]: PRICELIST.KENYA };
const APPROVER_OF: Readonly<Record<number, number>> = {
  [HOLDING]: personOf(EMPLOYEE.ADMIN), [TOGO]: personOf(EMPLOYEE.LOME_MANAGER), [KENYA]: personOf(EMPLOYEE.NAIROBI_MANAGER),
};
const PARTNERS = new Map([...(CUSTOMERS['res.partner'] ?? []), ...(PEOPLE['res.partner'] ?? [])].map((row) => [row.id, row]));
const CONTACTS = (CUSTOMERS['res.partner'] ?? []).filter((row) => row['parent_id'] !== false);

export const ORDER_FACTS: readonly OrderFacts[] = [...ORDER_CASES, ...BULK_ORDERS];

function currencyOf(facts: OrderFacts): number {
  if (facts.pricelist === PRICELIST.EXPORT || facts.companyId === HOLDING) return CURRENCY.USD;
  return facts.companyId === TOGO ? CURRENCY.XOF : CURRENCY.KES;
}

function pricelistOf(facts: OrderFacts): number {
  return facts.pricelist ?? PRICELIST_OF[facts.companyId] ?? PRICELIST.EXPORT;
}

function orderedAt(facts: OrderFacts): string {
  return moment(facts.on, 10, facts.id % 60);
}

function confirmed(state: OrderState): boolean {
  return state === 'sale' || state === 'locked';
}

function stateOf(state: OrderState): string {
  return state === 'locked' ? 'sale' : state;
}

/** The contact of a business that is used for invoices or goods, or the customer itself. */
function addressOf(customer: number, type: 'invoice' | 'delivery'): number {
  return CONTACTS.find((row) => row['parent_id'] === customer && row['type'] === type)?.id ?? customer;
}

interface Context {
  readonly facts: OrderFacts;
  readonly currencyId: number;
  readonly digits: number;
}

function lineRow(context: Context, line: LineFacts, id: number, sequence: number): Row {
  const { facts, currencyId, digits } = context;
  const head = {
    id, order_id: facts.id, sequence, company_id: facts.companyId, currency_id: currencyId, order_partner_id: facts.customer,
    salesman_id: facts.user ?? false, state: stateOf(facts.state), is_downpayment: false, is_expense: false, qty_delivered: 0, qty_invoiced: 0,
    untaxed_amount_invoiced: 0, ...audit(facts.on, 1),
  };
  const text = 'section' in line ? line.section : 'note' in line ? line.note : null;
  if (!('template' in line)) {
    return {
      ...head, display_type: 'section' in line ? 'line_section' : 'line_note', name: text ?? '', display_name: displayName(facts, text ?? ''),
      product_id: false, product_template_id: false, product_uom_id: false, product_uom_qty: 0, price_unit: 0, discount: 0, tax_ids: [],
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
    product_uom_qty: line.quantity, price_unit: price, discount, tax_ids: taxes, ...amounts, purchase_price: cost, customer_lead: 0,
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

function nameOf(id: number): string {
  return `S${String(id).padStart(5, '0')}`;
}

function sum(lines: readonly Row[], field: string): number {
  return lines.reduce((total, line) => total + (line[field] as number), 0);
}

function orderRow(context: Context, lines: readonly Row[]): Row {
  const { facts, currencyId, digits } = context;
  const untaxed = round(sum(lines, 'price_subtotal'), digits);
  const total = round(sum(lines, 'price_total'), digits);
  const margin = round(sum(lines, 'margin'), digits);
  const priced = lines.filter((line) => line['display_type'] === false);
  const delivers = confirmed(facts.state) && priced.some((line) => productFacts(line['product_template_id'] as number).kind !== 'service');
  const stamp = ORDER_STAMPS.get(facts.id);
  return {
    id: facts.id, name: nameOf(facts.id), company_id: facts.companyId, partner_id: facts.customer,
    partner_invoice_id: addressOf(facts.customer, 'invoice'), partner_shipping_id: addressOf(facts.customer, 'delivery'),
    state: stateOf(facts.state), locked: facts.state === 'locked', date_order: orderedAt(facts), validity_date: day(facts.on + 30),
    commitment_date: facts.promised === undefined ? false : moment(facts.promised, 12), client_order_ref: facts.reference ?? false,
    origin: facts.origin ?? false, reference: false,
    signed_by: facts.signedBy ?? false, signed_on: facts.signedBy === undefined ? false : moment(facts.on, 9, 30), note: facts.note === undefined ? false : `<p>${facts.note}</p>`,
    pricelist_id: pricelistOf(facts), currency_id: currencyId,
    currency_rate: facts.companyId === TOGO && currencyId === CURRENCY.USD ? USD_PER_XOF : 1,
    payment_term_id: facts.paymentTerm ?? false, user_id: facts.user ?? false, team_id: false, warehouse_id: WAREHOUSE_OF[facts.companyId] ?? false,
    picking_policy: 'direct', amount_untaxed: untaxed, amount_tax: round(total - untaxed, digits), amount_total: total,
    amount_invoiced: 0, amount_to_invoice: round(sum(lines, 'amount_to_invoice'), digits), invoice_ids: [],
    margin, margin_percent: untaxed === 0 ? 0 : margin / untaxed,
    invoice_status: lines.some((line) => line['invoice_status'] === 'to invoice') ? 'to invoice' : 'no',
    delivery_status: delivers ? 'pending' : false, effective_date: false,
    ...approval(facts), ...retail(facts), ...recurrence(facts),
    ...(stamp === undefined ? {} : { x_sa_id: stamp.account, x_actor_id: stamp.actor }),
    create_date: orderedAt(facts), write_date: moment(facts.on + 1, 15, facts.id % 60),
  };
}

const NOTES: Readonly<Record<Approval, string | false>> = { none: false, pending: false, approved: 'Within the budget of the quarter.', rejected: 'Discount too high.' };

function approval(facts: OrderFacts): Omit<Row, 'id'> {
  const submitted = facts.approval !== 'none';
  const decided = facts.approval === 'approved' || facts.approval === 'rejected';
  return {
    approval_status: facts.approval,
    approval_submitted_by_id: submitted ? (facts.salesRep ?? personOf(facts.companyId === KENYA ? EMPLOYEE.NAIROBI_AGENT : EMPLOYEE.LOME_STAFF)) : false,
    approval_submitted_date: submitted ? moment(facts.on, 11, 5) : false,
    approved_by_id: decided ? (APPROVER_OF[facts.companyId] ?? false) : false,
    approval_date: decided ? moment(facts.on, 14, 20) : false,
    approval_notes: NOTES[facts.approval],
  };
}

function retail(facts: OrderFacts): Omit<Row, 'id'> {
  const inShop = facts.outlet !== undefined;
  return {
    x_outlet_id: facts.outlet ?? false, x_session_state: facts.session ?? false, x_sales_rep_id: facts.salesRep ?? false,
    x_channel_partner_id: inShop ? (facts.companyId === KENYA ? CHANNEL_PARTNER.KENYA : CHANNEL_PARTNER.TOGO) : false,
  };
}

function recurrence({ recurring }: OrderFacts): Omit<Row, 'id'> {
  const date = (on: number | undefined): string | false => (on === undefined ? false : day(on));
  return {
    is_subscription: recurring !== undefined, subscription_state: recurring?.state ?? false, plan_id: recurring?.plan ?? false,
    start_date: date(recurring?.start), next_invoice_date: date(recurring?.next), end_date: date(recurring?.end),
  };
}

function rows(): Rows {
  const orders: Row[] = [];
  const lines: Row[] = [];
  for (const facts of ORDER_FACTS) {
    const currencyId = currencyOf(facts);
    const context = { facts, currencyId, digits: currencyId === CURRENCY.XOF ? 0 : 2 };
    const own = facts.lines.map((line, index) => lineRow(context, line, FIRST_LINE + lines.length + index, (index + 1) * 10));
    lines.push(...own);
    orders.push(orderRow(context, own));
  }
  return { 'sale.order': orders, 'sale.order.line': lines };
}

/** 200 orders in every state and approval, and their lines. Nothing is delivered or invoiced yet. */
export const ORDERS: Rows = rows();
