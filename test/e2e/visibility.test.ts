import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMPLOYEE, SA } from '../../odoo/sandbox/data/ids.ts';
import { ORDER_CASE } from '../../odoo/sandbox/data/order-cases.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { employee, startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

let sandbox: Sandbox;
let graph: TestGraph;

beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox);
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});
beforeEach(() => sandbox.clearCalls());

const CASES = Object.values(ORDER_CASE);

async function visibleCases(as: PersonaName | Record<string, string>): Promise<readonly number[]> {
  const { data, errors } = await graph.ask(as, { query: 'query ($ids: [ID!]) { salesOrders(first: 100, filter: { id: { in: $ids } }, orderBy: [{ id: ASC }]) { nodes { id } } }', variables: { ids: CASES.map(String) } });
  expect(errors).toEqual([]);
  return (data as { salesOrders: { nodes: { id: string }[] } }).salesOrders.nodes.map((node) => Number(node.id));
}

describe('the same question, asked by each persona', () => {
  const O = ORDER_CASE;

  it('shows the admin every order, ungoverned ones too', async () => {
    expect(await visibleCases('admin')).toEqual([...CASES].sort((a, b) => a - b));
  });

  it('shows the agent the orders of the agent and of the agent’s customers in the SA, nothing else', async () => {
    const seen = await visibleCases('agent');
    expect(seen).toEqual(expect.arrayContaining([O.THROUGH_CUSTOMER, O.OWN_ACTOR, O.OTHERS_OWN_ACTOR]));
    const hidden = [O.OTHER_ACCOUNT, O.OWN_EXPIRED, O.OWN_UNASSIGNED, O.UNGOVERNED, O.HOLDING, O.NAIROBI];
    expect(hidden.filter((id) => seen.includes(id))).toEqual([]);
  });

  it('shows the manager the whole SA and nothing beyond', async () => {
    const seen = await visibleCases('manager');
    expect(seen).toEqual(expect.arrayContaining([O.THROUGH_CUSTOMER, O.OWN_ACTOR, O.OWN_UNASSIGNED]));
    expect([O.OTHER_ACCOUNT, O.UNGOVERNED, O.NAIROBI].filter((id) => seen.includes(id))).toEqual([]);
  });

  it('shows assigned_plus_unassigned what nobody has, not what others have', async () => {
    const seen = await visibleCases('staff');
    expect(seen).not.toContain(O.THROUGH_CUSTOMER);
    expect(seen.length).toBeLessThan((await visibleCases('manager')).length);
  });

  it('shows the customer their own orders only', async () => {
    const { data } = await graph.ask('customer', '{ salesOrders(first: 200) { totalCount nodes { customer { id } } } customers { nodes { id } } }');
    const { salesOrders, customers } = data as { salesOrders: { totalCount: number; nodes: { customer: { id: string } }[] }; customers: { nodes: { id: string }[] } };
    expect(new Set(salesOrders.nodes.map((node) => node.customer.id))).toEqual(new Set(['1201']));
    expect(salesOrders.totalCount).toBe(salesOrders.nodes.length);
    expect(customers.nodes).toEqual([{ id: '1201' }]);
  });

  it.each(['admin', 'manager', 'staff', 'agent', 'customer'] as const)('counts for %s exactly what the list shows, in totals and aggregates', async (persona) => {
    const { data } = await graph.ask(persona, '{ list: salesOrders(first: 200) { totalCount nodes { id } } all: salesOrdersAggregate { count } }');
    const { list, all } = data as { list: { totalCount: number; nodes: unknown[] }; all: { count: number }[] };
    expect(list.totalCount).toBe(list.nodes.length);
    expect(all).toEqual([{ count: list.totalCount }]);
  });
});

describe('a hidden record', () => {
  it('is null by id, exactly as one that does not exist', async () => {
    const hidden = await graph.ask('agent', `{ salesOrder(id: ${ORDER_CASE.NAIROBI}) { id name } }`);
    const unknown = await graph.ask('agent', '{ salesOrder(id: 987654) { id name } }');
    expect(hidden).toEqual(unknown);
    expect(hidden).toMatchObject({ data: { salesOrder: null }, errors: [] });
  });

  it('cannot be felt by filtering or searching through a relation', async () => {
    const { data } = await graph.ask('agent', { query: '{ byName: salesOrders(filter: { customer: { name: { contains: "Zawadi" } } }) { totalCount } byOrder: customers(filter: { id: { in: ["1222", "1223"] } }) { totalCount } }' });
    expect(data).toEqual({ byName: { totalCount: 0 }, byOrder: { totalCount: 0 } });
  });
});

