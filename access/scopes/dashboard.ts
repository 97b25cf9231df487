import type { Principal } from '../principal.ts';
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
 */
export function dashboardOrders(principal: Principal, mine: readonly string[]): DocumentFilter {
  const reach = reachOf(principal);
  const assigned: DocumentFilter = { assigneeId: { $in: [...mine] } };
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

/** Which products: those of the caller's companies and of none. Customers see none of the dashboard. */
export function dashboardProducts({ role, companyIds, problem }: Principal): DocumentFilter {
  if (role === null || role === 'CUSTOMER' || problem !== null) return NO_DOCUMENT;
  return companyIds === null ? EVERY_DOCUMENT : { companyId: { $in: [null, ...companyIds] } };
}

/** Which users: colleagues of the caller's companies, and those of no company. */
export function dashboardUsers({ role, companyIds, problem }: Principal): DocumentFilter {
  if (role === null || role === 'CUSTOMER' || problem !== null) return NO_DOCUMENT;
  return companyIds === null ? EVERY_DOCUMENT : { $or: [{ companyIds: { $in: [...companyIds] } }, { companyIds: [] }] };
}

/** Which conflicts: those of records that a manager sees whole; nobody else decides them. */
export function dashboardConflicts(principal: Principal): DocumentFilter {
  const { role } = principal;
  if (role !== 'ADMIN' && role !== 'SA_MANAGER' && role !== 'SYSTEM') return NO_DOCUMENT;
  const orders = dashboardOrders(principal, []);
  return orders === EVERY_DOCUMENT ? orders : { $or: [{ $and: [{ entity: 'ORDER' }, orders] }, { $and: [{ entity: 'PRODUCT' }, dashboardProducts(principal)] }] };
}
