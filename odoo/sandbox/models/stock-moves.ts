import {
  boolean, char, date, datetime, float, integer, many2many, many2one, monetary, one2many, selection, text,
  type ModelDef,
} from '../schema.ts';
import { callerCompany, now } from './defaults.ts';
import { stockMoveName } from './names.ts';
import { KINDS, PRIORITY } from './stock-words.ts';

const MOVE_STATE = selection([
    ['draft', 'New'], ['waiting', 'Waiting Another Move'], ['confirmed', 'Waiting'], ['partially_available', 'Partially Available'],
    ['assigned', 'Available'], ['done', 'Done'], ['cancel', 'Cancelled'],
  ], 'Status', { readonly: true, copy: false });

const stockMove: ModelDef = {
  name: 'stock.move',
  description: 'Stock Move',
  order: 'sequence, id',
  recName: 'reference',
  displayName: stockMoveName,
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
    picking_code: selection(KINDS, 'Type of Operation', { readonly: true, related: 'picking_id.picking_type_id.code' }),
    picking_id: many2one('stock.picking', 'Transfer', { copy: false }),
    sale_line_id: many2one('sale.order.line', 'Sale Line'),
    raw_material_production_id: many2one('mrp.production', 'Production Order for components', { readonly: true }),
    production_id: many2one('mrp.production', 'Production Order for finished products', { readonly: true }),
    origin_returned_move_id: many2one('stock.move', 'Origin return move', { copy: false }),
    move_line_ids: one2many('stock.move.line', 'move_id', 'Move Lines'),
    product_tmpl_id: many2one('product.template', 'Product Template', { readonly: true, related: 'product_id.product_tmpl_id' }),
    description_picking: text('Description Of Picking', { virtual: true }),
    procure_method: selection([
        ['make_to_stock', 'Default: Take From Stock'], ['make_to_order', 'Advanced: Apply Procurement Rules'],
      ], 'Supply Method', { required: true, default: 'make_to_stock' }),
    price_unit: float('Price Unit'),
    returned_move_ids: one2many('stock.move', 'origin_returned_move_id', 'All returned moves'),
    move_orig_ids: many2many('stock.move', 'Original Move'),
    move_dest_ids: many2many('stock.move', 'Destination Moves', { inverse: 'move_orig_ids' }),
    lot_ids: many2many('stock.lot', 'Serial Numbers', { virtual: true }),
    to_refund: boolean('Update quantities on SO/PO'),
    warehouse_id: many2one('stock.warehouse', 'Warehouse'),
    workorder_id: many2one('mrp.workorder', 'Work Order To Consume'),
    bom_line_id: many2one('mrp.bom.line', 'BoM Line'),
    unit_factor: float('Unit Factor', { readonly: true }),
    additional: boolean('Whether the move was added after the picking\'s confirmation'),
    has_tracking: selection([
        ['serial', 'By Unique Serial Number'], ['lot', 'By Lots'], ['none', 'By Quantity'],
      ], 'Product with Tracking', { readonly: true, related: 'product_id.tracking' }),
    is_storable: boolean('Track Inventory', { readonly: true, related: 'product_id.is_storable' }),
    reservation_date: date('Date to Reserve', { readonly: true }),
    propagate_cancel: boolean('Propagate cancel and split'),
    is_inventory: boolean('Inventory'),
    value: monetary('Value', 'company_currency_id'),
    company_currency_id: many2one('res.currency', 'Company Currency', { readonly: true, related: 'company_id.currency_id' }),
    location_usage: selection([
        ['supplier', 'Vendor'], ['view', 'Virtual'], ['internal', 'Internal'], ['customer', 'Customer'],
        ['inventory', 'Inventory Loss'], ['production', 'Production'], ['transit', 'Transit'],
      ], 'Source Location Type', { readonly: true, related: 'location_id.usage' }),
    location_dest_usage: selection([
        ['supplier', 'Vendor'], ['view', 'Virtual'], ['internal', 'Internal'], ['customer', 'Customer'],
        ['inventory', 'Inventory Loss'], ['production', 'Production'], ['transit', 'Transit'],
      ], 'Destination Location Type', { readonly: true, related: 'location_dest_id.usage' }),
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
    owner_id: many2one('res.partner', 'From Owner'),
    location_usage: selection([
        ['supplier', 'Vendor'], ['view', 'Virtual'], ['internal', 'Internal'], ['customer', 'Customer'],
        ['inventory', 'Inventory Loss'], ['production', 'Production'], ['transit', 'Transit'],
      ], 'Source Location Type', { readonly: true, related: 'location_id.usage' }),
    location_dest_usage: selection([
        ['supplier', 'Vendor'], ['view', 'Virtual'], ['internal', 'Internal'], ['customer', 'Customer'],
        ['inventory', 'Inventory Loss'], ['production', 'Production'], ['transit', 'Transit'],
      ], 'Destination Location Type', { readonly: true, related: 'location_dest_id.usage' }),
    reference: char('Reference', { virtual: true, sortable: true, searchable: true }),
    origin: char('Source', { readonly: true, related: 'move_id.origin' }),
    tracking: selection([
        ['serial', 'By Unique Serial Number'], ['lot', 'By Lots'], ['none', 'By Quantity'],
      ], 'Tracking', { readonly: true, related: 'product_id.tracking' }),
    picking_partner_id: many2one('res.partner', 'Contact', { readonly: true, related: 'picking_id.partner_id' }),
    picking_code: selection([
        ['incoming', 'Receipt'], ['outgoing', 'Delivery'], ['internal', 'Internal Transfer'],
        ['mrp_operation', 'Manufacturing'],
      ], 'Type of Operation', { readonly: true, virtual: true, searchable: true }),
    production_id: many2one('mrp.production', 'Production Order'),
    workorder_id: many2one('mrp.workorder', 'Work Order'),
  },
};

export const STOCK_MOVES: readonly ModelDef[] = [stockMove, stockMoveLine];
