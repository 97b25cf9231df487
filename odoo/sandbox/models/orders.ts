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

/** "S00001 - Product (customer)", or the second line of the description where it was edited. */
export function lineDisplayName(line: SandboxRecord): string {
  const order = line.one('order_id')?.text('name') ?? '';
  const [first = '', second = ''] = line.text('name').split('\n');
  const sold = line.one('product_id');
  const product = sold?.displayName() || '';
  const unedited = [product, sold?.text('description_sale') ?? ''].filter((part) => part !== '').join('\n');
  const what = product === '' ? first : line.text('name') === unedited ? product : second || product;
  const customer = line.one('order_partner_id');
  const of = customer?.text('ref') || customer?.text('name') || '';
  return `${order} - ${what}${of === '' ? '' : ` (${of})`}`;
}

export function accountable(line: SandboxRecord): string | undefined {
  if (line.value('display_type') !== false || line.value('is_downpayment') === true) return undefined;
  const unit = 'product_uom_id' in line.model.fields ? 'product_uom_id' : 'product_uom';
  const complete = line.value('product_id') !== false && line.value(unit) !== false;
  return complete ? undefined : 'Missing required fields on accountable sale order line.';
}

/** What Odoo fills in for a new order: its number, the addresses and terms of its customer, the currency of its pricelist. */
export function prepareOrder(vals: Vals, env: Env): Vals {
  const partner = env.record('res.partner', vals['partner_id']);
  const company = env.record('res.company', vals['company_id']);
  const pricelist = vals['pricelist_id'] ?? (partner === undefined ? undefined : partnerPricelist(partner));
  const days = company?.number('quotation_validity_days') ?? 0;
  const until = new Date(Date.parse(`${env.now().slice(0, 10)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return {
    ...(vals['name'] === 'New' ? { name: `S${String(env.store.table('sale.order').nextId).padStart(5, '0')}` } : {}),
    partner_invoice_id: vals['partner_invoice_id'] ?? vals['partner_id'],
    partner_shipping_id: vals['partner_shipping_id'] ?? vals['partner_id'],
    payment_term_id: vals['payment_term_id'] ?? partner?.value('property_payment_term_id'),
    pricelist_id: pricelist,
    currency_id: env.record('product.pricelist', pricelist)?.value('currency_id') ?? company?.value('currency_id'),
    user_id: vals['user_id'] ?? partner?.value('user_id') ?? env.uid,
    ...(days > 0 && !('validity_date' in vals) ? { validity_date: until } : {}),
  };
}

/** Orders that are neither drafts nor cancelled stay. */
export function refuseUnlinkOrder(order: SandboxRecord): string | undefined {
  if (['draft', 'cancel'].includes(order.text('state'))) return undefined;
  return 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.';
}
