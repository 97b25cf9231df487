import type { SandboxRecord } from '../record.ts';
import {
  boolean, char, date, datetime, float, html, integer, many2one, monetary, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import { caller, callerCompany, callerCurrency, now } from './defaults.ts';
import { quantName } from './names.ts';
import { STOCK_MOVES } from './stock-moves.ts';
import { KINDS, PRIORITY } from './stock-words.ts';

function locationPath(location: SandboxRecord): string {
  const parent = location.one('location_id');
  return parent === undefined || location.value('usage') === 'view' ? location.text('name') : `${locationPath(parent)}/${location.text('name')}`;
}

const stockWarehouse: ModelDef = {
  name: 'stock.warehouse',
  description: 'Warehouse',
  order: 'sequence,id',
  companyRule: 'same',
  readers: ['Inventory/Administrator', 'Sales/User: Own Documents Only', 'Role / User'],
  unique: [
    { fields: ['name', 'company_id'], message: 'The name of the warehouse must be unique per company!' },
    { fields: ['code', 'company_id'], message: 'The short name of the warehouse must be unique per company!' },
  ],
  fields: {
    name: char('Warehouse', { required: true, default: 'My Company - warehouse # 2' }),
    active: boolean('Active', { default: true }),
    company_id: many2one('res.company', 'Company', { required: true, readonly: true, default: callerCompany }),
    partner_id: many2one('res.partner', 'Address', { default: (env) => env.record('res.company', env.company)?.value('partner_id') }),
    code: char('Short Name', { required: true }),
    view_location_id: many2one('stock.location', 'View Location'),
    lot_stock_id: many2one('stock.location', 'Location Stock'),
    in_type_id: many2one('stock.picking.type', 'In Type', { copy: false }),
    out_type_id: many2one('stock.picking.type', 'Out Type', { copy: false }),
    int_type_id: many2one('stock.picking.type', 'Internal Type', { copy: false }),
    reception_steps: selection([
        ['one_step', 'Receive and Store (1 step)'], ['two_steps', 'Receive then Store (2 steps)'],
        ['three_steps', 'Receive, Quality Control, then Store (3 steps)'],
      ], 'Incoming Shipments', { required: true, default: 'one_step' }),
    delivery_steps: selection([
        ['ship_only', 'Deliver (1 step)'], ['pick_ship', 'Pick then Deliver (2 steps)'],
        ['pick_pack_ship', 'Pick, Pack, then Deliver (3 steps)'],
      ], 'Outgoing Shipments', { required: true, default: 'ship_only' }),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    wh_input_stock_loc_id: many2one('stock.location', 'Input Location'),
    wh_qc_stock_loc_id: many2one('stock.location', 'Quality Control Location'),
    wh_output_stock_loc_id: many2one('stock.location', 'Output Location'),
    wh_pack_stock_loc_id: many2one('stock.location', 'Packing Location'),
    pick_type_id: many2one('stock.picking.type', 'Pick Type'),
    pack_type_id: many2one('stock.picking.type', 'Pack Type'),
    manu_type_id: many2one('stock.picking.type', 'Manufacturing Operation Type'),
    manufacture_steps: selection([
        ['mrp_one_step', 'Manufacture (1 step)'], ['pbm', 'Pick components then manufacture (2 steps)'],
        ['pbm_sam', 'Pick components, manufacture, then store products (3 steps)'],
      ], 'Manufacture', { required: true }),
  },
};

const stockLocation: ModelDef = {
  name: 'stock.location',
  description: 'Inventory Locations',
  order: 'complete_name, id',
  searchNames: ['complete_name', 'barcode'],
  parent: 'location_id',
  parentStore: true,
  companyRule: 'same or none',
  readers: ['Contact/Creation', 'Inventory/Administrator', 'Sales/Administrator', 'Sales/User: Own Documents Only', 'Role / User'],
  unique: [
    { fields: ['barcode', 'company_id'], message: 'The barcode for a location must be unique per company!' },
  ],
  recName: 'complete_name',
  derive: (location) => ({ complete_name: locationPath(location) }),
  fields: {
    name: char('Location Name', { required: true }),
    complete_name: char('Full Location Name', { readonly: true, copy: false }),
    active: boolean('Active', { default: true }),
    usage: selection([
        ['supplier', 'Vendor'], ['view', 'Virtual'], ['internal', 'Internal'], ['customer', 'Customer'],
        ['inventory', 'Inventory Loss'], ['production', 'Production'], ['transit', 'Transit'],
      ], 'Location Type', { required: true, default: 'internal' }),
    location_id: many2one('stock.location', 'Parent Location'),
    child_ids: one2many('stock.location', 'location_id', 'Contains'),
    parent_path: char('Parent Path'),
    company_id: many2one('res.company', 'Company', { default: callerCompany }),
    barcode: char('Barcode', { copy: false }),
    warehouse_id: many2one('stock.warehouse', 'Warehouse', { readonly: true, copy: false }),
    quant_ids: one2many('stock.quant', 'location_id', 'Quant'),
    replenish_location: boolean('Replenishments'),
    cyclic_inventory_frequency: integer('Inventory Frequency'),
    last_inventory_date: date('Last Inventory', { readonly: true }),
    next_inventory_date: date('Next Expected', { readonly: true }),
  },
};

const stockPickingType: ModelDef = {
  name: 'stock.picking.type',
  description: 'Picking Type',
  displayName: (type) => [type.one('warehouse_id')?.text('name'), type.text('name')].filter(Boolean).join(': '),
  order: 'sequence, id',
  searchNames: ['name', 'warehouse_id.name'],
  companyRule: 'same',
  readers: ['Inventory/Administrator', 'Inventory/User', 'Role / User'],
  fields: {
    name: char('Operation Type', { required: true, translate: true }),
    color: integer('Color'),
    sequence: integer('Sequence', { aggregator: false }),
    code: selection(KINDS, 'Type of Operation', { required: true, default: 'incoming' }),
    warehouse_id: many2one('stock.warehouse', 'Warehouse', { ondelete: 'cascade' }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    active: boolean('Active', { default: true }),
    default_location_src_id: many2one('stock.location', 'Source Location', { required: true }),
    default_location_dest_id: many2one('stock.location', 'Destination Location', { required: true }),
    sequence_code: char('Sequence Prefix', { required: true }),
    barcode: char('Barcode'),
    is_favorite: boolean('Show Operation in Overview', { virtual: true, sortable: true, searchable: true }),
    reservation_method: selection([
        ['at_confirm', 'At Confirmation'], ['manual', 'Manually'], ['by_date', 'Before scheduled date'],
      ], 'Reservation Method', { required: true }),
    create_backorder: selection([['ask', 'Ask'], ['always', 'Always'], ['never', 'Never']], 'Create Backorder', { required: true }),
    use_create_lots: boolean('Create New Lots/Serial Numbers'),
    use_existing_lots: boolean('Use Existing Lots/Serial Numbers'),
    return_picking_type_id: many2one('stock.picking.type', 'Operation Type for Returns'),
  },
};

const stockPicking: ModelDef = {
  name: 'stock.picking',
  description: 'Transfer',
  order: 'priority desc, scheduled_date asc, id desc',
  companyRule: 'same',
  readers: [
    'Accounting/Invoicing', 'Inventory/Administrator', 'Inventory/User', 'Sales/Administrator',
    'Sales/User: Own Documents Only', 'Role / Portal', 'Show Accounting Features - Readonly',
  ],
  unique: [
    { fields: ['name', 'company_id'], message: 'Reference must be unique per company!' },
  ],
  fields: {
    name: char('Reference', { readonly: true, default: '/', copy: false }),
    origin: char('Source Document'),
    note: html('Notes'),
    backorder_id: many2one('stock.picking', 'Back Order of', { readonly: true, copy: false }),
    backorder_ids: one2many('stock.picking', 'backorder_id', 'Back Orders'),
    move_type: selection([['direct', 'As soon as possible'], ['one', 'When all products are ready']], 'Shipping Policy', { required: true }),
    state: selection([
        ['draft', 'Draft'], ['waiting', 'Waiting Another Operation'], ['confirmed', 'Waiting'], ['assigned', 'Ready'],
        ['done', 'Done'], ['cancel', 'Cancelled'],
      ], 'Status', { readonly: true, copy: false }),
    priority: PRIORITY,
    scheduled_date: datetime('Scheduled Date', { default: now, copy: false }),
    date_deadline: datetime('Deadline', { readonly: true, copy: false }),
    has_deadline_issue: boolean('Is late', { readonly: true }),
    date_done: datetime('Date of Transfer', { copy: false }),
    location_id: many2one('stock.location', 'Source Location', { required: true }),
    location_dest_id: many2one('stock.location', 'Destination Location', { required: true }),
    picking_type_id: many2one('stock.picking.type', 'Operation Type', { required: true }),
    picking_type_code: selection(KINDS, 'Type of Operation', { readonly: true, related: 'picking_type_id.code' }),
    partner_id: many2one('res.partner', 'Contact'),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'picking_type_id.company_id', stored: true }),
    user_id: many2one('res.users', 'Responsible', { default: caller, copy: false }),
    sale_id: many2one('sale.order', 'Sales Order', { copy: false }),
    return_id: many2one('stock.picking', 'Return of', { readonly: true, copy: false }),
    return_ids: one2many('stock.picking', 'return_id', 'Returns'),
    move_ids: one2many('stock.move', 'picking_id', 'Stock Moves'),
    move_line_ids: one2many('stock.move.line', 'picking_id', 'Operations'),
    owner_id: many2one('res.partner', 'Assign Owner'),
    printed: boolean('Printed'),
    is_locked: boolean('Is Locked'),
    has_scrap_move: boolean('Has Scrap Moves', { readonly: true, virtual: true }),
    x_sa_id: many2one('ov.serviced_account', 'Serviced account', { copy: false }),
    x_actor_id: many2one('res.partner', 'Actor', { copy: false }),
    ov_sa_assignment_ids: one2many('ov.sa_picking_assignment', 'picking_id', 'Serviced account associations'),
  },
};

