import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { describeReal } from '../real/suite.ts';
import { PERSONA_NAMES, startGraph } from '../support/graph.ts';
import type { OdooAddress, TestGraph } from '../support/graph.ts';

/** The call that resolves the caller: memberships are looked up on every request, so that a change acts at once. */
const PRINCIPAL = 1;

interface Budget {
  readonly what: string;
  readonly query: string;
  /** Calls after the caller is known: one per subgraph fetch and one per searched edge. */
  readonly calls: number;
  readonly personas?: readonly PersonaName[];
}

const BUDGETS: readonly Budget[] = [
  {
    what: 'fifty orders with customer, lines, products, approval and totals',
    query: `{ salesOrders(first: 50) { totalCount nodes { id name state approval { status } amountTotal { amount currency }
      customer { id name email } lines(first: 20) { totalCount nodes { quantity unitPrice product { name sku type category { completeName } } } } } } }`,
    calls: 1,
  },
  { what: 'one order by id, three levels deep', query: '{ salesOrder(id: 1001) { name customer { name } lines { nodes { product { name billsOfProducts { nodes { lines { nodes { product { name } } } } } } } } } }', calls: 1 },
  { what: 'a page of two hundred', query: '{ salesOrders(first: 200) { nodes { id name customer { name } } } }', calls: 1 },
  { what: 'a list filtered through a relation', query: '{ salesOrders(filter: { customer: { name: { contains: "a" } } }) { nodes { id } } }', calls: 1 },
  { what: 'an aggregate by state and month', query: '{ salesOrdersAggregate(groupBy: [{ field: STATE }, { field: ORDERED_AT, by: MONTH }]) { keys { state orderedAt } count sum { amountTotal { amount currency } } } }', calls: 1 },
  { what: 'memberships with their people and accounts', query: '{ memberships(first: 50) { nodes { id role person { name } serviceAccount { name parent { name } company { name } } } } }', calls: 1, personas: ['admin', 'manager', 'staff', 'agent'] },
  { what: 'orders in sales, the actors of their customers in governance', query: '{ salesOrders(first: 50) { nodes { id customer { name assignedActors { actor { name } serviceAccount { name } } } } } }', calls: 2, personas: ['admin', 'manager', 'staff', 'agent'] },
  { what: 'customers with their orders: one search for all of them', query: '{ customers(first: 50) { nodes { name orders(first: 5) { totalCount nodes { name } } } } }', calls: 2 },
];

function budgets(name: string, open: () => Promise<TestGraph>): void {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await open();
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  for (const { what, query, calls, personas = PERSONA_NAMES } of BUDGETS) {
    it.each(personas)(`${what} cost ${calls} calls on ${name}, and one to know the caller: %s`, async (persona) => {
      const answer = await graph.ask(persona, query);
      expect(answer.errors.filter(({ extensions }) => extensions?.code !== 'FORBIDDEN')).toEqual([]);
      expect(answer.odooCalls).toBe(PRINCIPAL + calls);
    });
  }

  it(`every page of a list costs one call on ${name}, and none is repeated or left out`, async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const answer = await graph.ask('agent', { query: 'query ($after: String) { salesOrders(first: 7, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }', variables: { after } });
      const { nodes, pageInfo } = (answer.data as { salesOrders: { nodes: { id: string }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } }).salesOrders;
      expect(answer.odooCalls).toBe(PRINCIPAL + 1);
      seen.push(...nodes.map((node) => node.id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    const whole = await graph.ask('agent', '{ salesOrders(first: 200) { totalCount nodes { id } } }');
    const all = (whole.data as { salesOrders: { totalCount: number; nodes: { id: string }[] } }).salesOrders;
    expect(seen).toEqual(all.nodes.map((node) => node.id));
    expect(seen).toHaveLength(all.totalCount);
  });
}

describe('Odoo calls per operation, sandbox', () => budgets('the sandbox', () => startGraph(null)));
describeReal('Odoo calls per operation, real Odoo', (odoo: () => OdooAddress) => budgets('a real Odoo', () => startGraph(odoo())));
