import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { addMinutes } from './time.ts';
import { expectedMinutes } from './work-orders.ts';
import { highest, nextNumber, padded } from '../sequences.ts';

type Vals = Readonly<Record<string, unknown>>;

/** What Odoo fills in for a new manufacturing order: its number, the bill of materials of its product, the places of its operation type. */
export function prepareOrder(vals: Vals, env: Env): Vals {
  const product = env.record('product.product', vals['product_id']);
  const bill = env.record('mrp.bom', 'bom_id' in vals ? vals['bom_id'] : billOf(env, product, vals['company_id']));
  const type = env.record('stock.picking.type', vals['picking_type_id'] ?? bill?.value('picking_type_id')) ?? typeOf(env, vals['company_id']);
  const start = String(vals['date_start']);
  const quantity = Number(vals['product_qty'] ?? bill?.value('product_qty') ?? 1);
  const minutes = bill === undefined ? 0 : expectedMinutes(bill, quantity);
  return {
    state: 'draft',
    name: vals['name'] === 'New' || vals['name'] === undefined ? nameOf(env, type) : vals['name'],
    product_qty: quantity,
    product_uom_id: vals['product_uom_id'] ?? bill?.value('product_uom_id') ?? product?.value('uom_id'),
    product_uom_qty: quantity,
    bom_id: bill?.id ?? false,
    picking_type_id: type?.id,
    location_src_id: vals['location_src_id'] ?? type?.value('default_location_src_id'),
    location_dest_id: vals['location_dest_id'] ?? type?.value('default_location_dest_id'),
    production_location_id: productionLocation(env, vals['company_id']),
    date_finished: addMinutes(start, minutes || 60),
    duration_expected: minutes,
    is_locked: true,
    backorder_sequence: 0,
  };
}

/** The first bill of materials for the product, its own or its template's. */
function billOf(env: Env, product: SandboxRecord | undefined, company: unknown): number | false {
  const bills = env.records('mrp.bom').filter(
    (bill) =>
      bill.value('active') === true &&
      bill.value('type') === 'normal' &&
      bill.value('product_tmpl_id') === product?.value('product_tmpl_id') &&
      [false, product?.id].includes(bill.value('product_id') as number | false) &&
      [false, company].includes(bill.value('company_id')),
  );
  return bills.sort((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id)[0]?.id ?? false;
}

function typeOf(env: Env, company: unknown): SandboxRecord | undefined {
  const types = env.records('stock.picking.type').filter((type) => type.value('code') === 'mrp_operation' && type.value('company_id') === company && type.value('active') === true);
  return types.sort((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id)[0];
}

const productionLocation = (env: Env, company: unknown): number | undefined =>
  env.records('stock.location').find((place) => place.value('usage') === 'production' && place.value('company_id') === company)?.id;

function nameOf(env: Env, type: SandboxRecord | undefined): string {
  const prefix = `${type?.one('warehouse_id')?.text('code') ?? 'WH'}/${type?.text('sequence_code') ?? 'MO'}/`;
  return `${prefix}${padded(nextNumber(env, prefix, () => highest(env, 'mrp.production', prefix)))}`;
}
