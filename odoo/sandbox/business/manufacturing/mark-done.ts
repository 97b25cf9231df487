import type { SandboxRecord } from '../../record.ts';
import { records, set, fresh, quantity } from '../rows.ts';
import { complete, setQuantity, setState, unreserve } from './reservation.ts';
import { splitOff } from './backorder.ts';
import { isOpen, lotsOf, setProducing } from './producing.ts';
import { settleReservation } from './state.ts';
import { backorderWizard, consumptionWizard, serialsWizard, type ConsumptionIssue } from './wizards.ts';
import { finish, steps } from './work-orders.ts';

const tracked = (order: SandboxRecord): boolean => order.one('product_id')?.value('tracking') === 'serial';

/** Whether Odoo may make everything without being told how much or with which numbers. */
function isAutomatic(order: SandboxRecord): boolean {
  const products = [...order.related('move_raw_ids'), ...order.related('move_finished_ids')].map((move) => move.one('product_id')?.value('tracking'));
  return products.every((tracking) => tracking === 'none') || order.number('product_uom_qty') === 1 || (!tracked(order) && order.value('reservation_state') !== false);
}

/** Components of which another quantity was taken than the bill of materials says. */
function consumptionIssues(order: SandboxRecord): readonly ConsumptionIssue[] {
  const bill = order.one('bom_id');
  if (order.value('consumption') === 'flexible' || bill === undefined) return [];
  const factor = order.number('qty_producing') / (bill.number('product_qty') || 1);
  return bill.related('bom_line_ids').flatMap((line) => {
    const expected = quantity(line.number('product_qty') * factor);
    const taken = order.related('move_raw_ids').filter((move) => move.value('product_id') === line.value('product_id') && move.value('picked') === true);
    const consumed = quantity(taken.reduce((sum, move) => sum + move.number('quantity'), 0));
    return consumed === expected ? [] : [{ order, line, consumed, expected }];
  });
}

/** Closes orders, or answers the wizard that has to be gone through first. */
export function markDone(orders: readonly SandboxRecord[]): unknown {
  const [first] = orders;
  if (first === undefined) return true;
  const { context } = first.env;
  const numberless = orders.filter((order) => !isAutomatic(order) && lotsOf(order).length === 0);
  if (numberless[0] !== undefined) return serialsWizard(numberless[0]);
  for (const order of orders) if (isAutomatic(order) && order.number('qty_producing') === 0) setProducing(order, order.number('product_qty'));
  const ready = records(first.env, 'mrp.production', orders.map(({ id }) => id));
  const issues = context['skip_consumption'] === true ? [] : ready.flatMap(consumptionIssues);
  if (issues.length > 0) return consumptionWizard(ready, issues);
  const short = context['skip_backorder'] === true ? [] : ready.filter((order) => order.number('qty_producing') < order.number('product_qty'));
  if (short.length > 0) return backorderWizard(short);
  const split = (context['mo_ids_to_backorder'] ?? []) as readonly number[];
  const backorders = ready.filter((order) => split.includes(order.id)).map((order) => splitOff(order));
  for (const order of ready) close(fresh(order));
  if (backorders.length === 0) return true;
  return {
    res_model: 'mrp.production', type: 'ir.actions.act_window', context: { ...withoutDefaults(context), skip_backorder: false, mo_ids_to_backorder: null }, views: [[false, 'form']], view_mode: 'form',
    res_id: backorders[0]?.id,
  };
}

/** What the dialogue was opened with is not the next screen's. */
function withoutDefaults(context: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(context).filter(([key]) => !key.startsWith('default_') && key !== 'always_backorder_mo_ids'));
}

function close(order: SandboxRecord): void {
  const { env } = order;
  if (['done', 'cancel'].includes(order.text('state'))) return;
  for (const step of steps(order)) finish(step);
  for (const move of order.related('move_raw_ids').filter(isOpen)) {
    if (move.value('picked') === true && move.number('quantity') > 0) complete(move);
    else setState(unreserve(move), 'cancel');
  }
  for (const move of order.related('move_finished_ids').filter(isOpen)) complete(numbered(setQuantity(move, order.number('qty_producing')), lotsOf(order)));
  for (const move of [...order.related('move_raw_ids'), ...order.related('move_finished_ids')]) set(move, { unit_factor: move.number('product_uom_qty') });
  settleReservation(set(fresh(order), { state: 'done', date_finished: env.now(), priority: '0', is_locked: true, qty_produced: order.number('qty_producing') }));
}

/** The finished goods get the order's serial numbers, one to a line. */
function numbered(move: SandboxRecord, lots: readonly SandboxRecord[]): SandboxRecord {
  move.related('move_line_ids').forEach((line, index) => {
    const lot = lots[index] ?? (lots.length === 1 ? lots[0] : undefined);
    if (lot !== undefined) set(line, { lot_id: lot.id });
  });
  return set(fresh(move), { lot_ids: lots.map(({ id }) => id) });
}
