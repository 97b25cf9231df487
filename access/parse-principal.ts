import { KEY_SCOPES, ROLES, SCOPE_POLICIES, type MembershipSummary, type Principal, type ServiceAccountContext } from './principal.ts';

const KINDS = ['employee', 'customer', 'apiKey', 'dashboardUser', 'anonymous'] as const;
const PROBLEMS = ['SA_REQUIRED', 'FORBIDDEN_SA'] as const;

/**
 * The principal in a value that came over a wire, or a TypeError that names the first part which is not as it must be.
 * Nothing is filled in: half a principal is none.
 */
export function parsePrincipal(value: unknown): Principal {
  const part = objectOf(value, 'principal');
  return {
    kind: oneOf(KINDS, part.kind, 'kind'),
    role: orNull(part.role, (role) => oneOf(ROLES, role, 'role')),
    subject: text(part.subject, 'subject'),
    name: orNull(part.name, (name) => text(name, 'name')),
    employeeId: orNull(part.employeeId, (id) => recordId(id, 'employeeId')),
    partnerId: orNull(part.partnerId, (id) => recordId(id, 'partnerId')),
    serviceAccount: orNull(part.serviceAccount, accountOf),
    policy: orNull(part.policy, (policy) => oneOf(SCOPE_POLICIES, policy, 'policy')),
    companyIds: orNull(part.companyIds, (ids) => list(ids, 'companyIds').map((id) => recordId(id, 'companyIds'))),
    memberships: list(part.memberships, 'memberships').map(membershipOf),
    problem: orNull(part.problem, (problem) => {
      const { code, message } = objectOf(problem, 'problem');
      return { code: oneOf(PROBLEMS, code, 'problem.code'), message: text(message, 'problem.message') };
    }),
    ...(part.scopes === undefined ? {} : { scopes: list(part.scopes, 'scopes').map((scope) => oneOf(KEY_SCOPES, scope, 'scopes')) }),
    ...(part.dashboardUserId === undefined ? {} : { dashboardUserId: text(part.dashboardUserId, 'dashboardUserId') }),
  };
}

function accountOf(value: unknown): ServiceAccountContext {
  const { id, name, companyId, drillDown } = objectOf(value, 'serviceAccount');
  if (typeof drillDown !== 'boolean') throw wrong('serviceAccount.drillDown', drillDown);
  return {
    id: recordId(id, 'serviceAccount.id'),
    name: text(name, 'serviceAccount.name'),
    companyId: orNull(companyId, (company) => recordId(company, 'serviceAccount.companyId')),
    drillDown,
  };
}

function membershipOf(value: unknown): MembershipSummary {
  const { id, serviceAccountId, serviceAccountName, companyId, role, policy } = objectOf(value, 'memberships');
  return {
    id: recordId(id, 'memberships.id'),
    serviceAccountId: recordId(serviceAccountId, 'memberships.serviceAccountId'),
    serviceAccountName: text(serviceAccountName, 'memberships.serviceAccountName'),
    companyId: orNull(companyId, (company) => recordId(company, 'memberships.companyId')),
    role: oneOf(ROLES, role, 'memberships.role'),
    policy: orNull(policy, (stored) => oneOf(SCOPE_POLICIES, stored, 'memberships.policy')),
  };
}

/** null has to be written: what is missing is an error, not null. */
function orNull<T>(value: unknown, parse: (value: unknown) => T): T | null {
  return value === null ? null : parse(value);
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw wrong(name, value);
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong(name, value);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw wrong(name, value);
}

function recordId(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw wrong(name, value);
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, name: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw wrong(name, value);
  return found;
}

function wrong(name: string, value: unknown): TypeError {
  return new TypeError(`${name} of a principal can not be ${Array.isArray(value) ? 'a list' : value === null ? 'null' : typeof value}`);
}
