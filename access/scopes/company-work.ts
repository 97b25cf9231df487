import { NOTHING, and, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { ScopeView } from './view.ts';

/**
 * What a company does for no customer and no SA in particular: receipts, internal transfers, manufacturing. Branches share
 * the company's warehouses, so whoever sees a whole SA of the company sees it; agents do not, whatever their policy.
 */
export function companyWork({ principal, reach }: ScopeView): Domain {
  const company = principal.serviceAccount?.companyId ?? null;
  if (reach.kind !== 'account' || reach.policy !== 'sa_wide' || principal.role === 'AGENT' || company === null) return NOTHING;
  return where('company_id', '=', company);
}

/** … of what is moved: nothing that comes from a customer or goes to one. */
export function companyLogistics(view: ScopeView): Domain {
  const withinHouse = (field: string): Domain => where(field, 'any', where('usage', '!=', 'customer'));
  return and(companyWork(view), withinHouse('location_id'), withinHouse('location_dest_id'));
}
