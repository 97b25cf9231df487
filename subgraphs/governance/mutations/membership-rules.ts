import { isGlobalRoot } from '../../../access/memberships.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { InputPath } from '../../../graph/mutations/refusal.ts';
import type { Row } from '../../../graph/row.ts';
import { asId } from '../../../odoo/client/values.ts';
import { userError } from '../../../platform/user-errors.ts';
import type { UserError } from '../../../platform/user-errors.ts';
import type { Guard } from '../../../graph/mutations/actions.ts';
import type { Principal } from '../../../access/principal.ts';

/** What guards and mutations read of a membership; the SDL's `availableActions` reads the same. */
export const READS = [
  'role_code', 'membership_state', 'manager_member_id', 'person_partner_id', 'effective_from', 'account_id.sa_manager', 'account_id.is_global_root', 'account_id.account_code', 'account_id.company_id',
  'account_id.state', 'subordinate_ids.membership_state',
] as const;

type Data = Readonly<Record<string, unknown>>;

const recordOf = (value: unknown): Data => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {});

export const accountIn = ({ data }: Row): Data & { readonly id: number } => ({ ...recordOf(data.account_id), id: asId(data.account_id) ?? 0 });

export const isManagerIn = (member: Row): boolean => asId(accountIn(member).sa_manager) === member.id;

/** Members are enrolled and changed in the SA in context by its manager, anywhere by administrators and systems without an SA. */
export function foreignRefusal({ role, serviceAccount }: Principal, account: number, path: InputPath | null): UserError | null {
  if (role !== 'SA_MANAGER' || serviceAccount?.id === account) return null;
  return userError('NOT_PERMITTED', path, { reason: 'You manage the members of the Service Account in context only.' });
}

function hasActiveSubordinates({ data }: Row): boolean {
  return Array.isArray(data.subordinate_ids) && data.subordinate_ids.some((row) => recordOf(row).membership_state === 'active');
}

const own: Guard = (member, { principal }) => foreignRefusal(principal, accountIn(member).id, ['input', 'id']);

/** Why a member cannot leave, for good or for a while. */
export const leaveGuard: Guard = (member, context) => {
  const foreign = own(member, context);
  if (foreign) return foreign;
  if (member.data.membership_state === 'revoked') return userError('WRONG_STATE', ['input', 'id'], { reason: 'The membership has ended already.' });
  if (isManagerIn(member)) return userError('MANAGER_NEEDED', ['input', 'id']);
  return hasActiveSubordinates(member) ? userError('HAS_SUBORDINATES', ['input', 'id']) : null;
};

/** Why a membership cannot be changed at all. */
export const changeGuard: Guard = (member, context) => {
  const foreign = own(member, context);
  if (foreign) return foreign;
  return member.data.membership_state === 'revoked' ? userError('WRONG_STATE', ['input', 'id'], { reason: 'The membership has ended; enroll the person anew.' }) : null;
};

/** Why a member cannot become the manager. */
export const appointGuard: Guard = (member, { principal }) => {
  const foreign = foreignRefusal(principal, accountIn(member).id, ['input', 'membershipId']);
  if (foreign) return foreign;
  if (isGlobalRoot(accountIn(member))) return userError('GLOBAL_ROOT_FIXED', ['input', 'membershipId']);
  if (member.data.membership_state !== 'active' || member.data.role_code !== 'staff') return userError('MANAGER_NOT_STAFF', ['input', 'membershipId']);
  return isManagerIn(member) ? userError('WRONG_STATE', ['input', 'membershipId'], { reason: 'The member is the manager already.' }) : null;
};

/** Refuses a role that the SA cannot have, or that the caller may not grant. */
export function requireRole(role: string, account: Data, { principal }: MutationContext): void {
  const path = ['input', 'role'];
  if (role === 'ADMIN' && !isGlobalRoot(account)) refuse('ADMIN_OUTSIDE_ROOT', path);
  if (role === 'ADMIN' && principal.role !== 'ADMIN' && principal.role !== 'SYSTEM') refuse('NOT_PERMITTED', path, { reason: 'Administrators alone make administrators.' });
}

/** The superior, who has to be an active member of the same SA, and not below the member. */
export async function requireSuperior(id: string, account: number, member: number | null, context: MutationContext): Promise<number> {
  const path = ['input', 'managerMembershipId'];
  const superior = await requireVisible(context, 'Membership', id, path, ['account_id', 'membership_state', 'manager_member_id']);
  if (asId(superior.data.account_id) !== account) refuse('REPORTING_LINE', path, { reason: 'Members report within their own Service Account.' });
  if (superior.data.membership_state !== 'active') refuse('REPORTING_LINE', path, { reason: 'The superior is no active member.' });
  const seen = new Set<number>();
  for (let above: number | null = superior.id; above !== null && !seen.has(above); ) {
    if (above === member) refuse('REPORTING_LINE', path, { reason: 'Nobody reports to themselves, nor to somebody below.' });
    seen.add(above);
    const [row] = await context.reader.byIds('ov.membership', [above], [], { manager_member_id: {} });
    above = asId(row?.manager_member_id);
  }
  return superior.id;
}
