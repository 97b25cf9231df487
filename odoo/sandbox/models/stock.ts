import type { SandboxRecord } from '../record.ts';
import {
  boolean, char, datetime, html, integer, many2one, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import { caller, callerCompany, now } from './defaults.ts';

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
    code: selection([
        ['incoming', 'Receipt'], ['outgoing', 'Delivery'], ['internal', 'Internal Transfer'], ['mrp_operation', 'Manufacturing'],
      ], 'Type of Operation', { required: true, default: 'incoming' }),
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
    priority: selection([['0', 'Normal'], ['1', 'Urgent']], 'Priority', { default: '0' }),
    scheduled_date: datetime('Scheduled Date', { default: now, copy: false }),
    date_deadline: datetime('Deadline', { readonly: true, copy: false }),
    date_done: datetime('Date of Transfer', { copy: false }),
    location_id: many2one('stock.location', 'Source Location', { required: true }),
    location_dest_id: many2one('stock.location', 'Destination Location', { required: true }),
    picking_type_id: many2one('stock.picking.type', 'Operation Type', { required: true }),
    picking_type_code: selection([
        ['incoming', 'Receipt'], ['outgoing', 'Delivery'], ['internal', 'Internal Transfer'], ['mrp_operation', 'Manufacturing'],
      ], 'Type of Operation', { readonly: true, related: 'picking_type_id.code' }),
    partner_id: many2one('res.partner', 'Contact'),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'picking_type_id.company_id', stored: true }),
    user_id: many2one('res.users', 'Responsible', { default: caller, copy: false }),
    sale_id: many2one('sale.order', 'Sales Order', { copy: false }),
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
  },
};

export const STOCK: readonly ModelDef[] = [stockWarehouse, stockLocation, stockPickingType, stockPicking, stockLot];
