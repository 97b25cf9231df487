import type { SandboxRecord } from '../../record.ts';
import { dialogue } from '../actions.ts';

/** A component of which another quantity was taken than its bill of materials says. */
export interface ConsumptionIssue {
  readonly order: SandboxRecord;
  readonly line: SandboxRecord;
  readonly consumed: number;
  readonly expected: number;
}

const ids = (orders: readonly SandboxRecord[]): readonly number[] => orders.map(({ id }) => id);

export const consumptionWizard = (orders: readonly SandboxRecord[], issues: readonly ConsumptionIssue[]): unknown =>
  dialogue({
    name: 'Consumption Warning',
    xml_id: 'mrp.action_mrp_consumption_warning',
    res_model: 'mrp.consumption.warning',
    context: {
      ...orders[0]?.env.context,
      default_mrp_production_ids: ids(orders),
      default_mrp_consumption_warning_line_ids: issues.map(({ order, line, consumed, expected }) => [0, 0, {
        mrp_production_id: order.id, product_id: line.value('product_id'), consumption: order.value('consumption'), product_uom_id: line.value('product_uom_id'),
        product_consumed_qty_uom: consumed, product_expected_qty_uom: expected,
      }]),
      form_view_ref: false,
    },
  });

export const backorderWizard = (orders: readonly SandboxRecord[]): unknown =>
  dialogue({
    name: 'You produced less than the initial demand',
    xml_id: 'mrp.action_mrp_production_backorder',
    res_model: 'mrp.production.backorder',
    context: {
      ...orders[0]?.env.context,
      always_backorder_mo_ids: [],
      default_mrp_production_ids: ids(orders),
      default_mrp_production_backorder_line_ids: orders.map(({ id }) => [0, 0, { mrp_production_id: id, to_backorder: true }]),
    },
  });

export const serialsWizard = (order: SandboxRecord): unknown =>
  dialogue({
    name: 'Assign Serial Numbers',
    xml_id: 'mrp.action_assign_serial_numbers',
    res_model: 'mrp.production.serials',
    context: { ...order.env.context, default_production_id: order.id },
  });
