import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPANY, SA } from '../../odoo/sandbox/data/ids.ts';
import type { Row } from '../../odoo/sandbox/store.ts';
import { SETUP_RULES } from '../../setup/checklist.ts';
import { QUESTIONS } from '../../setup/questions.ts';
import type { Synchronisation } from '../../setup/types.ts';
import { IN_STEP, linesOf, openSetup, type SetupWorld } from './world.ts';

let world: SetupWorld;
beforeAll(async () => {
  world = await openSetup();
});
afterAll(() => world[Symbol.asyncDispose]());

type Change = (row: Row) => Readonly<Record<string, unknown>> | null;

const gone = (): null => null;
const off = (fields: Readonly<Record<string, unknown>>, when: (row: Row) => boolean = () => true): Change => (row) => (when(row) ? fields : {});
const without = (when: (row: Row) => boolean): Change => (row) => (when(row) ? null : {});
const inKenya = ({ company_id: company }: Row): boolean => company === COMPANY.KENYA;

/** What the story's company does not have right, on purpose. */
const FLAWS = ['products.hardwareSerial', 'products.puCategory', 'products.tax', 'customers.email', 'customers.governed', 'sales.lock', 'email.server', 'manufacturing.ordersVisible'];

describe('the checklist before going live', () => {
  it('finds the believable company ready, but for what it has on purpose', async () => {
    const lines = [...(await world.check()).values()];
    expect(lines.filter(({ verdict }) => verdict === 'MISSING').map(({ id }) => id)).toEqual(FLAWS);
    expect(lines.filter(({ verdict }) => verdict === 'CANNOT_TELL').map(({ id }) => id)).toEqual([]);
    expect(lines.filter(({ verdict, severity }) => verdict === 'MISSING' && severity === 'REQUIRED')).toEqual([]);
  });

  it('has one id for each line, a remedy and a path', () => {
    expect(new Set(SETUP_RULES.map(({ id }) => id)).size).toBe(SETUP_RULES.length);
    expect(SETUP_RULES.filter(({ remedy, path, title }) => remedy === '' || path === '' || title === '')).toEqual([]);
  });

  it('asks one call for each question, two counts and switches, three rights, and one for each company that sells', async () => {
    await world.check();
    expect(Object.keys(QUESTIONS).length).toBe(20);
    expect(world.calls.length).toBe(20 + 1 + 1 + 3 + 2);
  });
});

