import { describe, expect, it } from 'vitest';
import { CAPABILITIES, capabilitiesOf } from '../../access/capabilities.ts';
import { ANONYMOUS, ROLES } from '../../access/principal.ts';
import type { Principal, Role } from '../../access/principal.ts';

function principal(role: Role, rest: Partial<Principal> = {}): Principal {
  return { ...ANONYMOUS, kind: role === 'CUSTOMER' ? 'customer' : role === 'SYSTEM' ? 'apiKey' : 'employee', role, ...rest };
}

function allowed(caller: Principal): readonly string[] {
  return capabilitiesOf(caller).flatMap((capability) => (capability.allowed ? [capability.action] : []));
}

const EVERYTHING = Object.keys(CAPABILITIES);
const OF_DASHBOARD = ['WORK_ON_PRODUCTION_ORDERS', 'PLAN_PRODUCTION', 'SYNCHRONISE', 'SET_SYNC_SCHEDULE', 'MANAGE_DASHBOARD_USERS'];

describe('what a role may do', () => {
  it.each([
    ['ADMIN', EVERYTHING],
    ['SA_MANAGER', EVERYTHING.filter((action) => !['MANAGE_SERVICE_ACCOUNTS', 'GRANT_ADMIN', 'SET_SYNC_SCHEDULE', 'MANAGE_DASHBOARD_USERS'].includes(action))],
    ['STAFF', ['CREATE_CUSTOMERS_AND_QUOTATIONS', 'REQUEST_APPROVAL', 'ASSIGN_ACTORS', 'MOVE_STOCK', 'INVOICE_AND_PAY', 'WORK_ON_PRODUCTION', 'OPEN_TICKETS', 'WORK_ON_TICKETS', 'WORK_ON_PRODUCTION_ORDERS', 'PLAN_PRODUCTION']],
    ['AGENT', ['CREATE_CUSTOMERS_AND_QUOTATIONS', 'REQUEST_APPROVAL', 'MOVE_STOCK', 'WORK_ON_PRODUCTION', 'OPEN_TICKETS', 'WORK_ON_TICKETS', 'WORK_ON_PRODUCTION_ORDERS']],
    ['CUSTOMER', ['OPEN_TICKETS']],
    ['SYSTEM', ['MANAGE_SERVICE_ACCOUNTS', 'MANAGE_MEMBERS', 'GRANT_ADMIN', 'CREATE_CUSTOMERS_AND_QUOTATIONS', 'GOVERN_RECORDS', 'ASSIGN_ACTORS', 'MOVE_STOCK', 'INVOICE_AND_PAY', 'MANAGE_PRODUCTS', 'OPEN_TICKETS', 'WORK_ON_TICKETS', 'SYNCHRONISE']],
    ['DASHBOARD_ADMIN', OF_DASHBOARD],
    ['DASHBOARD_MANAGER', OF_DASHBOARD.slice(0, 3)],
    ['DASHBOARD_WORKER', OF_DASHBOARD.slice(0, 1)],
  ] as const satisfies readonly (readonly [Role, readonly string[]])[])('%s', (role, actions) => {
    expect(allowed(principal(role))).toEqual(actions);
  });

  it('is decided for every role', () => {
    for (const role of ROLES) expect(capabilitiesOf(principal(role)).map(({ action }) => action)).toEqual(EVERYTHING);
  });

  it('is nothing in a Service Account below, where a manager may only read', () => {
    const below = principal('SA_MANAGER', { serviceAccount: { id: 7, name: 'Below', companyId: 1, drillDown: true } });
    expect(allowed(below)).toEqual([]);
    expect(capabilitiesOf(below)[0]?.reason).toBe('As the manager of a Service Account above, you may only read here.');
  });

  it('is nothing for nobody, and the reason says what would help', () => {
    expect(allowed(ANONYMOUS)).toEqual([]);
    expect(capabilitiesOf(ANONYMOUS)[0]?.reason).toBe('Sign in first.');
  });

  it('is nothing while a Service Account has to be chosen', () => {
    const undecided: Principal = { ...ANONYMOUS, kind: 'employee', problem: { code: 'SA_REQUIRED', message: 'Choose one.' } };
    expect(capabilitiesOf(undecided).map(({ allowed: may, reason }) => [may, reason])).toEqual(EVERYTHING.map(() => [false, 'Choose one.']));
  });

  it('names the role that is missing, and what limits a permission', () => {
    const agent = new Map(capabilitiesOf(principal('AGENT')).map((capability) => [capability.action, capability.reason]));
    expect(agent.get('APPROVE_ORDERS')).toBe('This needs one of the roles ADMIN, SA_MANAGER; yours is AGENT.');
    expect(agent.get('MOVE_STOCK')).toBe('Deliveries that are assigned to you.');
    expect(agent.get('REQUEST_APPROVAL')).toBeNull();
  });
});
