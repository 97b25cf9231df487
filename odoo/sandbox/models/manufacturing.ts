import {
  boolean, char, datetime, float, integer, many2many, many2one, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import { caller, callerCompany, now } from './defaults.ts';

const mrpProduction: ModelDef = {
  name: 'mrp.production',
  description: 'Manufacturing Order',
  order: 'priority desc, date_start asc,id',
  companyRule: 'same',
  readers: ['Inventory/User', 'Manufacturing/Administrator', 'Manufacturing/User', 'Sales/User: Own Documents Only'],
  unique: [
    { fields: ['name', 'company_id'], message: 'Reference must be unique per Company!' },
  ],
  checks: [
    { fields: ['product_qty'], refuse: (order) => (order.number('product_qty') > 0 ? undefined : 'The quantity to produce must be positive!') },
  ],
  fields: {
    name: char('Reference', { readonly: true, default: 'New', copy: false }),
    priority: selection([['0', 'Normal'], ['1', 'Urgent']], 'Priority', { default: '0' }),
    origin: char('Source', { copy: false }),
    product_id: many2one('product.product', 'Product', { required: true }),
    product_qty: float('Quantity To Produce', { required: true }),
    product_uom_id: many2one('uom.uom', 'Unit', { required: true }),
    lot_producing_ids: many2many('stock.lot', 'Lot/Serial Number', { copy: false }),
    qty_producing: float('Quantity Producing', { copy: false }),
    picking_type_id: many2one('stock.picking.type', 'Operation Type', { required: true }),
    location_src_id: many2one('stock.location', 'Components Location', { required: true }),
    location_dest_id: many2one('stock.location', 'Finished Products Location', { required: true }),
    date_deadline: datetime('Deadline', { copy: false }),
    date_start: datetime('Start', { required: true, default: now, copy: false }),
    date_finished: datetime('End', { readonly: true, default: now, copy: false }),
    state: selection([
        ['draft', 'Draft'], ['confirmed', 'Confirmed'], ['progress', 'In Progress'], ['to_close', 'To Close'], ['done', 'Done'],
        ['cancel', 'Cancelled'],
      ], 'State', { readonly: true, copy: false }),
    reservation_state: selection([
        ['confirmed', 'Waiting'], ['assigned', 'Ready'], ['waiting', 'Waiting Another Operation'],
      ], 'MO Readiness', { readonly: true, copy: false }),
    user_id: many2one('res.users', 'Responsible', { default: caller }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    consumption: selection([
        ['flexible', 'Allowed'], ['warning', 'Allowed with warning'], ['strict', 'Blocked'],
      ], 'Consumption', { required: true, readonly: true, default: 'flexible' }),
    ov_sa_assignment_ids: one2many('ov.sa_production_assignment', 'production_id', 'Serviced account associations'),
  },
};

const mrpWorkcenter: ModelDef = {
  name: 'mrp.workcenter',
  description: 'Work Center',
  order: 'sequence, id',
  companyRule: 'same or none',
  readers: ['Manufacturing/User'],
  fields: {
    name: char('Work Center'),
    code: char('Code', { copy: false }),
    active: boolean('Active', { default: true }),
    sequence: integer('Sequence', { required: true, default: 1, aggregator: false }),
    company_id: many2one('res.company', 'Company', { default: callerCompany }),
  },
};

const mrpWorkorder: ModelDef = {
  name: 'mrp.workorder',
  description: 'Work Order',
  order: 'date_start, id',
  readers: ['Manufacturing/User'],
  fields: {
    name: char('Work Order', { required: true }),
    production_id: many2one('mrp.production', 'Manufacturing Order', { required: true, readonly: true, ondelete: 'cascade' }),
    workcenter_id: many2one('mrp.workcenter', 'Work Center', { required: true }),
    product_id: many2one('product.product', 'Product', { readonly: true, related: 'production_id.product_id' }),
    state: selection([
        ['blocked', 'Blocked'], ['ready', 'To Do'], ['progress', 'In Progress'], ['done', 'Finished'], ['cancel', 'Cancelled'],
      ], 'Status', { readonly: true, default: 'ready', copy: false }),
    duration_expected: float('Expected Duration'),
    duration: float('Real Duration', { copy: false }),
    date_start: datetime('Start', { copy: false }),
    date_finished: datetime('End', { copy: false }),
    qty_produced: float('Quantity Done', { copy: false }),
  },
};

export const MANUFACTURING: readonly ModelDef[] = [mrpProduction, mrpWorkcenter, mrpWorkorder];
