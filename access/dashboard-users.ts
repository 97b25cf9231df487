import type { OdooRequest } from '../odoo/port.ts';
import { GraphError } from '../platform/errors.ts';
import type { Principal, Role } from './principal.ts';
import type { DashboardPerson, PrincipalSources } from './principal-sources.ts';

const ROLE: Readonly<Record<DashboardPerson['role'], Role>> = { ADMIN: 'DASHBOARD_ADMIN', MANAGER: 'DASHBOARD_MANAGER', WORKER: 'DASHBOARD_WORKER' };

/**
 * The dashboard's user as a principal: nobody in governance, so without memberships, without a person, and without a Service Account whatever
 * `X-SA-ID` says. The store is asked anew each time: who is locked or has another role is so at once.
 */
export async function resolveDashboardUser(userId: string, { dashboardPeople }: PrincipalSources, request: OdooRequest): Promise<Principal> {
  const person = (await dashboardPeople?.byId(userId, request)) ?? null;
  if (person === null) throw new GraphError('CALLER_UNKNOWN', 'The dashboard’s user of this token does not exist, or may not sign in any more.');
  return {
    kind: 'dashboardUser',
    role: ROLE[person.role],
    subject: `dashboard:${person.id}`,
    name: person.name,
    employeeId: null,
    partnerId: null,
    serviceAccount: null,
    policy: person.role === 'WORKER' ? 'assigned_only' : null,
    companyIds: person.role === 'ADMIN' ? null : person.companyIds,
    memberships: [],
    problem: null,
    dashboardUserId: person.id,
  };
}
