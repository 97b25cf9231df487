import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

/** The call that resolves the caller. */
const PRINCIPAL = 1;

interface Budget {
  readonly what: string;
  readonly query: string;
  /** One for each fetch of a subgraph, which also asks whether records of another one may be seen, and one for each edge that is searched. */
  readonly calls: number;
}

const HELPDESK: readonly Budget[] = [
  { what: 'tickets with stage, team, tags and what they are about', query: '{ tickets(first: 50) { totalCount nodes { number isClosed stage { name isClosing } team { name } tags { nodes { name } } customer { id name } order { id name } lot { id } assignee { id } } } }', calls: 1 },
  { what: 'tickets, and names of their customers, orders and serial numbers from two subgraphs', query: '{ tickets(first: 50) { nodes { customer { email } lot { name } } } }', calls: 3 },
  { what: 'a closed-only list', query: '{ tickets(first: 50, filter: { stage: { isClosing: { eq: true } } }) { totalCount nodes { id } } }', calls: 1 },
  { what: 'teams with members and stages', query: '{ helpdeskTeams { nodes { name members { id } stages { nodes { name isClosing } } } } }', calls: 1 },
  { what: 'stages to tickets', query: '{ ticketStages { nodes { name tickets(first: 5) { totalCount nodes { subject } } } } }', calls: 2 },
  { what: 'customers to tickets', query: '{ customers(first: 50) { nodes { email tickets(first: 5) { totalCount nodes { subject } } } } }', calls: 3 },
  { what: 'orders to tickets', query: '{ salesOrders(first: 50) { nodes { state tickets(first: 5) { totalCount nodes { subject } } } } }', calls: 3 },
  { what: 'serial numbers to tickets', query: '{ lots(first: 50) { nodes { name tickets(first: 5) { totalCount nodes { subject } } } } }', calls: 3 },
  { what: 'Service Accounts to tickets', query: '{ serviceAccounts(first: 50) { nodes { name tickets(first: 5) { totalCount nodes { subject } } } } }', calls: 3 },
  { what: 'tickets by stage and priority', query: '{ ticketsAggregate(groupBy: [{ field: PRIORITY }, { field: CREATED_AT, by: MONTH }]) { keys { priority createdAt } count } }', calls: 1 },
];

const MESSAGES: readonly Budget[] = [
  { what: 'tickets with what was written on them', query: '{ tickets(first: 50) { nodes { subject messages(first: 20) { totalCount nodes { kind isInternal body author { name } } } } } }', calls: 2 },
  { what: 'messages with authors', query: '{ ticketMessages(first: 50) { totalCount nodes { kind isInternal body author { name } postedAt } } }', calls: 1 },
  { what: 'messages with their tickets', query: '{ ticketMessages(first: 50) { nodes { body ticket { subject stage { name } } } } }', calls: 2 },
];

const MANUFACTURING: readonly Budget[] = [
  { what: 'orders with product, bill, work orders and work centers', query: '{ manufacturingOrders(first: 50) { totalCount nodes { name state product { name sku } unit { name } billOfMaterials { reference lines { nodes { quantity product { sku } } } } workOrders { nodes { name state workCenter { name } operation { name } } } lots { id } } } }', calls: 1 },
  { what: 'orders, and components from inventory', query: '{ manufacturingOrders(first: 50) { nodes { name components(first: 20) { totalCount nodes { demand quantity product { sku } } } } } }', calls: 3 },
  { what: 'moves to the orders that use them up and make them', query: '{ stockMoves(first: 50, filter: { componentOf: { isNull: false } }) { nodes { demand componentOf { id } productOf { id } } } }', calls: 1 },
  { what: 'bills with components, steps and what they make', query: '{ billsOfMaterials { nodes { reference product { sku } template { name } lines { nodes { product { name } componentBill { reference } operation { name } } } operations { nodes { name workCenter { name } } } } } }', calls: 1 },
  { what: 'bills to orders', query: '{ billsOfMaterials { nodes { reference manufacturingOrders(first: 5) { totalCount nodes { name } } } } }', calls: 2 },
  { what: 'work orders with order and work center', query: '{ workOrders(first: 50) { totalCount nodes { name state manufacturingOrder { name state } workCenter { name } product { name } } } }', calls: 1 },
  { what: 'work centers to work orders', query: '{ workCenters { nodes { name status workOrders(first: 5) { totalCount nodes { name } } } } }', calls: 2 },
  { what: 'products to bills and orders', query: '{ products(first: 50) { nodes { barcode billsOfMaterials { totalCount nodes { reference } } manufacturingOrders(first: 5) { totalCount nodes { name } } } } }', calls: 4 },
  { what: 'serial numbers to the orders that made them', query: '{ lots(first: 50) { nodes { name manufacturingOrders { totalCount nodes { name } } } } }', calls: 3 },
  { what: 'Service Accounts to orders', query: '{ serviceAccounts(first: 50) { nodes { name manufacturingOrders(first: 5) { totalCount nodes { name } } } } }', calls: 3 },
  { what: 'orders by product and state, and the products that are in the keys', query: '{ manufacturingOrdersAggregate(groupBy: [{ field: PRODUCT }, { field: STATE }]) { keys { product { id } state } count sum { quantity } } }', calls: 2 },
];

describe('Odoo calls of help desk and manufacturing', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  async function costs(persona: PersonaName, query: string): Promise<number> {
    const answer = await graph.ask(persona, query);
    expect(answer.errors).toEqual([]);
    return answer.odooCalls - PRINCIPAL;
  }

  const personas: readonly PersonaName[] = ['admin', 'manager', 'agent'];
  for (const { what, query, calls } of [...HELPDESK, ...MANUFACTURING]) {
    it.each(personas)(`${what}: ${calls}, for %s`, async (persona) => {
      expect(await costs(persona, query)).toBe(calls);
    });
  }

  // A message names its ticket by a number without a relation: who does not see all tickets needs one more call to know theirs.
  for (const { what, query, calls } of MESSAGES) {
    it.each([['admin', calls], ['manager', calls + 1], ['agent', calls + 1]] as const)(`${what}, for %s: %i`, async (persona, expected) => {
      expect(await costs(persona, query)).toBe(expected);
    });
  }
});
