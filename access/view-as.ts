import type { OdooRequest } from '../odoo/port.ts';
import { GraphError } from '../platform/errors.ts';
import type { Principal } from './principal.ts';
import type { PrincipalSources } from './principal-sources.ts';
import { resolveEmployee } from './resolve-employee.ts';

/**
 * The member as whom this caller may look, or a GraphError FORBIDDEN. An admin may look as any employee, in the Service Account that they
 * name or in the member's only one; a manager as the members of the Service Account that they manage and have in context, and no
 * further than it: not as an admin, and without what the member is elsewhere. Unknown people are answered like people of other accounts.
 */
export async function viewAs(caller: Principal, employeeId: number, sources: PrincipalSources, request: OdooRequest): Promise<Principal> {
  if (caller.problem !== null) throw new GraphError(caller.problem.code, caller.problem.message);
  const account = caller.serviceAccount;
  const isAdmin = caller.kind === 'employee' && caller.role === 'ADMIN';
  const isManager = caller.kind === 'employee' && caller.role === 'SA_MANAGER' && account !== null && !account.drillDown;
  if (!isAdmin && !isManager) throw new GraphError('FORBIDDEN', 'Administrators, and managers in their own Service Account, may view as a member.');

  const member = await memberOf(employeeId, account?.id ?? null, sources, request);
  if (isAdmin && member !== null) return member;
  const belongs = member !== null && member.role !== 'ADMIN' && member.serviceAccount?.id === account?.id && !member.serviceAccount?.drillDown;
  if (!belongs || member === null) throw new GraphError('FORBIDDEN', 'This is no member as whom you may view: an active membership in the Service Account in context is needed.');
  return { ...member, memberships: member.memberships.filter(({ serviceAccountId }) => serviceAccountId === account?.id) };
}

async function memberOf(employeeId: number, serviceAccountId: number | null, sources: PrincipalSources, request: OdooRequest): Promise<Principal | null> {
  try {
    return await resolveEmployee(employeeId, serviceAccountId, sources, request);
  } catch (error) {
    if (error instanceof GraphError && (error.code === 'CALLER_UNKNOWN' || error.code === 'FORBIDDEN_SA')) return null;
    throw error;
  }
}
