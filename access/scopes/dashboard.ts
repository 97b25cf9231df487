import { NOTHING, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { isDashboardRole, type Principal, type Role } from '../principal.ts';
import { reachOf } from './view.ts';

/** A MongoDB filter as plain data: access/ knows no database. */
export type DocumentFilter = Readonly<Record<string, unknown>>;

/** Matches no document. */
export const NO_DOCUMENT: DocumentFilter = { _id: { $in: [] } };
const EVERY_DOCUMENT: DocumentFilter = {};

/**
 * Which production orders of the dashboard exist for the caller, pushed into every read. The same table as for records in
 * Odoo: an order is where its Service Accounts are; one that is in none is its company's own work, seen by who sees a whole
 * Service Account of the company, and by who it is assigned to. `mine` are the dashboard's users who are the caller.
 *
 * Who is known to the dashboard alone sees by the dashboard's own role (domain.md 1.2.3): a worker what is assigned to them, a manager what their
 * companies make and what has no company yet, an administrator all of it.
 */
export function dashboardOrders(principal: Principal, mine: readonly string[]): DocumentFilter {
  const reach = reachOf(principal);
  const assigned: DocumentFilter = { assigneeId: { $in: [...mine] } };
  if (principal.problem === null) {
    if (principal.role === 'DASHBOARD_ADMIN') return EVERY_DOCUMENT;
    if (principal.role === 'DASHBOARD_MANAGER') return ofCompanies(principal);
    if (principal.role === 'DASHBOARD_WORKER') return assigned;
  }
  switch (reach.kind) {
    case 'everything':
      return EVERY_DOCUMENT;
    case 'nothing':
    case 'own':
      return NO_DOCUMENT;
    case 'account': {
      const here: DocumentFilter = { serviceAccountIds: reach.account };
      // What no Service Account has is nobody else's either: the worker's assignment decides.
      if (reach.policy === 'assigned_only') return { $and: [assigned, { $or: [here, { ungoverned: true }] }] };
      if (reach.policy === 'assigned_plus_unassigned') return { $or: [assigned, { ...here, assigneeId: null }] };
      const company = principal.serviceAccount?.companyId ?? null;
      if (principal.role === 'AGENT' || company === null) return here;
      return { $or: [here, { ungoverned: true, companyId: company }] };
    }
  }
}

function ofCompanies({ companyIds }: Principal): DocumentFilter {
  return companyIds === null ? EVERY_DOCUMENT : { companyId: { $in: [null, ...companyIds] } };
}

/** Which products: those of the caller's companies and of none. Customers see none of the dashboard. */
export function dashboardProducts(principal: Principal): DocumentFilter {
  const { role, problem } = principal;
  if (role === null || role === 'CUSTOMER' || problem !== null) return NO_DOCUMENT;
  return ofCompanies(principal);
}

/** Which users: colleagues of the caller's companies, and those of no company. A worker of the dashboard sees themselves. */
export function dashboardUsers({ role, companyIds, problem, dashboardUserId }: Principal): DocumentFilter {
  if (role === null || role === 'CUSTOMER' || problem !== null) return NO_DOCUMENT;
  if (role === 'DASHBOARD_WORKER') return { _id: { $in: dashboardUserId === undefined ? [] : [dashboardUserId] } };
  return companyIds === null ? EVERY_DOCUMENT : { $or: [{ companyIds: { $in: [...companyIds] } }, { companyIds: [] }] };
}

const DECIDE: readonly Role[] = ['ADMIN', 'SA_MANAGER', 'SYSTEM', 'DASHBOARD_ADMIN', 'DASHBOARD_MANAGER'];

/** Which conflicts: those of records that a manager sees whole; nobody else decides them. */
export function dashboardConflicts(principal: Principal): DocumentFilter {
  if (principal.role === null || !DECIDE.includes(principal.role)) return NO_DOCUMENT;
  const orders = dashboardOrders(principal, []);
  return orders === EVERY_DOCUMENT ? orders : { $or: [{ $and: [{ entity: 'ORDER' }, orders] }, { $and: [{ entity: 'PRODUCT' }, dashboardProducts(principal)] }] };
}

const PLAN: readonly Role[] = ['DASHBOARD_ADMIN', 'DASHBOARD_MANAGER'];

/** Odoo's products that may be chosen from. `visible` is what the graph shows the caller; who plans by a role of the dashboard chooses among their companies'. */
export function productChoices(principal: Principal, visible: Domain): Domain {
  const { role, companyIds, problem } = principal;
  if (role === null || role === 'CUSTOMER' || problem !== null) return NOTHING;
  if (!isDashboardRole(role)) return visible;
  if (!PLAN.includes(role)) return NOTHING;
  return companyIds === null ? [] : or(where('company_id', '=', false), where('company_id', 'in', companyIds));
}

/** Odoo's internal users that may be chosen from: colleagues of the caller's companies. A worker of the dashboard assigns nobody. */
export function userChoices({ role, companyIds, problem }: Principal): Domain {
  if (role === null || role === 'CUSTOMER' || role === 'DASHBOARD_WORKER' || problem !== null) return NOTHING;
  const internal = where('share', '=', false);
  return companyIds === null ? internal : [...internal, ...where('company_ids', 'in', companyIds)];
}
