import { isGlobalRoot } from '../../../access/memberships.ts';
import { requireAllowed } from '../../../graph/mutations/actions.ts';
import { InputCheck, isGiven } from '../../../graph/mutations/input.ts';
import { withLock } from '../../../graph/mutations/lock.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse, Refusal } from '../../../graph/mutations/refusal.ts';
import type { Row } from '../../../graph/row.ts';
import { asId } from '../../../odoo/client/values.ts';
import { and, or, where } from '../../../odoo/domain/build.ts';
import { GraphError } from '../../../platform/errors.ts';
import type {
  AppointManagerInput, AppointManagerPayload, EnrollMemberInput, EnrollMemberPayload, RevokeMembershipInput, RevokeMembershipPayload, UpdateMembershipInput, UpdateMembershipPayload,
} from '../generated.ts';
import { ensureManager } from './accounts.ts';
import { requireEmployee } from './employees.ts';
import { accountIn, appointGuard, changeGuard, foreignRefusal, isManagerIn, leaveGuard, READS, requireRole, requireSuperior } from './membership-rules.ts';

const requireMember = (context: MutationContext, id: string, path: readonly string[]): Promise<Row> => requireVisible(context, 'Membership', id, path, READS);

/** The days between which a membership counts; the last one may not lie before the first. */
function windowVals(input: { readonly effectiveFrom?: string | null | undefined; readonly effectiveTo?: string | null | undefined }): Record<string, unknown> {
  const check = new InputCheck();
  const vals: Record<string, unknown> = {};
  const from = check.date(input.effectiveFrom, ['input', 'effectiveFrom']);
  const to = check.date(input.effectiveTo, ['input', 'effectiveTo']);
  if (input.effectiveFrom !== undefined) vals.effective_from = from ?? false;
  if (input.effectiveTo !== undefined) vals.effective_to = to ?? false;
  if (from !== null && to !== null && to < from) check.refuse('INVALID_VALUE', ['input', 'effectiveTo'], { reason: 'A membership does not end before it begins.' });
  check.done();
  return vals;
}

interface Enrolled {
  readonly employee_id?: number;
  readonly person_partner_id: number;
}

async function requirePerson(input: EnrollMemberInput, company: number | null, context: MutationContext): Promise<Enrolled> {
  if (isGiven(input.employeeId) && isGiven(input.personId)) refuse('INVALID_VALUE', ['input', 'personId'], { reason: 'Give either the employee or the person.' });
  if (isGiven(input.employeeId)) {
    const { id, partner } = await requireEmployee(context, input.employeeId, ['input', 'employeeId'], company);
    return { employee_id: id, person_partner_id: partner };
  }
  if (!isGiven(input.personId)) return refuse('REQUIRED', ['input', 'employeeId']);
  return { person_partner_id: (await requireVisible(context, 'Person', input.personId, ['input', 'personId'])).id };
}

/** `enrollMember`. Staff and agents report to the manager unless the input says to whom; the first staff member becomes the manager. */
export const enrollMember = mutation<EnrollMemberInput, EnrollMemberPayload>({
  async run(input, context) {
    const { principal, reader, writer, keyTag } = context;
    const window = windowVals(input);
    const given = input.serviceAccountId ?? (principal.serviceAccount === null ? null : String(principal.serviceAccount.id));
    if (given === null) throw new GraphError('SA_REQUIRED', 'Name the Service Account, in the input or in X-SA-ID.');
    const path = ['input', 'serviceAccountId'];
    const account = await requireVisible(context, 'ServiceAccount', given, path, ['state', 'company_id', 'sa_manager', 'is_global_root', 'account_code']);
    const foreign = foreignRefusal(principal, account.id, path);
    if (foreign) throw new Refusal([foreign]);
    if (account.data.state === 'inactive') refuse('WRONG_STATE', path, { reason: 'The Service Account is inactive.' });
    requireRole(input.role, account.data, context);
    const person = await requirePerson(input, isGlobalRoot(account.data) ? null : asId(account.data.company_id), context);
    const who = person.employee_id === undefined ? where('person_partner_id', '=', person.person_partner_id) : or(where('person_partner_id', '=', person.person_partner_id), where('employee_id', '=', person.employee_id));
    const active = and(where('account_id', '=', account.id), where('membership_state', '=', 'active'), who);
    if ((await reader.count('ov.membership', active)) > 0) refuse('ALREADY_A_MEMBER', ['input', isGiven(input.employeeId) ? 'employeeId' : 'personId']);
    const superior = isGiven(input.managerMembershipId) ? await requireSuperior(input.managerMembershipId, account.id, null, context) : asId(account.data.sa_manager);
    const vals = {
      account_id: account.id, ...person, role_code: input.role.toLowerCase(), membership_state: 'active', ...window,
      ...(input.scopePolicy && { scope_policy: input.scopePolicy.toLowerCase() }),
      ...(superior !== null && !isGlobalRoot(account.data) && { manager_member_id: superior }),
    };
    const membership = await writer.step('the member was enrolled', () => writer.createOnce('ov.membership', vals, keyTag), (id) => writer.call('ov.membership', 'unlink', { ids: [id] }));
    if (input.role === 'STAFF' && superior === null) await ensureManager(account.id, context);
    return { membership };
  },
  async findByKey(input, context) {
    const { writer, reader, keyTag } = context;
    const membership = keyTag === null ? null : await writer.findOnce('ov.membership', keyTag);
    if (membership === null) return null;
    const [row] = input.role === 'STAFF' ? await reader.byIds('ov.membership', [membership], [], { account_id: {} }) : [];
    const account = asId(row?.account_id);
    if (account !== null) await ensureManager(account, context);
    return { membership };
  },
});

