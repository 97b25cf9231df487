import type { OdooRequest } from '../odoo/port.ts';
import type { Credential } from './credentials.ts';
import { resolveDashboardUser } from './dashboard-users.ts';
import { ANONYMOUS, type Principal } from './principal.ts';
import type { PrincipalSources } from './principal-sources.ts';
import { resolveApiKey } from './resolve-api-key.ts';
import { resolveCustomer } from './resolve-customer.ts';
import { resolveEmployee } from './resolve-employee.ts';
import { serviceAccountIdOf } from './sa-header.ts';

/**
 * The principal behind a proved credential, from live data: one call to Odoo (two without inverse fields), and one more
 * for an `X-SA-ID` that is not one of the caller's own. Throws BAD_USER_INPUT for a header that can not be an id, FORBIDDEN_SA
 * for one that is not the caller's, CALLER_UNKNOWN for a subject that does not exist any more. A missing choice is no
 * error here but `problem`, so that `viewer` can still tell the caller what to choose from.
 */
export async function resolvePrincipal(
  credential: Credential,
  serviceAccountHeader: string | undefined,
  sources: PrincipalSources,
  request: OdooRequest,
): Promise<Principal> {
  const requested = serviceAccountIdOf(serviceAccountHeader);
  switch (credential.kind) {
    case 'anonymous':
      return ANONYMOUS;
    case 'employee':
      return resolveEmployee(credential.employeeId, requested, sources, request);
    case 'customer':
      return resolveCustomer(credential.customerId, sources, request);
    case 'dashboardUser':
      return resolveDashboardUser(credential.userId, sources, request);
    case 'apiKey':
      return resolveApiKey(credential.key, requested, sources, request);
  }
}
