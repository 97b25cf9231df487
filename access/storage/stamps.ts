import { EVERYTHING, and, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { inAccount, type AccountClause, type ActorClause, type Stamps } from './governed.ts';

/** The oldest generation: the record carries its SA and its actor. */
export function stampsOf(account: AccountClause): Stamps {
  const stamped = inAccount('x_sa_id', account);
  return { in: (actor) => and(stamped, actorStamp(actor)), without: where('x_sa_id', '=', false) };
}

function actorStamp(actor: ActorClause): Domain {
  if (actor === 'anyone') return EVERYTHING;
  if (actor === 'someone') return where('x_actor_id', '!=', false);
  if (actor === 'nobody') return where('x_actor_id', '=', false);
  return where('x_actor_id', '=', actor.me);
}
