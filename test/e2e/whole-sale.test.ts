import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { startGraph } from '../support/graph.ts';
import type { OdooAddress, TestGraph } from '../support/graph.ts';
import { mutator } from '../support/mutate.ts';

/** A swap cabinet with a serial number, invoiced as delivered, for which no other order waits; the warehouse of Togo, its bank. */
const [KIT, WAREHOUSE, BANK] = ['2005', '1001', '30506'];

interface Stage extends AsyncDisposable {
  readonly odoo: OdooAddress;
}

/** The seed's whole sale and a ticket, through the graph alone, as the manager of Lomé. */
function story(name: string, open: () => Promise<Stage>): void {
  let stage: Stage;
  let graph: TestGraph;
  beforeAll(async () => {
    stage = await open();
    graph = await startGraph(stage.odoo);
  }, 900_000);
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await stage?.[Symbol.asyncDispose]();
  }, 900_000);
  const mutate = mutator(() => graph, () => null);

  /** Does it, expects no refusal, answers what was selected. */
  const act = async <T>(action: string, input: Readonly<Record<string, unknown>>, selection: string): Promise<T> => {
    const { payload, userErrors, failed } = await mutate('manager', action, input, selection);
    expect([action, userErrors, failed]).toEqual([action, [], []]);
    return payload as T;
  };
  const refusals = async (action: string, input: Readonly<Record<string, unknown>>, selection: string): Promise<readonly string[]> => (await mutate('manager', action, input, selection)).refused;
  const ask = async <T>(query: string): Promise<T> => {
    const { data, errors } = await graph.ask('manager', query);
    expect(errors).toEqual([]);
    return data as T;
  };

  it(`a sale from the goods' arrival to the last payment, on ${name}`, async () => {
    const serials = ['WHOLE-1', 'WHOLE-2'];
    const { transfer: receipt } = await act<{ transfer: { state: string } }>('receiveStock', { warehouseId: WAREHOUSE, lines: [{ productId: KIT, quantity: '2', serials }], idempotencyKey: 'whole-receipt' }, 'transfer { state }');
    expect(receipt.state).toBe('DONE');

    const { customer } = await act<{ customer: { id: string } }>('createCustomer', { name: 'Whole Sale', email: 'whole@customers.example', idempotencyKey: 'whole-customer' }, 'customer { id }');
    const lines = [{ productId: KIT, quantity: '2', unitPrice: '900000' }];
    const { order } = await act<{ order: { id: string; state: string } }>('createQuotation', { customerId: customer.id, lines, idempotencyKey: 'whole-quotation' }, 'order { id state }');
    expect(order.state).toBe('DRAFT');
    expect(await refusals('createInvoice', { orderId: order.id }, 'invoice { id }')).toEqual(['WRONG_STATE']);
    expect(await refusals('confirmOrder', { id: order.id }, 'order { id }')).toEqual(['APPROVAL_REQUIRED']);
    await act('requestApproval', { id: order.id }, 'order { id }');
    expect(await refusals('approveOrder', { id: order.id }, 'order { id }')).toEqual(['OWN_APPROVAL']);
    const approved = await mutate('admin', 'approveOrder', { id: order.id }, 'order { state }');
    expect([approved.userErrors, approved.payload]).toMatchObject([[], { order: { state: 'DRAFT' } }]);
    const confirmed = await act<{ order: { state: string; transfers: { nodes: { id: string }[] } } }>('confirmOrder', { id: order.id, idempotencyKey: 'whole-confirm' }, 'order { state transfers(first: 5) { nodes { id } } }');
    expect(confirmed.order).toMatchObject({ state: 'SALE', transfers: { nodes: [{}] } });
    expect(await refusals('createInvoice', { orderId: order.id }, 'invoice { id }')).toEqual(['NOTHING_TO_INVOICE']);

    const id = confirmed.order.transfers.nodes[0]?.id ?? '';
    const { transfer } = await ask<{ transfer: { moves: { nodes: { id: string }[] } } }>(`{ transfer(id: "${id}") { moves(first: 5) { nodes { id } } } }`);
    const moveId = transfer.moves.nodes[0]?.id ?? '';
    const delivered = await act<{ transfer: { state: string } }>('validateDelivery', { id, lines: [{ moveId, quantity: '2', serials }], idempotencyKey: 'whole-delivery' }, 'transfer { state }');
    expect(delivered.transfer.state).toBe('DONE');

    const { invoice } = await act<{ invoice: { id: string; state: string } }>('createInvoice', { orderId: order.id, idempotencyKey: 'whole-invoice' }, 'invoice { id state }');
    expect(invoice.state).toBe('DRAFT');
    expect(await refusals('registerPayment', { invoiceId: invoice.id }, 'invoice { id }')).toEqual(['INVOICE_NOT_POSTED']);
    const posted = await act<{ invoice: { state: string; amountResidual: { amount: string }; amountTotal: { amount: string } } }>('confirmInvoice', { id: invoice.id }, 'invoice { state amountTotal { amount } amountResidual { amount } }');
    expect(posted.invoice.state).toBe('POSTED');
    // Neither has a mail server: what became of the mail is told, not assumed.
    const sent = await act<{ mail: { state: string; reason: string } }>('sendInvoice', { id: invoice.id }, 'mail { state reason }');
    expect(sent.mail).toEqual({ state: 'FAILED', reason: 'Connection failed (outgoing mail server problem)' });
    expect(await refusals('registerPayment', { invoiceId: invoice.id, amount: String(Number(posted.invoice.amountTotal.amount) + 1) }, 'invoice { id }')).toEqual(['AMOUNT_ABOVE_RESIDUAL']);
    const part = { invoiceId: invoice.id, amount: '1000000', journalId: BANK, memo: 'First half', idempotencyKey: 'whole-payment' };
    const first = await act<{ payment: { id: string }; invoice: { paymentState: string } }>('registerPayment', part, 'payment { id } invoice { paymentState }');
    expect(first.invoice.paymentState).toBe('PARTIAL');
    expect((await act<{ payment: { id: string } }>('registerPayment', part, 'payment { id }')).payment).toEqual(first.payment);
    const rest = await act<{ invoice: { paymentState: string; amountResidual: { amount: string } } }>('registerPayment', { invoiceId: invoice.id }, 'invoice { paymentState amountResidual { amount } }');
    expect(rest.invoice).toMatchObject({ paymentState: 'PAID' });
    expect(Number(rest.invoice.amountResidual.amount)).toBe(0);
    const { salesOrder } = await ask<{ salesOrder: unknown }>(`{ salesOrder(id: "${order.id}") { invoiceStatus invoices(first: 5) { totalCount } payments(first: 5) { totalCount } } }`);
    expect(salesOrder).toMatchObject({ invoiceStatus: 'INVOICED', invoices: { totalCount: 1 }, payments: { totalCount: 2 } });
  }, 300_000);

  it(`a ticket from open to closed, on ${name}`, async () => {
    const { ticket } = await act<{ ticket: { id: string; isClosed: boolean; stage: { name: string } } }>('createTicket', { subject: 'Whole ticket', customerId: '1201', idempotencyKey: 'whole-ticket' }, 'ticket { id isClosed stage { name } }');
    expect(ticket).toMatchObject({ isClosed: false, stage: { name: 'New' } });
    await act('addTicketMessage', { ticketId: ticket.id, body: 'We come tomorrow.' }, 'message { id }');
    const closed = await act<{ ticket: unknown }>('closeTicket', { id: ticket.id }, 'ticket { isClosed stage { name } }');
    expect(closed.ticket).toEqual({ isClosed: true, stage: { name: 'Resolved' } });
  }, 120_000);

  it(`a manufacturing order from draft to done, on ${name}`, async () => {
    const { manufacturingOrders } = await ask<{ manufacturingOrders: { nodes: { id: string }[] } }>('{ manufacturingOrders(first: 1, filter: { state: { eq: DRAFT }, product: { in: ["2016"] } }) { nodes { id } } }');
    const id = manufacturingOrders.nodes[0]?.id ?? '';
    const of = (action: string, input: object = {}): Promise<{ manufacturingOrder: { state: string } }> => act(action, { id, ...input }, 'manufacturingOrder { state }');
    expect((await of('confirmManufacturingOrder')).manufacturingOrder.state).toBe('CONFIRMED');
    expect((await of('startManufacturingOrder')).manufacturingOrder.state).toBe('IN_PROGRESS');
    expect((await of('finishManufacturingOrder', { idempotencyKey: 'whole-order' })).manufacturingOrder.state).toBe('DONE');
    expect(await refusals('cancelManufacturingOrder', { id }, 'manufacturingOrder { id }')).toEqual(['WRONG_STATE']);
  }, 120_000);
}

describe('the whole sale', () =>
  story('the sandbox', async () => {
    const sandbox = await startSandbox();
    return { odoo: { url: sandbox.url, db: sandbox.db, username: sandbox.username, apiKey: sandbox.apiKey }, [Symbol.asyncDispose]: () => sandbox.stop() };
  }));

describeReal('the whole sale on a real Odoo', () =>
  story('a real Odoo', async () => {
    const real = await startRealOdoo();
    return { odoo: { url: real.url, db: real.db, username: 'admin', apiKey: real.users.admin.apiKey }, [Symbol.asyncDispose]: () => real.stop() };
  }));
