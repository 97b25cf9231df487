import { userError } from '../../errors.ts';
import type { Method } from '../../methods/index.ts';
import { isUnchanged, writeIfUnchanged } from '../../methods/write.ts';
import type { SandboxRecord } from '../../record.ts';
import { existing, type Vals } from '../../write.ts';
import { fresh, set } from '../rows.ts';
import { setState, unreserve } from './reservation.ts';
import { changeQuantity } from './change-quantity.ts';
import { assign, confirm, movesOf } from './confirm.ts';
import { markDone } from './mark-done.ts';
import { isOpen, setProducing } from './producing.ts';
import { settleReservation, settleState } from './state.ts';
import { steps } from './work-orders.ts';

/** Gives back what is reserved and ends moves and work orders. */
export function cancel(order: SandboxRecord): void {
  if (order.value('state') === 'done') throw userError('You cannot cancel a manufacturing order that is already done.');
  for (const move of movesOf(order).filter(isOpen)) setState(unreserve(move), 'cancel');
  for (const step of steps(order).filter(isOpen)) set(step, { state: 'cancel' });
  settleReservation(set(fresh(order), { state: 'cancel' }));
}

const each = (run: (order: SandboxRecord) => void, answer?: true): Method => ({
  kind: 'record', params: [], required: 0,
  run: ({ model, ids, env }) => {
    for (const order of existing(model, ids, env)) run(order);
    return answer;
  },
});

/** The buttons of a manufacturing order. */
export const ORDER_METHODS: Readonly<Record<string, Method>> = {
  write_if_unchanged: writeIfUnchanged,
  change_quantity_if_unchanged: {
    kind: 'record', params: ['quantity', 'expected'], required: 2,
    run({ model, ids, args, env }) {
      const [order] = existing(model, ids, env);
      if (order === undefined || !isUnchanged(order, args['expected'] as Vals)) return false;
      changeQuantity(order, Number(args['quantity']));
      return true;
    },
  },
  action_confirm: each(confirm, true),
  action_assign: each(assign, true),
  action_cancel: each(cancel, true),
  action_start: each((order) => void (order.value('state') === 'confirmed' && set(order, { state: 'progress' }))),
  set_qty_producing: each((order) => {
    setProducing(order, order.number('qty_producing'));
    settleState(fresh(order));
  }),
  button_mark_done: { kind: 'record', params: [], required: 0, run: ({ model, ids, env }) => markDone(existing(model, ids, env)) },
};
