import { EVERYTHING, NOTHING, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { isDashboardRole } from '../principal.ts';
import { seesAllGovernance, type ScopeView } from './view.ts';

/** COMPANY. Shared reference data: what no company owns, and what the caller's companies own (domain.md U14). */
export function companyScope({ principal, reach }: ScopeView): Domain {
  if (reach.kind === 'nothing') return NOTHING;
  if (principal.companyIds === null) return EVERYTHING;
  const shared = where('company_id', '=', false);
  return principal.companyIds.length === 0 ? shared : or(shared, where('company_id', 'in', principal.companyIds));
}

/** COMPANIES. The companies of the SA in context and of the caller's other SAs. */
export function companiesScope({ principal }: ScopeView): Domain {
  if (seesAllGovernance(principal) || principal.role === 'DASHBOARD_ADMIN') return EVERYTHING;
  const own = principal.memberships.map(({ companyId }) => companyId).filter((id) => id !== null);
  return where('id', 'in', [...new Set([...(principal.companyIds ?? []), ...own])]);
}

/** EVERYONE. Currencies and countries: whoever is somebody. To who is known to the dashboard alone, Odoo is nothing but their companies. */
export function everyoneScope({ principal }: ScopeView): Domain {
  if (isDashboardRole(principal.role)) return NOTHING;
  return principal.kind === 'anonymous' ? NOTHING : EVERYTHING;
}
