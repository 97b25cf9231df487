import type { Principal } from '../../access/principal.ts';
import type { Dataset, Row } from '../../odoo/sandbox/data/types.ts';

/**
 * The decision table of domain.md 3.1 read row by row, by plain loops over the stored rows: written a second time and
 * differently, so that the domains have something to be held against.
 */
export interface Place {
  readonly account: number;
  readonly active: boolean;
  readonly actors: readonly number[];
}

/** Every row of any state that a record has; a stamp stands in only where there is none. */
export function placesOf(data: Dataset, object: 'customer' | 'sale_order', native: string, record: Row, stamps: boolean): readonly Place[] {
  const actorRows = data[`ov.actor_sa_${object}_assignment`] ?? [];
  const rows = (data[`ov.sa_${object}_assignment`] ?? []).filter((row) => row[native] === record.id);
  if (rows.length === 0 && stamps && typeof record['x_sa_id'] === 'number') {
    return [{ account: record['x_sa_id'], active: true, actors: typeof record['x_actor_id'] === 'number' ? [record['x_actor_id']] : [] }];
  }
  return rows.map((row) => ({
    account: row['account_id'] as number,
    active: row['state'] === 'active',
    actors:
      'actor_id' in row
        ? [row['actor_id']].filter((id) => typeof id === 'number')
        : actorRows.filter((actor) => actor['assignment_id'] === row.id && actor['state'] === 'active').map((actor) => actor['actor_id'] as number),
  }));
}

type Standing = 'outside' | 'me' | 'nobody' | 'others';

function standing(places: readonly Place[], account: number, me: number | null): Standing {
  const here = places.filter((place) => place.active && place.account === account);
  if (here.length === 0) return 'outside';
  if (me !== null && here.some(({ actors }) => actors.includes(me))) return 'me';
  return here.some(({ actors }) => actors.length === 0) ? 'nobody' : 'others';
}

function decide(policy: Principal['policy'], where: Standing): boolean {
  if (where === 'outside' || policy === null) return false;
  if (policy === 'sa_wide') return true;
  return where === 'me' || (policy === 'assigned_plus_unassigned' && where === 'nobody');
}

export function seesCustomer(principal: Principal, data: Dataset, customer: Row, stamps: boolean): boolean {
  const { role, policy, serviceAccount, partnerId } = principal;
  if (role === 'CUSTOMER') return customer.id === partnerId;
  if ((role === 'ADMIN' || role === 'SYSTEM') && policy === null) return true;
  if (serviceAccount === null) return false;
  return decide(policy, standing(placesOf(data, 'customer', 'partner_id', customer, stamps), serviceAccount.id, partnerId));
}

export function seesOrder(principal: Principal, data: Dataset, order: Row, stamps: boolean): boolean {
  const { role, policy, serviceAccount, partnerId } = principal;
  if (role === 'CUSTOMER') return order['partner_id'] === partnerId;
  if ((role === 'ADMIN' || role === 'SYSTEM') && policy === null) return true;
  if (serviceAccount === null) return false;
  const own = placesOf(data, 'sale_order', 'sale_order_id', order, stamps);
  const customer = (data['res.partner'] ?? []).find(({ id }) => id === order['partner_id']);
  const ofCustomer = customer === undefined ? 'outside' : standing(placesOf(data, 'customer', 'partner_id', customer, stamps), serviceAccount.id, partnerId);
  const byItself = standing(own, serviceAccount.id, partnerId);
  const belongs = own.length > 0 ? byItself !== 'outside' : ofCustomer !== 'outside';
  if (!belongs) return false;
  if (byItself === 'me' || ofCustomer === 'me') return decide(policy, 'me');
  const someone = byItself === 'others' || ofCustomer === 'others';
  return decide(policy, someone ? 'others' : 'nobody');
}
