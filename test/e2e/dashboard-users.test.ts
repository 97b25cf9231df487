import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph, type TestGraph } from '../support/graph.ts';
import { facetsOf, mutationsOf } from '../support/sdl.ts';
import { listen } from './support/listen.ts';

/** People whom the dashboard knows and governance does not, by their logins in Odoo. */
const LOGINS = { admin: 'admin', manager: 'backoffice.togo@harmattan.example', worker: 'backoffice.kenya@harmattan.example' } as const;
type Person = keyof typeof LOGINS;
const PEOPLE = Object.keys(LOGINS) as readonly Person[];
const ROLE = { admin: 'DASHBOARD_ADMIN', manager: 'DASHBOARD_MANAGER', worker: 'DASHBOARD_WORKER' } as const;

// Answers are as deep as their questions; each test says what it expects of them.
type Data = { readonly [field: string]: Data } & readonly Data[] & string;

let graph: TestGraph;
const headers = {} as Record<Person, Record<string, string>>;
const ids = {} as Record<Person, string>;
/** Orders that governance's administrator made: of Kenya for the worker, of Togo and of Kenya for nobody. */
const order = {} as Record<'assigned' | 'togo' | 'kenya', string>;

async function data(as: Parameters<TestGraph['ask']>[0], query: string): Promise<Data> {
  const answer = await graph.ask(as, query);
  expect(answer.errors).toEqual([]);
  return answer.data as Data;
}

const codes = async (as: Person, query: string): Promise<readonly unknown[]> => (await graph.ask(headers[as], query)).errors.map(({ extensions }) => extensions?.code);

beforeAll(async () => {
  graph = await startGraph(null, { SANDBOX_PASSWORD: 'open sesame' });
  await data('admin', 'mutation { syncFull(input: {}) { syncRun { state } } }');
  for (const person of PEOPLE) {
    const { signIn } = await data({}, `mutation { signIn(input: { login: "${LOGINS[person]}", password: "open sesame" }) { token subject userErrors { code } } }`);
    headers[person] = { authorization: `Bearer ${signIn?.['token']}` };
    ids[person] = String(signIn?.['subject']).replace('dashboard:', '');
  }
  for (const [person, role] of [['admin', 'ADMIN'], ['manager', 'MANAGER']] as const) {
    await data('admin', `mutation { changeDashboardRole(input: { id: "${ids[person]}", role: ${role} }) { userErrors { code } } }`);
  }
  const make = async (account: string, more = ''): Promise<string> => {
    const products = await graph.ask('admin', '{ dashboardProducts(filter: { sku: { in: ["LAN-01", "KE-LAN-02"] } }) { nodes { id } } }', { 'x-sa-id': account });
    const product = (products.data as Data)['dashboardProducts']?.['nodes']?.[0]?.['id'];
    const answer = await graph.ask('admin', `mutation { createProductionOrder(input: { productId: "${product}", quantity: 2${more} }) { productionOrder { id } userErrors { code } } }`, { 'x-sa-id': account });
    return String((answer.data as Data)['createProductionOrder']?.['productionOrder']?.['id']);
  };
  order.assigned = await make('1003', `, assigneeId: "${ids.worker}"`);
  order.togo = await make('1004');
  order.kenya = await make('1003');
});
afterAll(() => graph[Symbol.asyncDispose]());

const numbersSeen = async (person: Person): Promise<readonly string[]> => ((await data(headers[person], '{ productionOrders(first: 200) { nodes { id } } }'))['productionOrders']?.['nodes'] ?? []).map(({ id }) => String(id));

