import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edges, type Edge } from '../support/edges.ts';
import { startGraph, type TestGraph } from '../support/graph.ts';

/** The call that resolves the caller. */
const PRINCIPAL = 1;

/** What makes the graph one, from both ends. */
const NAMED: readonly (readonly [from: string, to: string])[] = [
  ['Customer.orders', 'SalesOrder.customer'],
  ['Customer.invoices', 'Invoice.customer'],
  ['Customer.payments', 'Payment.customer'],
  ['Customer.deliveries', 'Transfer.customer'],
  ['Customer.tickets', 'Ticket.customer'],
  ['Customer.assets', 'Asset.customer'],
  ['Customer.serviceAccounts', 'ServiceAccount.customers'],
  ['SalesOrder.transfers', 'Transfer.order'],
  ['SalesOrder.invoices', 'Invoice.orders'],
  ['SalesOrder.tickets', 'Ticket.order'],
  ['SalesOrder.lines', 'SalesOrderLine.order'],
  ['SalesOrderLine.moves', 'StockMove.orderLine'],
  ['SalesOrderLine.invoiceLines', 'InvoiceLine.orderLines'],
  ['SalesOrderLine.lotsDelivered', 'Lot.order'],
  ['Product.stockLevels', 'StockLevel.product'],
  ['Product.lots', 'Lot.product'],
  ['Product.stockMoves', 'StockMove.product'],
  ['Product.billsOfMaterials', 'BillOfMaterials.product'],
  ['Product.manufacturingOrders', 'ManufacturingOrder.product'],
  ['Product.invoiceLines', 'InvoiceLine.product'],
  ['Invoice.payments', 'Payment.invoices'],
  ['Lot.tickets', 'Ticket.lot'],
  ['Lot.manufacturingOrders', 'ManufacturingOrder.lots'],
  ['Lot.asset', 'Asset.lot'],
  ['Lot.fleetItems', 'FleetItem.lot'],
  ['Lot.moves', 'StockMoveLine.lot'],
  ['ManufacturingOrder.components', 'StockMove.componentOf'],
  ['ManufacturingOrder.finishedMoves', 'StockMove.productOf'],
  ['ManufacturingOrder.productionOrder', 'ProductionOrder.manufacturingOrder'],
  ['ServiceAccount.members', 'Membership.serviceAccount'],
  ['ServiceAccount.children', 'ServiceAccount.parent'],
  ['ServiceAccount.orders', 'OrderAssignment.order'],
  ['Employee.memberships', 'Membership.employee'],
  ['Customer.assignments', 'CustomerAssignment.customer'],
  ['SalesOrder.assignments', 'OrderAssignment.order'],
  ['Ticket.assignments', 'TicketAssignment.ticket'],
  ['Fleet.assignments', 'FleetAssignment.fleet'],
  ['ManufacturingOrder.assignments', 'ManufacturingOrderAssignment.manufacturingOrder'],
  ['Transfer.assignments', 'TransferAssignment.transfer'],
  ['Asset.assignments', 'AssetAssignment.asset'],
];
/** From one end only: what is on the other has no list of its own, or is a value. */
const ONE_WAY = ['SalesOrder.payments', 'Lot.customer', ...['Customers', 'Orders', 'Tickets', 'Transfers', 'Fleets', 'Assets', 'ManufacturingOrders'].map((records) => `Employee.assigned${records}`), 'ServiceAccount.tickets', 'ServiceAccount.fleets', 'ServiceAccount.assets', 'ServiceAccount.manufacturingOrders'];

/** Calls more or fewer than the rule below says, each with its reason. */
const OTHERWISE: Readonly<Record<string, number>> = {
  // Where a serial number is now, and whose: its last delivery is searched first.
  'Lot.order': 1,
  'Lot.customer': 1,
  // One record that leads back is searched like a list of one.
  'Lot.asset': 1,
  'Lot.fleetItem': 1,
  // The person of the employees is read first.
  'Employee.assignedCustomers': 1,
  'Employee.assignedOrders': 1,
  'Employee.assignedTickets': 1,
  'Employee.assignedTransfers': 1,
  'Employee.assignedFleets': 1,
  'Employee.assignedAssets': 1,
  'Employee.assignedManufacturingOrders': 1,
  // A message names its ticket by a bare number: the visible tickets are read first, and the ticket by that number.
  'Ticket.messages': 1,
  'TicketMessage.ticket': 2,
  'TicketMessage.author': 1,
  'TicketMessage.parent': 1,
  'TicketMessage.replies': 1,
  // A native subscription is its order, read anew; and its product stands on a line of it.
  'OrderSubscription.order': 1,
  'OrderSubscription.product': 1,
  // None of the rows has one, so nobody goes on to the other subgraph.
  'PaymentTerm.company': -1,
  'Transfer.responsible': -1,
  'Fleet.customer': -1,
  'ManufacturingOrder.responsible': -1,
  'BillOfMaterials.product': -1,
};

/** One for the list, one for the subgraph that has the edge, one where all rows' others are searched, one for the subgraph that knows what is asked of them. */
function expectedCalls({ name, inMongo, crosses, searched, goesOn }: Edge): number {
  return inMongo ? 0 : 1 + Number(crosses) + Number(searched) + Number(goesOn) + (OTHERWISE[name] ?? 0);
}

const EDGES = edges();

describe('every edge between records, for a page of fifty', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { QUERY_TIMEOUT_MS: '60000' });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it('is asked: those of the graph’s plan, in both directions', () => {
    const names = new Set(EDGES.map(({ name }) => name));
    expect([...NAMED.flat(), ...ONE_WAY].filter((name) => !names.has(name))).toEqual([]);
    expect(EDGES.length).toBeGreaterThanOrEqual(300);
    expect(Object.keys(OTHERWISE).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(EDGES.map((edge) => [edge.name, expectedCalls(edge), edge] as const))('%s: %i', async (_name, calls, { query, field }) => {
    const { errors, odooCalls } = await graph.ask('manager', query);
    expect(errors.filter(({ extensions, path }) => extensions?.code !== 'FORBIDDEN' || path?.at(-1) !== field)).toEqual([]);
    expect(odooCalls - PRINCIPAL).toBe(calls);
  });
});
