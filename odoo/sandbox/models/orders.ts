import { conversionRate } from '../business/currency.ts';
import type { Env } from '../env.ts';
import type { SandboxRecord } from '../record.ts';
import { partnerPricelist } from './parties.ts';

type Vals = Readonly<Record<string, unknown>>;

/** The invoices and credit notes that bill a line of the order. */
export function invoices(order: SandboxRecord): readonly number[] {
  const moves = order.related('order_line').flatMap((line) => line.related('invoice_lines')).flatMap((item) => item.related('move_id'));
  return [...new Set(moves.filter((move) => ['out_invoice', 'out_refund'].includes(move.text('move_type'))).map((move) => move.id))];
}

export function isExpired(order: SandboxRecord): boolean {
  const until = order.text('validity_date');
  return ['draft', 'sent'].includes(order.text('state')) && until !== '' && until < order.env.now().slice(0, 10);
}

/** When goods may leave: the order date (now, for a quotation) and the lines' lead times; the last of them when all leave together. */
export function expectedDate(order: SandboxRecord): string | false {
  if (order.value('state') === 'cancel') return false;
  const from = order.value('state') === 'sale' ? order.text('date_order') : order.env.now();
  const goods = order.related('order_line').filter((line) => line.value('display_type') === false && line.one('product_id')?.value('type') === 'consu');
  const days = goods.map((line) => line.number('customer_lead')).sort((left, right) => left - right);
  const lead = order.value('picking_policy') === 'direct' ? days[0] : days.at(-1);
  if (lead === undefined) return false;
  return new Date(Date.parse(`${from.replace(' ', 'T')}Z`) + lead * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** "S00001 - Product (Customer)"; the second line of the description in place of the product where it was edited. */
export function lineDisplayName(line: SandboxRecord): string {
  const order = line.one('order_id')?.text('name') ?? '';
  const item = line.one('product_id');
  const product = item?.displayName() || '';
  const usual = [product, item?.text('description_sale')].filter(Boolean).join('\n');
  const [first = '', second = ''] = line.text('name') === usual ? [product] : line.text('name').split('\n');
  const customer = line.one('order_partner_id')?.one('commercial_partner_id');
  const shown = customer === undefined ? '' : ` (${customer.text('ref') || customer.text('name')})`;
  return `${order} - ${product === '' ? first : second || product}${shown}`;
}

export function accountable(line: SandboxRecord): string | undefined {
  if (line.value('display_type') !== false || line.value('is_downpayment') === true) return undefined;
  const unit = 'product_uom_id' in line.model.fields ? 'product_uom_id' : 'product_uom';
  const complete = line.value('product_id') !== false && line.value(unit) !== false;
  return complete ? undefined : 'Missing required fields on accountable sale order line.';
}

/** What Odoo fills in for a new order: its number, the addresses and terms of its customer, the currency of its pricelist. */
export function prepareOrder(vals: Vals, env: Env): Vals {
  // The customer as the order's company knows him: pricelist and terms are the company's own.
  const partner = env.sudo().with({ allowed_company_ids: [vals['company_id']] }).record('res.partner', vals['partner_id']);
  const company = env.record('res.company', vals['company_id']);
  const pricelist = vals['pricelist_id'] ?? (partner === undefined ? undefined : partnerPricelist(partner));
  const currency = env.record('product.pricelist', pricelist)?.value('currency_id') ?? company?.value('currency_id');
  const days = company?.number('quotation_validity_days') ?? 0;
  const until = new Date(Date.parse(`${env.now().slice(0, 10)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return {
    ...(vals['name'] === 'New' ? { name: `S${String(env.store.table('sale.order').nextId).padStart(5, '0')}` } : {}),
    partner_invoice_id: vals['partner_invoice_id'] ?? vals['partner_id'],
    partner_shipping_id: vals['partner_shipping_id'] ?? vals['partner_id'],
    payment_term_id: vals['payment_term_id'] ?? partner?.value('property_payment_term_id'),
    pricelist_id: pricelist,
    currency_id: currency,
    currency_rate: company === undefined ? 1 : rateOf(company, currency, String(vals['date_order'])),
    warehouse_id: vals['warehouse_id'] ?? firstWarehouse(env, vals['company_id']),
    user_id: vals['user_id'] ?? partner?.value('user_id') ?? env.uid,
    team_id: vals['team_id'] ?? firstTeam(env, vals['company_id']),
    require_signature: vals['require_signature'] ?? true,
    prepayment_percent: vals['prepayment_percent'] ?? 1,
    ...(days > 0 && !('validity_date' in vals) ? { validity_date: until } : {}),
  };
}

/** What one unit of the company's currency is worth in the order's. */
export function rateOf(company: SandboxRecord, currency: unknown, at: string): number {
  return conversionRate(company.env, Number(company.value('currency_id')), Number(currency), company.id, at.slice(0, 10));
}

function firstWarehouse(env: Env, company: unknown): number | false {
  const own = env.records('stock.warehouse').filter((warehouse) => warehouse.value('company_id') === company && warehouse.value('active') === true);
  return own.sort((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id)[0]?.id ?? false;
}

/** The team whose leader the caller is, as Odoo's own team is. */
function firstTeam(env: Env, company: unknown): number | false {
  const open = env.records('crm.team').filter((team) => team.value('active') === true && [false, company].includes(team.value('company_id') as number | false));
  return open.find((team) => team.value('user_id') === env.uid)?.id ?? false;
}

/** Orders that are neither drafts nor cancelled stay. */
export function refuseUnlinkOrder(order: SandboxRecord): string | undefined {
  if (['draft', 'cancel'].includes(order.text('state'))) return undefined;
  return 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.';
}