const stockLot: ModelDef = {
  name: 'stock.lot',
  description: 'Lot/Serial',
  order: 'name, id',
  companyRule: 'same or none',
  readers: ['Inventory/User'],
  fields: {
    name: char('Lot/Serial Number', { required: true }),
    ref: char('Internal Reference'),
    product_id: many2one('product.product', 'Product', { required: true }),
    note: html('Description'),
    company_id: many2one('res.company', 'Company'),
    location_id: many2one('stock.location', 'Location'),
    quant_ids: one2many('stock.quant', 'lot_id', 'Quants'),
    product_uom_id: many2one('uom.uom', 'Unit', { readonly: true, related: 'product_id.uom_id' }),
    product_qty: float('On Hand Quantity', { readonly: true, virtual: true, searchable: true }),
    avg_cost: monetary('Average Cost', 'company_currency_id', { readonly: true }),
    total_value: monetary('Total Value', 'company_currency_id', { readonly: true, virtual: true }),
    standard_price: float('Cost'),
    company_currency_id: many2one('res.currency', 'Valuation Currency', { readonly: true, compute: (lot) => callerCurrency(lot.env) }),
    ov_fleet_item_ids: one2many('ov.fleet_item', 'lot_id', 'Fleet items'),
    ov_asset_ids: one2many('ov.asset', 'lot_id', 'Assets'),
    ov_move_line_ids: one2many('stock.move.line', 'lot_id', 'Movements'),
  },
};

