import { rowsOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import { asId } from '../../../odoo/client/values.ts';
import { ORDER_GUARDS } from '../actions.ts';
import type {
  CancelManufacturingOrderInput, CancelManufacturingOrderPayload, ConfirmManufacturingOrderInput, ConfirmManufacturingOrderPayload, StartManufacturingOrderInput,
  StartManufacturingOrderPayload,
} from '../generated.ts';

const ORDER = 'mrp.production';

/** `confirmManufacturingOrder`: Odoo's `action_confirm`. */
export const confirmManufacturingOrder = mutation<ConfirmManufacturingOrderInput, ConfirmManufacturingOrderPayload>({
  async run({ id }, context) {
    const order = await requireActionable(context, 'ManufacturingOrder', id, ['input', 'id'], ORDER_GUARDS.confirmManufacturingOrder);
    await context.writer.call(ORDER, 'action_confirm', { ids: [order.id] });
    return { manufacturingOrder: order.id };
  },
});

/** `startManufacturingOrder`: the first work order that is ready begins; an order without any is merely marked as begun. */
export const startManufacturingOrder = mutation<StartManufacturingOrderInput, StartManufacturingOrderPayload>({
  async run({ id }, context) {
    const { writer } = context;
    const order = await requireActionable(context, 'ManufacturingOrder', id, ['input', 'id'], ORDER_GUARDS.startManufacturingOrder, ['workorder_ids.state', 'workorder_ids.sequence']);
    if (order.data.reservation_state !== 'assigned') await writer.step('components were reserved', () => writer.call(ORDER, 'action_assign', { ids: [order.id] }));
    const steps = rowsOf(order.data.workorder_ids).toSorted((left, right) => Number(left.sequence) - Number(right.sequence) || Number(left.id) - Number(right.id));
    const first = asId(steps.find(({ state }) => !['done', 'cancel'].includes(String(state)))?.id);
    if (first === null) await writer.call(ORDER, 'action_start', { ids: [order.id] });
    else await writer.call('mrp.workorder', 'button_start', { ids: [first] });
    return { manufacturingOrder: order.id };
  },
});

/** `cancelManufacturingOrder`: Odoo's `action_cancel`. */
export const cancelManufacturingOrder = mutation<CancelManufacturingOrderInput, CancelManufacturingOrderPayload>({
  async run({ id }, context) {
    const order = await requireActionable(context, 'ManufacturingOrder', id, ['input', 'id'], ORDER_GUARDS.cancelManufacturingOrder);
    await context.writer.call(ORDER, 'action_cancel', { ids: [order.id] });
    return { manufacturingOrder: order.id };
  },
});
