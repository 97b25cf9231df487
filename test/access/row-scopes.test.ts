import { afterAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, type Principal } from '../../access/principal.ts';
import type { DomainPolicy } from '../../access/scopes/view.ts';
import { COMPANY, CUSTOMER, EMPLOYEE, SA, personOf } from '../../odoo/sandbox/data/ids.ts';
import { CAST, PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { seesCustomer } from './decision-table.ts';
import { principal as makePrincipal } from './principals.ts';
import { customersOf, employee, isCaseOrder, ordersOf, resolve, rows, scopeContract, scopesOf } from './scope-contract.ts';
import { STORAGES, changed, closeWorlds, lacking, openWorld, withoutInverses, type Storage, type World } from './world.ts';

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const WITH_TABLES = STORAGES.filter((storage) => storage !== 'stamps');

const WORLDS = new Map(await Promise.all(STORAGES.map(async (storage): Promise<[Storage, World]> => [storage, await openWorld(storage)])));
afterAll(closeWorlds);

function worldOf(storage: Storage): World {
  const world = WORLDS.get(storage);
  if (world === undefined) throw new Error(`no world of ${storage}`);
  return world;
}

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

describe('the price of a scope', () => {
  const POLICIES = [
    ['CUSTOMER', 'res.partner'], ['SALES_ORDER', 'sale.order'], ['SUBSCRIPTION', 'abs.subscription'], ['ASSOCIATION', 'ov.sa_customer_assignment'],
    ['ASSOCIATION', 'ov.sa_sale_order_assignment'], ['SERVICE_ACCOUNT', 'ov.serviced_account'], ['MEMBERSHIP', 'ov.membership'],
  ] as const;

  async function priceOf(world: World, id: number, policies: readonly (readonly [DomainPolicy, string])[]): Promise<readonly string[]> {
    const scopes = scopesOf(world, await resolve(world, employee(id)));
    world.calls.length = 0;
    await Promise.all([...policies, ...policies].map(([policy, model]) => scopes.domain(policy, model)));
    return world.calls.toSorted();
  }
  const { manager, staff, agent } = PERSONAS;
  const everyone = [manager, staff, agent];

  it.each(['two-table', 'one-table', 'stamps', 'two-table beside stamps'] as const)('in a %s database is nothing, for a whole request', async (storage) => {
    for (const { id } of everyone) expect(await priceOf(worldOf(storage), id, POLICIES)).toEqual([]);
  });

  it('without inverse fields is one call for customers and one for orders, however often they are asked for', async () => {
    const oneTable = worldOf('one-table without inverses');
    const withChildren = withoutInverses(worldOf('two-table'));
    for (const { id } of everyone) {
      expect(await priceOf(oneTable, id, POLICIES)).toEqual(['ov.sa_customer_assignment', 'ov.sa_sale_order_assignment']);
      expect(await priceOf(withChildren, id, POLICIES)).toEqual(['ov.sa_customer_assignment', 'ov.sa_sale_order_assignment']);
      expect(await priceOf(oneTable, id, [['CUSTOMER', 'res.partner']])).toEqual(['ov.sa_customer_assignment']);
    }
  });

  it('where rows do not lead to their actors either depends on who asks', async () => {
    const world = worldOf('two-table without inverses');
    const customers = [['CUSTOMER', 'res.partner']] as const;
    expect(await priceOf(world, manager.id, customers)).toEqual(['ov.sa_customer_assignment']);
    expect(await priceOf(world, staff.id, customers)).toEqual(['ov.actor_sa_customer_assignment', 'ov.sa_customer_assignment']);
    expect(await priceOf(world, agent.id, customers)).toEqual(['ov.actor_sa_customer_assignment']);
    expect(await priceOf(world, manager.id, POLICIES)).toEqual(['ov.sa_customer_assignment', 'ov.sa_sale_order_assignment']);
    expect(await priceOf(world, staff.id, POLICIES)).toEqual([
      'ov.actor_sa_customer_assignment', 'ov.actor_sa_sale_order_assignment', 'ov.sa_customer_assignment', 'ov.sa_sale_order_assignment',
    ]);
    expect(await priceOf(world, agent.id, POLICIES)).toEqual(['ov.actor_sa_customer_assignment', 'ov.actor_sa_sale_order_assignment', 'ov.sa_sale_order_assignment']);
  });

  it('of members is one call where nothing leads from people to their memberships', async () => {
    const world = withoutInverses(worldOf('two-table'));
    expect(await priceOf(world, manager.id, [['PERSON', 'res.partner'], ['EMPLOYEE', 'abs.employee'], ['MEMBERSHIP', 'ov.membership'], ['SERVICE_ACCOUNT', 'ov.serviced_account']])).toEqual(['ov.membership']);
    expect(await priceOf(worldOf('two-table'), manager.id, [['PERSON', 'res.partner'], ['EMPLOYEE', 'abs.employee']])).toEqual([]);
  });

  it('of the SAs below is one call where SAs have no path', async () => {
    const world = lacking(worldOf('two-table'), (_model, field) => field === 'parent_path');
    expect(await priceOf(world, manager.id, [['SERVICE_ACCOUNT', 'ov.serviced_account'], ['MEMBERSHIP', 'ov.membership']])).toEqual(['ov.serviced_account']);
    expect(await priceOf(world, agent.id, [['SERVICE_ACCOUNT', 'ov.serviced_account'], ['MEMBERSHIP', 'ov.membership']])).toEqual([]);
    const togo = await resolve(world, employee(CAST.togoManager.employeeId));
    expect(await rows(world, togo, 'SERVICE_ACCOUNT', 'ov.serviced_account')).toEqual([SA.TOGO, SA.LOME, SA.KARA, SA.LOME_BE]);
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

describe.each<[string, () => World]>([
  ['two-table', () => worldOf('two-table')],
  ['two-table without inverses', () => withoutInverses(worldOf('two-table'))],
])('governance itself, in a %s database', (_storage, open) => {
  const world = open();
  const memberships = (...accounts: readonly number[]) => (world.data['ov.membership'] ?? []).filter((row) => accounts.includes(row['account_id'] as number));
  const active = (model: string, ids: readonly unknown[]) => (world.data[model] ?? []).filter((row) => row['active'] !== false && ids.includes(row.id)).map(({ id }) => id);

  it.each<[string, number, number | undefined, readonly number[]]>([
    ['an agent: the own SA', PERSONAS.agent.id, undefined, [SA.LOME]],
    ['a manager: the SA and what is below', PERSONAS.manager.id, undefined, [SA.LOME, SA.LOME_BE]],
    ['a manager of a company root: all of its branches', CAST.togoManager.employeeId, undefined, [SA.TOGO, SA.LOME, SA.KARA, SA.LOME_BE]],
    ['a manager with draft and inactive SAs below: these too', CAST.kenyaManager.employeeId, undefined, [SA.KENYA, SA.NAIROBI, SA.MOMBASA, SA.KISUMU, SA.LAKESIDE]],
    ['a manager of the child: nothing above', CAST.childManager.employeeId, undefined, [SA.LOME_BE]],
  ])('shows %s', async (_name, id, account, accounts) => {
    const principal = await resolve(world, employee(id), account);
    const members = memberships(...accounts);
    expect(await rows(world, principal, 'SERVICE_ACCOUNT', 'ov.serviced_account')).toEqual(accounts);
    expect(await rows(world, principal, 'MEMBERSHIP', 'ov.membership')).toEqual(members.map((row) => row.id));
    expect(await rows(world, principal, 'PERSON', 'res.partner')).toEqual(active('res.partner', members.map((row) => row['person_partner_id'])));
    expect(await rows(world, principal, 'EMPLOYEE', 'abs.employee')).toEqual(active('abs.employee', members.map((row) => (row['person_partner_id'] as number) - 100)));
  });

  it('shows somebody with two SAs both of them, and the members of the one in context', async () => {
    const two = await resolve(world, employee(CAST.twoAccounts.employeeId), SA.LOME);
    expect(await rows(world, two, 'SERVICE_ACCOUNT', 'ov.serviced_account')).toEqual([SA.LOME, SA.KARA]);
    expect(await rows(world, two, 'MEMBERSHIP', 'ov.membership')).toEqual([...memberships(SA.LOME).map(({ id }) => id), 1522].sort((a, b) => a - b));
  });

  it('shows somebody who still has to choose what there is to choose from, and no record', async () => {
    const undecided = await resolve(world, employee(CAST.twoAccounts.employeeId));
    expect(await rows(world, undecided, 'SERVICE_ACCOUNT', 'ov.serviced_account')).toEqual([SA.LOME, SA.KARA]);
    expect(await rows(world, undecided, 'MEMBERSHIP', 'ov.membership')).toEqual([1521, 1522]);
    expect(await rows(world, undecided, 'EMPLOYEE', 'abs.employee')).toEqual([CAST.twoAccounts.employeeId]);
    expect(await rows(world, undecided, 'PERSON', 'res.partner')).toEqual([personOf(CAST.twoAccounts.employeeId)]);
    expect(await rows(world, undecided, 'COMPANIES', 'res.company')).toEqual([COMPANY.TOGO]);
    expect(await customersOf(world, undecided)).toEqual([]);
    expect(await ordersOf(world, undecided)).toEqual([]);
  });

  it('shows admin all of it, also in one SA’s window', async () => {
    for (const account of [undefined, SA.LOME]) {
      const admin = await resolve(world, employee(PERSONAS.admin.id), account);
      for (const [policy, model] of [['SERVICE_ACCOUNT', 'ov.serviced_account'], ['MEMBERSHIP', 'ov.membership'], ['EMPLOYEE', 'abs.employee'], ['COMPANIES', 'res.company']] as const) {
        expect(await rows(world, admin, policy, model)).toEqual((world.data[model] ?? []).filter((row) => row['active'] !== false).map(({ id }) => id));
      }
    }
  });

  it('shows the associations of the SA with their history, and those of visible records only to who sees only some', async () => {
    const all = world.data['ov.sa_customer_assignment'] ?? [];
    const manager = await resolve(world, employee(PERSONAS.manager.id));
    const inLome = all.filter((row) => row['account_id'] === SA.LOME);
    expect(await rows(world, manager, 'ASSOCIATION', 'ov.sa_customer_assignment')).toEqual(inLome.map(({ id }) => id));
    const actors = world.data['ov.actor_sa_customer_assignment'] ?? [];
    expect(await rows(world, manager, 'ACTOR_ASSOCIATION', 'ov.actor_sa_customer_assignment')).toEqual(
      actors.filter((row) => inLome.some(({ id }) => id === row['assignment_id'])).map(({ id }) => id));

    const agent = await resolve(world, employee(PERSONAS.agent.id));
    const visible = (world.data['res.partner'] ?? []).filter((row) => seesCustomer(agent, world.data, row, false)).map(({ id }) => id);
    const agents = inLome.filter((row) => visible.includes(row['partner_id'] as number));
    expect(agents.some((row) => row['state'] === 'expired')).toBe(true);
    expect(await rows(world, agent, 'ASSOCIATION', 'ov.sa_customer_assignment')).toEqual(agents.map(({ id }) => id));
    const orders = await ordersOf(world, agent);
    expect(await rows(world, agent, 'ASSOCIATION', 'ov.sa_sale_order_assignment')).toEqual(
      (world.data['ov.sa_sale_order_assignment'] ?? []).filter((row) => row['account_id'] === SA.LOME && orders.includes(row['sale_order_id'] as number)).map(({ id }) => id));
    const admin = await resolve(world, employee(PERSONAS.admin.id));
    expect(await rows(world, admin, 'ASSOCIATION', 'ov.sa_customer_assignment')).toEqual(all.map(({ id }) => id));
    expect(await rows(world, admin, 'ACTOR_ASSOCIATION', 'ov.actor_sa_customer_assignment')).toEqual(actors.map(({ id }) => id));
  });

  it('has no rows in a table that is none of its own', async () => {
    const admin = await resolve(world, employee(PERSONAS.admin.id));
    expect(await scopesOf(world, admin).domain('ASSOCIATION', 'res.partner')).toEqual([['id', 'in', []]]);
    expect(await scopesOf(world, admin).domain('ACTOR_ASSOCIATION', 'ov.sa_customer_assignment')).toEqual([['id', 'in', []]]);
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

describe('shared reference data', () => {
  const world = worldOf('two-table');
  const domain = (principal: Principal, policy: DomainPolicy) => scopesOf(world, principal).domain(policy, 'product.template');

  it('is what no company owns and what the company of the SA owns', async () => {
    expect(await domain(makePrincipal(), 'COMPANY')).toEqual(['|', ['company_id', '=', false], ['company_id', 'in', [1001]]]);
  });
  it('is only what no company owns for an SA without a company', async () => {
    expect(await domain(makePrincipal({ companyIds: [] }), 'COMPANY')).toEqual([['company_id', '=', false]]);
  });
  it('is everything for an admin', async () => {
    expect(await domain(makePrincipal({ role: 'ADMIN', companyIds: null, policy: null }), 'COMPANY')).toEqual([]);
  });
  it('is nothing for who has no SA, and for nobody', async () => {
    expect(await domain(makePrincipal({ role: null, policy: null, serviceAccount: null, companyIds: [], problem: { code: 'SA_REQUIRED', message: '' } }), 'COMPANY')).toEqual([['id', 'in', []]]);
    expect(await domain(ANONYMOUS, 'COMPANY')).toEqual([['id', 'in', []]]);
  });
  it('of no company at all is for everybody but nobody', async () => {
    expect(await domain(makePrincipal(), 'EVERYONE')).toEqual([]);
    expect(await domain(ANONYMOUS, 'EVERYONE')).toEqual([['id', 'in', []]]);
  });
  it('includes the companies of the caller’s other SAs', async () => {
    const both = makePrincipal({ memberships: [{ id: 1, serviceAccountId: SA.NAIROBI, serviceAccountName: 'Nairobi', companyId: COMPANY.KENYA, role: 'STAFF', policy: 'sa_wide' }] });
    expect(await rows(world, both, 'COMPANIES', 'res.company')).toEqual([COMPANY.TOGO, COMPANY.KENYA]);
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
