import { afterAll, describe, expect, it } from 'vitest';
import type { DomainPolicy } from '../../access/scopes/view.ts';
import { SA } from '../../odoo/sandbox/data/ids.ts';
import { CAST, PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { employee, resolve, rows, scopesOf } from './scope-contract.ts';
import { STORAGES, closeWorlds, lacking, openWorlds, withoutInverses, type World } from './world.ts';

const worldOf = await openWorlds(...STORAGES);
afterAll(closeWorlds);

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
