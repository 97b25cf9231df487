import type { Row, Rows } from './types.ts';
import { round } from './amounts.ts';
import { CURRENCY } from './base.ts';
import { day, moment } from './calendar.ts';
import { CUSTOMERS } from './customers.ts';
import { COMPANY, EMPLOYEE, personOf } from './ids.ts';
import { BULK_ORDERS } from './order-bulk.ts';
import { ORDER_CASES, ORDER_STAMPS } from './order-cases.ts';
import type { Approval, OrderFacts } from './order-facts.ts';
import { digitsOf, lineRow } from './order-lines.ts';
import { confirmed, currencyOf, nameOf, orderedAt, pricelistOf, stateOf, warehouseOf } from './order-terms.ts';
import { CHANNEL_PARTNER } from './outlets.ts';
import { productFacts } from './products.ts';
import { USD_PER_XOF } from './rates.ts';

const { HOLDING, TOGO, KENYA } = COMPANY;
const FIRST_LINE = 5001;
const APPROVER_OF: Readonly<Record<number, number>> = {
  [HOLDING]: personOf(EMPLOYEE.ADMIN), [TOGO]: personOf(EMPLOYEE.LOME_MANAGER), [KENYA]: personOf(EMPLOYEE.NAIROBI_MANAGER),
};
const CONTACTS = (CUSTOMERS['res.partner'] ?? []).filter((row) => row['parent_id'] !== false);

export const ORDER_FACTS: readonly OrderFacts[] = [...ORDER_CASES, ...BULK_ORDERS];

/** The contact of a business that is used for invoices or goods, or the customer itself. */
function addressOf(customer: number, type: 'invoice' | 'delivery'): number {
  return CONTACTS.find((row) => row['parent_id'] === customer && row['type'] === type)?.id ?? customer;
}

function sum(lines: readonly Row[], field: string): number {
  return lines.reduce((total, line) => total + (line[field] as number), 0);
}

function orderRow(facts: OrderFacts, lines: readonly Row[]): Row {
  const currencyId = currencyOf(facts);
  const digits = digitsOf(currencyId);
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
    signed_by: facts.signedBy ?? false, signed_on: facts.signedBy === undefined ? false : moment(facts.on, 9, 30),
    note: facts.note === undefined ? false : `<p>${facts.note}</p>`,
    pricelist_id: pricelistOf(facts), currency_id: currencyId,
    currency_rate: facts.companyId === TOGO && currencyId === CURRENCY.USD ? USD_PER_XOF : 1,
    payment_term_id: facts.paymentTerm ?? false, user_id: facts.user ?? false, team_id: false, warehouse_id: warehouseOf(facts),
    picking_policy: 'direct', require_signature: true, prepayment_percent: 1, amount_untaxed: untaxed, amount_tax: round(total - untaxed, digits), amount_total: total,
    amount_invoiced: 0, amount_to_invoice: round(sum(lines, 'amount_to_invoice'), digits), invoice_ids: [],
    margin, margin_percent: untaxed === 0 ? 0 : margin / untaxed,
    invoice_status: lines.some((line) => line['invoice_status'] === 'to invoice') ? 'to invoice' : 'no',
    delivery_status: delivers ? 'pending' : false, effective_date: false,
    ...approval(facts), ...retail(facts), ...recurrence(facts),
    ...(stamp === undefined ? {} : { x_sa_id: stamp.account, x_actor_id: stamp.actor }),
    create_date: orderedAt(facts), write_date: moment(facts.on + 1, 15, facts.id % 60),
  };
}

const NOTES: Readonly<Record<Approval, string | false>> = {
  none: false, pending: false, approved: 'Within the budget of the quarter.', rejected: 'Discount too high.',
};

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
    const own = facts.lines.map((line, index) => lineRow(facts, line, FIRST_LINE + lines.length + index, (index + 1) * 10));
    lines.push(...own);
    orders.push(orderRow(facts, own));
  }
  return { 'sale.order': orders, 'sale.order.line': lines };
}

/** 200 orders in every state and approval, and their lines. Nothing is delivered or invoiced yet. */
export const ORDERS: Rows = rows();
