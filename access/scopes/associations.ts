import { EVERYTHING, NOTHING, and, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { GOVERNED_OBJECTS, associationModel, objectOf, type GovernedObject } from '../storage/objects.ts';
import { governedScope } from './business.ts';
import { through, type Reach, type ScopeView } from './view.ts';

/**
 * ASSOCIATION. The rows of the SA in context, with their history; who sees only some of its records sees the rows of
 * those. Customers see none: which SA they are in, and by whom, is the house's business.
 */
export async function associationScope(view: ScopeView, model: string): Promise<Domain> {
  const { reach } = view;
  const object = objectOf(model, 'association');
  if (object === undefined) return NOTHING;
  if (reach.kind === 'everything') return EVERYTHING;
  if (reach.kind !== 'account') return NOTHING;
  const here = where('account_id', '=', reach.account);
  if (reach.policy === 'sa_wide') return here;
  return and(here, through(GOVERNED_OBJECTS[object].native, await recordScope(object, reach, view)));
}

/** ACTOR_ASSOCIATION. Visible with the association that it belongs to. */
export async function actorAssociationScope(view: ScopeView, model: string): Promise<Domain> {
  const object = objectOf(model, 'actor');
  if (object === undefined) return NOTHING;
  const parents = await view.domain('ASSOCIATION', associationModel(object));
  return parents.length === 0 ? EVERYTHING : through('assignment_id', parents);
}

function recordScope(object: GovernedObject, reach: Extract<Reach, { kind: 'account' }>, view: ScopeView): Promise<Domain> {
  if (object === 'customer') return view.domain('CUSTOMER', 'res.partner');
  if (object === 'sale_order') return view.domain('SALES_ORDER', 'sale.order');
  return governedScope(object, reach, view);
}