const stockQuant: ModelDef = {
  name: 'stock.quant',
  description: 'Quants',
  order: 'id',
  recName: 'product_id',
  displayName: quantName,
  companyRule: 'same or none',
  readers: ['Inventory/User', 'Role / User'],
  fields: {
    product_id: many2one('product.product', 'Product', { required: true, ondelete: 'restrict' }),
    product_categ_id: many2one('product.category', 'Product Category', { readonly: true, related: 'product_id.categ_id' }),
    product_uom_id: many2one('uom.uom', 'Unit', { readonly: true, related: 'product_id.uom_id' }),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'location_id.company_id', stored: true }),
    location_id: many2one('stock.location', 'Location', { required: true, ondelete: 'restrict' }),
    warehouse_id: many2one('stock.warehouse', 'Warehouse', { readonly: true, related: 'location_id.warehouse_id' }),
    lot_id: many2one('stock.lot', 'Lot/Serial Number', { ondelete: 'restrict' }),
    owner_id: many2one('res.partner', 'Owner'),
    quantity: float('Quantity', { readonly: true }),
    reserved_quantity: float('Reserved Quantity', { required: true, readonly: true, default: 0 }),
    in_date: datetime('Incoming Date', { required: true, readonly: true, default: now }),
    product_tmpl_id: many2one('product.template', 'Product Template', { readonly: true, related: 'product_id.product_tmpl_id' }),
    available_quantity: float('Available Quantity', { readonly: true, virtual: true }),
    inventory_date: date('Scheduled'),
    inventory_quantity: float('Counted'),
    inventory_quantity_set: boolean('Inventory Quantity Set'),
    inventory_diff_quantity: float('Difference', { readonly: true }),
    user_id: many2one('res.users', 'Assigned To'),
    tracking: selection([
        ['serial', 'By Unique Serial Number'], ['lot', 'By Lots'], ['none', 'By Quantity'],
      ], 'Tracking', { readonly: true, related: 'product_id.tracking' }),
    value: monetary('Value', 'currency_id', { readonly: true, virtual: true }),
    currency_id: many2one('res.currency', 'Currency', { readonly: true, virtual: true, searchable: true }),
  },
};

export const STOCK: readonly ModelDef[] = [stockWarehouse, stockLocation, stockPickingType, stockPicking, stockLot, ...STOCK_MOVES, stockQuant];
