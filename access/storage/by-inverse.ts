import { EVERYTHING, and, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { inAccount, type AccountClause, type ActorClause, type Associations } from './governed.ts';
import type { ActorLayout } from './layout.ts';

/** Association rows asked through the native model's own one2many: pure domains, nothing is fetched beforehand. */
export function associationsByInverse(account: AccountClause, inverse: string, actors: ActorLayout): Associations {
  const active = and(inAccount('account_id', account), where('state', '=', 'active'));
  return {
    in: (actor) => where(inverse, 'any', and(active, actorOfRow(actor, actors))),
    without: where(inverse, '=', false),
  };
}

/** The actor situation as a domain on the association row. Expired actor rows count for nothing (domain.md U16). */
export function actorOfRow(actor: ActorClause, actors: ActorLayout): Domain {
  if (actor === 'anyone') return EVERYTHING;
  if (actors.kind === 'column') {
    if (actor === 'someone') return where('actor_id', '!=', false);
    return actor === 'nobody' ? where('actor_id', '=', false) : where('actor_id', '=', actor.me);
  }
  const children = actors.children;
  if (children === null) throw new Error(`${actors.model} can not be reached from its parent`);
  const active = where('state', '=', 'active');
  if (actor === 'someone') return where(children, 'any', active);
  if (actor === 'nobody') return where(children, 'not any', active);
  return where(children, 'any', and(active, where('actor_id', '=', actor.me)));
}
