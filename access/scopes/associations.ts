import { EVERYTHING, NOTHING, and } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { inAccount } from '../storage/governed.ts';
import { GOVERNED_OBJECTS, associationModel, objectOf, type GovernedObject } from '../storage/objects.ts';
import { through, type DomainPolicy, type ScopeView } from './view.ts';

/** By which policy the governed records themselves are seen. */
const POLICY_OF: Readonly<Record<GovernedObject, DomainPolicy>> = {
  customer: 'CUSTOMER',
  sale_order: 'SALES_ORDER',
  ticket: 'TICKET',
  fleet: 'FLEET',
  production: 'PRODUCTION',
  picking: 'TRANSFER',
  asset: 'ASSET',
};

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
  const here = inAccount('account_id', reach.account);
  if (reach.policy === 'sa_wide') return here;
  const { model: governed, native } = GOVERNED_OBJECTS[object];
  return and(here, through(native, await view.domain(POLICY_OF[object], governed)));
}

/** ACTOR_ASSOCIATION. Visible with the association that it belongs to. */
export async function actorAssociationScope(view: ScopeView, model: string): Promise<Domain> {
  const object = objectOf(model, 'actor');
  if (object === undefined) return NOTHING;
  const parents = await view.domain('ASSOCIATION', associationModel(object));
  return parents.length === 0 ? EVERYTHING : through('assignment_id', parents);
}
