import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { describeReal } from '../real/suite.ts';
import { startGraph } from '../support/graph.ts';
import type { OdooAddress, TestGraph } from '../support/graph.ts';
import { PERSONA_NAMES } from './operations.ts';

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
      customer { id name email } lines(first: 20) { totalCount nodes { quantity priceUnit { amount } product { name sku type category { completeName } } } } } } }`,
    calls: 1,
  },
  { what: 'one order by id, three levels deep', query: '{ salesOrder(id: 1001) { name customer { name } lines { nodes { product { name billsOfProducts { nodes { lines { nodes { product { name } } } } } } } } } }', calls: 1 },
  { what: 'a page of two hundred', query: '{ salesOrders(first: 200) { nodes { id name customer { name } } } }', calls: 1 },
  { what: 'the second page of a list', query: '{ salesOrders(first: 3, after: null) { nodes { id } pageInfo { endCursor hasNextPage } } }', calls: 1 },
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
    it.each(personas)(`${what} cost %s ${calls} calls on ${name}, and one to know the caller`, async (persona) => {
      const answer = await graph.ask(persona, query);
      expect(answer.errors.filter(({ extensions }) => extensions?.code !== 'FORBIDDEN')).toEqual([]);
      expect(answer.odooCalls).toBe(PRINCIPAL + calls);
    });
  }
}

describe('Odoo calls per operation, sandbox', () => budgets('the sandbox', () => startGraph(null)));
describeReal('Odoo calls per operation, real Odoo', (odoo: () => OdooAddress) => budgets('a real Odoo', () => startGraph(odoo())));
