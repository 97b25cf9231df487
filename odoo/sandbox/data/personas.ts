import { CUSTOMER, EMPLOYEE, SA } from './ids.ts';
import { emailOf } from './people.ts';

export type PersonaName = 'admin' | 'manager' | 'staff' | 'agent' | 'customer';

/** Somebody to be when the sandbox is tried out: what a token needs. */
export interface Persona {
  readonly kind: 'employee' | 'customer';
  /** abs.employee id of an employee, res.partner id of a customer: the token's `sub`. */
  readonly id: number;
  readonly email: string;
  readonly serviceAccountId: number | null;
}

function employee(id: number, serviceAccountId: number | null): Persona {
  return { kind: 'employee', id, email: emailOf(id), serviceAccountId };
}

export const PERSONAS: Readonly<Record<PersonaName, Persona>> = {
  admin: employee(EMPLOYEE.ADMIN, SA.GLOBAL_ROOT),
  manager: employee(EMPLOYEE.LOME_MANAGER, SA.LOME),
  staff: employee(EMPLOYEE.LOME_STAFF, SA.LOME),
  agent: employee(EMPLOYEE.LOME_AGENT, SA.LOME),
  customer: { kind: 'customer', id: CUSTOMER.PERSONA, email: 'customer@harmattan.example', serviceAccountId: null },
};

/** One employee with the accounts they are enrolled in, live or not, and what a test can learn from them. */
export interface CastMember {
  readonly employeeId: number;
  readonly serviceAccountIds: readonly number[];
  readonly why: string;
}

function cast(employeeId: number, serviceAccountIds: readonly number[], why: string): CastMember {
  return { employeeId, serviceAccountIds, why };
}

/** Everybody else whom the edge cases of visibility need. */
export const CAST = {
  togoManager: cast(EMPLOYEE.TOGO_MANAGER, [SA.TOGO], 'manages the company root: reads Lomé, Kara and Lomé Bè by drilling down'),
  kenyaManager: cast(EMPLOYEE.KENYA_MANAGER, [SA.KENYA], 'manager without a policy; ancestor of draft and inactive accounts'),
  managerAssignedOnly: cast(EMPLOYEE.NAIROBI_MANAGER, [SA.NAIROBI], 'manager with assigned_only: sees the whole account all the same'),
  customerElsewhere: cast(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER, [SA.KARA], 'EC-001: agent of Kara, customer of Lomé with partner 1108'),
  staffWide: cast(EMPLOYEE.LOME_STAFF_WIDE, [SA.LOME], 'staff with sa_wide'),
  staffWithoutPolicy: cast(EMPLOYEE.LOME_STAFF_NO_POLICY, [SA.LOME], 'staff whose policy is empty: sa_wide'),
  agentWide: cast(EMPLOYEE.LOME_AGENT_WIDE, [SA.LOME], 'agent with sa_wide: the policy decides'),
  agentWithoutPolicy: cast(EMPLOYEE.LOME_AGENT_NO_POLICY, [SA.LOME], 'agent whose policy is empty: assigned_only, and nothing is assigned'),
  twoAccounts: cast(EMPLOYEE.TWO_ACCOUNTS, [SA.LOME, SA.KARA], 'agent in Lomé, staff in Kara: has to say which'),
  withoutMembership: cast(EMPLOYEE.NO_MEMBERSHIP, [], 'never enrolled anywhere'),
  suspended: cast(EMPLOYEE.SUSPENDED, [SA.LOME], 'membership suspended'),
  revoked: cast(EMPLOYEE.REVOKED, [SA.LOME], 'membership revoked'),
  notYetEffective: cast(EMPLOYEE.NOT_YET_EFFECTIVE, [SA.LOME], 'membership begins in 2099'),
  pastEffective: cast(EMPLOYEE.PAST_EFFECTIVE, [SA.LOME], 'membership ended with 2025'),
  deactivated: cast(EMPLOYEE.DEACTIVATED, [SA.LOME], 'employee archived, membership still active'),
  withoutPartner: cast(EMPLOYEE.WITHOUT_PARTNER, [], 'employee without a person: no memberships'),
  adminOutsideRoot: cast(EMPLOYEE.ADMIN_OUTSIDE_ROOT, [SA.LOME], 'role admin in Lomé: never global'),
  formerAdmin: cast(EMPLOYEE.FORMER_ADMIN, [SA.GLOBAL_ROOT], 'admin membership revoked'),
  karaManager: cast(EMPLOYEE.KARA_MANAGER, [SA.KARA], 'manager of a sibling of Lomé'),
  childManager: cast(EMPLOYEE.LOME_BE_MANAGER, [SA.LOME_BE], 'manager one level below Lomé: sees nothing of the parent'),
  draftAccountManager: cast(EMPLOYEE.MOMBASA_MANAGER, [SA.MOMBASA], 'only place is a draft account'),
  inactiveAccountManager: cast(EMPLOYEE.KISUMU_MANAGER, [SA.KISUMU], 'only place is an inactive account'),
  belowInactiveManager: cast(EMPLOYEE.LAKESIDE_MANAGER, [SA.LAKESIDE], 'active account below an inactive one'),
  nairobiStaff: cast(EMPLOYEE.NAIROBI_STAFF, [SA.NAIROBI], 'staff in the other company'),
  nairobiAgent: cast(EMPLOYEE.NAIROBI_AGENT, [SA.NAIROBI], 'agent in the other company'),
  otherAgent: cast(EMPLOYEE.LOME_OTHER_AGENT, [SA.LOME], "the agent's colleague: sees other customers of the same account"),
  rejoined: cast(EMPLOYEE.REJOINED, [SA.LOME], 'revoked once, active again with another policy'),
  juniorAgent: cast(EMPLOYEE.LOME_JUNIOR_AGENT, [SA.LOME], 'agent below a staff member, with a window that is open now'),
  adminByPerson: cast(EMPLOYEE.ADMIN_BY_PERSON, [SA.GLOBAL_ROOT], 'admin whose membership names only the partner'),
  childAgent: cast(EMPLOYEE.LOME_BE_AGENT, [SA.LOME_BE], 'agent of the outlet below Lomé'),
} as const satisfies Record<string, CastMember>;
