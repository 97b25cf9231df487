import { afterAll, describe, expect, it } from 'vitest';
import type { DashboardPeople, DashboardPerson } from '../../access/principal-sources.ts';
import type { Credential } from '../../access/credentials.ts';
import type { Principal } from '../../access/principal.ts';
import { resolvePrincipal } from '../../access/resolve-principal.ts';
import { dashboardConflicts, dashboardOrders, dashboardProducts, dashboardUsers, productChoices, userChoices } from '../../access/scopes/dashboard.ts';
import { denialOf } from '../../access/verdict.ts';
import { NOTHING } from '../../odoo/domain/build.ts';
import { COMPANY } from '../../odoo/sandbox/data/ids.ts';
import { now, scopesOf } from './scope-contract.ts';
import { closeWorlds, openWorld, REQUEST } from './world.ts';

const world = await openWorld('two-table');
afterAll(closeWorlds);

const ID = '6565656565656565656565aa';
const known: readonly DashboardPerson[] = [{ id: ID, name: 'Kofi', role: 'WORKER', companyIds: [COMPANY.TOGO] }];
const people = (role: DashboardPerson['role']): DashboardPeople => ({ byId: async (id) => known.map((person) => ({ ...person, role })).find((person) => person.id === id) ?? null });

function resolve(role: DashboardPerson['role'], userId = ID, header?: string): Promise<Principal> {
  const credential: Credential = { kind: 'dashboardUser', userId };
  return resolvePrincipal(credential, header, { odoo: world.odoo, database: world.database, now, dashboardPeople: people(role) }, REQUEST);
}

const NO_DOCUMENT = { _id: { $in: [] } };

describe('a user of the dashboard who is nothing else', () => {
  it('has the role that the dashboard says, and no place in governance, for no call to Odoo', async () => {
    world.calls.length = 0;
    const base = { kind: 'dashboardUser', subject: `dashboard:${ID}`, name: 'Kofi', employeeId: null, partnerId: null, serviceAccount: null, memberships: [], problem: null, dashboardUserId: ID };
    expect(await resolve('WORKER')).toEqual({ ...base, role: 'DASHBOARD_WORKER', policy: 'assigned_only', companyIds: [COMPANY.TOGO] });
    expect(await resolve('MANAGER')).toEqual({ ...base, role: 'DASHBOARD_MANAGER', policy: null, companyIds: [COMPANY.TOGO] });
    expect(await resolve('ADMIN')).toEqual({ ...base, role: 'DASHBOARD_ADMIN', policy: null, companyIds: null });
    expect(world.calls).toEqual([]);
  });

  it('has no use for X-SA-ID', async () => {
    expect(await resolve('MANAGER', ID, '1004')).toEqual(await resolve('MANAGER'));
  });

  it('is unknown when the dashboard does not let them in, and where there is no dashboard', async () => {
    await expect(resolve('WORKER', '000000000000000000000000')).rejects.toMatchObject({ code: 'CALLER_UNKNOWN' });
    const without = resolvePrincipal({ kind: 'dashboardUser', userId: ID }, undefined, { odoo: world.odoo, database: world.database, now }, REQUEST);
    await expect(without).rejects.toMatchObject({ code: 'CALLER_UNKNOWN' });
  });

  it.each(['WORKER', 'MANAGER', 'ADMIN'] as const)('sees no row of Odoo but companies: %s', async (role) => {
    const scopes = scopesOf(world, await resolve(role));
    const POLICIES = [
      ['CUSTOMER', 'res.partner'], ['SALES_ORDER', 'sale.order'], ['SUBSCRIPTION', 'sale.order'], ['SERVICE_ACCOUNT', 'ov.serviced_account'], ['MEMBERSHIP', 'ov.membership'],
      ['EMPLOYEE', 'abs.employee'], ['PERSON', 'res.partner'], ['ASSOCIATION', 'ov.sa_customer_assignment'], ['TRANSFER', 'stock.picking'], ['STOCK_MOVE', 'stock.move'],
      ['STOCK_MOVE_LINE', 'stock.move.line'], ['STOCK', 'stock.warehouse'], ['LOT', 'stock.lot'], ['FLEET', 'ov.fleet'], ['FLEET_ITEM', 'ov.fleet_item'], ['ASSET', 'ov.asset'],
      ['INVOICE', 'account.move'], ['PAYMENT', 'account.payment'], ['TICKET', 'helpdesk.ticket'], ['PRODUCTION', 'mrp.production'], ['ACCOUNTING', 'account.account'],
      ['COMPANY', 'product.product'], ['EVERYONE', 'res.currency'],
    ] as const;
    for (const [policy, model] of POLICIES) expect([policy, await world.ids(model, await scopes.domain(policy, model))]).toEqual([policy, []]);
    const companies = await world.ids('res.company', await scopes.domain('COMPANIES', 'res.company'));
    if (role === 'ADMIN') expect(companies).toContain(COMPANY.KENYA);
    else expect(companies).toEqual([COMPANY.TOGO]);
  });

  it('is refused every root of Query that does not name them', async () => {
    const root = { type: 'Query', field: 'salesOrders', roles: null, root: true, withoutScope: false };
    expect(denialOf(root, await resolve('ADMIN'))?.extensions).toMatchObject({ code: 'FORBIDDEN', denial: { rule: 'dashboard-only', have: 'DASHBOARD_ADMIN' } });
    expect(denialOf({ ...root, field: 'productionOrders', dashboard: true }, await resolve('ADMIN'))).toBe(null);
  });

  it('sees of the orders what the role says', async () => {
    expect(dashboardOrders(await resolve('WORKER'), [ID])).toEqual({ assigneeId: { $in: [ID] } });
    expect(dashboardOrders(await resolve('MANAGER'), [ID])).toEqual({ companyId: { $in: [null, COMPANY.TOGO] } });
    expect(dashboardOrders(await resolve('ADMIN'), [ID])).toEqual({});
  });

  it('sees of users, products, conflicts and drop-downs what the role says', async () => {
    const [worker, manager, admin] = await Promise.all([resolve('WORKER'), resolve('MANAGER'), resolve('ADMIN')]);
    expect([worker, manager, admin].map((principal) => dashboardUsers(principal))).toEqual([{ _id: { $in: [ID] } }, { $or: [{ companyIds: { $in: [COMPANY.TOGO] } }, { companyIds: [] }] }, {}]);
    expect([worker, manager, admin].map((principal) => dashboardProducts(principal))).toEqual([{ companyId: { $in: [null, COMPANY.TOGO] } }, { companyId: { $in: [null, COMPANY.TOGO] } }, {}]);
    expect(dashboardConflicts(worker)).toEqual(NO_DOCUMENT);
    expect(dashboardConflicts(admin)).toEqual({});
    expect([productChoices(worker, []), userChoices(worker)]).toEqual([NOTHING, NOTHING]);
    expect(productChoices(manager, NOTHING)).toEqual(['|', ['company_id', '=', false], ['company_id', 'in', [COMPANY.TOGO]]]);
    expect(productChoices(admin, NOTHING)).toEqual([]);
  });
});
