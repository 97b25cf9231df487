import type { OdooRequest } from '../odoo/port.ts';
import type { ApiKeyGrant } from './api-key-grant.ts';
import type { Principal } from './principal.ts';
import type { PrincipalSources } from './principal-sources.ts';
import { companiesOf, contextOf, findAccount, foreignAccount } from './service-accounts.ts';

/**
 * The key as a principal. A bound key stays in its SA; a system key sees everything, and like an admin looks through one
 * SA's window when it names one.
 */
export async function resolveApiKey(key: ApiKeyGrant, requested: number | null, sources: PrincipalSources, request: OdooRequest): Promise<Principal> {
  const caller: Principal = {
    kind: 'apiKey',
    role: null,
    subject: `key:${key.name}`,
    name: key.name,
    employeeId: null,
    partnerId: null,
    serviceAccount: null,
    policy: null,
    companyIds: [],
    memberships: [],
    problem: null,
    scopes: key.scopes,
  };
  return key.binding === null
    ? asSystem(caller, requested, sources, request)
    : asMember(caller, key.binding, requested, sources, request);
}

async function asSystem(caller: Principal, requested: number | null, sources: PrincipalSources, request: OdooRequest): Promise<Principal> {
  const everywhere: Principal = { ...caller, role: 'SYSTEM', companyIds: null };
  if (requested === null) return everywhere;
  const account = await findAccount(requested, sources, request);
  if (account === null) throw foreignAccount(requested);
  const serviceAccount = contextOf(account);
  if (account.isGlobalRoot) return { ...everywhere, serviceAccount };
  return { ...everywhere, serviceAccount, policy: 'sa_wide', companyIds: companiesOf(serviceAccount) };
}

async function asMember(
  caller: Principal,
  { serviceAccountId, role, policy }: NonNullable<ApiKeyGrant['binding']>,
  requested: number | null,
  sources: PrincipalSources,
  request: OdooRequest,
): Promise<Principal> {
  if (requested !== null && requested !== serviceAccountId) throw foreignAccount(requested);
  const account = await findAccount(serviceAccountId, sources, request);
  if (account === null || !account.isActive) {
    return { ...caller, problem: { code: 'FORBIDDEN_SA', message: 'The Service Account of this API key does not exist or is not active.' } };
  }
  const serviceAccount = contextOf(account);
  return { ...caller, role, policy, serviceAccount, companyIds: companiesOf(serviceAccount) };
}
