import { rowsOf, rowOf } from '../../access/odoo-records.ts';
import type { Guard, Guards } from '../../graph/mutations/actions.ts';
import { levelRefusal } from '../../graph/mutations/levels.ts';
import type { Row } from '../../graph/row.ts';
import { userError } from '../../platform/user-errors.ts';

const SAID: Readonly<Record<string, string>> = {
  draft: 'The order is a draft.', confirmed: 'The order is confirmed.', progress: 'The work on the order has begun.', to_close: 'Everything is made, and the order is to be signed off.',
  done: 'The order is done.', cancel: 'The order is cancelled.',
};

const inState = (states: readonly string[], then: Guard): Guard => (order, context) => {
  const state = String(order.data.state);
  return states.includes(state) ? then(order, context) : userError('WRONG_STATE', null, { reason: SAID[state] ?? `The order is in the state ${state}.` });
};

const changeable: Guard = (order, context) => levelRefusal(context, 'production', order.id, 'assignment');

/** The first component that the order still waits for. */
function missing({ data }: Row): string | null {
  if (data.reservation_state === 'assigned' || data.reservation_state === false) return null;
  const waiting = rowsOf(data.move_raw_ids).find(({ state, picked }) => picked !== true && !['assigned', 'done', 'cancel', 'draft'].includes(String(state)));
  return waiting === undefined ? null : String(rowOf(waiting.product_id)?.display_name ?? 'the product');
}

const finishable: Guard = (order, context) => {
  const product = missing(order);
  return product === null ? changeable(order, context) : userError('COMPONENTS_MISSING', null, { product });
};

export const ORDER_GUARDS = {
  confirmManufacturingOrder: inState(['draft'], changeable),
  startManufacturingOrder: inState(['confirmed'], changeable),
  finishManufacturingOrder: inState(['confirmed', 'progress', 'to_close'], finishable),
  cancelManufacturingOrder: inState(['draft', 'confirmed', 'progress', 'to_close'], changeable),
} as const satisfies Guards;
