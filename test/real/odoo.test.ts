import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, INTERFACES, type Call } from './calls.ts';
import { fixture, unique, type Fixture } from './fixture.ts';
import { validation } from './refusals.ts';
import { startRealOdoo, type RealOdoo } from './server.ts';
import { describeReal } from './suite.ts';

const MODELS = [
  'ov.serviced_account ov.membership abs.employee abs.subscription sale.subscription.plan ov.bop.sheet ov.bop.line ov.outlet',
  'ov.fleet ov.fleet_item ov.asset helpdesk.team helpdesk.stage helpdesk.ticket helpdesk.tag',
]
  .join(' ')
  .split(' ');

describeReal('the records of the addon on a real Odoo 19', () => {
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

    it.each(['ov.serviced_account', 'abs.employee'])('%s has views for the people who maintain it', async (model) => {
      const views = [[false, 'list'], [false, 'form'], [false, 'search']];
      const answer = (await call(model, 'get_views', { views })) as { views: Record<string, { arch: string }> };
      expect(answer.views['form']?.arch).toContain(model === 'abs.employee' ? 'name="email"' : 'name="sa_manager"');
      expect(answer.views['form']?.arch).not.toContain('password');
    });

    it('the password of an employee is set by who may change employees', async () => {
      const email = `${unique('pass').replace(' ', '.')}@real.test`;
      const id = await world.create('abs.employee', { name: 'P', email });
      const args = { ids: [id], password: 'correct horse' };
      expect(await call('abs.employee', 'set_password', args)).toBe(true);
      await expect(caller(odoo, via, odoo.users.salesman)('abs.employee', 'set_password', args)).rejects.toMatchObject({
        name: 'odoo.exceptions.AccessError',
      });
      await expect(world.create('abs.employee', { name: 'P', email: email.toUpperCase() })).rejects.toMatchObject(validation(/has this email/));
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

    it('a serial number is one asset and active in one fleet', async () => {
      const product = await world.create('product.product', { name: 'Battery', is_storable: true, tracking: 'serial' });
      const lot = await world.create('stock.lot', { name: unique('SN'), product_id: product });
      const asset = { name: 'SN', lot_id: lot };
      expect(await world.field('ov.asset', await world.create('ov.asset', asset), 'product_id')).toBe(product);
      await expect(world.create('ov.asset', asset)).rejects.toMatchObject(validation(/an asset already/));
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
  });
});
