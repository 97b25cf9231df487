import { afterAll, describe, expect, it } from 'vitest';
import { COMPANY, SA, personOf } from '../../odoo/sandbox/data/ids.ts';
import { CAST, PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { seesCustomer } from './decision-table.ts';
import { customersOf, employee, ordersOf, resolve, rows, scopesOf } from './scope-contract.ts';
import { closeWorlds, openWorlds, withoutInverses, type World } from './world.ts';

const worldOf = await openWorlds('two-table');
afterAll(closeWorlds);

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
