import { afterPosition } from '../../graph/order.ts';
import type { Ordering } from '../../graph/order.ts';
import type { Position } from '../../graph/position.ts';
import { NOTHING } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { SubscriptionContractOrder } from './generated.ts';
import type { SubscriptionSource } from './subscription-sources.ts';

/** What decides the place of a subscription in a list over both sources: the day, the source, the id. */
export interface Placed {
  readonly id: number;
  readonly rank: number;
  readonly date: string | null;
}

/** Larger than any id, and smaller than any: so that a tie with the other source lies wholly before or wholly after. */
const ALL = 2 ** 31 - 1;
const NONE = 0;

/** The field of the source that a list is sorted by. */
export function dateOf(source: SubscriptionSource, orderBy: SubscriptionContractOrder): string {
  return orderBy.startsWith('NEXT') ? source.next : 'start_date';
}

/** The order within one source: by the day, then the newest first. */
export function orderIn(source: SubscriptionSource, orderBy: SubscriptionContractOrder): Ordering {
  const descending = orderBy.endsWith('DESC');
  const live = dateOf(source, orderBy);
  return { text: `${live}${descending ? ' desc' : ''}, id desc`, keys: [{ live, descending, type: 'date' }], idDescending: true, keyset: true };
}

/** The order of the whole list, which its cursors are made of. */
export function commonOrder(orderBy: SubscriptionContractOrder): Ordering {
  const day = { live: 'day', descending: orderBy.endsWith('DESC'), type: 'date' };
  return { text: `subscriptions ${orderBy}`, keys: [day, { live: 'source', descending: false, type: 'integer' }], idDescending: true, keyset: true };
}

/** What of one source comes after a position in the whole list. */
export function beyond(source: SubscriptionSource, rank: number, position: Position, orderBy: SubscriptionContractOrder): Domain {
  if (position.kind !== 'record') return NOTHING;
  const [day = null, cursorRank] = position.values;
  const id = rank === cursorRank ? position.id : rank > Number(cursorRank) ? ALL : NONE;
  return afterPosition(orderIn(source, orderBy), { kind: 'record', values: [day], id });
}

/** As PostgreSQL sorts: the empty day comes last when ascending and first when descending. */
export function compare(a: Placed, b: Placed, orderBy: SubscriptionContractOrder): number {
  if (a.date !== b.date) {
    const earlier = b.date === null || (a.date !== null && a.date < b.date);
    return earlier === orderBy.endsWith('DESC') ? 1 : -1;
  }
  return a.rank - b.rank || b.id - a.id;
}
