import { userError } from '../../errors.ts';
import type { Call, Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { boolean, float, many2many, many2one, one2many, selection, text, type ModelDef } from '../../schema.ts';
import { existing } from '../../write.ts';
import { records } from '../rows.ts';
import { changeQuantity } from './change-quantity.ts';
import { markDone } from './mark-done.ts';

const CONSUMPTION = selection([['flexible', 'Allowed'], ['warning', 'Allowed with warning'], ['strict', 'Blocked']], 'Consumption');
const READERS = ['Manufacturing/User'];

const button = (run: (wizard: SandboxRecord, call: Call) => unknown): Method => ({
  kind: 'record', params: [], required: 0,
  run: (call) => {
    const [wizard] = existing(call.model, call.ids, call.env);
    return wizard === undefined ? true : run(wizard, call);
  },
});

/** Goes on where the dialogue interrupted, told what has been decided. */
const goOn = (wizard: SandboxRecord, context: Readonly<Record<string, unknown>>): unknown =>
  markDone(records(wizard.env.with(context), 'mrp.production', wizard.value('mrp_production_ids') as readonly number[]));

const consumptionWarning: ModelDef = {
  name: 'mrp.consumption.warning',
  description: 'Wizard in case of consumption in warning/strict and more component has been used for a MO (related to the bom)',
  order: 'id',
  recName: null,
  readers: READERS,
  fields: {
    mrp_production_ids: many2many('mrp.production', 'Mrp Production'),
    mrp_consumption_warning_line_ids: one2many('mrp.consumption.warning.line', 'mrp_consumption_warning_id', 'Mrp Consumption Warning Line'),
  },
  methods: {
    action_confirm: button((wizard, { env }) => goOn(wizard, { skip_consumption: true, mo_ids_to_backorder: env.context['mo_ids_to_backorder'] })),
  },
};

const consumptionWarningLine: ModelDef = {
  name: 'mrp.consumption.warning.line',
  description: 'Line of issue consumption',
  order: 'id',
  recName: null,
  readers: READERS,
  fields: {
    mrp_consumption_warning_id: many2one('mrp.consumption.warning', 'Parent Wizard', { required: true, ondelete: 'cascade' }),
    mrp_production_id: many2one('mrp.production', 'Manufacturing Order', { required: true, ondelete: 'cascade' }),
    product_id: many2one('product.product', 'Product', { required: true }),
    consumption: CONSUMPTION,
    product_uom_id: many2one('uom.uom', 'Unit'),
    product_consumed_qty_uom: float('Consumed'),
    product_expected_qty_uom: float('To Consume'),
  },
};

const productionBackorder: ModelDef = {
  name: 'mrp.production.backorder',
  description: 'Wizard to mark as done or create back order',
  order: 'id',
  recName: null,
  readers: READERS,
  fields: {
    mrp_production_ids: many2many('mrp.production', 'Mrp Production'),
    mrp_production_backorder_line_ids: one2many('mrp.production.backorder.line', 'mrp_production_backorder_id', 'Backorder Confirmation Lines'),
  },
  methods: {
    action_backorder: button((wizard) => {
      const split = wizard.related('mrp_production_backorder_line_ids').filter((line) => line.value('to_backorder') === true);
      return goOn(wizard, { skip_backorder: true, mo_ids_to_backorder: split.map((line) => line.value('mrp_production_id')) });
    }),
    action_close_mo: button((wizard) => goOn(wizard, { skip_backorder: true })),
  },
};

const productionBackorderLine: ModelDef = {
  name: 'mrp.production.backorder.line',
  description: 'Backorder Confirmation Line',
  order: 'id',
  recName: null,
  readers: READERS,
  fields: {
    mrp_production_backorder_id: many2one('mrp.production.backorder', 'MO Backorder', { required: true, ondelete: 'cascade' }),
    mrp_production_id: many2one('mrp.production', 'Manufacturing Order', { required: true, ondelete: 'cascade' }),
    to_backorder: boolean('To Backorder'),
  },
};

const productionSerials: ModelDef = {
  name: 'mrp.production.serials',
  description: 'Assign serial numbers to production',
  order: 'id',
  recName: null,
  readers: READERS,
  fields: {
    production_id: many2one('mrp.production', 'Production'),
    serial_numbers: text('Produced Serial Numbers'),
  },
  methods: {
    action_apply: button(() => {
      throw userError('The sandbox takes serial numbers on the order itself.');
    }),
  },
};

const changeProductionQuantity: ModelDef = {
  name: 'change.production.qty',
  description: 'Change Production Qty',
  order: 'id',
  recName: null,
  readers: READERS,
  fields: {
    mo_id: many2one('mrp.production', 'Manufacturing Order', { required: true, ondelete: 'cascade' }),
    product_qty: float('Quantity To Produce', { required: true }),
  },
  methods: {
    change_prod_qty: button((wizard) => {
      const [order] = wizard.related('mo_id');
      if (order !== undefined) changeQuantity(order, wizard.number('product_qty'));
      return {};
    }),
  },
};

export const MANUFACTURING_WIZARDS: readonly ModelDef[] = [changeProductionQuantity, consumptionWarning, consumptionWarningLine, productionBackorder, productionBackorderLine, productionSerials];
