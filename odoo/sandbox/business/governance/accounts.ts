import { userError, validationError } from '../../errors.ts';
import type { Env } from '../../env.ts';
import type { SandboxRecord } from '../../record.ts';
import { write } from '../../write.ts';
import { fresh, set } from '../rows.ts';
import type { Business } from '../types.ts';

const refuse = (message: string): never => {
  throw validationError(message);
};

function checkGlobalRoot(account: SandboxRecord): void {
  if (account.value('is_global_root') === true) {
    if (account.text('account_code') !== 'OVGLOBAL-ROOT') refuse('The global root has the code OVGLOBAL-ROOT.');
    if (account.one('company_id') ?? account.one('parent_id') ?? account.one('source_company_id')) refuse('The global root has neither a company nor a parent.');
  } else if (account.one('company_id') === undefined) refuse(`${account.text('name')} needs a company: only the global root has none.`);
}

function checkCompanyRoot(account: SandboxRecord): void {
  const isRoot = account.value('is_root') === true;
  const source = account.one('source_company_id');
  const name = account.text('name');
  if (isRoot !== (source !== undefined)) refuse(`${name}: a company root names the company it is the root of.`);
  if (isRoot && source?.id !== account.one('company_id')?.id) refuse(`${name} is the root of another company than its own.`);
  if (isRoot && account.one('parent_id')?.value('is_global_root') !== true) refuse(`${name}: a company root stands under the global root.`);
}

function checkTree(account: SandboxRecord): void {
  for (let above = account.one('parent_id'), seen = new Set<number>(); above !== undefined && !seen.has(above.id); above = above.one('parent_id')) {
    // The path to the root is computed before any constraint of the addon is asked.
    if (above.id === account.id) throw userError('Recursion Detected.');
    seen.add(above.id);
  }
  for (const child of [account, ...account.related('child_ids')]) {
    const parent = child.one('parent_id');
    if (parent === undefined || parent.value('is_global_root') === true || parent.one('company_id')?.id === child.one('company_id')?.id) continue;
    refuse(`${child.text('name')} and its parent ${parent.text('name')} belong to different companies.`);
  }
}

/** The manager of an account is an active staff member of it who reports to nobody. */
export function checkManager(account: SandboxRecord): void {
  const manager = account.one('sa_manager');
  if (manager === undefined) return;
  if (manager.one('account_id')?.id !== account.id) refuse(`The manager of ${account.text('name')} is a member of another account.`);
  if (manager.text('membership_state') !== 'active' || manager.text('role_code') !== 'staff' || manager.one('manager_member_id') !== undefined) {
    refuse(`The manager of ${account.text('name')} is an active staff member who reports to nobody.`);
  }
}

/** Turns the reporting line round before another member becomes manager. */
function handOver(account: SandboxRecord, manager: SandboxRecord | undefined, env: Env): void {
  const former = account.one('sa_manager');
  if (former === undefined || manager === undefined || former.id === manager.id || manager.one('account_id')?.id !== account.id) return;
  set(account, { sa_manager: false });
  write(manager.model, [manager.id], { manager_member_id: false }, env);
  write(former.model, [former.id], { manager_member_id: manager.id }, env);
}

/** What each change of a field is checked by, in Odoo's order: that of the methods' names. */
const CHECKS = [
  [['is_root', 'source_company_id', 'company_id', 'parent_id'], checkCompanyRoot],
  [['is_global_root', 'account_code', 'company_id', 'parent_id', 'source_company_id'], checkGlobalRoot],
  [['sa_manager'], checkManager],
  [['parent_id', 'company_id'], checkTree],
] as const;

export const ACCOUNT: Business = {
  created(account) {
    // A manager may have come with the memberships.
    for (const [, check] of CHECKS) check(fresh(account));
  },
  prepareWrite(account, vals, env) {
    if (typeof vals['sa_manager'] === 'number') handOver(account, env.record('ov.membership', vals['sa_manager']), env);
    return {};
  },
  written(account, vals) {
    for (const [fields, check] of CHECKS) if (fields.some((name) => name in vals)) check(fresh(account));
  },
};
