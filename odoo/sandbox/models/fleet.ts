import {
  char, datetime, integer, many2one, one2many, selection, text,
  type ModelDef,
} from '../schema.ts';
import { callerCompany, now } from './defaults.ts';

const ovFleet: ModelDef = {
  name: 'ov.fleet',
  description: 'Fleet',
  order: 'id',
  readers: ['Inventory/Administrator', 'Role / User'],
  unique: [
    { fields: ['company_id', 'code'], message: 'Another fleet of the company has this code.' },
    { fields: ['external_ref'], message: 'Another fleet has this external reference.' },
  ],
  fields: {
    name: char('Name', { required: true }),
    code: char('Code'),
    external_ref: char('External reference'),
    fleet_kind: selection([
        ['rental', 'Rental'], ['delivery', 'Delivery'], ['maintenance_reserve', 'Maintenance reserve'],
        ['circulation_pool', 'Circulation pool'], ['customer_deployment', 'Customer deployment'], ['other', 'Other'],
      ], 'Kind', { required: true, default: 'other' }),
    state: selection([['active', 'Active'], ['inactive', 'Inactive']], 'State', { required: true, default: 'active', copy: false }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    partner_id: many2one('res.partner', 'Party'),
    note: text('Note'),
    item_ids: one2many('ov.fleet_item', 'fleet_id', 'Items'),
    item_count: integer('Item Count', { readonly: true, compute: (fleet) => fleet.related('item_ids').filter((item) => item.value('state') === 'active').length }),
    ov_sa_assignment_ids: one2many('ov.sa_fleet_assignment', 'fleet_id', 'Serviced account associations'),
  },
};

const ovFleetItem: ModelDef = {
  name: 'ov.fleet_item',
  description: 'Serial number in a fleet',
  unique: [{ fields: ['lot_id'], where: { state: 'active' }, message: 'This lot is active in another fleet.' }],
  order: 'id',
  recName: null,
  readers: ['Inventory/Administrator', 'Role / User'],
  fields: {
    fleet_id: many2one('ov.fleet', 'Fleet', { required: true }),
    lot_id: many2one('stock.lot', 'Lot', { required: true }),
    state: selection([['active', 'Active'], ['expired', 'Expired']], 'State', { required: true, default: 'active', copy: false }),
    date_from: datetime('Date From', { default: now }),
    date_to: datetime('Date To'),
  },
};

const ovAsset: ModelDef = {
  name: 'ov.asset',
  description: 'Asset',
  order: 'id',
  readers: ['Inventory/Administrator', 'Role / User'],
  unique: [
    { fields: ['lot_id'], message: 'This lot is an asset already.' },
  ],
  fields: {
    name: char('Serial number', { required: true }),
    lot_id: many2one('stock.lot', 'Lot', { required: true }),
    product_id: many2one('product.product', 'Product', { readonly: true, related: 'lot_id.product_id', stored: true }),
    partner_id: many2one('res.partner', 'Customer'),
    state: selection([
        ['active', 'Active'], ['inactive', 'Inactive'], ['retired', 'Retired'],
      ], 'State', { required: true, default: 'active', copy: false }),
    x_sa_id: many2one('ov.serviced_account', 'Serviced account', { copy: false }),
    x_actor_id: many2one('res.partner', 'Actor', { copy: false }),
    ov_sa_assignment_ids: one2many('ov.sa_asset_assignment', 'asset_id', 'Serviced account associations'),
  },
};

export const FLEET: readonly ModelDef[] = [ovFleet, ovFleetItem, ovAsset];
