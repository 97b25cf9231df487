import type { Specification } from '../odoo/read/specification.ts';
import { available, idOf, rowOf, textOf, type DatabaseShape, type OdooRow } from './odoo-records.ts';
import { SCOPE_POLICIES, type MembershipSummary, type Role, type ScopePolicy } from './principal.ts';

/** What has to be read of an `ov.membership` to know what it allows. */
export function membershipSpecification(database: DatabaseShape): Specification {
  return available(database, 'ov.membership', {
    role_code: {},
    scope_policy: {},
    membership_state: {},
    effective_from: {},
    effective_to: {},
    person_partner_id: {},
    account_id: { fields: accountSpecification(database) },
  });
}

export function accountSpecification(database: DatabaseShape): Specification {
  return available(database, 'ov.serviced_account', { name: {}, state: {}, company_id: {}, sa_manager: {}, is_global_root: {}, account_code: {} });
}

/**
 * The memberships that count now, one per SA, the strongest first where bad data has two: those that are active, within
 * their window, and of an active SA. Anything that is not known to be so (an empty state, a missing field) does not count.
 */
export function liveMemberships(rows: readonly OdooRow[], now: Date): readonly MembershipSummary[] {
  const live = rows.filter((row) => isLive(row, now)).flatMap(summaryOf);
  const strongest = live.toSorted((a, b) => a.serviceAccountId - b.serviceAccountId || strengthOf(b) - strengthOf(a) || a.id - b.id);
  return strongest.filter((summary, index) => summary.serviceAccountId !== strongest[index - 1]?.serviceAccountId);
}

function isLive(row: OdooRow, now: Date): boolean {
  const account = rowOf(row.account_id);
  return row.membership_state === 'active' && account?.state === 'active' && isWithin(textOf(row.effective_from), textOf(row.effective_to), now);
}

/**
 * Whether `now` lies in an effective window: the first day or moment belongs to it, the last day does (a date is the
 * whole day), a last moment does not, an open end has no limit. Odoo stores naive UTC, so days are UTC days.
 */
export function isWithin(from: string | null, to: string | null, now: Date): boolean {
  const moment = now.toISOString().slice(0, 19).replace('T', ' ');
  const today = moment.slice(0, 10);
  const begun = from === null || (isDate(from) ? from <= today : from <= moment);
  const open = to === null || (isDate(to) ? today <= to : moment < to);
  return begun && open;
}

const isDate = (text: string): boolean => text.length === 10;

function summaryOf(row: OdooRow): MembershipSummary[] {
  const account = rowOf(row.account_id);
  const id = idOf(row);
  const serviceAccountId = idOf(account);
  if (account === null || id === null || serviceAccountId === null) return [];
  const role = roleOf(row, id, account);
  return [
    {
      id,
      serviceAccountId,
      serviceAccountName: textOf(account.name) ?? '',
      companyId: idOf(account.company_id),
      role,
      policy: policyOf(role, row.scope_policy),
    },
  ];
}

/** `account_code` tells the global root of databases from before the flag. */
export function isGlobalRoot(account: OdooRow): boolean {
  return account.is_global_root === true || (account.is_global_root === undefined && account.account_code === 'OVGLOBAL-ROOT');
}

/**
 * The manager is who the SA points at; the older role value `manager` counts only where the SA points at nobody. An admin
 * outside the global root is left over from an older contract and is staff (domain.md D4–D6). What is not known is an agent.
 */
function roleOf(row: OdooRow, id: number, account: OdooRow): Role {
  if (row.role_code === 'admin' && isGlobalRoot(account)) return 'ADMIN';
  const manager = idOf(account.sa_manager);
  if (manager === id || (manager === null && row.role_code === 'manager')) return 'SA_MANAGER';
  return row.role_code === 'admin' || row.role_code === 'manager' || row.role_code === 'staff' ? 'STAFF' : 'AGENT';
}

/** The stored policy decides for staff and agents, whichever it is; a manager always sees the whole SA (domain.md U2, U3). */
function policyOf(role: Role, stored: unknown): ScopePolicy | null {
  if (role === 'ADMIN') return null;
  if (role === 'SA_MANAGER') return 'sa_wide';
  if (typeof stored !== 'string') return role === 'STAFF' ? 'sa_wide' : 'assigned_only';
  return SCOPE_POLICIES.find((policy) => policy === stored) ?? 'assigned_only';
}

const STRENGTH: readonly Role[] = ['AGENT', 'STAFF', 'SA_MANAGER', 'ADMIN'];

function strengthOf({ role, policy }: MembershipSummary): number {
  const width = policy === null ? 0 : SCOPE_POLICIES.length - SCOPE_POLICIES.indexOf(policy);
  return STRENGTH.indexOf(role) * 10 + width;
}
