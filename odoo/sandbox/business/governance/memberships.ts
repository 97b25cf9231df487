import { validationError } from '../../errors.ts';
import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { fresh, set } from '../rows.ts';
import type { Business } from '../types.ts';
import { checkManager } from './accounts.ts';

const refuse = (message: string): never => {
  throw validationError(message);
};

const isActive = (member: SandboxRecord): boolean => member.text('membership_state') === 'active';

function checkPerson(member: SandboxRecord): void {
  const employee = member.one('employee_id');
  const person = member.one('person_partner_id');
  const account = member.one('account_id');
  const company = account?.one('company_id');
  if (person === undefined && employee === undefined) refuse('A membership needs a person.');
  if (employee === undefined) return;
  if (employee.one('partner_id')?.id !== person?.id) refuse('The employee and the person of a membership differ.');
  if (company !== undefined && employee.one('company_id')?.id !== company.id) {
    refuse(`${employee.text('name')} works for another company than ${account?.text('name')}.`);
  }
}

function checkAdmin(member: SandboxRecord): void {
  if (member.text('role_code') === 'admin' && member.one('account_id')?.value('is_global_root') !== true) refuse('Only the global root has administrators.');
}

function checkReportingLine(member: SandboxRecord): void {
  for (let above = member.one('manager_member_id'), seen = new Set<number>(); above !== undefined && !seen.has(above.id); above = above.one('manager_member_id')) {
    if (above.id === member.id) refuse('A member cannot report to himself.');
    seen.add(above.id);
  }
  const account = member.one('account_id')?.id;
  const others = [member.one('manager_member_id'), ...member.related('subordinate_ids')].filter((other) => other !== undefined);
  if (others.some((other) => other.one('account_id')?.id !== account)) refuse('Members report within their own serviced account.');
}

function checkLeaving(member: SandboxRecord): void {
  if (!isActive(member) && member.related('subordinate_ids').some(isActive)) refuse('Let the subordinates report to somebody else first.');
}

function checkAccountManager(member: SandboxRecord): void {
  for (const account of member.env.store.table('ov.serviced_account').pointing('sa_manager', member.id)) {
    const managed = member.env.record('ov.serviced_account', account);
    if (managed !== undefined) checkManager(managed);
  }
}

function isHead(member: SandboxRecord): boolean {
  return member.one('manager_member_id') === undefined && member.text('role_code') === 'staff' && isActive(member);
}

function checkOneHead(member: SandboxRecord): void {
  const account = member.one('account_id');
  const manager = account?.one('sa_manager');
  if (manager !== undefined && manager.id !== member.id && isHead(member)) {
    refuse(`Another member manages ${account?.text('name')} already: this one has to report to somebody.`);
  }
}

/** In Odoo's order: that of the methods' names. */
const CHECKS = [
  [['role_code', 'membership_state', 'manager_member_id', 'account_id'], checkAccountManager],
  [['role_code', 'account_id'], checkAdmin],
  [['membership_state'], checkLeaving],
  [['role_code', 'membership_state', 'manager_member_id'], checkOneHead],
  [['person_partner_id', 'employee_id', 'account_id'], checkPerson],
  [['manager_member_id', 'account_id'], checkReportingLine],
] as const;

/** The first staff member of an account becomes its manager. */
function promoteFirstStaff(member: SandboxRecord): void {
  const account = member.one('account_id');
  if (account === undefined || account.one('sa_manager') !== undefined || account.value('is_global_root') === true) return;
  if (isHead(member)) set(account, { sa_manager: member.id });
}

export const MEMBERSHIP: Business = {
  prepare(vals, env) {
    if (typeof vals['employee_id'] !== 'number' || typeof vals['person_partner_id'] === 'number') return {};
    return { person_partner_id: env.record('abs.employee', vals['employee_id'])?.one('partner_id')?.id ?? false };
  },
  created(member) {
    for (const [, check] of CHECKS) check(member);
    promoteFirstStaff(member);
  },
  written(member, vals) {
    for (const [fields, check] of CHECKS) if (fields.some((name) => name in vals)) check(fresh(member));
  },
};

/** Refuses an actor who is no active member of the account that the record is associated with. */
export function checkActor(account: SandboxRecord | undefined, actor: SandboxRecord | undefined, env: Env): void {
  if (account === undefined || actor === undefined) return;
  const theirs = env.store.table('ov.membership').pointing('person_partner_id', actor.id).map((id) => env.record('ov.membership', id));
  if (theirs.some((member) => member !== undefined && member.one('account_id')?.id === account.id && isActive(member))) return;
  refuse(`${actor.text('name')} is not an active member of ${account.text('name')}.`);
}
