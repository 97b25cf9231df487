import { round } from '../../data/amounts.ts';
import { userError } from '../../errors.ts';
import type { Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { existing } from '../../write.ts';
import { fresh, insert, set } from '../rows.ts';
import { setProducing } from './producing.ts';
import { settleState } from './state.ts';
import { addMinutes, minutesBetween } from './time.ts';

const operations = (bill: SandboxRecord): readonly SandboxRecord[] =>
  bill.related('operation_ids').toSorted((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id);

function minutesOf(operation: SandboxRecord, times: number): number {
  const center = operation.one('workcenter_id');
  const work = (Math.ceil(times) * operation.number('time_cycle_manual') * 100) / (center?.number('time_efficiency') || 100);
  return round((center?.number('time_start') ?? 0) + (center?.number('time_stop') ?? 0) + work, 2);
}

/** How long the operations of a bill take for a quantity, one after the other. */
export const expectedMinutes = (bill: SandboxRecord, quantity: number): number =>
  round(operations(bill).reduce((sum, operation) => sum + minutesOf(operation, quantity / (bill.number('product_qty') || 1)), 0), 2);

/** The work orders of a new manufacturing order. */
export function createWorkOrders(order: SandboxRecord): void {
  const bill = order.one('bom_id');
  if (bill === undefined) return;
  const { env } = order;
  operations(bill).forEach((operation, sequence) =>
    insert(env, 'mrp.workorder', {
      name: operation.value('name'), production_id: order.id, workcenter_id: operation.value('workcenter_id'), operation_id: operation.id, sequence,
      state: 'ready', duration_expected: minutesOf(operation, order.number('product_qty') / (bill.number('product_qty') || 1)), duration: 0, qty_produced: 0,
      qty_remaining: order.number('product_qty'), qty_producing: 0, progress: 0, is_produced: false, duration_unit: 0, duration_percent: 100,
      costs_hour: operation.one('workcenter_id')?.value('costs_hour') ?? 0,
    }),
  );
}

/** Since 19 a step that waits for another is called blocked. */
export const blocked = (order: SandboxRecord): string => (order.env.model('mrp.workorder').fields['state']?.selection?.some(([value]) => value === 'blocked') === true ? 'blocked' : 'pending');

/** Confirmed work orders wait for each other in their order. */
export function chainWorkOrders(order: SandboxRecord): void {
  const steps = order.related('workorder_ids');
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    set(step, { state: before === undefined ? 'ready' : blocked(order), blocked_by_workorder_ids: before === undefined ? [] : [before.id] });
    if (before !== undefined) set(before, { needed_by_workorder_ids: [step.id] });
  });
}

export const steps = (order: SandboxRecord): readonly SandboxRecord[] => order.related('workorder_ids');

/** Starting a step plans the order, counts on its whole quantity and takes the components. */
function start(step: SandboxRecord): void {
  if (['done', 'cancel'].includes(step.text('state'))) throw userError('You cannot start a work order that is already done or cancelled');
  const { env } = step;
  const order = step.one('production_id');
  if (order === undefined) return;
  if (order.number('qty_producing') === 0) setProducing(order, order.number('product_qty'));
  const first = !steps(order).some((other) => other.value('state') === 'progress' || other.value('state') === 'done');
  set(step, { state: 'progress', date_start: step.value('date_start') || env.now(), date_finished: addMinutes(env.now(), step.number('duration_expected')), production_date: env.now() });
  set(fresh(order), { is_planned: true, ...(first ? { date_start: env.now(), date_finished: addMinutes(env.now(), order.number('duration_expected')) } : {}) });
  for (const other of steps(order)) set(other, { qty_producing: fresh(order).value('qty_producing') });
  settleState(fresh(order));
}

/** Finishes a step; one that was never started took as long as expected. */
export function finish(step: SandboxRecord): void {
  if (['done', 'cancel'].includes(step.text('state'))) return;
  const { env } = step;
  const order = step.one('production_id');
  const begun = step.text('date_start');
  const duration = begun === '' ? step.number('duration_expected') : round(minutesBetween(begun, env.now()), 2);
  const made = order?.number('qty_producing') || step.number('qty_producing');
  const unit = made === 0 ? 0 : round(duration / made, 2);
  const expected = step.number('duration_expected');
  set(step, {
    state: 'done', date_start: begun === '' ? env.now() : begun, date_finished: env.now(), qty_produced: made, qty_producing: made, qty_remaining: 0, duration, progress: 100,
    is_produced: true, duration_unit: unit, duration_percent: expected === 0 ? 0 : Math.trunc(100 * (expected - duration) / expected),
  });
  for (const next of step.related('needed_by_workorder_ids')) if (next.value('state') === blocked(next)) set(next, { state: 'ready' });
  if (order !== undefined) settleState(fresh(order));
}

const each = (run: (step: SandboxRecord) => void, answer?: true): Method => ({
  kind: 'record', params: [], required: 0,
  run: ({ model, ids, env }) => {
    for (const step of existing(model, ids, env)) run(step);
    return answer;
  },
});

/** The buttons of a work order. Pausing leaves everything as it is: the sandbox keeps no time sheets. */
export const WORK_ORDER_METHODS: Readonly<Record<string, Method>> = {
  button_start: each(start),
  button_finish: each(finish, true),
  button_pending: each(() => undefined, true),
};
