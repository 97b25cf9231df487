import { afterAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, type Principal } from '../../access/principal.ts';
import type { DomainPolicy } from '../../access/scopes/view.ts';
import { COMPANY, CUSTOMER, EMPLOYEE, SA, personOf } from '../../odoo/sandbox/data/ids.ts';
import { CAST, PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { principal as makePrincipal } from './principals.ts';
import { customersOf, employee, isCaseOrder, ordersOf, resolve, rows, scopeContract, scopesOf } from './scope-contract.ts';
import { STORAGES, changed, closeWorlds, openWorld, openWorlds, withoutInverses, type Storage } from './world.ts';

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const WITH_TABLES = STORAGES.filter((storage) => storage !== 'stamps');

const worldOf = await openWorlds(...STORAGES);
afterAll(closeWorlds);

describe.each(STORAGES)('in a %s database', (storage) => scopeContract(() => worldOf(storage)));

// The sandbox takes the way from a row to its actors away with the others; here only the way from the record is gone.
describe('in a two-table database without inverses whose rows lead to their actors', () => scopeContract(() => withoutInverses(worldOf('two-table'))));

describe('one visible set in every storage', () => {
  it.each([
    ['manager', PERSONAS.manager.id], ['staff', PERSONAS.staff.id], ['agent', PERSONAS.agent.id], ['Nairobi', CAST.nairobiAgent.employeeId],
  ])('%s sees the same records with tables, with and without inverse fields', async (_name, id) => {
    const seen = await Promise.all(
      ['two-table', 'two-table without inverses', 'one-table', 'one-table without inverses'].map(async (storage) => {
        const world = worldOf(storage as Storage);
        const principal = await resolve(world, employee(id));
        return [await customersOf(world, principal), await ordersOf(world, principal)];
      }),
    );
    for (const other of seen) expect(other).toEqual(seen[0]);
  });
});

describe('a record that changes hands', () => {
  it.each(['two-table', 'two-table without inverses'] as const)('leaves the old agent at once, with the orders that have no actor of their own (%s)', async (storage) => {
    const before = worldOf(storage);
    const agent = await resolve(before, employee(PERSONAS.agent.id));
    expect(await ordersOf(before, agent)).toEqual(expect.arrayContaining([1001, 1002]));
    const row = before.data['ov.actor_sa_customer_assignment']?.find((actor) =>
      actor['actor_id'] === AGENT && actor['state'] === 'active' &&
      before.data['ov.sa_customer_assignment']?.some((assignment) => assignment.id === actor['assignment_id'] && assignment['partner_id'] === CUSTOMER.PERSONA));
    const after = await openWorld(storage, changed('ov.actor_sa_customer_assignment', row?.id ?? 0, { actor_id: personOf(EMPLOYEE.LOME_OTHER_AGENT) }));
    expect(await customersOf(after, agent)).not.toContain(CUSTOMER.PERSONA);
    const orders = (await ordersOf(after, agent)).filter((id) => id <= 1010);
    // 1004 and 1009 have the agent as an actor of their own.
    expect(orders).toEqual([1004, 1009]);
    const other = await resolve(after, employee(CAST.otherAgent.employeeId));
    expect((await ordersOf(after, other)).filter((id) => id <= 1008)).toEqual([1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008]);
  });

  it.each(WITH_TABLES)('appears when an ungoverned customer gets its SA (%s)', async (storage) => {
    const before = worldOf(storage);
    const manager = await resolve(before, employee(PERSONAS.manager.id));
    expect(await customersOf(before, manager)).not.toContain(CUSTOMER.UNGOVERNED_COMPANY);
    const after = await openWorld(storage, (data) => ({
      ...data,
      'ov.sa_customer_assignment': [...(data['ov.sa_customer_assignment'] ?? []), { id: 9001, account_id: SA.LOME, partner_id: CUSTOMER.UNGOVERNED_COMPANY, state: 'active' }],
    }));
    expect(await customersOf(after, manager)).toContain(CUSTOMER.UNGOVERNED_COMPANY);
    expect(await ordersOf(after, manager)).toContain(1016);
  });
});

describe('a customer', () => {
  const world = worldOf('two-table');
  const orders = world.data['sale.order'] ?? [];

  it('sees themselves, their orders and their subscriptions, wherever these are governed', async () => {
    const principal = await resolve(world, { kind: 'customer', customerId: CUSTOMER.PERSONA });
    expect(await customersOf(world, principal)).toEqual([CUSTOMER.PERSONA]);
    expect(await ordersOf(world, principal)).toEqual(orders.filter((row) => row['partner_id'] === CUSTOMER.PERSONA).map(({ id }) => id));
    expect((await ordersOf(world, principal)).filter(isCaseOrder)).toEqual([1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1010, 1011]);
    const subscriptions = (world.data['abs.subscription'] ?? []).filter((row) => row['customer_id'] === CUSTOMER.PERSONA && row['active'] !== false);
    expect(await rows(world, principal, 'SUBSCRIPTION', 'abs.subscription')).toEqual(subscriptions.map(({ id }) => id));
    expect(await rows(world, principal, 'SUBSCRIPTION', 'sale.order')).toEqual(await ordersOf(world, principal));
  });

  it('sees nothing of governance but their own person and company', async () => {
    const principal = await resolve(world, { kind: 'customer', customerId: CUSTOMER.ALSO_AGENT });
    for (const [policy, model] of [
      ['SERVICE_ACCOUNT', 'ov.serviced_account'], ['MEMBERSHIP', 'ov.membership'], ['EMPLOYEE', 'abs.employee'],
      ['ASSOCIATION', 'ov.sa_customer_assignment'], ['ACTOR_ASSOCIATION', 'ov.actor_sa_customer_assignment'],
    ] as const) expect([policy, await rows(world, principal, policy, model)]).toEqual([policy, []]);
    expect(await rows(world, principal, 'PERSON', 'res.partner')).toEqual([CUSTOMER.ALSO_AGENT]);
    expect(await rows(world, principal, 'COMPANIES', 'res.company')).toEqual([COMPANY.TOGO]);
  });
});

describe('a subscription', () => {
  it('is visible with its order, and without one with its customer', async () => {
    const world = await openWorld('two-table', (data) => ({
      ...data,
      'abs.subscription': [
        { id: 1, order_id: 1001, customer_id: CUSTOMER.UNGOVERNED_COMPANY },
        { id: 2, order_id: 1016, customer_id: CUSTOMER.PERSONA },
        { id: 3, order_id: false, customer_id: CUSTOMER.PERSONA },
        { id: 4, order_id: false, customer_id: CUSTOMER.UNGOVERNED_COMPANY },
      ],
    }));
    const agent = await resolve(world, employee(PERSONAS.agent.id));
    expect(await rows(world, agent, 'SUBSCRIPTION', 'abs.subscription')).toEqual([1, 3]);
    expect(await rows(world, agent, 'SUBSCRIPTION', 'sale.order')).toEqual(await ordersOf(world, agent));
    const admin = await resolve(world, employee(PERSONAS.admin.id));
    expect(await rows(world, admin, 'SUBSCRIPTION', 'abs.subscription')).toEqual([1, 2, 3, 4]);
  });
});

describe('nobody, and a principal that fits no line of the table', () => {
  const world = worldOf('two-table');
  const POLICIES: readonly DomainPolicy[] = ['CUSTOMER', 'SALES_ORDER', 'SUBSCRIPTION', 'SERVICE_ACCOUNT', 'MEMBERSHIP', 'EMPLOYEE', 'PERSON', 'COMPANY', 'COMPANIES', 'EVERYONE'];
  it.each(POLICIES)('sees nothing of %s', async (policy) => {
    expect(await scopesOf(world, ANONYMOUS).domain(policy, 'res.partner')).toEqual([['id', 'in', []]]);
  });
  it.each<[string, Partial<Principal>]>([
    ['staff without an SA', { serviceAccount: null }],
    ['staff without a policy', { policy: null }],
    ['a customer without a partner', { role: 'CUSTOMER', partnerId: null }],
    ['no role', { role: null }],
    ['an admin with a problem', { role: 'ADMIN', policy: null, problem: { code: 'FORBIDDEN_SA', message: '' } }],
  ])('sees no records: %s', async (_name, changes) => {
    expect(await customersOf(world, makePrincipal(changes))).toEqual([]);
    expect(await ordersOf(world, makePrincipal(changes))).toEqual([]);
  });
  it('is nobody’s actor without a partner: a key sees only what is unassigned', async () => {
    const key = makePrincipal({ kind: 'apiKey', employeeId: null, partnerId: null, policy: 'assigned_plus_unassigned' });
    const staff = await resolve(world, employee(PERSONAS.staff.id));
    expect(await customersOf(world, key)).toEqual(await customersOf(world, staff));
    expect(await customersOf(world, makePrincipal({ partnerId: null, policy: 'assigned_only' }))).toEqual([]);
  });
});
