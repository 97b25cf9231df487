import { and, where } from '../odoo/domain/build.ts';
import type { OdooRequest } from '../odoo/port.ts';
import { GraphError } from '../platform/errors.ts';
import { liveMemberships } from './memberships.ts';
import { readEmployee, type EmployeeRecord } from './read-employee.ts';
import type { MembershipSummary, Principal, ScopeProblem, ServiceAccountContext } from './principal.ts';
import type { PrincipalSources } from './principal-sources.ts';
import { companiesOf, contextOf, findAccount, foreignAccount } from './service-accounts.ts';

/** The employee as a principal, in the SA that was asked for or in the only one there is. */
export async function resolveEmployee(
  employeeId: number,
  requested: number | null,
  sources: PrincipalSources,
  request: OdooRequest,
): Promise<Principal> {
  const employee = await readEmployee(employeeId, sources, request);
  if (employee === null) throw new GraphError('CALLER_UNKNOWN', 'The employee of this token does not exist or is deactivated.');
  const memberships = liveMemberships(employee.memberships, sources.now());
  const caller = callerOf(employee, memberships);

  const admin = memberships.find(({ role }) => role === 'ADMIN');
  if (admin !== undefined) return asAdmin(caller, admin, requested, sources, request);

  if (requested === null) {
    const [first, second] = memberships;
    if (first === undefined) return { ...caller, problem: NO_MEMBERSHIP };
    return second === undefined ? inAccount(caller, first) : { ...caller, problem: CHOICE_NEEDED };
  }
  const own = memberships.find(({ serviceAccountId }) => serviceAccountId === requested);
  if (own !== undefined) return inAccount(caller, own);

  const below = await managedDescendant(requested, memberships, sources, request);
  if (below === null) throw foreignAccount(requested);
  return { ...caller, role: 'SA_MANAGER', policy: 'sa_wide', serviceAccount: below, companyIds: companiesOf(below) };
}

const NO_MEMBERSHIP: ScopeProblem = { code: 'FORBIDDEN_SA', message: 'You have no active membership in any active Service Account.' };
const CHOICE_NEEDED: ScopeProblem = { code: 'SA_REQUIRED', message: 'You belong to several Service Accounts: name one in the header X-SA-ID.' };

function callerOf(employee: EmployeeRecord, memberships: readonly MembershipSummary[]): Principal {
  return {
    kind: 'employee',
    role: null,
    subject: `employee:${employee.id}`,
    name: employee.name,
    employeeId: employee.id,
    partnerId: employee.partnerId,
    serviceAccount: null,
    policy: null,
    companyIds: [],
    memberships,
    problem: null,
  };
}

function inAccount(caller: Principal, { serviceAccountId, serviceAccountName, companyId, role, policy }: MembershipSummary): Principal {
  const serviceAccount = { id: serviceAccountId, name: serviceAccountName, companyId, drillDown: false };
  return { ...caller, role, policy, serviceAccount, companyIds: companiesOf(serviceAccount) };
}

/**
 * An admin sees every row of every company. Naming an SA is a wish to look through that SA's window: its rows and its
 * company's reference data, with an admin's fields and rights. The global root stands for everything, so naming it narrows nothing.
 */
async function asAdmin(
  caller: Principal,
  admin: MembershipSummary,
  requested: number | null,
  sources: PrincipalSources,
  request: OdooRequest,
): Promise<Principal> {
  const everywhere: Principal = { ...caller, role: 'ADMIN', companyIds: null };
  if (requested === null) return everywhere;
  if (requested === admin.serviceAccountId) return { ...inAccount(caller, admin), companyIds: null };

  const account = await findAccount(requested, sources, request);
  if (account === null) throw foreignAccount(requested);
  const serviceAccount = contextOf(account);
  if (account.isGlobalRoot) return { ...everywhere, serviceAccount };
  return { ...everywhere, serviceAccount, policy: 'sa_wide', companyIds: companiesOf(serviceAccount) };
}

/** The active SA below one that the caller manages: what a manager's roll-up drills down into, for reading. */
async function managedDescendant(
  requested: number,
  memberships: readonly MembershipSummary[],
  sources: PrincipalSources,
  request: OdooRequest,
): Promise<ServiceAccountContext | null> {
  const managed = memberships.filter(({ role }) => role === 'SA_MANAGER').map(({ serviceAccountId }) => serviceAccountId);
  if (managed.length === 0) return null;
  const among = and(where('id', 'child_of', managed), where('state', '=', 'active'));
  const account = await findAccount(requested, sources, request, among);
  return account === null ? null : { ...contextOf(account), drillDown: true };
}
