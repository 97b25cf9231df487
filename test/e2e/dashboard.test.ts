import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startGraph, type TestGraph } from '../support/graph.ts';

let sandbox: Sandbox;
let graph: TestGraph;
beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox);
  await data('admin', 'mutation { syncFull(input: {}) { syncRun { state } userErrors { code } } }');
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});

type Persona = Parameters<TestGraph['ask']>[0];
// Answers are as deep as their questions; each test says what it expects of them.
type Data = { readonly [field: string]: Data } & readonly Data[] & string;

async function data(as: Persona, query: string): Promise<Data> {
  const answer = await graph.ask(as, query);
  expect(answer.errors).toEqual([]);
  return answer.data as Data;
}

const PRODUCT = '{ dashboardProducts(filter: { sku: { eq: "LAN-01" } }) { nodes { id } } }';

async function make(as: Persona, more = ''): Promise<{ readonly id: string; readonly number: string }> {
  const { dashboardProducts } = await data(as, PRODUCT);
  const { createProductionOrder: made } = await data(as, `mutation { createProductionOrder(input: { productId: "${dashboardProducts?.['nodes']?.[0]?.['id']}", quantity: "2.5"${more} }) { productionOrder { id number } userErrors { code } } }`);
  return made?.['productionOrder'] as unknown as { id: string; number: string };
}