/** `updateMembership`. */
export const updateMembership = mutation<UpdateMembershipInput, UpdateMembershipPayload>({
  async run(input, context) {
    const vals = windowVals(input);
    const member = await requireMember(context, input.id, ['input', 'id']);
    await requireAllowed(changeGuard, member, context);
    const account = accountIn(member);
    const manages = isManagerIn(member);
    if (input.role) {
      requireRole(input.role, account, context);
      if (manages && input.role !== 'STAFF') refuse('MANAGER_NEEDED', ['input', 'role']);
      vals.role_code = input.role.toLowerCase();
    }
    if (input.scopePolicy !== undefined) vals.scope_policy = input.scopePolicy?.toLowerCase() ?? false;
    if (input.state) {
      if (input.state === 'REVOKED') refuse('INVALID_VALUE', ['input', 'state'], { reason: 'revokeMembership ends a membership.' });
      if (input.state !== 'ACTIVE') await requireAllowed(leaveGuard, member, context);
      vals.membership_state = input.state.toLowerCase();
    }
    if (input.managerMembershipId !== undefined) {
      const path = ['input', 'managerMembershipId'];
      if (manages && input.managerMembershipId !== null) refuse('REPORTING_LINE', path, { reason: 'The manager reports to nobody.' });
      if (!manages && input.managerMembershipId === null && member.data.role_code === 'staff') refuse('REPORTING_LINE', path, { reason: 'Only the manager reports to nobody.' });
      vals.manager_member_id = input.managerMembershipId === null ? false : await requireSuperior(input.managerMembershipId, account.id, member.id, context);
    }
    if (Object.keys(vals).length > 0) await context.writer.write('ov.membership', [member.id], vals);
    return { membership: member.id };
  },
});

/** `revokeMembership`: the row stays, as history. */
export const revokeMembership = mutation<RevokeMembershipInput, RevokeMembershipPayload>({
  async run(input, context) {
    const member = await requireMember(context, input.id, ['input', 'id']);
    await requireAllowed(leaveGuard, member, context);
    const today = new Date().toISOString().slice(0, 10);
    const { effective_from: from } = member.data;
    // One that never began has no last day.
    const begun = typeof from !== 'string' || from.slice(0, 10) <= today;
    await context.writer.write('ov.membership', [member.id], { membership_state: 'revoked', ...(begun && { effective_to: today }) });
    return { membership: member.id };
  },
});

/** `appointManager`: one of two racing appointments wins, and the Service Account has one manager throughout. */
export const appointManager = mutation<AppointManagerInput, AppointManagerPayload>({
  async run(input, context) {
    const { reader, writer } = context;
    const member = await requireMember(context, input.membershipId, ['input', 'membershipId']);
    await requireAllowed(appointGuard, member, context);
    const account = accountIn(member).id;
    const former = asId(accountIn(member).sa_manager);
    if (isGiven(input.expectedManagerId) && input.expectedManagerId !== String(former)) refuse('CONFLICT', ['input', 'expectedManagerId']);
    await withLock(context, `manager ${account}`, async () => {
      const [now] = await reader.byIds('ov.serviced_account', [account], [], { sa_manager: {} });
      if (asId(now?.sa_manager) !== former) refuse('CONFLICT', ['input', 'membershipId']);
      await writer.step('the Service Account was handed over', () => writer.write('ov.serviced_account', [account], { sa_manager: member.id }));
      await turnReportingLine(member.id, former, context);
    });
    return { serviceAccount: account, membership: member.id };
  },
});

/** Our addon turns the line round by itself; a database that does not is brought to the same. */
async function turnReportingLine(manager: number, former: number | null, { reader, writer }: MutationContext): Promise<void> {
  const [now, before] = await reader.byIds('ov.membership', [manager, former ?? 0], [], { manager_member_id: {} });
  if (asId(now?.manager_member_id) !== null) await writer.write('ov.membership', [manager], { manager_member_id: false });
  if (former !== null && before && asId(before.manager_member_id) === null) await writer.write('ov.membership', [former], { manager_member_id: manager });
}
