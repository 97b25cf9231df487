import { capabilitiesOf } from '../../access/capabilities.ts';
import type { MembershipSummary, Principal, ScopePolicy } from '../../access/principal.ts';
import type { RootResolver } from '../../graph/engine.ts';

const CREDENTIALS = { employee: 'EMPLOYEE_TOKEN', customer: 'CUSTOMER_TOKEN', apiKey: 'API_KEY', dashboardUser: 'DASHBOARD_TOKEN', anonymous: 'ANONYMOUS' } as const satisfies Record<Principal['kind'], string>;

/** A policy as the graph's enum names it. */
export function policyValue(policy: ScopePolicy | null): Uppercase<ScopePolicy> | null {
  return policy === null ? null : (policy.toUpperCase() as Uppercase<ScopePolicy>);
}

function membershipValue({ id, serviceAccountId, serviceAccountName, role, policy }: MembershipSummary) {
  return { id: String(id), serviceAccountId: String(serviceAccountId), serviceAccountName, serviceAccount: serviceAccountId, role, scopePolicy: policyValue(policy) };
}

/** Seed clients sign in and go straight on when there is exactly one Service Account to choose (domain.md 2.6). */
function isAutoSelected({ memberships, serviceAccount }: Principal): boolean {
  return memberships.length === 1 && memberships[0]?.serviceAccountId === serviceAccount?.id;
}

/** `viewer`: what the gateway found out about the caller, word for word. Entities behind it are read as any others. */
export const viewer: RootResolver = (_args, { principal }) => ({
  credential: CREDENTIALS[principal.kind],
  subject: principal.subject,
  name: principal.name,
  role: principal.role,
  scopePolicy: policyValue(principal.policy),
  employee: principal.employeeId,
  person: principal.kind === 'employee' ? principal.partnerId : null,
  customer: principal.kind === 'customer' ? principal.partnerId : null,
  serviceAccount: principal.serviceAccount?.id ?? null,
  autoSelected: isAutoSelected(principal),
  drillDown: principal.serviceAccount?.drillDown ?? false,
  memberships: principal.memberships.map(membershipValue),
  companyIds: principal.companyIds?.map(String) ?? null,
  problem: principal.problem,
  capabilities: capabilitiesOf(principal),
});