describe('who is known to the dashboard alone', () => {
  it.each(PEOPLE)('signs in as what the dashboard says: %s', async (person) => {
    const { viewer } = await data(headers[person], '{ viewer { credential subject role memberships { id } serviceAccount { id } employee { id } person { id } capabilities { action allowed } } }');
    expect(viewer).toMatchObject({ credential: 'DASHBOARD_TOKEN', subject: `dashboard:${ids[person]}`, role: ROLE[person], memberships: [], serviceAccount: null, employee: null, person: null });
    const may = (viewer?.['capabilities'] ?? []).flatMap(({ action, allowed }) => (allowed ? [action] : []));
    const plans = ['PLAN_PRODUCTION', 'SYNCHRONISE'];
    expect(may).toEqual(['WORK_ON_PRODUCTION_ORDERS', ...(person === 'worker' ? [] : plans), ...(person === 'admin' ? ['SET_SYNC_SCHEDULE', 'MANAGE_DASHBOARD_USERS'] : [])]);
  });

  const { roots } = facetsOf();
  const OPEN = ['viewer', 'productionOrder', 'productionOrders', 'productionOrdersAggregate', 'productionThroughput', 'dashboardProduct', 'dashboardProducts', 'dashboardUser', 'dashboardUsers', 'odooProducts', 'odooUsers'];
  const OF_PLANNERS = ['syncStatus', 'syncRuns', 'syncConflicts'];

  it('sees no root of the graph but the dashboard’s', async () => {
    const closed = roots.filter(({ name }) => !OPEN.includes(name) && !OF_PLANNERS.includes(name));
    expect(roots.length - closed.length).toBe(OPEN.length + OF_PLANNERS.length);
    const refusedTo = async (person: Person, some: typeof roots): Promise<readonly string[]> =>
      (await Promise.all(some.map(async ({ name, query }) => ({ name, told: await codes(person, query) })))).flatMap(({ name, told }) => (told.length === 0 ? [] : [`${name} ${told.join()}`]));
    const all = (some: typeof roots): readonly string[] => some.map(({ name }) => `${name} FORBIDDEN`);
    for (const person of PEOPLE) {
      expect(await refusedTo(person, closed)).toEqual(all(closed));
      expect(await refusedTo(person, roots.filter(({ name }) => OPEN.includes(name)))).toEqual([]);
      const ofPlanners = roots.filter(({ name }) => OF_PLANNERS.includes(name));
      expect(await refusedTo(person, ofPlanners)).toEqual(person === 'worker' ? all(ofPlanners) : []);
    }
  });

  it('may use no mutation but those of the dashboard’s roles', async () => {
    for (const person of PEOPLE) {
      const closed = mutationsOf().filter(({ roles }) => roles !== null && !roles.includes(ROLE[person]));
      const told = await Promise.all(closed.map(async ({ name, query }) => [name, ...(await codes(person, query))]));
      expect(told).toEqual(closed.map(({ name }) => [name, 'FORBIDDEN']));
      expect(closed.map(({ name }) => name)).toEqual(expect.arrayContaining(['createCustomer', 'confirmOrder', 'createInvoice', 'finishManufacturingOrder']));
    }
  });

  it('finds nothing of Odoo behind an order but the company', async () => {
    const query = `{ productionOrder(id: "${order.assigned}") { product { name product { id } } assignee { name user { id } } manufacturingOrder { id } serviceAccounts { id } company { name currency { code } } } }`;
    const seen = {
      product: { name: 'Solar lantern, Kenya', product: null }, assignee: { name: 'Back office Nairobi', user: null }, manufacturingOrder: null, serviceAccounts: [],
      company: { name: 'Harmattan Energy Kenya', currency: null },
    };
    const answers = await Promise.all(PEOPLE.map((person) => data(headers[person], query)));
    expect(answers.map(({ productionOrder }) => productionOrder)).toEqual([seen, null, seen]);
  });

  it('is nobody with a token of somebody who does not exist', async () => {
    expect(await codes('worker', '{ viewer { role } }')).toEqual([]);
    const { signIn } = await data({}, 'mutation { signIn(input: { login: "admin", password: "wrong" }) { token userErrors { code } } }');
    expect(signIn).toEqual({ token: null, userErrors: [{ code: 'SIGN_IN_FAILED' }] });
  });
});

