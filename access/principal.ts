/** What somebody may be to the graph. Employees have the first four (domain.md 1.1.9); the manager is not a stored role but the SA's pointer. */
export const ROLES = ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'CUSTOMER', 'SYSTEM', 'DASHBOARD_ADMIN', 'DASHBOARD_MANAGER', 'DASHBOARD_WORKER'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Of people who are known to the production dashboard alone (domain.md 1.2.3). Roles of their own, so that nothing is theirs unless it names them:
 * an agent's or a manager's role would open sales and stock to them.
 */
export const DASHBOARD_ROLES = ['DASHBOARD_ADMIN', 'DASHBOARD_MANAGER', 'DASHBOARD_WORKER'] as const satisfies readonly Role[];

export function isDashboardRole(role: Role | null): boolean {
  return DASHBOARD_ROLES.some((known) => known === role);
}

export const SCOPE_POLICIES = ['sa_wide', 'assigned_plus_unassigned', 'assigned_only'] as const;
export type ScopePolicy = (typeof SCOPE_POLICIES)[number];

/** What an API key may be used for. */
export const KEY_SCOPES = ['read', 'write'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** One live membership of the caller, as `viewer` shows it. */
export interface MembershipSummary {
  readonly id: number;
  readonly serviceAccountId: number;
  readonly serviceAccountName: string;
  readonly companyId: number | null;
  readonly role: Role;
  readonly policy: ScopePolicy | null;
}

export interface ServiceAccountContext {
  readonly id: number;
  readonly name: string;
  readonly companyId: number | null;
  /** True when the caller is here as the manager of an ancestor: reading only. */
  readonly drillDown: boolean;
}

/** Why there is no SA in context although the caller needs one. */
export interface ScopeProblem {
  readonly code: 'SA_REQUIRED' | 'FORBIDDEN_SA';
  readonly message: string;
}

/**
 * Who is asking and how far they see, resolved once per request by the gateway and carried to the subgraphs
 * in a signed assertion. Plain data: it must survive JSON.
 */
export interface Principal {
  readonly kind: 'employee' | 'customer' | 'apiKey' | 'dashboardUser' | 'anonymous';
  /** null for the anonymous caller, and for an employee in no SA (then `problem` says why). */
  readonly role: Role | null;
  /** `employee:1004`, `customer:1201`, `key:reporting`, `dashboard:6565…`, `anonymous`. */
  readonly subject: string;
  readonly name: string | null;
  readonly employeeId: number | null;
  /** res.partner id: the `me` of every visibility rule. */
  readonly partnerId: number | null;
  readonly serviceAccount: ServiceAccountContext | null;
  /** How far the SA in context is seen; null beside a role means that rows are not limited at all (admin, system). */
  readonly policy: ScopePolicy | null;
  /** Companies whose shared reference data is visible; null means all of them. */
  readonly companyIds: readonly number[] | null;
  readonly memberships: readonly MembershipSummary[];
  readonly problem: ScopeProblem | null;
  /** Only API keys have scopes; a person is limited by role. */
  readonly scopes?: readonly KeyScope[];
  /** Of a user of the production dashboard: their id there, by which orders are assigned to them. */
  readonly dashboardUserId?: string;
}

export const ANONYMOUS: Principal = {
  kind: 'anonymous',
  role: null,
  subject: 'anonymous',
  name: null,
  employeeId: null,
  partnerId: null,
  serviceAccount: null,
  policy: null,
  companyIds: [],
  memberships: [],
  problem: null,
};
