import { afterAll, beforeAll, expect, it } from 'vitest';
import { caller, type Call } from './calls.ts';
import { fixture, type Fixture } from './fixture.ts';
import { validation } from './refusals.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';
import type { Governance } from './template.ts';

interface Generation {
  call: Call;
  world: Fixture;
  fields(model: string): Promise<string[]>;
}

/** Starts a server of one storage generation around the tests of a suite. */
function onGeneration(governance: Governance): Generation {
  let odoo: RealOdoo | undefined;
  const generation = {
    fields: async (model: string) => Object.keys((await generation.call(model, 'fields_get', { attributes: ['type'] })) as object),
  } as Generation;
  beforeAll(async () => {
    odoo = await startRealOdoo({ governance });
    generation.call = caller(odoo, 'json2');
    generation.world = await fixture(generation.call);
  }, 900_000);
  afterAll(() => odoo?.stop(), 900_000);
  return generation;
}

const unknownModel = { name: 'werkzeug.exceptions.NotFound' };

describeReal('the one-table generation on a real Odoo 19', () => {
  const on = onGeneration('one-table');

  it('an association has its actor itself, no actor table and no level of access', async () => {
    const fields = await on.fields('ov.sa_customer_assignment');
    expect(fields).toContain('actor_id');
    expect(fields).not.toContain('access');
    expect(fields).not.toContain('actor_assignment_ids');
    await expect(on.call('ov.actor_sa_customer_assignment', 'search', { domain: [] })).rejects.toMatchObject(unknownModel);
  });

  it('another actor is another row: the active one has to expire first', async () => {
    const { world } = on;
    const { person } = await world.member(world.branch);
    const vals = { account_id: world.branch, partner_id: await world.partner('Customer') };
    const unassigned = await world.create('ov.sa_customer_assignment', vals);
    const assigned = { ...vals, actor_id: person };
    await expect(world.create('ov.sa_customer_assignment', assigned)).rejects.toMatchObject(validation(/associated with the account already/));
    await world.write('ov.sa_customer_assignment', unassigned, { state: 'expired' });
    const row = await world.create('ov.sa_customer_assignment', assigned);
    const domain = [['ov_sa_assignment_ids', 'any', [['actor_id', '=', person], ['state', '=', 'active']]]];
    expect(await on.call('res.partner', 'search', { domain })).toEqual([vals.partner_id]);
    expect(await world.field('ov.sa_customer_assignment', row, 'date_to')).toBe(false);
  });

  it('the actor is an active member of the account', async () => {
    const { world } = on;
    const vals = { account_id: world.branch, partner_id: await world.partner('Customer'), actor_id: await world.partner('Stranger') };
    await expect(world.create('ov.sa_customer_assignment', vals)).rejects.toMatchObject(validation(/not an active member/));
  });
});

describeReal('the stamps generation on a real Odoo 19', () => {
  const on = onGeneration('stamps');

  it('records carry account and actor themselves, and there are no association tables', async () => {
    for (const model of ['res.partner', 'sale.order', 'stock.picking', 'helpdesk.ticket', 'ov.asset']) {
      const fields = await on.fields(model);
      expect(fields).toContain('x_sa_id');
      expect(fields).toContain('x_actor_id');
      expect(fields).not.toContain('ov_sa_assignment_ids');
    }
    await expect(on.call('ov.sa_customer_assignment', 'search', { domain: [] })).rejects.toMatchObject(unknownModel);
  });

  it('a record is found by its stamp, and the copy of an order is not stamped', async () => {
    const { world } = on;
    const partner = await world.partner('Customer');
    await world.write('res.partner', partner, { x_sa_id: world.branch });
    expect(await on.call('res.partner', 'search', { domain: [['x_sa_id', '=', world.branch]] })).toEqual([partner]);
    const order = await world.create('sale.order', { partner_id: partner, x_sa_id: world.branch });
    const [copy = 0] = (await on.call('sale.order', 'copy', { ids: [order] })) as number[];
    expect(await world.field('sale.order', copy, 'x_sa_id')).toBe(false);
  });
});

describeReal('stamps beside the two-table generation on a real Odoo 19', () => {
  const on = onGeneration('two-table-and-stamps');

  it('a record may be stamped with one account and associated with another', async () => {
    const { world } = on;
    const partner = await world.partner('Customer');
    await world.write('res.partner', partner, { x_sa_id: world.root });
    await world.create('ov.sa_customer_assignment', { account_id: world.branch, partner_id: partner });
    const domain = [['x_sa_id', '=', world.root], ['ov_sa_assignment_ids.account_id', '=', world.branch]];
    expect(await on.call('res.partner', 'search', { domain })).toEqual([partner]);
  });
});
