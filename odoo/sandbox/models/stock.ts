import type { SandboxRecord } from '../record.ts';
import {
  boolean, char, datetime, float, html, integer, many2one, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import { caller, callerCompany, now } from './defaults.ts';

function locationPath(location: SandboxRecord): string {
  const parent = location.one('location_id');
  return parent === undefined || location.value('usage') === 'view' ? location.text('name') : `${locationPath(parent)}/${location.text('name')}`;
}

const KINDS = [
  ['incoming', 'Receipt'], ['outgoing', 'Delivery'], ['internal', 'Internal Transfer'], ['mrp_operation', 'Manufacturing'],
] as const;

const PRIORITY = selection([['0', 'Normal'], ['1', 'Urgent']], 'Priority', { default: '0' });

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
    view_location_id: many2one('stock.location', 'View Location', { required: true }),
    lot_stock_id: many2one('stock.location', 'Location Stock', { required: true }),
    code: char('Short Name', { required: true }),
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
  },
};

const stockLocation: ModelDef = {
  name: 'stock.location',
  description: 'Inventory Locations',
  order: 'complete_name, id',
  searchNames: ['complete_name', 'barcode'],
  parent: 'location_id', parentStore: true,
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
  },
};

const stockPickingType: ModelDef = {
  name: 'stock.picking.type',
  description: 'Picking Type',
  displayName: (type) => [type.one('warehouse_id')?.text('name'), type.text('name')].filter(Boolean).join(': '),
  order: 'is_favorite desc, sequence, id',
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
  },
};

const stockPicking: ModelDef = {
  name: 'stock.picking',
  description: 'Transfer',
  order: 'priority desc, scheduled_date asc, id desc',
  companyRule: 'same',
  readers: ['Accounting/Invoicing', 'Inventory/Administrator', 'Inventory/User', 'Sales/Administrator', 'Sales/User: Own Documents Only', 'Role / Portal', 'Show Accounting Features - Readonly'],
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
    ov_fleet_item_ids: one2many('ov.fleet_item', 'lot_id', 'Fleet items'),
    ov_asset_ids: one2many('ov.asset', 'lot_id', 'Assets'),
    ov_move_line_ids: one2many('stock.move.line', 'lot_id', 'Movements'),
  },
};

const MOVE_STATE = selection([
    ['draft', 'New'], ['waiting', 'Waiting Another Move'], ['confirmed', 'Waiting'], ['partially_available', 'Partially Available'],
    ['assigned', 'Available'], ['done', 'Done'], ['cancel', 'Cancelled'],
  ], 'Status', { readonly: true, copy: false });

const stockMove: ModelDef = {
  name: 'stock.move',
  description: 'Stock Move',
  order: 'sequence, id',
  recName: 'reference',
  companyRule: 'same',
  readers: ['Inventory/User', 'Manufacturing/User', 'Sales/User: Own Documents Only', 'Role / User'],
  fields: {
    reference: char('Reference', { readonly: true, copy: false }),
    origin: char('Source Document'),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    state: MOVE_STATE,
    priority: { ...PRIORITY, readonly: true },
    date: datetime('Date Scheduled', { required: true, default: now }),
    date_deadline: datetime('Deadline', { readonly: true, copy: false }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    product_id: many2one('product.product', 'Product', { required: true }),
    product_uom: many2one('uom.uom', 'Unit', { required: true }),
    product_uom_qty: float('Demand', { required: true }),
    product_qty: float('Real Quantity'),
    quantity: float('Quantity', { copy: false }),
    picked: boolean('Picked', { copy: false }),
    location_id: many2one('stock.location', 'Source Location', { required: true }),
    location_dest_id: many2one('stock.location', 'Intermediate Location', { required: true }),
    location_final_id: many2one('stock.location', 'Final Location'),
    partner_id: many2one('res.partner', 'Destination Address '),
    picking_type_id: many2one('stock.picking.type', 'Operation Type'),
    picking_code: selection(KINDS, 'Type of Operation', { readonly: true, related: 'picking_type_id.code' }),
    picking_id: many2one('stock.picking', 'Transfer', { copy: false }),
    sale_line_id: many2one('sale.order.line', 'Sale Line'),
    raw_material_production_id: many2one('mrp.production', 'Production Order for components', { readonly: true }),
    production_id: many2one('mrp.production', 'Production Order for finished products', { readonly: true }),
    origin_returned_move_id: many2one('stock.move', 'Origin return move', { copy: false }),
    move_line_ids: one2many('stock.move.line', 'move_id', 'Move Lines'),
  },
};

const stockMoveLine: ModelDef = {
  name: 'stock.move.line',
  description: 'Product Moves (Stock Move Line)',
  order: 'id',
  recName: 'product_id',
  companyRule: 'same',
  readers: ['Inventory/User', 'Manufacturing/User', 'Sales/User: Own Documents Only', 'Role / User'],
  fields: {
    picking_id: many2one('stock.picking', 'Transfer', { ondelete: 'cascade' }),
    move_id: many2one('stock.move', 'Stock Operation'),
    company_id: many2one('res.company', 'Company', { required: true, readonly: true, default: callerCompany }),
    product_id: many2one('product.product', 'Product'),
    product_uom_id: many2one('uom.uom', 'Unit', { required: true }),
    quantity: float('Quantity', { copy: false }),
    quantity_product_uom: float('Quantity in Product UoM', { readonly: true, copy: false }),
    picked: boolean('Picked', { copy: false }),
    lot_id: many2one('stock.lot', 'Lot/Serial Number'),
    lot_name: char('Lot/Serial Number Name'),
    date: datetime('Date', { required: true, default: now }),
    location_id: many2one('stock.location', 'From', { required: true }),
    location_dest_id: many2one('stock.location', 'To', { required: true }),
    state: { ...MOVE_STATE, related: 'move_id.state', stored: true },
  },
};

const stockQuant: ModelDef = {
  name: 'stock.quant',
  description: 'Quants',
  order: 'id',
  recName: null,
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
  },
};

export const STOCK: readonly ModelDef[] = [stockWarehouse, stockLocation, stockPickingType, stockPicking, stockLot, stockMove, stockMoveLine, stockQuant];
