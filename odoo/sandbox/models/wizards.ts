import { boolean, many2many, many2one, one2many, type ModelDef } from '../schema.ts';

const backorderConfirmation: ModelDef = {
  name: 'stock.backorder.confirmation',
  description: 'Backorder Confirmation',
  order: 'id',
  recName: null,
  readers: ['Inventory/User'],
  fields: {
    pick_ids: many2many('stock.picking', 'Pick'),
    show_transfers: boolean('Show Transfers'),
    backorder_confirmation_line_ids: one2many('stock.backorder.confirmation.line', 'backorder_confirmation_id', 'Backorder Confirmation Lines'),
  },
};

const backorderConfirmationLine: ModelDef = {
  name: 'stock.backorder.confirmation.line',
  description: 'Backorder Confirmation Line',
  order: 'id',
  recName: null,
  readers: ['Inventory/User'],
  fields: {
    backorder_confirmation_id: many2one('stock.backorder.confirmation', 'Immediate Transfer'),
    picking_id: many2one('stock.picking', 'Transfer'),
    to_backorder: boolean('To Backorder'),
  },
};

/** Questions that Odoo puts before it goes on: transient records. */
export const STOCK_WIZARDS: readonly ModelDef[] = [backorderConfirmation, backorderConfirmationLine];
