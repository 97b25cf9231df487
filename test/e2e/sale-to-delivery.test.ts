import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { startGraph } from '../support/graph.ts';
import type { OdooAddress, TestGraph } from '../support/graph.ts';

const WAREHOUSE = 1001;
const KIT = 2001;
const VISIT = 2009;

interface Odoo extends OdooAddress {
  stop(): Promise<void>;
}

/** The seed's sale from goods that come in to the unit that goes out, through the graph alone: the same on the sandbox and on a real Odoo. */
function sale(start: () => Promise<Odoo>): void {
  let odoo: Odoo;
  let graph: TestGraph;
  let quotation = '';
  let delivery = '';

  beforeAll(async () => {
    odoo = await start();
    graph = await startGraph(odoo);
  }, 900_000);
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await odoo?.stop();
  }, 900_000);

  const mutate = async (as: Parameters<TestGraph['ask']>[0], name: string, input: string, select: string): Promise<Readonly<Record<string, unknown>>> => {
    const { data, errors } = await graph.ask(as, `mutation { it: ${name}(input: ${input}) { ${select} userErrors { code } } }`);
    expect(errors).toEqual([]);
    return (data as { it: Readonly<Record<string, unknown>> }).it;
  };
  const actions = async (as: Parameters<TestGraph['ask']>[0]): Promise<readonly string[]> => {
    const { data } = await graph.ask(as, `{ salesOrder(id: ${quotation}) { availableActions { action allowed } } }`);
    const { availableActions } = (data as { salesOrder: { availableActions: readonly { action: string; allowed: boolean }[] } }).salesOrder;
    return availableActions.filter(({ allowed }) => allowed).map(({ action }) => action);
  };

  it('receives kits with their serial numbers', async () => {
    const lines = `lines: [{ productId: ${KIT}, quantity: 7, serials: ["SALE-1", "SALE-2", "SALE-3", "SALE-4", "SALE-5", "SALE-6", "SALE-7"] }]`;
    const { transfer, userErrors } = await mutate('staff', 'receiveStock', `{ warehouseId: ${WAREHOUSE}, ${lines}, idempotencyKey: "sale-in" }`, 'transfer { state kind }');
    expect([transfer, userErrors]).toEqual([{ state: 'DONE', kind: 'RECEIPT' }, []]);
  });

  it('quotes for a new customer, who belongs to the Service Account as the quotation does', async () => {
    const { customer } = await mutate('agent', 'createCustomer', '{ name: "Afi Sale", email: "afi.sale@customers.example" }', 'customer { id }');
    const { id } = customer as { id: string };
    const lines = `lines: [{ productId: ${KIT}, quantity: 7 }, { productId: ${VISIT}, quantity: 1 }]`;
    const made = await mutate('agent', 'createQuotation', `{ customerId: ${id}, ${lines}, idempotencyKey: "sale-1" }`, 'order { id state amountTotal { amount currency } governance { serviceAccounts { id } } }');
    expect(made).toMatchObject({ order: { state: 'DRAFT', amountTotal: { amount: '691480', currency: 'XOF' }, governance: { serviceAccounts: [{ id: '1004' }] } }, userErrors: [] });
    quotation = (made['order'] as { id: string }).id;
    const again = await mutate('agent', 'createQuotation', `{ customerId: ${id}, ${lines}, idempotencyKey: "sale-1" }`, 'order { id }');
    expect(again['order']).toEqual({ id: quotation });
  });

  it('is above the minimum: it is approved by another person, and that voids with a change', async () => {
    expect(await actions('agent')).toEqual(['updateQuotation', 'addOrderLines', 'updateOrderLine', 'removeOrderLine', 'sendQuotation', 'sendProforma', 'requestApproval', 'cancelOrder']);
    const refused = await mutate('agent', 'confirmOrder', `{ id: ${quotation} }`, 'order { id }');
    expect(refused).toEqual({ order: null, userErrors: [{ code: 'APPROVAL_REQUIRED' }] });
    await mutate('agent', 'requestApproval', `{ id: ${quotation} }`, 'order { id }');
    expect(await actions('manager')).toContain('approveOrder');
    const approved = await mutate('manager', 'approveOrder', `{ id: ${quotation}, note: "Good customer" }`, 'order { state approval { status notes } }');
    expect(approved['order']).toEqual({ state: 'DRAFT', approval: { status: 'APPROVED', notes: 'Good customer' } });
    const changed = await mutate('agent', 'addOrderLines', `{ orderId: ${quotation}, lines: [{ productId: ${VISIT}, quantity: 1, unitPrice: "1" }] }`, 'order { approvalStatus }');
    expect(changed['order']).toEqual({ approvalStatus: 'NONE' });
    await mutate('agent', 'requestApproval', `{ id: ${quotation} }`, 'order { id }');
    await mutate('manager', 'approveOrder', `{ id: ${quotation} }`, 'order { id }');
    expect(await actions('agent')).toContain('confirmOrder');
  });

  it('keeps an agreed price when the quantity changes', async () => {
    const { data } = await graph.ask('agent', `{ salesOrder(id: ${quotation}) { lines { nodes { id unitPrice } } } }`);
    const agreed = (data as { salesOrder: { lines: { nodes: readonly { id: string; unitPrice: string }[] } } }).salesOrder.lines.nodes.find(({ unitPrice }) => unitPrice === '1');
    const { line } = await mutate('agent', 'updateOrderLine', `{ lineId: ${agreed?.id}, quantity: 2 }`, 'line { quantity unitPrice }');
    expect(line).toEqual({ quantity: '2', unitPrice: '1' });
    await mutate('agent', 'requestApproval', `{ id: ${quotation} }`, 'order { id }');
    await mutate('manager', 'approveOrder', `{ id: ${quotation} }`, 'order { id }');
  });

  it('is confirmed once, however many confirm it, and is to be delivered', async () => {
    const both = await Promise.all([mutate('agent', 'confirmOrder', `{ id: ${quotation} }`, 'order { state }'), mutate('manager', 'confirmOrder', `{ id: ${quotation} }`, 'order { state }')]);
    expect(both.map(({ userErrors }) => userErrors).toSorted((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)))).toEqual([[], [{ code: 'WRONG_STATE' }]]);
    const { data } = await graph.ask('agent', `{ salesOrder(id: ${quotation}) { state deliveryStatus transfers { nodes { id kind } } } }`);
    const { salesOrder } = data as { salesOrder: { transfers: { nodes: readonly { id: string }[] } } };
    expect(salesOrder).toMatchObject({ state: 'SALE', deliveryStatus: 'PENDING', transfers: { nodes: [{ kind: 'DELIVERY' }] } });
    delivery = salesOrder.transfers.nodes[0]?.id ?? '';
  });

  it('delivers the units that are named, the rest later, and no unit twice', async () => {
    const { data } = await graph.ask('agent', `{ transfer(id: ${delivery}) { moves { nodes { id } } } }`);
    const [move] = (data as { transfer: { moves: { nodes: readonly { id: string }[] } } }).transfer.moves.nodes;
    const line = (quantity: number, ...serials: string[]): string => `lines: [{ moveId: ${move?.id}, quantity: ${quantity}, serials: ${JSON.stringify(serials)} }]`;
    const undecided = await mutate('agent', 'validateDelivery', `{ id: ${delivery}, ${line(2, 'SALE-1', 'SALE-2')} }`, 'transfer { id }');
    expect(undecided['userErrors']).toEqual([{ code: 'BACKORDER_DECISION_NEEDED' }]);
    const gone = await mutate('agent', 'validateDelivery', `{ id: ${delivery}, ${line(1, 'SHK50-0001')}, backorder: CREATE }`, 'transfer { id }');
    expect(gone['userErrors']).toEqual([{ code: 'SERIAL_ALREADY_DELIVERED' }]);

    const input = `{ id: ${delivery}, ${line(2, 'SALE-1', 'SALE-2')}, backorder: CREATE, idempotencyKey: "sale-out" }`;
    const done = await mutate('agent', 'validateDelivery', input, 'transfer { state order { deliveryStatus } moveLines { nodes { lot { name customer { name } } } } } backorder { id moves { nodes { demand } } }');
    expect(done).toMatchObject({ transfer: { state: 'DONE', order: { deliveryStatus: 'PARTIAL' } }, backorder: { moves: { nodes: [{ demand: '5' }] } }, userErrors: [] });
    const lots = (done['transfer'] as { moveLines: { nodes: readonly { lot: { name: string; customer: { name: string } } }[] } }).moveLines.nodes.map(({ lot }) => [lot.name, lot.customer.name]);
    expect(lots.toSorted()).toEqual([['SALE-1', 'Afi Sale'], ['SALE-2', 'Afi Sale']]);
    const again = await mutate('agent', 'validateDelivery', input, 'transfer { state } backorder { id }');
    expect(again['backorder']).toEqual({ id: (done['backorder'] as { id: string }).id });
    const cancelled = await mutate('manager', 'cancelOrder', `{ id: ${quotation} }`, 'order { state transfers(first: 5) { nodes { state } } }');
    const states = (cancelled['order'] as { transfers: { nodes: readonly { state: string }[] } }).transfers.nodes.map(({ state }) => state);
    expect(states.toSorted()).toEqual(['CANCEL', 'DONE']);
  });
}

describe('a sale up to its delivery, on the sandbox', () => sale(async () => startSandbox()));
describeReal('a sale up to its delivery, on a real Odoo 19', () => sale(async () => startRealOdoo()));
