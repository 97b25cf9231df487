import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPANY, CUSTOMER, EMPLOYEE, personOf, SA } from '../../../odoo/sandbox/data/ids.ts';
import { ORDER_CASE } from '../../../odoo/sandbox/data/order-cases.ts';
import { employee, startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';

interface Governed {
  readonly id: string;
  readonly governance: { readonly level: number; readonly provenance: string; readonly serviceAccounts: readonly { readonly id: string }[] };
  readonly assignedActors: readonly { readonly actor: { readonly id: string } | null; readonly isPrimary: boolean }[];
}

const FIELDS = 'id governance { level provenance serviceAccounts { id } } assignedActors { actor { id } isPrimary }';

/** Level, provenance, Service Accounts and actors of one record, shortly. */
function shortly({ governance, assignedActors }: Governed): readonly unknown[] {
  return [governance.level, governance.provenance, governance.serviceAccounts.map(({ id }) => Number(id)), assignedActors.map(({ actor }) => Number(actor?.id))];
}

async function ask<T>(graph: TestGraph, as: Parameters<TestGraph['ask']>[0], query: string): Promise<T> {
  const { data, errors } = await graph.ask(as, query);
  expect(errors).toEqual([]);
  return data as T;
}

async function governanceOf(graph: TestGraph, root: 'customers' | 'salesOrders', ids: readonly number[]): Promise<ReadonlyMap<number, Governed>> {
  const data = await ask<Record<string, { nodes: Governed[] }>>(graph, 'admin', `{ ${root}(first: 50, filter: { id: { in: ${JSON.stringify(ids.map(String))} } }) { nodes { ${FIELDS} } } }`);
  return new Map((data[root]?.nodes ?? []).map((node) => [Number(node.id), node]));
}

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const OTHER = personOf(EMPLOYEE.LOME_OTHER_AGENT);

describe.each(['two-table', 'one-table', 'stamps'] as const)('governance of records, %s', (generation) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { SANDBOX_GOVERNANCE: generation });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  const stored = generation === 'stamps' ? 'STAMP' : 'ASSOCIATION';

  it('says what the customer’s rows or stamp say', async () => {
    const found = await governanceOf(graph, 'customers', [CUSTOMER.PERSONA, CUSTOMER.UNASSIGNED, CUSTOMER.EXPIRED_ACTOR, CUSTOMER.EXPIRED, CUSTOMER.UNGOVERNED_PERSON]);
    expect([...found].map(([id, record]) => [id, ...shortly(record)])).toEqual(
      expect.arrayContaining([
        [CUSTOMER.PERSONA, 3, stored, [SA.LOME], [AGENT]],
        [CUSTOMER.UNASSIGNED, 2, stored, [SA.LOME], []],
        [CUSTOMER.EXPIRED_ACTOR, 2, stored, [SA.LOME], []],
        [CUSTOMER.EXPIRED, 1, 'NONE', [], []],
        [CUSTOMER.UNGOVERNED_PERSON, 1, 'NONE', [], []],
      ]),
    );
    expect(found.size).toBe(5);
  });

  it('names every Service Account and actor that the storage can hold', async () => {
    const found = await governanceOf(graph, 'customers', [CUSTOMER.TWO_ACCOUNTS, CUSTOMER.TWO_ACTORS]);
    const [accounts, actors] = [found.get(CUSTOMER.TWO_ACCOUNTS), found.get(CUSTOMER.TWO_ACTORS)];
    expect(accounts && shortly(accounts)).toEqual(
      generation === 'stamps' ? [3, 'STAMP', [SA.LOME], [AGENT]] : [3, 'ASSOCIATION', [SA.LOME, SA.KARA], [AGENT, personOf(EMPLOYEE.TWO_ACCOUNTS)]],
    );
    expect(actors?.assignedActors.map(({ actor, isPrimary }) => [Number(actor?.id), isPrimary])).toEqual(generation === 'two-table' ? [[AGENT, true], [OTHER, false]] : [[AGENT, true]]);
  });

  it('follows the customer for an order that was never governed itself', async () => {
    const found = await governanceOf(graph, 'salesOrders', [ORDER_CASE.THROUGH_CUSTOMER, ORDER_CASE.OTHERS_OWN_ACTOR, ORDER_CASE.UNGOVERNED]);
    const [through, own, none] = [ORDER_CASE.THROUGH_CUSTOMER, ORDER_CASE.OTHERS_OWN_ACTOR, ORDER_CASE.UNGOVERNED].map((id) => found.get(id));
    expect(through && shortly(through)).toEqual([3, 'CUSTOMER', [SA.LOME], [AGENT]]);
    expect(own && shortly(own)).toEqual([3, stored, [SA.LOME], [OTHER]]);
    expect(none && shortly(none)).toEqual([1, 'NONE', [], []]);
  });

  it('shows an employee the Service Account in context only', async () => {
    const query = `{ customer(id: ${CUSTOMER.TWO_ACCOUNTS}) { ${FIELDS} } }`;
    const { customer } = await ask<{ customer: Governed }>(graph, 'agent', query);
    expect(shortly(customer)).toEqual([3, stored, [SA.LOME], [AGENT]]);
  });
});