describe('a line is MISSING as soon as it is not true:', () => {
  const hardware = ({ x_service_type: type }: Row): boolean => type === 'hardware';
  const service = ({ type }: Row): boolean => type === 'service';
  it.each<[line: string, model: string, change: Change, detail: string]>([
    ['warehouse.stockLocation', 'stock.warehouse', off({ lot_stock_id: false }, inKenya), 'No warehouses with a stock location in Harmattan Energy Kenya.'],
    ['warehouse.receipts', 'stock.picking.type', without((row) => row['code'] === 'incoming'), 'No operation types for receipts.'],
    ['warehouse.deliveries', 'stock.picking.type', without((row) => row['code'] === 'outgoing' && inKenya(row)), 'No operation types for deliveries in Harmattan Energy Kenya.'],
    ['warehouse.stockReceived', 'stock.quant', gone, 'No quantities in internal locations.'],
    ['products.sold', 'product.template', off({ sale_ok: false }), 'No sold products.'],
    ['products.hardwareStorable', 'product.template', off({ type: 'service' }, ({ name }) => name === 'E-motorcycle M1'), '1 of 30 sold products are hardware and services at once: E-motorcycle M1.'],
    ['products.hardwareSerial', 'product.template', off({ tracking: 'none' }, (row) => hardware(row) && row['name'] === 'E-motorcycle M1'), '2 of 30 sold products are hardware without serial numbers: E-motorcycle M1, Solar water pump.'],
    ['products.hardwareDelivered', 'product.template', off({ invoice_policy: 'order' }, ({ name }) => name === 'Swap cabinet, eight bays'), '1 of 30 sold products are hardware that is invoiced as ordered: Swap cabinet, eight bays.'],
    ['products.servicesOrdered', 'product.template', off({ invoice_policy: 'delivery' }, (row) => service(row) && row['name'] === 'Energy audit'), '1 of 30 sold products are services that wait for a delivery: Energy audit.'],
    ['products.price', 'product.template', off({ list_price: 0 }, ({ name }) => name === 'Energy audit'), '1 of 30 sold products have no sales price: Energy audit.'],
    ['customers.exist', 'res.partner', off({ customer_rank: 0 }), 'No customers.'],
    ['customers.email', 'res.partner', off({ email: 'nobody' }), '114 customers have none'],
    ['accounting.chart', 'account.account', without(({ account_type: type }) => type === 'income'), 'No income accounts.'],
    ['accounting.receivable', 'account.account', without(({ account_type: type, company_ids: of }) => type === 'asset_receivable' && (of as number[]).includes(COMPANY.TOGO)), 'No receivable accounts in Harmattan Energy Togo.'],
    ['accounting.salesJournal', 'account.journal', without((row) => row['type'] === 'sale' && inKenya(row)), 'No sales journals in Harmattan Energy Kenya.'],
    ['accounting.bankJournal', 'account.journal', without(({ type }) => type === 'bank'), 'No bank journals.'],
    ['accounting.taxes', 'account.tax', without(inKenya), 'No sales taxes in Harmattan Energy Kenya.'],
    ['accounting.taxedProducts', 'product.template', off({ taxes_id: [] }), 'No sold products with a customer tax.'],
    ['accounting.incomeAccounts', 'account.account', without(({ account_type: type, company_ids: of }) => type === 'income' && (of as number[]).includes(COMPANY.KENYA)), 'Without one in Harmattan Energy Kenya: Energy, '],
    ['governance.globalRoot', 'ov.serviced_account', off({ is_global_root: false }), 'No Service Account is marked as the global root.'],
    ['governance.globalRoot', 'ov.serviced_account', off({ account_code: 'ROOT' }, ({ id }) => id === SA.GLOBAL_ROOT), 'OV Global Root SA is not what it should be: its code is ROOT instead of OVGLOBAL-ROOT.'],
    ['governance.companyRoots', 'ov.serviced_account', off({ source_company_id: false }, ({ id }) => id === SA.KENYA), 'None stands for Harmattan Energy Kenya.'],
    ['governance.activeAccount', 'ov.serviced_account', off({ state: 'draft' }), 'None at the end of the tree is active.'],
    ['governance.employees', 'abs.employee', off({ active: false }), 'No active employees.'],
    ['governance.members', 'ov.membership', off({ effective_to: '2026-02-28' }), 'No active Service Account has an active member.'],
    ['governance.admin', 'ov.membership', off({ membership_state: 'revoked' }, ({ role_code: role }) => role === 'admin'), 'Nobody is an administrator in the global root.'],
    ['sales.approval', 'res.company', off({ sale_approval_enabled: false }, ({ id }) => id === COMPANY.TOGO), 'Not enabled in Harmattan Energy Togo.'],
    ['sales.approvalThreshold', 'res.company', off({ sale_approval_minimum: 0 }, ({ id }) => id === COMPANY.TOGO), 'It is 0 in Harmattan Energy Togo.'],
    ['helpdesk.team', 'helpdesk.team', gone, 'No helpdesk teams.'],
    ['helpdesk.closingStage', 'helpdesk.stage', off({ fold: false }), 'No closing stages.'],
    ['manufacturing.categories', 'product.category', gone, 'No product categories.'],
  ])('%s by %s', async (line, model, change, detail) => {
    const found = await world.changed(model, change, async () => (await world.check()).get(line));
    expect([found?.verdict, found?.detail]).toEqual(['MISSING', expect.stringContaining(detail)]);
  });

  it.each([
    ['warehouse.storageLocations', 'group_stock_multi_locations'],
    ['warehouse.serialNumbers', 'group_stock_production_lot'],
    ['sales.proForma', 'group_proforma_sales'],
  ])('%s by the switch %s', async (line, setting) => {
    const facts = await world.facts();
    expect(linesOf(facts).get(line)?.verdict).toBe('OK');
    expect(linesOf({ ...facts, settings: { ...facts.settings, [setting]: false } }).get(line)).toMatchObject({ verdict: 'MISSING', detail: 'Switched off.' });
    expect(linesOf({ ...facts, settings: null }).get(line)?.verdict).toBe('CANNOT_TELL');
  });
});

