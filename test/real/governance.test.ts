import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, INTERFACES, type Call } from './calls.ts';
import { fixture, unique, type Fixture } from './fixture.ts';
import { validation } from './refusals.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';

describeReal('the invariants of governance on a real Odoo 19', () => {
  let odoo: RealOdoo;
  beforeAll(async () => {
    odoo = await startRealOdoo();
  }, 180_000);
  afterAll(() => odoo?.stop(), 900_000);

  describe.each(INTERFACES)('over %s', (via) => {
    let call: Call;
    let world: Fixture;
    beforeAll(async () => {
      call = caller(odoo, via);
      world = await fixture(call);
    }, 60_000);

    it('a customer is found through the inverse of its association', async () => {
      const partner = await world.partner('Customer');
      const association = await world.create('ov.sa_customer_assignment', { account_id: world.branch, partner_id: partner });
      const domain = [['ov_sa_assignment_ids', 'any', [['account_id', '=', world.branch], ['state', '=', 'active']]]];
      expect(await call('res.partner', 'search', { domain })).toEqual([partner]);
      expect(await world.field('ov.sa_customer_assignment', association, 'access')).toBe('binding');
    });

    it('a second active association of a record with the account is refused, after expiry it is not', async () => {
      const partner = await world.partner('Customer');
      const vals = { account_id: world.branch, partner_id: partner };
      const first = await world.create('ov.sa_customer_assignment', vals);
      await expect(world.create('ov.sa_customer_assignment', vals)).rejects.toMatchObject(validation(/associated with the account already/));
      await world.write('ov.sa_customer_assignment', first, { state: 'expired' });
      expect(await world.create('ov.sa_customer_assignment', vals)).toBeGreaterThan(first);
    });

    it('an expired association ends its actors', async () => {
      const { person } = await world.member(world.branch);
      const association = await world.create('ov.sa_customer_assignment', { account_id: world.branch, partner_id: await world.partner('Customer') });
      const actor = await world.create('ov.actor_sa_customer_assignment', { assignment_id: association, actor_id: person });
      await world.write('ov.sa_customer_assignment', association, { state: 'expired', date_to: '2026-03-01 10:00:00' });
      expect(await call('ov.actor_sa_customer_assignment', 'read', { ids: [actor], fields: ['state', 'date_to'] })).toEqual([
        { id: actor, state: 'expired', date_to: '2026-03-01 10:00:00' },
      ]);
      const again = world.create('ov.actor_sa_customer_assignment', { assignment_id: association, actor_id: person });
      await expect(again).rejects.toMatchObject(validation(/expired association/));
    });

    it('an actor is an active member of the account', async () => {
      const association = await world.create('ov.sa_customer_assignment', { account_id: world.branch, partner_id: await world.partner('Customer') });
      const elsewhere = await world.member(world.root, { role_code: 'agent' });
      const vals = { assignment_id: association, actor_id: elsewhere.person };
      await expect(world.create('ov.actor_sa_customer_assignment', vals)).rejects.toMatchObject(validation(/not an active member/));
    });

    it('the primary actor named last is the only one', async () => {
      const association = await world.create('ov.sa_customer_assignment', { account_id: world.branch, partner_id: await world.partner('Customer') });
      const actors: number[] = [];
      for (const _ of [1, 2]) {
        const { person } = await world.member(world.branch);
        actors.push(await world.create('ov.actor_sa_customer_assignment', { assignment_id: association, actor_id: person, is_primary: true }));
      }
      const rows = await call('ov.actor_sa_customer_assignment', 'read', { ids: actors, fields: ['is_primary', 'state'] });
      expect(rows).toEqual([
        { id: actors[0], is_primary: false, state: 'active' },
        { id: actors[1], is_primary: true, state: 'active' },
      ]);
    });

    it('there is one global root, without company and parent', async () => {
      const second = { name: 'Second', account_code: 'OVGLOBAL-ROOT', is_global_root: true };
      await expect(world.create('ov.serviced_account', second)).rejects.toMatchObject(validation(/code|global root/));
      await expect(world.create('ov.serviced_account', { ...second, account_code: 'X' })).rejects.toMatchObject(validation(/OVGLOBAL-ROOT|global root/));
      await expect(world.write('ov.serviced_account', world.globalRoot, { company_id: world.company })).rejects.toMatchObject(
        validation(/neither a company nor a parent/),
      );
    });

    it('a company has one root, and it stands under the global root', async () => {
      const vals = { name: 'Root', company_id: world.company, source_company_id: world.company, is_root: true };
      await expect(world.create('ov.serviced_account', { ...vals, parent_id: world.globalRoot })).rejects.toMatchObject(
        validation(/root account already/),
      );
      await expect(world.write('ov.serviced_account', world.root, { parent_id: false })).rejects.toMatchObject(validation(/under the global root/));
    });

    it('a child belongs to the company of its parent', async () => {
      await expect(world.account({ company_id: 1 })).rejects.toMatchObject(validation(/different companies/));
    });

    it('an account does not stand below itself', async () => {
      const child = await world.account({ parent_id: world.branch });
      await expect(world.write('ov.serviced_account', world.branch, { parent_id: child })).rejects.toMatchObject({
        message: expect.stringMatching(/below itself|Recursion/) as unknown,
      });
      expect(await world.field('ov.serviced_account', world.branch, 'parent_id')).toBe(world.root);
    });

    it('the first staff member manages the account, a second one without manager is refused', async () => {
      const account = await world.account();
      const first = await world.member(account, { role_code: 'staff' });
      expect(await world.field('ov.serviced_account', account, 'sa_manager')).toBe(first.id);
      await expect(world.member(account, { role_code: 'staff' })).rejects.toMatchObject(validation(/manages .* already/));
      expect(await world.field('ov.serviced_account', account, 'member_count')).toBe(1);
    });

    it('handing an account over turns the reporting line round', async () => {
      const account = await world.account();
      const first = await world.member(account, { role_code: 'staff' });
      const second = await world.member(account, { role_code: 'staff', manager_member_id: first.id });
      await world.write('ov.serviced_account', account, { sa_manager: second.id });
      expect(await world.field('ov.membership', second.id, 'manager_member_id')).toBe(false);
      expect(await world.field('ov.membership', first.id, 'manager_member_id')).toBe(second.id);
      await world.write('ov.membership', first.id, { membership_state: 'revoked' });
      await expect(world.write('ov.membership', second.id, { membership_state: 'revoked' })).rejects.toMatchObject(validation(/manager of/));
    });

    it('the manager is a member of this account', async () => {
      const elsewhere = await world.member(await world.account(), { role_code: 'staff' });
      await expect(world.write('ov.serviced_account', world.branch, { sa_manager: elsewhere.id })).rejects.toMatchObject(
        validation(/member of another account/),
      );
    });

    it('members report within their account and not in circles', async () => {
      const account = await world.account();
      const head = await world.member(account, { role_code: 'staff' });
      const agent = await world.member(account, { manager_member_id: head.id });
      const below = await world.member(account, { manager_member_id: agent.id });
      await expect(world.write('ov.membership', agent.id, { manager_member_id: below.id })).rejects.toMatchObject(validation(/report to himself/));
      await expect(world.member(world.branch, { manager_member_id: head.id })).rejects.toMatchObject(validation(/within their own/));
      await expect(world.write('ov.membership', agent.id, { membership_state: 'revoked' })).rejects.toMatchObject(validation(/subordinates/));
    });

    it('administrators belong to the global root', async () => {
      await expect(world.member(world.branch, { role_code: 'admin' })).rejects.toMatchObject(validation(/Only the global root/));
      expect((await world.member(world.globalRoot, { role_code: 'admin' })).id).toBeGreaterThan(0);
    });

    it('a person is an active member once, a revoked membership makes room', async () => {
      const { id, person } = await world.member(world.branch);
      const again = { account_id: world.branch, person_partner_id: person };
      await expect(world.create('ov.membership', again)).rejects.toMatchObject(validation(/active member of the account already/));
      await world.write('ov.membership', id, { membership_state: 'revoked' });
      expect(await world.create('ov.membership', again)).toBeGreaterThan(id);
    });

    it('a membership does not end before it begins', async () => {
      const window = { effective_from: '2026-02-02', effective_to: '2026-02-01' };
      await expect(world.member(world.branch, window)).rejects.toMatchObject(validation(/ends before it begins/));
      expect((await world.member(world.branch, { ...window, effective_to: '2026-02-02' })).id).toBeGreaterThan(0);
    });

    it('an employee brings the person and the company', async () => {
      const person = await world.partner('Employee');
      const vals = { name: 'E', partner_id: person };
      const own = await world.create('abs.employee', { ...vals, email: unique('own').replace(' ', '@'), company_id: world.company });
      const foreign = await world.create('abs.employee', { ...vals, email: unique('foreign').replace(' ', '@'), company_id: 1 });
      const membership = await world.create('ov.membership', { account_id: world.branch, employee_id: own });
      expect(await world.field('ov.membership', membership, 'person_partner_id')).toBe(person);
      await expect(world.create('ov.membership', { account_id: world.root, employee_id: foreign })).rejects.toMatchObject(
        validation(/another company/),
      );
    });

    it('nobody gets round the invariants by context', async () => {
      const context = { governance_import: true };
      const vals = { account_id: world.branch, person_partner_id: await world.partner('Person'), role_code: 'admin' };
      await expect(call('ov.membership', 'create', { vals_list: [vals], context })).rejects.toMatchObject(validation(/Only the global root/));
    });
  });
});