describe('a worker of the dashboard', () => {
  it('sees what is assigned to them: in lists, by id, counted, over the days', async () => {
    expect(await numbersSeen('worker')).toEqual([order.assigned]);
    const { mine, theirs, productionOrdersAggregate, productionThroughput, dashboardUsers } = await data(
      headers.worker,
      `{ mine: productionOrder(id: "${order.assigned}") { id } theirs: productionOrder(id: "${order.togo}") { id } productionOrdersAggregate(groupBy: [ASSIGNEE]) { assignee { name } count } productionThroughput(days: 1) { orders } dashboardUsers { totalCount nodes { id } } }`,
    );
    expect([mine, theirs]).toEqual([{ id: order.assigned }, null]);
    expect(productionOrdersAggregate).toEqual([{ assignee: { name: 'Back office Nairobi' }, count: 1 }]);
    expect(productionThroughput).toEqual([{ orders: 0 }]);
    expect(dashboardUsers).toEqual({ totalCount: 1, nodes: [{ id: ids.worker }] });
  });

  it('has no drop-downs of Odoo, nor conflicts, nor addresses', async () => {
    const { errors, data: answered } = await graph.ask(headers.worker, `{ odooProducts { sku } odooUsers { name } productionOrder(id: "${order.assigned}") { conflicts { id } assignee { login email } } }`);
    expect(answered).toEqual({ odooProducts: [], odooUsers: [], productionOrder: { conflicts: null, assignee: { login: null, email: null } } });
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  });

  it('changes notes and status of these, and nothing else', async () => {
    const change = (id: string, input: string): Promise<Data> => data(headers.worker, `mutation { updateProductionOrder(input: { id: "${id}", ${input} }) { productionOrder { notes } userErrors { code } } }`);
    expect(await change(order.assigned, 'notes: "Glue is out"')).toEqual({ updateProductionOrder: { productionOrder: { notes: 'Glue is out' }, userErrors: [] } });
    expect(await change(order.assigned, 'quantity: 5')).toEqual({ updateProductionOrder: { productionOrder: null, userErrors: [{ code: 'NOT_PERMITTED' }] } });
    expect(await change(order.togo, 'notes: "Not mine"')).toEqual({ updateProductionOrder: { productionOrder: null, userErrors: [{ code: 'NOT_FOUND' }] } });
    const { changeProductionStatus } = await data(headers.worker, `mutation { changeProductionStatus(input: { id: "${order.assigned}", status: IN_PROGRESS }) { productionOrder { status syncState history(first: 1) { by } } userErrors { code } } }`);
    expect(changeProductionStatus).toEqual({ productionOrder: { status: 'IN_PROGRESS', syncState: 'SYNCED', history: [{ by: `dashboard:${ids.worker}` }] }, userErrors: [] });
  });

  it('is told of these by the stream of events, and of no other', async () => {
    const heard = { worker: await listen(graph.url, headers.worker), manager: await listen(graph.url, headers.manager) };
    await data('admin', `mutation { updateProductionOrder(input: { id: "${order.togo}", notes: "for nobody" }) { userErrors { code } } }`);
    await data('admin', `mutation { updateProductionOrder(input: { id: "${order.assigned}", notes: "for the worker" }) { userErrors { code } } }`);
    const idsOf = (lines: readonly string[]): readonly string[] => [...new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id))];
    await expect.poll(() => idsOf(heard.worker.heard), { timeout: 5_000 }).toEqual([order.assigned]);
    await expect.poll(() => idsOf(heard.manager.heard), { timeout: 5_000 }).toEqual([order.togo]);
    for (const listener of Object.values(heard)) await listener.stop();
  });
});