describe('what the synchronisation knows of itself', () => {
  const SYNC_LINES = ['productsSynced', 'ordersCreated', 'autoSync', 'bothWays', 'monitored'].map((name) => `manufacturing.${name}`);
  const [orders, products, users] = IN_STEP.entities as [Synchronisation['entities'][0], Synchronisation['entities'][0], Synchronisation['entities'][0]];

  async function judged(change: Partial<Synchronisation>): Promise<ReadonlyMap<string, readonly [verdict: string, detail: string]>> {
    const lines = linesOf({ ...(await world.facts()), sync: { kind: 'known', synchronisation: { ...IN_STEP, ...change } } });
    return new Map([...lines].map(([id, { verdict, detail }]) => [id, [verdict, detail]]));
  }

  it('is what the last lines of the checklist go by', async () => {
    const lines = await judged({});
    expect(SYNC_LINES.map((id) => lines.get(id))).toEqual([
      ['OK', '7 products are the same on both sides.'],
      ['OK', '12 orders.'],
      ['OK', 'By */5 * * * *, in UTC.'],
      ['OK', '12 orders are the same on both sides.'],
      ['OK', 'The last run began at 2026-03-01T11:55:00.000Z; no errors, and no conflict is open.'],
    ]);
  });

  const failed = { record: 'ORD-7', message: 'Product has no Odoo ID.' };
  it.each<[line: string, change: Partial<Synchronisation>, detail: string]>([
    ['productsSynced', { entities: [orders, { ...products, total: 0 }, users] }, 'The dashboard has no products.'],
    ['productsSynced', { entities: [orders, { ...products, synced: 4, failed: 1, pending: 2 }, users] }, 'Of 7 products, 1 failed and 2 wait.'],
    ['ordersCreated', { entities: [{ ...orders, total: 0, synced: 0 }, products, users] }, 'The dashboard has no orders.'],
    ['autoSync', { schedule: { enabled: false, interval: '*/5 * * * *' } }, 'Switched off, by ODOO_AUTO_SYNC or setSyncSchedule.'],
    ['autoSync', { lastRun: null }, 'Set to */5 * * * *, but it has not run yet.'],
    ['autoSync', { isOverdue: true }, 'Set to */5 * * * *, but since its last success it was left out at least twice.'],
    ['bothWays', { entities: [{ ...orders, synced: 11, failed: 1 }, products, users] }, 'Of 12 orders, 1 failed and 0 wait.'],
    ['bothWays', { entities: [] }, 'The dashboard has no orders.'],
    ['monitored', { lastRun: null }, 'There was no run to watch yet.'],
    ['monitored', { lastRun: { state: 'PARTIAL', startedAt: new Date(0), totalErrors: 2, errors: [failed] } }, 'The last run had 2 errors, the first: ORD-7: Product has no Odoo ID.'],
    ['monitored', { openConflicts: 3 }, '3 conflicts wait for a decision.'],
  ])('makes %s MISSING', async (line, change, detail) => {
    expect((await judged(change)).get(`manufacturing.${line}`)).toEqual(['MISSING', detail]);
  });

  it('cannot be told where nobody knows, and is missing where Odoo has no manufacturing', async () => {
    const facts = await world.facts();
    const unknown = linesOf({ ...facts, sync: { kind: 'unknown', because: 'Nobody knows.' } });
    expect(SYNC_LINES.map((id) => [unknown.get(id)?.verdict, unknown.get(id)?.detail])).toEqual(SYNC_LINES.map(() => ['CANNOT_TELL', 'Nobody knows.']));
    const unmade: typeof facts.database = Object.assign(Object.create(facts.database) as typeof facts.database, { has: (model: string) => model !== 'mrp.production' && facts.database.has(model) });
    const lines = linesOf({ ...facts, database: unmade });
    expect(SYNC_LINES.map((id) => lines.get(id)?.verdict)).toEqual(SYNC_LINES.map(() => 'MISSING'));
  });
});

describe('a line becomes OK', () => {
  it.each<[line: string, model: string, change: Change, detail: string]>([
    ['manufacturing.ordersVisible', 'mrp.production', off({ origin: 'Dashboard-ORD-1' }), 'manufacturing orders come from the dashboard.'],
    ['customers.email', 'res.partner', off({ email: 'somebody@example.com' }), 'Every customer has one.'],
    ['products.puCategory', 'product.template', off({ x_pu_category: 'solar_home' }), 'None of 30 sold products have no PU category.'],
    ['products.hardwareSerial', 'product.template', off({ tracking: 'serial' }), 'None of 30 sold products are hardware without serial numbers.'],
  ])('%s when it is true', async (line, model, change, detail) => {
    const found = await world.changed(model, change, async () => (await world.check()).get(line));
    expect([found?.verdict, found?.detail]).toEqual(['OK', expect.stringContaining(detail)]);
  });
});

describe('the checklist of one company', () => {
  it('names nothing of the others', async () => {
    const kenya = await world.check([COMPANY.KENYA]);
    const shown = [...kenya.values()].map(({ detail }) => detail).join(' ');
    expect(kenya.get('warehouse.stockLocation')?.detail).toBe('1 warehouses with a stock location.');
    expect(kenya.get('products.hardwareSerial')?.verdict).toBe('OK');
    expect(shown).not.toMatch(/Togo|Solar water pump|Demonstration case/);
  });
});

describe('where Odoo says no', () => {
  it('a user who may not read something cannot tell', async () => {
    await using salesman = await openSetup({}, { login: 'salesman@real.test', apiKey: 'sandbox-salesman-key' });
    const lines = await salesman.check();
    expect(lines.get('email.server')).toMatchObject({ verdict: 'CANNOT_TELL', detail: 'Odoo\'s user may not read ir.mail_server.' });
    expect(lines.get('manufacturing.permissions')?.verdict).toBe('MISSING');
  });

  it.each([17, 18] as const)('an Odoo %d is judged as the newest is', async (version) => {
    await using older = await openSetup({ version });
    const verdicts = async (of: SetupWorld): Promise<readonly string[]> => [...(await of.check()).values()].map(({ id, verdict, detail }) => `${id} ${verdict} ${detail}`);
    expect(await verdicts(older)).toEqual(await verdicts(world));
  });

  it('a database without the fields of abs_connector is told what brings them', async () => {
    await using plain = await openSetup({ approval: false });
    expect((await plain.check()).get('sales.approval')).toMatchObject({ verdict: 'MISSING', detail: expect.stringContaining('abs_connector') });
  });
});
