import { afterAll, describe, expect, it } from 'vitest';
import { ANONYMOUS } from '../../access/principal.ts';
import { CUSTOMER } from '../../odoo/sandbox/data/ids.ts';
import { CAST, PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { principal } from './principals.ts';
import { lineageContract } from './lineage-contract.ts';
import { journalsOf, openLineage } from './lineage-world.ts';
import { employee, resolve, scopesOf } from './scope-contract.ts';
import { REQUEST, STORAGES, closeWorlds, lacking, type Storage } from './world.ts';

const OPENED = new Map(await Promise.all(STORAGES.map(async (storage) => [storage, await openLineage(storage)] as const)));
afterAll(closeWorlds);

const opened = (storage: Storage) => {
  const found = OPENED.get(storage);
  if (found === undefined) throw new Error(`no world of ${storage}`);
  return found;
};

describe.each(STORAGES)('lineage in a %s database', (storage) => lineageContract(() => opened(storage)));

describe('what a lineage costs', () => {
  const POLICIES = [
    ['TRANSFER', 'stock.picking'], ['STOCK_MOVE', 'stock.move'], ['STOCK_MOVE_LINE', 'stock.move.line'], ['LOT', 'stock.lot'], ['FLEET', 'ov.fleet'], ['FLEET_ITEM', 'ov.fleet_item'],
    ['ASSET', 'ov.asset'], ['INVOICE', 'account.move'], ['PAYMENT', 'account.payment'], ['TICKET', 'helpdesk.ticket'], ['PRODUCTION', 'mrp.production'],
  ] as const;

  it.each([['manager', PERSONAS.manager.id], ['staff', PERSONAS.staff.id], ['agent', PERSONAS.agent.id]])('is no call with inverse fields: %s', async (_name, id) => {
    const { world } = opened('two-table');
    const scopes = scopesOf(world, await resolve(world, employee(id)));
    world.calls.length = 0;
    for (const [policy, model] of POLICIES) await scopes.domain(policy, model);
    expect(world.calls).toEqual([]);
  });

  it('is one call for the messages of tickets, which have no relation to them', async () => {
    const { world } = opened('two-table');
    const scopes = scopesOf(world, await resolve(world, employee(PERSONAS.manager.id)));
    world.calls.length = 0;
    await Promise.all([scopes.domain('TICKET_MESSAGE', 'mail.message'), scopes.domain('TICKET_MESSAGE', 'mail.message')]);
    expect(world.calls).toEqual(['helpdesk.ticket']);
  });

  it('is one call for each object and each way to a serial number without inverse fields', async () => {
    const { world } = opened('one-table without inverses');
    const scopes = scopesOf(world, await resolve(world, employee(PERSONAS.manager.id)));
    world.calls.length = 0;
    await scopes.domain('LOT', 'stock.lot');
    expect(world.calls.toSorted()).toEqual([
      'ov.asset', 'ov.asset', 'ov.fleet_item', 'ov.fleet_item', 'ov.sa_asset_assignment', 'ov.sa_customer_assignment', 'ov.sa_fleet_assignment', 'ov.sa_picking_assignment', 'ov.sa_sale_order_assignment', 'stock.move.line',
    ]);
  });
});

describe('what a database lacks', () => {
  const manager = async (world: Parameters<typeof resolve>[0]) => scopesOf(world, await resolve(world, employee(PERSONAS.manager.id)));
  const see = async (gone: (model: string, field: string) => boolean, policy: 'PAYMENT' | 'STOCK_MOVE' | 'TRANSFER', model: string) =>
    JSON.stringify(await (await manager(lacking(opened('two-table').world, gone))).domain(policy, model));

  it('is not asked for: payments before 18 name no invoices, and are followed by reconciliation alone', async () => {
    const domain = await see((_model, field) => field === 'invoice_ids', 'PAYMENT', 'account.payment');
    expect(domain).not.toContain('"invoice_ids"');
    expect(domain).toContain('"matched_debit_ids"');
  });
  it('is not asked for: moves without manufacturing', async () => {
    expect(await see((_model, field) => field.endsWith('production_id'), 'STOCK_MOVE', 'stock.move')).not.toContain('production_id');
  });
  it('is not asked for: transfers without orders', async () => {
    expect(await see((_model, field) => field === 'sale_id', 'TRANSFER', 'stock.picking')).not.toContain('"sale_id"');
  });
});

describe('stock and books', () => {
  const { world } = opened('two-table');
  const domain = (changes: Parameters<typeof principal>[0], policy: 'STOCK' | 'ACCOUNTING', model: string) => scopesOf(world, principal(changes)).domain(policy, model);
  const NOTHING = [['id', 'in', []]];
  const customer = { kind: 'customer', role: 'CUSTOMER', policy: null, serviceAccount: null, partnerId: CUSTOMER.PERSONA } as const;

  it.each([['STOCK', 'stock.warehouse'], ['ACCOUNTING', 'account.journal']] as const)('%s: the company’s and the shared, nothing for customers and nobody', async (policy, model) => {
    expect(await domain({}, policy, model)).toEqual(['|', ['company_id', '=', false], ['company_id', 'in', [1001]]]);
    expect(await domain(customer, policy, model)).toEqual(NOTHING);
    expect(await scopesOf(world, ANONYMOUS).domain(policy, model)).toEqual(NOTHING);
    expect(await domain({ role: 'ADMIN', policy: null, companyIds: null }, policy, model)).toEqual([]);
  });
  it('quantities: the company’s alone, for what lies in shared places lies with customers of all companies', async () => {
    expect(await domain({}, 'STOCK', 'stock.quant')).toEqual([['company_id', 'in', [1001]]]);
    expect(await domain(customer, 'STOCK', 'stock.quant')).toEqual(NOTHING);
    expect(await domain({ companyIds: [] }, 'STOCK', 'stock.quant')).toEqual(NOTHING.map(() => ['company_id', 'in', []]));
  });
  it('accounts: by all of their companies where they have several', async () => {
    const shared = { ...world, database: { ...world.database, has: world.database.has, model: world.database.model, field: (model: string, name: string) => (name === 'company_ids' ? { type: 'many2many' } : world.database.field(model, name)) } };
    expect(await scopesOf(shared, principal()).domain('ACCOUNTING', 'account.account')).toEqual(['|', ['company_ids', '=', false], ['company_ids', 'in', [1001]]]);
  });
});

describe('a payment', () => {
  it('follows its invoices also by reconciliation alone', async () => {
    const { world, story } = opened('two-table');
    const id = (model: string, name: string): number => story.get(model)?.get(name) ?? 0;
    const make = async (model: string, values: Readonly<Record<string, unknown>>): Promise<number> => {
      const made = await world.odoo.call<readonly number[]>({ model, method: 'create', args: { vals_list: [values] }, kind: 'write' }, REQUEST);
      return made[0] ?? 0;
    };
    const lineOf = async (invoice: string): Promise<number> => (await world.ids('account.move.line', [['move_id', '=', id('account.move', invoice)]]))[0] ?? 0;
    const { sales, bank } = await journalsOf(world.odoo);
    const paying = async (invoice: string): Promise<number> => {
      const move = await make('account.move', { move_type: 'entry', date: '2026-10-01', ...sales, partner_id: CUSTOMER.PERSONA, line_ids: [[0, 0, { name: 'paid', currency_id: 1 }]] });
      const [line] = await world.ids('account.move.line', [['move_id', '=', move]]);
      await make('account.partial.reconcile', { debit_move_id: await lineOf(invoice), credit_move_id: line });
      return make('account.payment', { partner_id: CUSTOMER.PERSONA, amount: 1, date: '2026-10-01', ...bank, move_id: move });
    };
    const [ofAgent, ofKara] = [await paying('agents order'), await paying('Karas order')];
    const seen = async (employeeId: number): Promise<readonly number[]> => {
      const caller = await resolve(world, employee(employeeId));
      return (await world.ids('account.payment', await scopesOf(world, caller).domain('PAYMENT', 'account.payment'))).filter((found) => found === ofAgent || found === ofKara);
    };
    expect(await seen(PERSONAS.agent.id)).toEqual([ofAgent]);
    expect(await seen(CAST.karaManager.employeeId)).toEqual([ofKara]);
    expect(await seen(PERSONAS.staff.id)).toEqual([]);
  });
});

describe('associations of tickets and transfers', () => {
  it('are visible with the record, for who sees only some', async () => {
    const { world, story } = opened('two-table');
    const of = async (employeeId: number, model: string, field: string) => {
      const domain = await scopesOf(world, await resolve(world, employee(employeeId))).domain('ASSOCIATION', model);
      const records = await world.odoo.call<{ records: readonly Record<string, unknown>[] }>({ model, method: 'web_search_read', args: { domain, specification: { [field]: {} } }, kind: 'read' }, REQUEST);
      const native = field === 'ticket_id' ? 'helpdesk.ticket' : 'stock.picking';
      return [...(story.get(native) ?? [])].filter(([, id]) => records.records.some((row) => row[field] === id)).map(([name]) => name);
    };
    expect(await of(PERSONAS.agent.id, 'ov.sa_ticket_assignment', 'ticket_id')).toEqual(['agents']);
    expect(await of(PERSONAS.agent.id, 'ov.sa_picking_assignment', 'picking_id')).toEqual(['agents own', 'colleagues own, of the agents customer']);
    expect(await of(CAST.karaManager.employeeId, 'ov.sa_picking_assignment', 'picking_id')).toEqual(['internal of Kara', 'given to Kara']);
  });
});
