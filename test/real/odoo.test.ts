import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, INTERFACES, type Call } from './calls.ts';
import { fixture, unique, type Fixture } from './fixture.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';

const OBJECTS = ['customer', 'sale_order', 'ticket', 'fleet', 'production', 'picking', 'asset'];
const MODELS = [
  ...['ov.serviced_account', 'ov.membership', 'abs.employee', 'abs.subscription', 'sale.subscription.plan'],
  ...['ov.bop.sheet', 'ov.bop.line', 'ov.outlet', 'ov.fleet', 'ov.fleet_item', 'ov.asset'],
  ...['helpdesk.team', 'helpdesk.stage', 'helpdesk.ticket', 'helpdesk.tag'],
  ...OBJECTS.flatMap((object) => [`ov.sa_${object}_assignment`, `ov.actor_sa_${object}_assignment`]),
];

/** What a refused write looks like. */
const validation = (message: RegExp): object => ({
  name: 'odoo.exceptions.ValidationError',
  message: expect.stringMatching(message) as unknown,
});

describeReal('the addon on a real Odoo 19', () => {
  let odoo: RealOdoo;
  beforeAll(async () => {
    odoo = await startRealOdoo();
  }, 180_000);
  afterAll(() => odoo?.stop(), 60_000);

  describe.each(INTERFACES)('over %s', (via) => {
    let call: Call;
    let world: Fixture;
    beforeAll(async () => {
      call = caller(odoo, via);
      world = await fixture(call);
    }, 60_000);

    it.each(MODELS)('%s answers', async (model) => {
      await expect(call(model, 'search_count', { domain: [] })).resolves.toBeTypeOf('number');
    });

    it('the password hash of an employee is no field to anybody', async () => {
      expect(await call('abs.employee', 'fields_get', { allfields: ['password_hash', 'email'] })).toHaveProperty('email');
      expect(await call('abs.employee', 'fields_get', { allfields: ['password_hash'] })).toEqual({});
      await expect(call('abs.employee', 'search_read', { domain: [], fields: ['password_hash'] })).rejects.toMatchObject({
        name: 'odoo.exceptions.AccessError',
      });
    });

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

    it('a bundle has positive quantities and does not contain itself', async () => {
      const [bundle, part] = [await world.create('product.template', { name: 'Bundle' }), await world.create('product.template', { name: 'Part' })];
      const variant = async (template: number): Promise<number> =>
        ((await world.field('product.template', template, 'product_variant_ids')) as number[])[0] ?? 0;
      const sheet = await world.create('ov.bop.sheet', { name: 'Bundle', product_tmpl_id: bundle });
      const line = { sheet_id: sheet, product_id: await variant(part) };
      await expect(world.create('ov.bop.line', { ...line, quantity: 0 })).rejects.toMatchObject(validation(/greater than zero/));
      await world.create('ov.bop.line', line);
      const inner = await world.create('ov.bop.sheet', { name: 'Part', product_tmpl_id: part });
      await expect(world.create('ov.bop.line', { sheet_id: inner, product_id: await variant(bundle) })).rejects.toMatchObject(
        validation(/contains itself/),
      );
    });

    it('a serial number is active in one fleet', async () => {
      const product = await world.create('product.product', { name: 'Battery', is_storable: true, tracking: 'serial' });
      const lot = await world.create('stock.lot', { name: unique('SN'), product_id: product });
      const fleet = (): Promise<number> => world.create('ov.fleet', { name: unique('Fleet'), company_id: world.company });
      const first = await world.create('ov.fleet_item', { fleet_id: await fleet(), lot_id: lot });
      const other = { fleet_id: await fleet(), lot_id: lot };
      await expect(world.create('ov.fleet_item', other)).rejects.toMatchObject(validation(/another fleet/));
      await world.write('ov.fleet_item', first, { state: 'expired' });
      await world.create('ov.fleet_item', other);
      expect(await world.field('ov.fleet', other.fleet_id, 'item_count')).toBe(1);
    });

    it('a ticket starts in the first stage and is closed by a folded one', async () => {
      const team = await world.create('helpdesk.team', { name: unique('Team') });
      const stage = (name: string, sequence: number, fold: boolean): Promise<number> =>
        world.create('helpdesk.stage', { name, sequence, fold, team_ids: [[4, team, 0]] });
      const [solved, fresh] = [await stage('Solved', 20, true), await stage('New', 1, false)];
      const ticket = await world.create('helpdesk.ticket', { name: 'Lamp', team_id: team });
      expect(await world.field('helpdesk.ticket', ticket, 'stage_id')).toBe(fresh);
      expect(await world.field('helpdesk.ticket', ticket, 'close_date')).toBe(false);
      await world.write('helpdesk.ticket', ticket, { stage_id: solved });
      expect(await world.field('helpdesk.ticket', ticket, 'close_date')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      await world.write('helpdesk.ticket', ticket, { stage_id: fresh });
      expect(await world.field('helpdesk.ticket', ticket, 'close_date')).toBe(false);
    });

    describe('an order with approval enabled above 500', () => {
      let product: number;
      beforeAll(async () => {
        product = await world.create('product.product', { name: 'Kit', type: 'consu', taxes_id: [[5, 0, 0]] });
        await world.write('res.company', 1, { sale_approval_enabled: true, sale_approval_minimum: 500 });
      });
      afterAll(() => world.write('res.company', 1, { sale_approval_enabled: false }));

      const order = async (price: number, vals: Record<string, unknown> = {}): Promise<number> =>
        world.create('sale.order', {
          partner_id: await world.partner('Customer'),
          company_id: 1,
          order_line: [[0, 0, { product_id: product, product_uom_qty: 1, price_unit: price, tax_ids: [[5, 0, 0]] }]],
          ...vals,
        });
      const confirm = (id: number): Promise<unknown> => call('sale.order', 'action_confirm', { ids: [id] });

      it('of exactly 500 is confirmed', async () => {
        expect(await confirm(await order(500))).toBe(true);
      });

      it('of more is refused until it is approved', async () => {
        const id = await order(500.01);
        await expect(confirm(id)).rejects.toMatchObject({ name: 'odoo.exceptions.UserError', message: expect.stringMatching(/approved/) as unknown });
        expect(await world.field('sale.order', id, 'state')).toBe('draft');
        await world.write('sale.order', id, { approval_status: 'approved' });
        expect(await confirm(id)).toBe(true);
      });

      it('of more is confirmed as soon as approval is off', async () => {
        await world.write('res.company', 1, { sale_approval_enabled: false });
        expect(await confirm(await order(9_000))).toBe(true);
        await world.write('res.company', 1, { sale_approval_enabled: true });
      });
    });

    it('a recurring order runs from its confirmation', async () => {
      const plan = await world.create('sale.subscription.plan', { name: 'Quarterly', billing_period_value: 3 });
      const product = await world.create('product.product', { name: 'Service', type: 'service', recurring_invoice: true });
      const id = await world.create('sale.order', {
        partner_id: await world.partner('Customer'),
        company_id: 1,
        plan_id: plan,
        start_date: '2026-02-01',
        order_line: [[0, 0, { product_id: product, price_unit: 10 }]],
      });
      const fields = ['is_subscription', 'subscription_state', 'start_date', 'next_invoice_date'];
      const read = (): Promise<unknown> => call('sale.order', 'read', { ids: [id], fields });
      const draft = { id, is_subscription: true, subscription_state: '1_draft', start_date: '2026-02-01', next_invoice_date: false };
      expect(await read()).toEqual([draft]);
      await call('sale.order', 'action_confirm', { ids: [id] });
      expect(await read()).toEqual([{ ...draft, subscription_state: '3_progress', next_invoice_date: '2026-02-01' }]);
    });

    it('a salesman reads accounts and does not change them; a portal user does neither', async () => {
      const salesman = caller(odoo, via, odoo.users.salesman);
      const portal = caller(odoo, via, odoo.users.portal);
      const denied = { name: 'odoo.exceptions.AccessError' };
      expect(await salesman('ov.serviced_account', 'search', { domain: [['id', '=', world.branch]] })).toEqual([world.branch]);
      await expect(salesman('ov.serviced_account', 'write', { ids: [world.branch], vals: { name: 'Mine' } })).rejects.toMatchObject(denied);
      await expect(portal('ov.serviced_account', 'search', { domain: [] })).rejects.toMatchObject(denied);
      expect(await world.field('ov.serviced_account', world.branch, 'name')).not.toBe('Mine');
    });

    it('nobody gets round the invariants by context', async () => {
      const context = { governance_import: true };
      const vals = { account_id: world.branch, person_partner_id: await world.partner('Person'), role_code: 'admin' };
      await expect(call('ov.membership', 'create', { vals_list: [vals], context })).rejects.toMatchObject(validation(/Only the global root/));
    });
  });
});