describe('a manager of the dashboard', () => {
  it('sees the orders of their companies, and the drop-downs that go with them', async () => {
    const seen = await numbersSeen('manager');
    expect([seen.includes(order.togo), seen.includes(order.assigned), seen.includes(order.kenya)]).toEqual([true, false, false]);
    const { productionOrders, odooProducts, odooUsers } = await data(headers.manager, '{ productionOrders(first: 200) { nodes { company { name } } } odooProducts(search: "lantern") { sku } odooUsers { name } }');
    expect(new Set((productionOrders?.['nodes'] ?? []).map(({ company }) => company?.['name']))).toEqual(new Set(['Harmattan Energy Togo']));
    expect(odooProducts).toEqual([{ sku: 'LAN-01' }]);
    expect((odooUsers ?? []).map(({ name }) => name)).toContain('Back office Lomé');
    expect((odooUsers ?? []).map(({ name }) => name)).not.toContain('Back office Nairobi');
  });

  it('makes, assigns and deletes orders in their company, where Odoo has them at once', async () => {
    const { dashboardProducts } = await data(headers.manager, '{ dashboardProducts(filter: { sku: { eq: "LAN-01" } }) { nodes { id } } }');
    const { createProductionOrder: made } = await data(headers.manager, `mutation { createProductionOrder(input: { productId: "${dashboardProducts?.['nodes']?.[0]?.['id']}", quantity: 3, assigneeId: "${ids.worker}" }) { productionOrder { id syncState reference company { name } assignee { name } } userErrors { code } } }`);
    expect(made).toMatchObject({ productionOrder: { syncState: 'SYNCED', reference: expect.stringMatching(/^TG\/MO\//), company: { name: 'Harmattan Energy Togo' }, assignee: { name: 'Back office Nairobi' } }, userErrors: [] });
    const id = String(made?.['productionOrder']?.['id']);
    expect((await numbersSeen('worker')).toSorted()).toEqual([order.assigned, id].toSorted());
    expect(await data(headers.manager, `mutation { deleteProductionOrder(input: { id: "${id}" }) { deletedId userErrors { code } } }`)).toEqual({ deleteProductionOrder: { deletedId: id, userErrors: [] } });
    expect(await data(headers.manager, `mutation { deleteProductionOrder(input: { id: "${order.kenya}" }) { deletedId userErrors { code } } }`)).toEqual({ deleteProductionOrder: { deletedId: null, userErrors: [{ code: 'NOT_FOUND' }] } });
  });

  it('makes, changes and links products of the dashboard', async () => {
    const { createDashboardProduct: made } = await data(headers.manager, 'mutation { createDashboardProduct(input: { name: "Lantern stand", sku: "STD-01", price: "3.5" }) { dashboardProduct { id syncState product { id } } userErrors { code } } }');
    expect(made).toMatchObject({ dashboardProduct: { syncState: 'SYNCED', product: null }, userErrors: [] });
    const id = String(made?.['dashboardProduct']?.['id']);
    const { updateDashboardProduct, linkProduct } = await data(
      headers.manager,
      `mutation { updateDashboardProduct(input: { id: "${id}", price: "4" }) { dashboardProduct { price syncState } userErrors { code } } linkProduct(input: { id: "${id}", odooProductId: "1001" }) { dashboardProduct { id } userErrors { code } } }`,
    );
    expect(updateDashboardProduct).toEqual({ dashboardProduct: { price: '4', syncState: 'SYNCED' }, userErrors: [] });
    expect(linkProduct).toMatchObject({ dashboardProduct: null, userErrors: [{ code: expect.stringMatching(/^(WRONG_STATE|DUPLICATE|NOT_FOUND)$/) }] });
  });

  it('sees conflicts of their companies, on the order and in the list, and decides them', async () => {
    const { productionOrder } = await data('admin', `{ productionOrder(id: "${order.togo}") { manufacturingOrder { id } } }`);
    await data('admin', `mutation { cancelManufacturingOrder(input: { id: "${productionOrder?.['manufacturingOrder']?.['id']}" }) { userErrors { code } } }`);
    await data(headers.manager, `mutation { updateProductionOrder(input: { id: "${order.togo}", quantity: 9 }) { userErrors { code } } }`);
    const { syncConflicts, productionOrder: own } = await data(headers.manager, `{ syncConflicts(filter: { open: true }) { nodes { id field reason productionOrder { id } } } productionOrder(id: "${order.togo}") { conflicts { id } assignee { login } } }`);
    expect(syncConflicts).toEqual({ nodes: [{ id: expect.any(String), field: 'quantity', reason: 'NOT_POSSIBLE', productionOrder: { id: order.togo } }] });
    const id = String(syncConflicts?.['nodes']?.[0]?.['id']);
    expect(own).toEqual({ conflicts: [{ id }], assignee: null });
    const { resolveSyncConflict } = await data(headers.manager, `mutation { resolveSyncConflict(input: { id: "${id}", keep: ODOO }) { syncConflict { resolution resolvedBy } userErrors { code } } }`);
    expect(resolveSyncConflict).toEqual({ syncConflict: { resolution: 'ODOO', resolvedBy: `dashboard:${ids.manager}` }, userErrors: [] });
  });

  it('sees logins and addresses of their colleagues', async () => {
    const { dashboardUsers } = await data(headers.manager, '{ dashboardUsers { nodes { login email role } } }');
    const logins = (dashboardUsers?.['nodes'] ?? []).map(({ login }) => login as unknown as string);
    expect([logins.includes(LOGINS.manager), logins.includes(LOGINS.worker)]).toEqual([true, false]);
  });

  it('synchronises, and makes no side win', async () => {
    const { syncOrders, forced } = await data(headers.manager, 'mutation { syncOrders(input: {}) { syncRun { state } userErrors { code } } forced: syncOrders(input: { force: ODOO }) { syncRun { state } userErrors { code } } }');
    expect([syncOrders, forced]).toEqual([{ syncRun: { state: 'SUCCEEDED' }, userErrors: [] }, { syncRun: null, userErrors: [{ code: 'NOT_PERMITTED' }] }]);
  });
});

describe('an administrator of the dashboard', () => {
  const role = (as: Parameters<TestGraph['ask']>[0], id: string, wanted: string): Promise<Data> => data(as, `mutation { changeDashboardRole(input: { id: "${id}", role: ${wanted} }) { dashboardUser { role } userErrors { code } } }`);

  it('sees every order of every company', async () => {
    const all = await data('admin', '{ productionOrders { totalCount } }');
    expect(await data(headers.admin, '{ productionOrders { totalCount } }')).toEqual(all);
  });

  it('says who is what, which counts from the next request on', async () => {
    expect(await role(headers.admin, ids.worker, 'MANAGER')).toEqual({ changeDashboardRole: { dashboardUser: { role: 'MANAGER' }, userErrors: [] } });
    expect(await data(headers.worker, '{ viewer { role } }')).toEqual({ viewer: { role: 'DASHBOARD_MANAGER' } });
    expect(await role(headers.admin, ids.worker, 'WORKER')).toEqual({ changeDashboardRole: { dashboardUser: { role: 'WORKER' }, userErrors: [] } });
    expect(await data(headers.worker, '{ viewer { role } }')).toEqual({ viewer: { role: 'DASHBOARD_WORKER' } });
  });

  it('does not change their own role, and one of them stays', async () => {
    expect(await role(headers.admin, ids.admin, 'WORKER')).toEqual({ changeDashboardRole: { dashboardUser: null, userErrors: [{ code: 'NOT_PERMITTED' }] } });
    expect(await role('admin', ids.admin, 'WORKER')).toEqual({ changeDashboardRole: { dashboardUser: null, userErrors: [{ code: 'WRONG_STATE' }] } });
    expect(await role('admin', 'nobody', 'WORKER')).toEqual({ changeDashboardRole: { dashboardUser: null, userErrors: [{ code: 'NOT_FOUND' }] } });
  });

  it('makes one side win, and sets the clock', async () => {
    const { syncOrders } = await data(headers.admin, 'mutation { syncOrders(input: { force: ODOO }) { syncRun { state } userErrors { code } } }');
    expect(syncOrders).toEqual({ syncRun: { state: 'SUCCEEDED' }, userErrors: [] });
    const { setSyncSchedule } = await data(headers.admin, 'mutation { setSyncSchedule(input: { interval: "0 6 * * *" }) { schedule { interval } userErrors { code } } }');
    expect(setSyncSchedule).toEqual({ schedule: { interval: '0 6 * * *' }, userErrors: [] });
  });
});
