import type { Principal } from '../../access/principal.ts';
import type { PartnerRecord } from '../../partners/collections.ts';

/** The partner as its requests will be seen, as far as fields care; which rows there are is for Odoo to say. Null for an app. */
export function principalOfPartner({ _id, binding, scopes }: PartnerRecord): Principal | null {
  if (binding === null) return null;
  const { serviceAccountId, role, policy } = binding;
  return {
    kind: 'apiKey',
    role,
    subject: `key:partner:${_id}`,
    name: _id,
    employeeId: null,
    partnerId: null,
    serviceAccount: { id: serviceAccountId, name: '', companyId: null, drillDown: false },
    policy,
    companyIds: [],
    memberships: [],
    problem: null,
    scopes,
  };
}