describe('a restricted field', () => {
  const MARGIN = '{ salesOrders(first: 3) { nodes { id margin { amount } } } }';

  it('is null for an agent, with one error that says which rule, and its column never leaves Odoo', async () => {
    const { data, errors, status } = await graph.ask('agent', MARGIN);
    expect(status).toBe(200);
    expect((data as { salesOrders: { nodes: { margin: unknown }[] } }).salesOrders.nodes.map((node) => node.margin)).toEqual([null, null, null]);
    expect(errors).toEqual([
      {
        message: expect.stringContaining('SalesOrder.margin'),
        path: ['salesOrders', 'nodes', 0, 'margin'],
        extensions: {
          code: 'FORBIDDEN',
          pathPattern: 'salesOrders.nodes.*.margin',
          count: 3,
          denial: { rule: expect.any(String), field: 'SalesOrder.margin', needs: ['ADMIN', 'SA_MANAGER'], have: 'AGENT' },
        },
      },
    ]);
    expect(JSON.stringify(sandbox.calls)).not.toContain('margin');
  });

  it('is a number for the manager', async () => {
    const { data, errors } = await graph.ask('manager', MARGIN);
    expect(errors).toEqual([]);
    expect((data as { salesOrders: { nodes: { margin: { amount: string } }[] } }).salesOrders.nodes.every((node) => /^-?\d+$/.test(node.margin.amount))).toBe(true);
    expect(JSON.stringify(sandbox.calls)).toContain('"margin"');
  });

  it.each([
    ['filter', '{ salesOrders(filter: { margin: { gt: "0" } }) { totalCount } }'],
    ['filter inside a relation', '{ salesOrderLines(filter: { order: { margin: { gt: "0" } } }) { totalCount } }'],
    ['filter behind not and or', '{ salesOrders(filter: { not: { or: [{ margin: { gt: "0" } }] } }) { totalCount } }'],
    ['sort', '{ salesOrders(orderBy: [{ margin: DESC }]) { nodes { id } } }'],
    ['filter groups', '{ salesOrdersAggregate(having: { sum: { margin: { gt: "0" } } }) { count } }'],
    ['sort groups', '{ salesOrdersAggregate(groupBy: [{ field: STATE }], orderBy: [{ sum: { margin: DESC } }]) { count } }'],
  ])('cannot be used to %s', async (_use, query) => {
    const { errors } = await graph.ask('agent', query);
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
    expect(JSON.stringify(sandbox.calls)).not.toContain('margin');
  });

  it('is null in sums, averages and ranges too', async () => {
    const { data, errors } = await graph.ask('agent', '{ salesOrdersAggregate { count sum { margin { amount } } max { margin { amount } } } }');
    expect(data).toMatchObject({ salesOrdersAggregate: [{ sum: { margin: null }, max: { margin: null } }] });
    expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['FORBIDDEN']));
    expect(JSON.stringify(sandbox.calls)).not.toContain('margin');
  });
});

describe('answers', () => {
  it('never cross callers: everybody at once gets what each gets alone', async () => {
    const query = '{ viewer { name role } salesOrders(first: 20) { totalCount nodes { id customer { id assignedActors { actor { name } } } } } customers(first: 20) { totalCount nodes { id name } } }';
    const callers = [
      'admin', 'manager', 'staff', 'agent', 'customer',
      await employee(EMPLOYEE.LOME_OTHER_AGENT), await employee(EMPLOYEE.NAIROBI_AGENT), await employee(EMPLOYEE.TWO_ACCOUNTS, SA.LOME), await employee(EMPLOYEE.TWO_ACCOUNTS, SA.KARA),
    ] as const;
    const alone = [];
    for (const caller of callers) alone.push(await graph.ask(caller, query));
    const together = await Promise.all([...callers, ...callers].map((caller) => graph.ask(caller, query)));
    expect(together).toEqual([...alone, ...alone]);
    expect(new Set(alone.map((answer) => JSON.stringify(answer.data))).size).toBe(callers.length);
  });
});
