import { writeIfUnchanged } from '../../methods/write.ts';
import type { SandboxRecord } from '../../record.ts';
import type { Row } from '../../store.ts';
import { fresh, set } from '../rows.ts';
import type { BusinessTable } from '../types.ts';
import { createMoves } from './components.ts';
import { movesOf } from './confirm.ts';
import { cancel, ORDER_METHODS } from './order-actions.ts';
import { prepareOrder } from './order-values.ts';
import { settleState } from './state.ts';
import { addMinutes, minutesBetween } from './time.ts';
import { createWorkOrders, expectedMinutes, steps, WORK_ORDER_METHODS } from './work-orders.ts';

type Vals = Readonly<Record<string, unknown>>;

function created(order: SandboxRecord): void {
  createMoves(order);
  createWorkOrders(order);
}

/** A draft's moves and work orders follow its quantity; afterwards Odoo changes the number alone and leaves what was planned. */
function written(order: SandboxRecord, vals: Vals, before: Row): void {
  if ('product_qty' in vals && vals['product_qty'] !== before['product_qty']) {
    set(order, { product_uom_qty: order.number('product_qty') });
    if (order.value('state') === 'draft') planAnew(order);
    else for (const move of movesOf(order)) set(move, { unit_factor: move.number('product_uom_qty') / order.number('product_qty') });
  }
  if ('date_start' in vals && !('date_finished' in vals)) {
    const length = minutesBetween(String(before['date_start']), String(before['date_finished']));
    set(fresh(order), { date_finished: addMinutes(order.text('date_start'), length) });
  }
  if ('qty_producing' in vals) settleState(fresh(order));
}

function planAnew(order: SandboxRecord): void {
  for (const move of movesOf(order)) order.env.store.table('stock.move').delete(move.id);
  for (const step of steps(order)) order.env.store.table('mrp.workorder').delete(step.id);
  const bill = order.one('bom_id');
  const minutes = bill === undefined ? 0 : expectedMinutes(bill, order.number('product_qty'));
  created(set(order, { duration_expected: minutes, date_finished: addMinutes(order.text('date_start'), minutes || 60) }));
}

/** Deleting cancels first; what is done stays. */
function beforeUnlink(order: SandboxRecord): string | undefined {
  cancel(order);
  return undefined;
}

export const MANUFACTURING: BusinessTable = {
  'mrp.production': { prepare: prepareOrder, created, written, refuseUnlink: beforeUnlink, methods: ORDER_METHODS },
  'mrp.workorder': { methods: WORK_ORDER_METHODS },
  'product.product': { methods: { write_if_unchanged: writeIfUnchanged } },
};
