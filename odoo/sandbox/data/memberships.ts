import type { Row, Rows } from './types.ts';
import { FAR_AHEAD, audit, day } from './calendar.ts';
import { EMPLOYEE, MANAGER, SA, personOf } from './ids.ts';
import { nameOf } from './people.ts';

type Role = 'admin' | 'staff' | 'agent';
type Policy = 'sa_wide' | 'assigned_plus_unassigned' | 'assigned_only' | false;

interface Place {
  readonly id: number;
  readonly account: number;
  readonly employee: number;
  readonly role: Role;
  readonly policy: Policy;
  readonly reportsTo?: number;
  readonly state?: 'active' | 'suspended' | 'revoked';
  readonly from?: string;
  readonly to?: string;
  /** Enrolled by partner alone, as the REST call with `person_partner_id` does. */
  readonly byPersonOnly?: boolean;
}

const LOME_STAFF = 1513;

const E = EMPLOYEE;
const PLACES: readonly Place[] = placesInOrder();

function placesInOrder(): readonly Place[] {
  const manager = (id: number, account: number, employee: number, policy: Policy): Place => ({
    id, account, employee, role: 'staff', policy,
  });
  const lome = (id: number, employee: number, role: Role, policy: Policy, rest: Partial<Place> = {}): Place => ({
    id, account: SA.LOME, employee, role, policy, reportsTo: MANAGER.LOME, ...rest,
  });
  return [
    manager(MANAGER.TOGO, SA.TOGO, E.TOGO_MANAGER, 'sa_wide'),
    manager(MANAGER.KENYA, SA.KENYA, E.KENYA_MANAGER, false),
    manager(MANAGER.LOME, SA.LOME, E.LOME_MANAGER, 'sa_wide'),
    // A manager sees the whole account whatever the policy says (domain.md U3).
    manager(MANAGER.NAIROBI, SA.NAIROBI, E.NAIROBI_MANAGER, 'assigned_only'),
    manager(MANAGER.KARA, SA.KARA, E.KARA_MANAGER, 'sa_wide'),
    manager(MANAGER.LOME_BE, SA.LOME_BE, E.LOME_BE_MANAGER, 'sa_wide'),
    manager(MANAGER.MOMBASA, SA.MOMBASA, E.MOMBASA_MANAGER, 'sa_wide'),
    manager(MANAGER.KISUMU, SA.KISUMU, E.KISUMU_MANAGER, 'sa_wide'),
    manager(MANAGER.LAKESIDE, SA.LAKESIDE, E.LAKESIDE_MANAGER, 'sa_wide'),
    { id: 1510, account: SA.GLOBAL_ROOT, employee: E.ADMIN, role: 'admin', policy: false },
    { id: 1511, account: SA.GLOBAL_ROOT, employee: E.FORMER_ADMIN, role: 'admin', policy: false, state: 'revoked', to: day(200) },
    { id: 1512, account: SA.GLOBAL_ROOT, employee: E.ADMIN_BY_PERSON, role: 'admin', policy: false, byPersonOnly: true },
    lome(LOME_STAFF, E.LOME_STAFF, 'staff', 'assigned_plus_unassigned'),
    lome(1514, E.LOME_AGENT, 'agent', 'assigned_only', { reportsTo: LOME_STAFF }),
    lome(1515, E.LOME_STAFF_WIDE, 'staff', 'sa_wide'),
    lome(1516, E.LOME_STAFF_NO_POLICY, 'staff', false),
    lome(1517, E.LOME_AGENT_WIDE, 'agent', 'sa_wide'),
    lome(1518, E.LOME_AGENT_NO_POLICY, 'agent', false),
    lome(1519, E.LOME_OTHER_AGENT, 'agent', 'assigned_only'),
    lome(1520, E.LOME_JUNIOR_AGENT, 'agent', 'assigned_only', { reportsTo: LOME_STAFF, from: day(180), to: FAR_AHEAD }),
    lome(1521, E.TWO_ACCOUNTS, 'agent', 'assigned_only'),
    { id: 1522, account: SA.KARA, employee: E.TWO_ACCOUNTS, role: 'staff', policy: 'assigned_plus_unassigned', reportsTo: MANAGER.KARA },
    {
      id: 1523, account: SA.KARA, employee: E.KARA_AGENT_AND_LOME_CUSTOMER, role: 'agent', policy: 'assigned_only', reportsTo: MANAGER.KARA,
    },
    lome(1524, E.SUSPENDED, 'agent', 'sa_wide', { state: 'suspended' }),
    lome(1525, E.REVOKED, 'agent', 'sa_wide', { state: 'revoked', to: day(120) }),
    lome(1526, E.NOT_YET_EFFECTIVE, 'agent', 'sa_wide', { from: FAR_AHEAD }),
    lome(1527, E.PAST_EFFECTIVE, 'agent', 'sa_wide', { from: day(0), to: '2025-12-31' }),
    lome(1528, E.DEACTIVATED, 'agent', 'sa_wide'),
    // Tolerated when read, never global (domain.md D6).
    lome(1529, E.ADMIN_OUTSIDE_ROOT, 'admin', false),
    lome(1530, E.REJOINED, 'agent', 'sa_wide', { state: 'revoked', from: day(20), to: day(90) }),
    lome(1531, E.REJOINED, 'agent', 'assigned_plus_unassigned', { from: day(150) }),
    { id: 1532, account: SA.NAIROBI, employee: E.NAIROBI_STAFF, role: 'staff', policy: 'sa_wide', reportsTo: MANAGER.NAIROBI },
    { id: 1533, account: SA.NAIROBI, employee: E.NAIROBI_AGENT, role: 'agent', policy: 'assigned_only', reportsTo: MANAGER.NAIROBI },
    { id: 1534, account: SA.LOME_BE, employee: E.LOME_BE_AGENT, role: 'agent', policy: 'assigned_only', reportsTo: MANAGER.LOME_BE },
  ];
}

function membership(place: Place): Row {
  return {
    id: place.id,
    display_name: nameOf(place.employee),
    account_id: place.account,
    person_partner_id: personOf(place.employee),
    employee_id: place.byPersonOnly === true ? false : place.employee,
    role_code: place.role,
    scope_policy: place.policy,
    manager_member_id: place.reportsTo ?? false,
    membership_state: place.state ?? 'active',
    effective_from: place.from ?? false,
    effective_to: place.to ?? false,
    ...audit(15 + (place.id % 30), 3),
  };
}

/** Membership id of an account's manager; false for the global root, which has none. */
export function managerOf(accountId: number): number | false {
  return PLACES.find((place) => place.account === accountId && place.role === 'staff' && place.reportsTo === undefined)?.id ?? false;
}

/** Who belongs to which account, in what role, and since when. */
export const MEMBERSHIPS: Rows = { 'ov.membership': PLACES.map(membership) };
