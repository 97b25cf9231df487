import {
  boolean, char, float, integer, many2one, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import type { SandboxRecord } from '../record.ts';
import { billOfMaterialsName } from './names.ts';

const mrpBom: ModelDef = {
  name: 'mrp.bom',
  description: 'Bill of Material',
  order: 'sequence, id',
  recName: 'product_tmpl_id',
  displayName: billOfMaterialsName,
  searchNames: ['product_tmpl_id', 'code'],
  companyRule: 'same or none',
  readers: ['Inventory/User', 'Manufacturing/Administrator', 'Manufacturing/User', 'Sales/User: Own Documents Only'],
  fields: {
    code: char('Reference'),
    active: boolean('Active', { default: true }),
    type: selection([['normal', 'Manufacture this product'], ['phantom', 'Kit']], 'BoM Type', { required: true }),
    product_tmpl_id: many2one('product.template', 'Product', { required: true }),
    product_id: many2one('product.product', 'Product Variant'),
    bom_line_ids: one2many('mrp.bom.line', 'bom_id', 'BoM Lines'),
    product_qty: float('Quantity', { required: true }),
    product_uom_id: many2one('uom.uom', 'Unit', { required: true }),
    sequence: integer('Sequence'),
    company_id: many2one('res.company', 'Company'),
    consumption: selection([
        ['flexible', 'Allowed'], ['warning', 'Allowed with warning'], ['strict', 'Blocked'],
      ], 'Flexible Consumption', { required: true }),
    ready_to_produce: selection([
        ['all_available', ' When all components are available'],
        ['asap', 'When components for 1st operation are available'],
      ], 'Manufacturing Readiness', { required: true }),
    produce_delay: integer('Manufacturing Lead Time'),
    picking_type_id: many2one('stock.picking.type', 'Operation Type'),
    operation_ids: one2many('mrp.routing.workcenter', 'bom_id', 'Operations'),
  },
};

/** The bill by which the component would be made in the caller's company: the product's own before its template's, by sequence. */
function billOfComponent(line: SandboxRecord): number | false {
  const product = line.one('product_id');
  const { env } = line;
  const bills = env.store.table('mrp.bom').pointing('product_tmpl_id', product?.one('product_tmpl_id')?.id ?? 0).flatMap((id) => env.record('mrp.bom', id) ?? []);
  const fitting = bills.filter((bill) => {
    const [own, company] = [bill.value('product_id'), bill.value('company_id')];
    return bill.value('active') === true && (own === false || own === product?.id) && (company === false || company === env.company);
  });
  const rank = (bill: SandboxRecord): readonly number[] => [Number(bill.value('sequence')), bill.value('product_id') === false ? 1 : 0, bill.id];
  const [first] = fitting.toSorted((a, b) => rank(a).map((value, index) => value - (rank(b)[index] ?? 0)).find((difference) => difference !== 0) ?? 0);
  return first?.id ?? false;
}

const mrpBomLine: ModelDef = {
  name: 'mrp.bom.line',
  description: 'Bill of Material Line',
  order: 'sequence, id',
  recName: 'product_id',
  companyRule: 'same or none',
  readers: ['Inventory/User', 'Manufacturing/Administrator', 'Manufacturing/User', 'Sales/User: Own Documents Only'],
  fields: {
    product_id: many2one('product.product', 'Component', { required: true }),
    product_tmpl_id: many2one('product.template', 'Product Template', { readonly: true, related: 'product_id.product_tmpl_id', stored: true }),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'bom_id.company_id', stored: true }),
    product_qty: float('Quantity', { required: true }),
    product_uom_id: many2one('uom.uom', 'Unit', { required: true }),
    sequence: integer('Sequence'),
    bom_id: many2one('mrp.bom', 'Parent BoM', { required: true }),
    parent_product_tmpl_id: many2one('product.template', 'Parent Product Template', { readonly: true, related: 'bom_id.product_tmpl_id' }),
    operation_id: many2one('mrp.routing.workcenter', 'Consumed in Operation'),
    child_bom_id: many2one('mrp.bom', 'Sub BoM', { readonly: true, compute: billOfComponent }),
    tracking: selection([
        ['serial', 'By Unique Serial Number'], ['lot', 'By Lots'], ['none', 'By Quantity'],
      ], 'Tracking', { readonly: true, related: 'product_id.tracking' }),
  },
};

const mrpRoutingWorkcenter: ModelDef = {
  name: 'mrp.routing.workcenter',
  description: 'Work Center Usage',
  order: 'bom_id, sequence, id',
  companyRule: 'same or none',
  readers: ['Manufacturing/Administrator', 'Manufacturing/User'],
  fields: {
    name: char('Operation', { required: true }),
    active: boolean('Active', { default: true }),
    workcenter_id: many2one('mrp.workcenter', 'Work Center', { required: true }),
    sequence: integer('Sequence', { default: 100, aggregator: false }),
    bom_id: many2one('mrp.bom', 'Bill of Material', { required: true, ondelete: 'cascade' }),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'bom_id.company_id' }),
    time_cycle_manual: float('Manual Duration', { default: 60 }),
    time_cycle: float('Cycles', { virtual: true }),
  },
};

export const BILLS_OF_MATERIALS: readonly ModelDef[] = [mrpBom, mrpBomLine, mrpRoutingWorkcenter];