describe('the production dashboard in the graph', () => {
  it('shows the orders of the workshop with both sides of them', async () => {
    const { productionOrders } = await data('admin', '{ productionOrders(first: 1, filter: { reference: { eq: "TG/MO/00008" } }) { totalCount nodes { status odooState syncState product { name sku product { id } } manufacturingOrder { name productionOrder { number } } company { name } } } }');
    expect(productionOrders).toMatchObject({
      totalCount: 1,
      nodes: [{ status: 'IN_PROGRESS', odooState: 'IN_PROGRESS', syncState: 'SYNCED', product: { name: 'Solar home kit 50 W', sku: 'SHK-050' }, manufacturingOrder: { name: 'TG/MO/00008', productionOrder: { number: expect.stringMatching(/^ORD-/) } }, company: { name: 'Harmattan Energy Togo' } }],
    });
  });

  it('is what the last lines of the checklist before going live go by', async () => {
    const lines = async () => ((await data('admin', '{ setupChecklist { id verdict detail } }'))['setupChecklist'] as unknown as readonly { id: string; verdict: string; detail: string }[]).filter(({ id }) => /Synced|Created|autoSync|bothWays|monitored/.test(id));
    expect((await lines()).map(({ id, verdict, detail }) => `${verdict} ${id}: ${detail.replace(/[\d:.TZ-]{20,}/, 'then')}`)).toEqual([
      'OK manufacturing.productsSynced: 21 products are the same on both sides.',
      'OK manufacturing.ordersCreated: 25 orders.',
      'MISSING manufacturing.autoSync: Switched off, by ODOO_AUTO_SYNC or setSyncSchedule.',
      'OK manufacturing.bothWays: 25 orders are the same on both sides.',
      'OK manufacturing.monitored: The last run began at then; no errors, and no conflict is open.',
    ]);
  });

  it('shows the same orders to everybody as their manufacturing orders', async () => {
    for (const persona of ['admin', 'manager', 'staff', 'agent', 'customer'] as const) {
      const { productionOrders, manufacturingOrders } = await data(persona, '{ productionOrders(first: 200) { nodes { reference } } manufacturingOrders(first: 200) { nodes { name } } }');
      const here = (productionOrders?.['nodes'] ?? []).map(({ reference }) => reference as unknown as string);
      const there = (manufacturingOrders?.['nodes'] ?? []).map(({ name }) => name as unknown as string);
      // Who sees only what they act on has it by assignment: to the dashboard that is the assignee, to Odoo's governance the actor.
      if (persona === 'staff' || persona === 'agent') expect(here).toEqual([]);
      else expect(here.sort()).toEqual(there.sort());
    }
  });

  it('makes an order in Odoo at once, in the company and Service Account of the caller', async () => {
    const { id } = await make('manager', ', priority: URGENT, notes: "For the fair"');
    const { productionOrder } = await data('manager', `{ productionOrder(id: "${id}") { status syncState reference quantity priority notes serviceAccounts { name } manufacturingOrder { origin state quantity governance { level serviceAccounts { name } } } availableStatuses } }`);
    expect(productionOrder).toMatchObject({
      status: 'PENDING',
      syncState: 'SYNCED',
      quantity: '2.5',
      priority: 'URGENT',
      notes: 'For the fair',
      serviceAccounts: [{ name: 'Lomé' }],
      manufacturingOrder: { origin: expect.stringMatching(/^Dashboard-ORD-\d{6}$/), state: 'DRAFT', quantity: '2.5', governance: { level: 2, serviceAccounts: [{ name: 'Lomé' }] } },
      availableStatuses: ['ON_HOLD', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'],
    });
  });

  it('goes from status to status by Odoo’s methods, and says where it can go', async () => {
    const { id } = await make('manager');
    const to = (status: string): Promise<Data> => data('manager', `mutation { changeProductionStatus(input: { id: "${id}", status: ${status} }) { productionOrder { status odooState syncState } userErrors { code message path } } }`);
    expect(await to('IN_PROGRESS')).toEqual({ changeProductionStatus: { productionOrder: { status: 'IN_PROGRESS', odooState: 'IN_PROGRESS', syncState: 'SYNCED' }, userErrors: [] } });
    expect(await to('ON_HOLD')).toEqual({
      changeProductionStatus: { productionOrder: null, userErrors: [{ code: 'WRONG_STATE', message: 'From here the order can become COMPLETED, CANCELLED.', path: ['input', 'status'] }] },
    });
    expect(await to('COMPLETED')).toMatchObject({ changeProductionStatus: { productionOrder: { status: 'COMPLETED', odooState: 'DONE' } } });
    const { deleteProductionOrder } = await data('manager', `mutation { deleteProductionOrder(input: { id: "${id}" }) { deletedId userErrors { code } } }`);
    expect(deleteProductionOrder).toEqual({ deletedId: null, userErrors: [{ code: 'WRONG_STATE' }] });
  });

  it('refuses what is wrong in an input with its path, and writes nothing', async () => {
    const { dashboardProducts } = await data('manager', PRODUCT);
    const product = dashboardProducts?.['nodes']?.[0]?.['id'];
    const before = sandbox.calls.length;
    const refusals = async (input: string): Promise<Data | undefined> => (await data('manager', `mutation { createProductionOrder(input: { ${input} }) { productionOrder { id } userErrors { code path } } }`))['createProductionOrder']?.['userErrors'];
    expect(await refusals(`productId: "${product}", quantity: 0`)).toEqual([{ code: 'INVALID_VALUE', path: ['input', 'quantity'] }]);
    expect(await refusals(`productId: "${product}", quantity: -3`)).toEqual([{ code: 'INVALID_VALUE', path: ['input', 'quantity'] }]);
    expect(await refusals('productId: "nothing", quantity: 1')).toEqual([{ code: 'NOT_FOUND', path: ['input', 'productId'] }]);
    expect(await refusals(`productId: "${product}", quantity: 1, assigneeId: "nobody"`)).toEqual([{ code: 'NOT_FOUND', path: ['input', 'assigneeId'] }]);
    expect(sandbox.calls.slice(before).filter(({ model, method }) => model === 'mrp.production' && method === 'create')).toEqual([]);
  });

  it('is for one of two who read the same version', async () => {
    const { id } = await make('manager');
    const { productionOrder } = await data('manager', `{ productionOrder(id: "${id}") { version } }`);
    const change = (quantity: number): Promise<Data> => data('manager', `mutation { updateProductionOrder(input: { id: "${id}", version: ${productionOrder?.['version']}, quantity: ${quantity} }) { productionOrder { quantity } userErrors { code path } } }`);
    expect(await change(7)).toMatchObject({ updateProductionOrder: { productionOrder: { quantity: '7' } } });
    expect(await change(8)).toEqual({ updateProductionOrder: { productionOrder: null, userErrors: [{ code: 'CONFLICT', path: ['input', 'version'] }] } });
  });

  it('hides an order of another company as if it did not exist', async () => {
    const { productionOrders } = await data('admin', '{ productionOrders(first: 1, filter: { reference: { startsWith: "KE/" } }) { nodes { id } } }');
    const id = productionOrders?.['nodes']?.[0]?.['id'];
    expect(await data('manager', `{ productionOrder(id: "${id}") { number } }`)).toEqual({ productionOrder: null });
    expect(await data('manager', `mutation { changeProductionStatus(input: { id: "${id}", status: CANCELLED }) { productionOrder { id } userErrors { code } } }`)).toEqual({
      changeProductionStatus: { productionOrder: null, userErrors: [{ code: 'NOT_FOUND' }] },
    });
  });

  it('pages through every order once, in any order, also where there is no value', async () => {
    for (const orderBy of ['deadlineAt: ASC', 'deadlineAt: DESC', 'status: ASC', 'quantity: DESC', 'createdAt: ASC']) {
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { productionOrders: page }: Data = await data('admin', `{ productionOrders(first: 7, orderBy: [{ ${orderBy} }]${after === null ? '' : `, after: "${after}"`}) { totalCount pageInfo { hasNextPage endCursor } nodes { id } } }`);
        seen.push(...(page?.['nodes'] ?? []).map(({ id }) => id as unknown as string));
        more = page?.['pageInfo']?.['hasNextPage'] as unknown as boolean;
        after = page?.['pageInfo']?.['endCursor'] as unknown as string;
        if (!more) expect([orderBy, seen.length, new Set(seen).size]).toEqual([orderBy, page?.['totalCount'], page?.['totalCount']]);
      }
    }
    const { errors } = await graph.ask('admin', '{ productionOrders(after: "bm8") { totalCount } }');
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['BAD_CURSOR']);
  });

  it('counts for a wall display', async () => {
    const { productionOrdersAggregate: groups, productionOrders, productionThroughput } = await data('admin', '{ productionOrdersAggregate(groupBy: [STATUS]) { status count } productionOrders(first: 0) { totalCount } productionThroughput(days: 7) { day orders } }');
    expect((groups ?? []).reduce((sum, { count }) => sum + Number(count), 0)).toBe(productionOrders?.['totalCount']);
    expect(productionThroughput?.length).toBe(7);
    // One was completed above, today.
    expect(productionThroughput?.[6]?.['orders']).toBeGreaterThan(0);
    const { productionOrdersAggregate: none } = await data('customer', '{ productionOrdersAggregate { count late quantity } }');
    expect(none).toEqual([{ count: 0, late: 0, quantity: '0' }]);
  });

  it('has the live drop-downs of Odoo, with the dashboard’s side of them', async () => {
    const { odooProducts, odooUsers } = await data('manager', '{ odooProducts(search: "lantern") { sku onHand dashboardProduct { sku } } odooUsers { name dashboardUser { name } } }');
    expect(odooProducts).toEqual([{ sku: 'LAN-01', onHand: expect.stringMatching(/^\d/), dashboardProduct: { sku: 'LAN-01' } }]);
    expect(odooUsers?.length).toBeGreaterThan(0);
    for (const user of odooUsers ?? []) expect(user['dashboardUser']?.['name']).toBe(user['name']);
  });

  it('tells managers how the synchronisation stands, and nobody else', async () => {
    const { syncStatus } = await data('manager', '{ syncStatus { syncInProgress totalErrors lagSeconds openConflicts entities { entity failed } scheduler { enabled interval nextRun } lastRun { kind state } } }');
    expect(syncStatus).toMatchObject({ syncInProgress: false, totalErrors: 0, openConflicts: 0, scheduler: { enabled: false, interval: '*/5 * * * *', nextRun: null }, lastRun: { kind: 'FULL', state: 'SUCCEEDED' } });
    for (const persona of ['staff', 'agent', 'customer'] as const) {
      const { errors, data: answered } = await graph.ask(persona, '{ syncStatus { totalErrors } syncRuns { totalCount } syncConflicts { totalCount } }');
      expect([answered, errors.map(({ extensions }) => extensions?.code)]).toEqual([{ syncStatus: null, syncRuns: null, syncConflicts: null }, ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']]);
    }
  });

  it('lists a conflict and resolves it', async () => {
    const { id } = await make('manager');
    const { productionOrder } = await data('manager', `{ productionOrder(id: "${id}") { manufacturingOrder { id } } }`);
    const odooId = Number(productionOrder?.['manufacturingOrder']?.['id']);
    await fetch(`${sandbox.url}/json/2/mrp.production/write`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `bearer ${sandbox.apiKey}`, 'x-odoo-database': sandbox.db },
      body: JSON.stringify({ ids: [odooId], vals: { product_qty: 41 } }),
    });
    await data('manager', `mutation { updateProductionOrder(input: { id: "${id}", quantity: 42 }) { userErrors { code } } }`);
    const { syncConflicts } = await data('manager', '{ syncConflicts(filter: { open: true }) { totalCount nodes { id field base dashboardValue odooValue winner reason productionOrder { id quantity } } } }');
    expect(syncConflicts).toMatchObject({ totalCount: 1, nodes: [{ field: 'quantity', base: '2.5', dashboardValue: '42', odooValue: '41', winner: 'ODOO', reason: 'BOTH_CHANGED', productionOrder: { id, quantity: '41' } }] });
    const conflict = syncConflicts?.['nodes']?.[0]?.['id'];
    const { resolveSyncConflict } = await data('manager', `mutation { resolveSyncConflict(input: { id: "${conflict}", keep: DASHBOARD }) { syncConflict { resolution productionOrder { quantity syncState } } userErrors { code } } }`);
    expect(resolveSyncConflict).toEqual({ syncConflict: { resolution: 'DASHBOARD', productionOrder: { quantity: '42', syncState: 'SYNCED' } }, userErrors: [] });
  });

  it('is set going by the clock that an administrator sets', async () => {
    const set = (input: string): Promise<Data> => data('admin', `mutation { setSyncSchedule(input: { ${input} }) { schedule { enabled interval nextRun } userErrors { code path } } }`);
    expect(await set('interval: "every now and then"')).toEqual({ setSyncSchedule: { schedule: null, userErrors: [{ code: 'INVALID_VALUE', path: ['input', 'interval'] }] } });
    expect(await set('interval: "*/10 * * * *", enabled: true')).toMatchObject({ setSyncSchedule: { schedule: { enabled: true, interval: '*/10 * * * *', nextRun: expect.stringMatching(/0:00Z$/) } } });
    expect(await set('enabled: false')).toMatchObject({ setSyncSchedule: { schedule: { enabled: false, interval: '*/10 * * * *', nextRun: null } } });
  });
});
