import { EVERYTHING, NOTHING, and, isNothing, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { idOf, searchRecords } from '../odoo-records.ts';
import type { Principal } from '../principal.ts';
import { accountsBelowManaged } from './managed.ts';
import { seesAllGovernance, through, type ScopeView } from './view.ts';

/** SERVICE_ACCOUNT. The caller's own SAs, the one in context, and everything below the ones the caller manages. */
export async function serviceAccountScope(view: ScopeView): Promise<Domain> {
  const { principal } = view;
  if (seesAllGovernance(principal)) return EVERYTHING;
  const own = principal.memberships.map(({ serviceAccountId }) => serviceAccountId);
  const context = principal.serviceAccount === null ? [] : [principal.serviceAccount.id];
  return or(where('id', 'in', [...new Set([...own, ...context])]), await accountsBelowManaged(view));
}

/** MEMBERSHIP. The caller's own, those of the SA in context, and those of the SAs that the caller manages or that lie below. */
export async function membershipScope(view: ScopeView): Promise<Domain> {
  if (seesAllGovernance(view.principal)) return EVERYTHING;
  return or(ownMemberships(view.principal), await membersInReach(view));
}

/** EMPLOYEE. The caller, and whoever has a membership that the caller's SA shows. */
export async function employeeScope(view: ScopeView): Promise<Domain> {
  const { principal, storage } = view;
  if (seesAllGovernance(principal)) return EVERYTHING;
  const self = principal.employeeId === null ? NOTHING : where('id', '=', principal.employeeId);
  const members = await membersInReach(view);
  if (isNothing(members)) return self;
  if (storage.offers.membershipsOfPerson && storage.offers.membershipsOfEmployee) {
    return or(self, where('membership_ids', 'any', members), through('partner_id', where('ov_membership_ids', 'any', members)));
  }
  const { employees, persons } = await readMembers(view, members);
  return or(self, where('id', 'in', employees), where('partner_id', 'in', persons));
}

/** PERSON. The caller's own partner, and those of the members that the caller's SA shows. */
export async function personScope(view: ScopeView): Promise<Domain> {
  const { principal, storage } = view;
  if (seesAllGovernance(principal)) return EVERYTHING;
  const self = principal.partnerId === null ? NOTHING : where('id', '=', principal.partnerId);
  const members = await membersInReach(view);
  if (isNothing(members)) return self;
  if (storage.offers.membershipsOfPerson) return or(self, where('ov_membership_ids', 'any', members));
  return or(self, where('id', 'in', (await readMembers(view, members)).persons));
}

function ownMemberships({ kind, partnerId, employeeId }: Principal): Domain {
  if (kind !== 'employee' || partnerId === null) return NOTHING;
  // The person is the key; the employee counts where no person is named (domain.md U4).
  const byEmployee = employeeId === null ? NOTHING : and(where('person_partner_id', '=', false), where('employee_id', '=', employeeId));
  return or(where('person_partner_id', '=', partnerId), byEmployee);
}

/** Memberships of any state: an actor of the past has left, and still has a name. */
async function membersInReach(view: ScopeView): Promise<Domain> {
  const { serviceAccount } = view.principal;
  const context = serviceAccount === null ? NOTHING : where('id', 'in', [serviceAccount.id]);
  return through('account_id', or(context, await accountsBelowManaged(view)));
}

interface Members {
  readonly employees: readonly number[];
  readonly persons: readonly number[];
}

/** Where the database leads from nobody to their memberships, the members are read once for the request. */
function readMembers({ odoo, request, once }: ScopeView, members: Domain): Promise<Members> {
  return once('members', async () => {
    const rows = await searchRecords(odoo, request, 'ov.membership', members, { person_partner_id: {}, employee_id: {} });
    const ids = (field: string): readonly number[] => [...new Set(rows.map((row) => idOf(row[field])))].filter((id) => id !== null);
    return { employees: ids('employee_id'), persons: ids('person_partner_id') };
  });
}
