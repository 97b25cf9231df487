import {
  boolean, char, float, integer, many2one, one2many,
  type ModelDef,
} from '../schema.ts';
import { callerCompany } from './defaults.ts';

const ovBopSheet: ModelDef = {
  name: 'ov.bop.sheet',
  description: 'Bill of products',
  order: 'id',
  readers: ['Sales/Administrator', 'Role / User'],
  fields: {
    name: char('Name', { required: true }),
    product_tmpl_id: many2one('product.template', 'Bundle', { required: true, ondelete: 'cascade' }),
    company_id: many2one('res.company', 'Company'),
    active: boolean('Active', { default: true }),
    line_ids: one2many('ov.bop.line', 'sheet_id', 'Components'),
  },
};

const ovBopLine: ModelDef = {
  name: 'ov.bop.line',
  description: 'Component of a bill of products',
  order: 'sequence, id',
  recName: null,
  readers: ['Sales/Administrator', 'Role / User'],
  checks: [
    { fields: ['quantity'], refuse: (line) => (line.number('quantity') > 0 ? undefined : 'The quantity of a component is greater than zero.') },
  ],
  fields: {
    sheet_id: many2one('ov.bop.sheet', 'Bill of products', { required: true, ondelete: 'cascade' }),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
    product_id: many2one('product.product', 'Component', { required: true }),
    quantity: float('Quantity', { required: true, default: 1.0 }),
    substitutable: boolean('Substitutable'),
  },
};

const ovOutlet: ModelDef = {
  name: 'ov.outlet',
  description: 'Outlet',
  order: 'id',
  readers: ['Sales/Administrator', 'Role / User'],
  unique: [
    { fields: ['company_id', 'code'], message: 'Another outlet of the company has this code.' },
  ],
  fields: {
    name: char('Name', { required: true }),
    code: char('Code'),
    active: boolean('Active', { default: true }),
    channel_partner_id: many2one('res.partner', 'Channel partner', { ondelete: 'restrict' }),
    site_partner_id: many2one('res.partner', 'Site', { ondelete: 'restrict' }),
    warehouse_id: many2one('stock.warehouse', 'Warehouse', { ondelete: 'restrict' }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
  },
};

export const BUNDLE: readonly ModelDef[] = [ovBopSheet, ovBopLine, ovOutlet];
