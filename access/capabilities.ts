import type { Principal, Role } from './principal.ts';

/** What roles permit, apart from the record at hand (domain.md 3.2). One row per action; who is not named may not. */
interface Rule {
  readonly roles: readonly Role[];
  /** What limits the permission, by role. */
  readonly limits?: Readonly<Partial<Record<Role, string>>>;
}

const ASSIGNED_WORK = 'Status and notes of the orders that are assigned to you.';
const WITHOUT_FORCE = 'Without making one side win.';
const OWN_ACCOUNT = 'In the Service Accounts that you manage.';

export const CAPABILITIES = {
  MANAGE_SERVICE_ACCOUNTS: { roles: ['ADMIN', 'SYSTEM'] },
  MANAGE_MEMBERS: { roles: ['ADMIN', 'SA_MANAGER', 'SYSTEM'], limits: { SA_MANAGER: OWN_ACCOUNT } },
  GRANT_ADMIN: { roles: ['ADMIN', 'SYSTEM'], limits: { ADMIN: 'In the global root only.', SYSTEM: 'In the global root only.' } },
  CREATE_CUSTOMERS_AND_QUOTATIONS: {
    roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'SYSTEM'],
    limits: { SYSTEM: 'Without a Service Account in context the record stays ungoverned.' },
  },
  // An approval names persons, and a system is none.
  REQUEST_APPROVAL: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT'] },
  APPROVE_ORDERS: { roles: ['ADMIN', 'SA_MANAGER'] },
  GOVERN_RECORDS: { roles: ['ADMIN', 'SA_MANAGER', 'SYSTEM'], limits: { SA_MANAGER: 'Records that you see, into the Service Account that you manage.' } },
  ASSIGN_ACTORS: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'SYSTEM'] },
  MOVE_STOCK: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'SYSTEM'], limits: { AGENT: 'Deliveries that are assigned to you.' } },
  INVOICE_AND_PAY: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'SYSTEM'] },
  // Calls with nothing but an API key may not create manufacturing orders (domain.md 2.7).
  WORK_ON_PRODUCTION: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT'] },
  SIGN_OFF_PRODUCTION: { roles: ['ADMIN', 'SA_MANAGER'] },
  MANAGE_PRODUCTS: { roles: ['ADMIN', 'SA_MANAGER', 'SYSTEM'], limits: { SA_MANAGER: 'Products of your own company.' } },
  OPEN_TICKETS: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'CUSTOMER', 'SYSTEM'], limits: { CUSTOMER: 'Your own tickets.' } },
  WORK_ON_TICKETS: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'SYSTEM'] },
  WORK_ON_PRODUCTION_ORDERS: {
    roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'DASHBOARD_ADMIN', 'DASHBOARD_MANAGER', 'DASHBOARD_WORKER'],
    limits: { AGENT: ASSIGNED_WORK, DASHBOARD_WORKER: ASSIGNED_WORK },
  },
  PLAN_PRODUCTION: { roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'DASHBOARD_ADMIN', 'DASHBOARD_MANAGER'] },
  SYNCHRONISE: {
    roles: ['ADMIN', 'SA_MANAGER', 'SYSTEM', 'DASHBOARD_ADMIN', 'DASHBOARD_MANAGER'],
    limits: { SA_MANAGER: WITHOUT_FORCE, SYSTEM: WITHOUT_FORCE, DASHBOARD_MANAGER: WITHOUT_FORCE },
  },
  SET_SYNC_SCHEDULE: { roles: ['ADMIN', 'DASHBOARD_ADMIN'] },
  MANAGE_DASHBOARD_USERS: { roles: ['ADMIN', 'DASHBOARD_ADMIN'], limits: { DASHBOARD_ADMIN: 'Others, not yourself.' } },
} as const satisfies Record<string, Rule>;

export type CapabilityAction = keyof typeof CAPABILITIES;

export interface Capability {
  readonly action: CapabilityAction;
  readonly allowed: boolean;
  /** Why not, or what limits it. */
  readonly reason: string | null;
}

/** What this caller may do, in the order of the table. A record may still refuse. */
export function capabilitiesOf(principal: Principal): readonly Capability[] {
  return (Object.keys(CAPABILITIES) as CapabilityAction[]).map((action) => capabilityOf(action, principal));
}

function capabilityOf(action: CapabilityAction, { role, serviceAccount, problem, kind }: Principal): Capability {
  const rule: Rule = CAPABILITIES[action];
  const denied = (reason: string): Capability => ({ action, allowed: false, reason });
  if (problem !== null) return denied(problem.message);
  if (role === null) return denied(kind === 'anonymous' ? 'Sign in first.' : 'You have no Service Account in context.');
  if (serviceAccount?.drillDown === true) return denied('As the manager of a Service Account above, you may only read here.');
  if (!rule.roles.includes(role)) return denied(`This needs one of the roles ${rule.roles.join(', ')}; yours is ${role}.`);
  return { action, allowed: true, reason: rule.limits?.[role] ?? null };
}
