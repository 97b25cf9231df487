import type { Principal } from '../../access/principal.ts';

/** An employee of Service Account 1004, changed as the test needs it. */
export function principal(changes: Partial<Principal> = {}): Principal {
  return {
    kind: 'employee',
    role: 'STAFF',
    subject: 'employee:1003',
    name: 'Test Employee',
    employeeId: 1003,
    partnerId: 2003,
    serviceAccount: { id: 1004, name: 'Lomé', companyId: 1001, drillDown: false },
    policy: 'sa_wide',
    companyIds: [1001],
    memberships: [],
    problem: null,
    ...changes,
  };
}