describe('what governance adds up', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  interface Node {
    readonly serviceAccount: { readonly id: string };
    readonly depth: number;
    readonly path: readonly string[];
    readonly children: readonly { readonly serviceAccount: { readonly id: string } }[];
  }

  async function tree(as: Parameters<TestGraph['ask']>[0]): Promise<readonly Node[]> {
    const { serviceAccountTree } = await ask<{ serviceAccountTree: Node[] }>(graph, as, '{ serviceAccountTree(flat: true) { serviceAccount { id } depth path children { serviceAccount { id } } } }');
    return serviceAccountTree;
  }

  it('lists the tree of an admin with parents before children, siblings by name', async () => {
    expect((await tree('admin')).map(({ serviceAccount, depth }) => [Number(serviceAccount.id), depth])).toEqual([
      [SA.GLOBAL_ROOT, 0], [SA.KENYA, 1], [SA.KISUMU, 2], [SA.LAKESIDE, 3], [SA.MOMBASA, 2], [SA.NAIROBI, 2], [SA.TOGO, 1], [SA.KARA, 2], [SA.LOME, 2], [SA.LOME_BE, 3],
    ]);
  });

  it('begins the tree of a manager at what they manage', async () => {
    expect((await tree('manager')).map(({ path }) => path)).toEqual([[String(SA.LOME)], [String(SA.LOME), String(SA.LOME_BE)]]);
  });

  it('shows members their own Service Account only, and customers none', async () => {
    expect((await tree('agent')).map(({ serviceAccount, children }) => [serviceAccount.id, children])).toEqual([[String(SA.LOME), []]]);
    expect(await tree('customer')).toEqual([]);
  });

  const METRICS = 'serviceAccountIds metrics { descendants activeMembers customers orders ordersOpen }';
  interface Rollup {
    readonly serviceAccountRollup: { readonly serviceAccountIds: readonly string[]; readonly metrics: Readonly<Record<'descendants' | 'activeMembers' | 'customers' | 'orders' | 'ordersOpen', number>> } | null;
  }

  it('counts each record of a subtree once, as the records themselves say', async () => {
    const { serviceAccountRollup: rollup } = await ask<Rollup>(graph, 'admin', `{ serviceAccountRollup(id: ${SA.TOGO}) { ${METRICS} } }`);
    const inside = (record: Governed): boolean => record.governance.serviceAccounts.some(({ id }) => rollup?.serviceAccountIds.includes(id));
    const { customers, salesOrders } = await ask<{ customers: { nodes: Governed[] }; salesOrders: { nodes: (Governed & { state: string })[] } }>(
      graph, 'admin', '{ customers(first: 200) { nodes { id governance { serviceAccounts { id } } } } salesOrders(first: 200) { nodes { id state governance { serviceAccounts { id } } } } }',
    );
    const orders = salesOrders.nodes.filter(inside);
    expect(rollup?.serviceAccountIds.map(Number)).toEqual([SA.TOGO, SA.KARA, SA.LOME, SA.LOME_BE]);
    expect(rollup?.metrics).toMatchObject({
      descendants: 3, customers: customers.nodes.filter(inside).length, orders: orders.length, ordersOpen: orders.filter(({ state }) => state === 'DRAFT' || state === 'SENT').length,
    });
    expect(rollup?.metrics.customers).toBeGreaterThan(50);
  });

  it('counts for all Service Accounts of a page what it counts for each alone, in one call for each number', async () => {
    const { data, errors, odooCalls } = await graph.ask('admin', '{ serviceAccounts(first: 50) { nodes { id metrics { descendants activeMembers customers orders ordersOpen } } } }');
    expect(errors).toEqual([]);
    // The caller, the list, the tree, and four numbers.
    expect(odooCalls).toBe(1 + 1 + 1 + 4);
    for (const { id, metrics } of (data as { serviceAccounts: { nodes: { id: string; metrics: unknown }[] } }).serviceAccounts.nodes) {
      const { serviceAccountRollup: rollup } = await ask<Rollup>(graph, 'admin', `{ serviceAccountRollup(id: ${id}) { ${METRICS} } }`);
      expect(metrics, id).toEqual(rollup?.metrics);
    }
  });

  it('counts members who are live today: not the suspended, revoked, past and future ones', async () => {
    const { serviceAccountRollup: rollup } = await ask<Rollup>(graph, 'manager', `{ serviceAccountRollup { ${METRICS} } }`);
    expect(rollup?.serviceAccountIds.map(Number)).toEqual([SA.LOME, SA.LOME_BE]);
    // Lomé: manager, six staff and agents by policy, other, junior, two accounts, deactivated, local admin, rejoined; outlet: two.
    expect(rollup?.metrics.activeMembers).toBe(15);
  });

  it.each([
    ['the manager above', EMPLOYEE.TOGO_MANAGER, SA.TOGO, SA.LOME, true],
    ['the manager of a sibling', EMPLOYEE.KARA_MANAGER, SA.KARA, SA.LOME, false],
    ['the manager below', EMPLOYEE.LOME_BE_MANAGER, SA.LOME_BE, SA.LOME, false],
  ] as const)('rolls Lomé up for %s: only from above', async (_who, id, context, account, allowed) => {
    const { serviceAccountRollup } = await ask<Rollup>(graph, await employee(id, context), `{ serviceAccountRollup(id: ${account}) { ${METRICS} } }`);
    expect(serviceAccountRollup !== null).toBe(allowed);
  });

  it('knows the viewer by credential, role and Service Account', async () => {
    const query = '{ viewer { credential subject role scopePolicy autoSelected companyIds person { id } customer { id } serviceAccount { id } memberships { serviceAccountId role } } }';
    const of = async (as: Parameters<TestGraph['ask']>[0]) => (await ask<{ viewer: unknown }>(graph, as, query)).viewer;
    expect(await of('agent')).toEqual({
      credential: 'EMPLOYEE_TOKEN', subject: `employee:${EMPLOYEE.LOME_AGENT}`, role: 'AGENT', scopePolicy: 'ASSIGNED_ONLY', autoSelected: true, companyIds: [String(COMPANY.TOGO)],
      person: { id: String(AGENT) }, customer: null, serviceAccount: { id: String(SA.LOME) }, memberships: [{ serviceAccountId: String(SA.LOME), role: 'AGENT' }],
    });
    expect(await of('customer')).toEqual({
      credential: 'CUSTOMER_TOKEN', subject: `customer:${CUSTOMER.PERSONA}`, role: 'CUSTOMER', scopePolicy: null, autoSelected: false, companyIds: [String(COMPANY.TOGO)],
      person: null, customer: { id: String(CUSTOMER.PERSONA) }, serviceAccount: null, memberships: [],
    });
  });

  it('answers the viewer who still has to choose a Service Account', async () => {
    const { viewer } = await ask<{ viewer: { role: string | null; problem: { code: string } | null; memberships: unknown[] } }>(
      graph, await employee(EMPLOYEE.TWO_ACCOUNTS), '{ viewer { role problem { code } memberships { serviceAccount { id } } } }',
    );
    expect(viewer).toEqual({ role: null, problem: { code: 'SA_REQUIRED' }, memberships: [{ serviceAccount: { id: String(SA.LOME) } }, { serviceAccount: { id: String(SA.KARA) } }] });
  });

  it('describes the connection to Odoo to admins', async () => {
    const { odooConnection } = await ask<{ odooConnection: unknown }>(graph, 'admin', '{ odooConnection { reachable version transport user governanceStorage problem } }');
    expect(odooConnection).toEqual({ reachable: true, version: '19.0', transport: 'JSON2', user: 'Administrator', governanceStorage: 'TWO_TABLE', problem: null });
  });
});
