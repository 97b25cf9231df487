import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import type { Row } from '../../store.ts';
import { rateOf } from '../../models/orders.ts';
import { set } from '../rows.ts';
import type { BusinessTable } from '../types.ts';
import { launchDeliveries } from '../stock/launch.ts';
import { settleInvoicing } from './invoicing.ts';
import { prepareLine, prepareLineWrite, settleAmounts, settleTotals, taxField, unitField } from './line-values.ts';
import { ORDER_METHODS } from './order-actions.ts';

type Vals = Readonly<Record<string, unknown>>;

function lineChanged(line: SandboxRecord): void {
  settleAmounts(line);
  const order = line.one('order_id');
  if (order !== undefined) settleInvoicing(settleTotals(order));
}

/** Another day has another rate; another pricelist another currency. */
function orderWritten(order: SandboxRecord, vals: Vals): void {
  const company = order.one('company_id');
  if (company === undefined || !('date_order' in vals || 'pricelist_id' in vals)) return;
  const currency = order.one('pricelist_id')?.value('currency_id') ?? company.value('currency_id');
  set(order, { currency_id: currency, currency_rate: rateOf(company, currency, order.text('date_order')) });
}

/** A confirmed order delivers what is added to it. */
function lineAdded(line: SandboxRecord): void {
  lineChanged(line);
  const order = line.one('order_id');
  if (order?.value('state') === 'sale') launchDeliveries(order, [line]);
}

function lineWritten(line: SandboxRecord, vals: Vals): void {
  lineChanged(line);
  const order = line.one('order_id');
  if (order?.value('state') === 'sale' && 'product_uom_qty' in vals) launchDeliveries(order, [line]);
}

function refuseLineWrite(line: SandboxRecord, vals: Vals): string | undefined {
  const { env, model } = line;
  if (vals['display_type'] !== undefined && vals['display_type'] !== line.value('display_type')) {
    return 'You cannot change the type of a sale order line. Instead you should delete the current line and create a new line of the proper type.';
  }
  if (vals['product_id'] !== undefined && vals['product_id'] !== line.value('product_id') && !mayExchange(line)) {
    return 'You cannot modify the product of this order line.';
  }
  const ordered = vals['product_uom_qty'];
  if (line.value('state') === 'sale' && typeof ordered === 'number' && ordered < line.number('qty_delivered')) {
    return 'The ordered quantity of a sale order line cannot be decreased below the amount already delivered. Instead, create a return in your inventory.';
  }
  const guarded = ['product_id', 'name', 'price_unit', unitField(env), 'product_uom_qty', taxField(env), 'discount'].filter((name) => name in vals);
  if (line.one('order_id')?.value('locked') !== true || guarded.length === 0) return undefined;
  const labels = guarded.map((name) => model.fields[name]?.string ?? name);
  return `It is forbidden to modify the following fields in a locked order:\n${labels.join('\n')}`;
}

function mayExchange(line: SandboxRecord): boolean {
  if (line.value('state') === 'cancel' || line.related('move_ids').some((move) => move.value('state') !== 'cancel')) return false;
  if (line.value('state') !== 'sale') return true;
  return line.one('order_id')?.value('locked') !== true && line.number('qty_invoiced') <= 0 && line.number('qty_delivered') <= 0;
}

function refuseLineUnlink(line: SandboxRecord): string | undefined {
  const stays = line.value('state') === 'sale' && line.value('display_type') === false && line.value('is_downpayment') !== true;
  return stays
    ? "Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or delivered).\n" +
        '                Set the quantity to 0 instead.'
    : undefined;
}

function lineGone(row: Row, env: Env): void {
  const order = env.record('sale.order', row['order_id']);
  if (order !== undefined) settleInvoicing(settleTotals(order));
}

export const SALES: BusinessTable = {
  'sale.order': {
    methods: ORDER_METHODS,
    written: orderWritten,
    refuseWrite: (order, vals) =>
      'pricelist_id' in vals && order.value('state') === 'sale' ? 'You cannot change the pricelist of a confirmed order !' : undefined,
  },
  'sale.order.line': {
    prepare: prepareLine,
    prepareWrite: prepareLineWrite,
    created: lineAdded,
    written: lineWritten,
    refuseWrite: refuseLineWrite,
    refuseUnlink: refuseLineUnlink,
    unlinked: lineGone,
  },
};
