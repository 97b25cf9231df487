import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { openInventory } from './inventory-world.ts';
import type { InventoryWorld } from './inventory-world.ts';

/** The call that resolves the caller. */
const PRINCIPAL = 1;

interface Budget {
  readonly what: string;
  readonly query: string;
  /** One for each fetch of a subgraph, and one for each edge that is searched. */
  readonly calls: number;
}

const BUDGETS: readonly Budget[] = [
  { what: 'transfers with types, places, warehouse, backorder and return', query: '{ transfers(first: 50) { totalCount nodes { name kind state operationType { name warehouse { name company { name } } } source { completeName } destination { usage } backorderOf { name } returnOf { name } } } }', calls: 1 },
  { what: 'deliveries in a state with customer, address and order', query: '{ deliveries(first: 50, state: DONE) { nodes { name customer { id } address { id customer { id } } order { id } vendor { id } } } }', calls: 1 },
  { what: 'transfers, and names of orders and customers from sales', query: '{ transfers(first: 50) { nodes { order { name } customer { name } } } }', calls: 3 },
  { what: 'transfers, moves and detailed operations', query: '{ transfers(first: 50) { nodes { moves(first: 20) { nodes { demand quantity product { name sku } unit { name } lots { name } lines(first: 20) { nodes { lot { name } } } } } } } }', calls: 3 },
  { what: 'moves, and lines of orders from sales', query: '{ stockMoves(first: 50) { nodes { orderLine { description order { name } } } } }', calls: 2 },
  { what: 'stock levels with product, location, warehouse and lot', query: '{ stockLevels(first: 50, warehouse: "1001") { nodes { onHand reserved available product { name sku } location { completeName parent { name } } warehouse { name } lot { name } unit { name } } } }', calls: 1 },
  { what: 'stock levels with forecast: what lies there and what is going to move', query: '{ stockLevels(first: 50) { nodes { onHand forecast } } }', calls: 3 },
  { what: 'lots with who has them: one search for order, customer and day', query: '{ lots(first: 50) { nodes { name place product { name } order { id } customer { id } deliveredAt } } }', calls: 2 },
  { what: 'lots with asset, place in a fleet and moves', query: '{ lots(first: 50) { nodes { asset { name state } fleetItem { fleet { name } } moves(first: 20) { nodes { date source { usage } destination { usage } transfer { name } } } } } }', calls: 4 },
  { what: 'a serial number by its name', query: '{ lot(name: "SN-1") { name place location { completeName } onHand product { name sku } } }', calls: 1 },
  { what: 'fleets with their Service Accounts', query: '{ fleets(first: 50) { nodes { name kind itemCount serviceAccounts { id } items(first: 20) { nodes { state lot { name } } } } } }', calls: 2 },
  { what: 'fleets, and names of Service Accounts from governance', query: '{ fleets(first: 50) { nodes { serviceAccounts { name } } } }', calls: 2 },
  { what: 'assets with lot, product and customer', query: '{ assets(first: 50) { nodes { name lot { name location { usage } } product { sku } customer { id } } } }', calls: 1 },
  { what: 'customers to deliveries', query: '{ customers(first: 50) { nodes { name deliveries(first: 5) { totalCount nodes { name state } } } } }', calls: 3 },
  { what: 'customers to assets', query: '{ customers(first: 50) { nodes { name assets(first: 5) { nodes { name lot { name } } } } } }', calls: 3 },
  { what: 'orders to transfers', query: '{ salesOrders(first: 50) { nodes { name warehouse { name } transfers(first: 5) { nodes { name state } } } } }', calls: 3 },
  { what: 'lines to moves', query: '{ salesOrderLines(first: 50) { nodes { description moves(first: 5) { nodes { state } } } } }', calls: 3 },
  { what: 'lines to lots delivered, which come with the line', query: '{ salesOrderLines(first: 50) { nodes { description lotsDelivered { name } } } }', calls: 2 },
  { what: 'products to stock levels', query: '{ products(first: 50) { nodes { barcode stockLevels(first: 5) { nodes { onHand location { name } } } } } }', calls: 3 },
  { what: 'products to lots', query: '{ products(first: 50) { nodes { barcode lots(first: 5) { nodes { name } } } } }', calls: 3 },
  { what: 'products to totals: what lies there, what comes, what goes', query: '{ products(first: 50) { nodes { barcode stock { onHand reserved available incoming outgoing forecast } } } }', calls: 5 },
  { what: 'outlets to warehouses', query: '{ outlets(first: 50) { nodes { name warehouse { name code } } } }', calls: 2 },
  { what: 'companies to warehouses', query: '{ companies(first: 50) { nodes { email warehouses(first: 5) { nodes { name } } } } }', calls: 3 },
  { what: 'warehouses to companies and locations', query: '{ warehouses(first: 50) { nodes { name company { name } stockLocation { name } locations(first: 20) { nodes { completeName } } } } }', calls: 2 },
  { what: 'Service Accounts to fleets', query: '{ serviceAccounts(first: 50) { nodes { name fleets(first: 5) { nodes { name } } } } }', calls: 3 },
  { what: 'totals by product and warehouse', query: '{ stockLevelsAggregate(groupBy: [{ field: LOCATION }]) { count sum { onHand reserved } } }', calls: 1 },
];

describe('Odoo calls of inventory', () => {
  let world: InventoryWorld;
  beforeAll(async () => {
    world = await openInventory();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const personas: readonly PersonaName[] = ['admin', 'manager'];
  for (const { what, query, calls } of BUDGETS) {
    it.each(personas)(`${what}: ${calls}, for %s`, async (persona) => {
      const answer = await world.graph.ask(persona, query);
      expect(answer.errors).toEqual([]);
      expect(answer.odooCalls).toBe(PRINCIPAL + calls);
    });
  }
});
