import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { CABLES, CUSTOMER, KIT, mutate, orderOf, VISIT } from './order-world.ts';

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

const as = (persona: Parameters<TestGraph['ask']>[0]) => (name: string, input: string, select?: string) => mutate(graph, sandbox, persona, name, input, select);
const [agent, manager, admin, customer] = [as('agent'), as('manager'), as('admin'), as('customer')] as const;
const HEAD = 'order { id state approvalStatus amountTotal { amount currency } }';

describe('createQuotation', () => {
  const LINES = `lines: [{ productId: ${KIT}, quantity: 2 }, { productId: ${VISIT}, quantity: "1", unitPrice: "5000", discountPercent: 10 }]`;

  it('prices what is not agreed, belongs to the Service Account at once, and to the agent who made it', async () => {
    const { payload, writes } = await agent(
      'createQuotation', `{ customerId: ${CUSTOMER}, ${LINES}, note: "a & b", validUntil: "2027-01-31", promisedAt: "2027-01-02T08:00:00+02:00" }`,
      'order { state note validUntil promisedAt customer { id } company { id } amountUntaxed { amount currency } lines { nodes { quantity unitPrice discountPercent: discount } } governance { serviceAccounts { id } } }',
    );
    expect(payload).toEqual({
      order: {
        state: 'DRAFT', note: '<p>a &amp; b</p>', validUntil: '2027-01-31', promisedAt: '2027-01-02T06:00:00Z', customer: { id: '1201' }, company: { id: '1001' },
        amountUntaxed: { amount: '168500', currency: 'XOF' },
        lines: { nodes: [{ quantity: '2', unitPrice: '82000', discountPercent: 0 }, { quantity: '1', unitPrice: '5000', discountPercent: 10 }] },
        governance: { serviceAccounts: [{ id: '1004' }] },
      },
      userErrors: [],
    });
    expect(writes).toEqual(['create']);
    const made = Math.max(...sandbox.table('sale.order').rows.keys());
    const [row = 0] = sandbox.table('ov.sa_sale_order_assignment').pointing('sale_order_id', made);
    expect(sandbox.table('ov.actor_sa_sale_order_assignment').pointing('assignment_id', row)).toHaveLength(1);
  });

  it('is made once with one key, and refuses the key for another input', async () => {
    const first = await agent('createQuotation', `{ customerId: ${CUSTOMER}, ${LINES}, idempotencyKey: "q-1" }`, 'order { id amountUntaxed { amount } }');
    const again = await agent('createQuotation', `{ customerId: ${CUSTOMER}, ${LINES}, idempotencyKey: "q-1" }`, 'order { id amountUntaxed { amount } }');
    const other = await agent('createQuotation', `{ customerId: ${CUSTOMER}, idempotencyKey: "q-1" }`);
    expect([first.payload, first.writes]).toEqual([{ order: { id: expect.any(String), amountUntaxed: { amount: '168500' } }, userErrors: [] }, ['load', 'write']]);
    expect([again.payload, again.writes]).toEqual([first.payload, []]);
    expect([other.codes, other.writes]).toEqual([['IDEMPOTENCY_KEY_REUSED'], []]);
  });

  it.each([
    ['an unknown customer', '{ customerId: 999999 }', 'NOT_FOUND', ['input', 'customerId']],
    ['a customer of another agent', '{ customerId: 1264 }', 'NOT_FOUND', ['input', 'customerId']],
    ['an id that is none', '{ customerId: "x" }', 'NOT_FOUND', ['input', 'customerId']],
    ['a quantity of zero', `{ customerId: 1201, lines: [{ productId: ${KIT}, quantity: 0 }] }`, 'INVALID_VALUE', ['input', 'lines', '0', 'quantity']],
    ['a quantity below zero', `{ customerId: 1201, lines: [{ productId: ${KIT}, quantity: -1 }] }`, 'INVALID_VALUE', ['input', 'lines', '0', 'quantity']],
    ['a discount of 101 %', `{ customerId: 1201, lines: [{ productId: ${KIT}, quantity: 1, discountPercent: 101 }] }`, 'INVALID_VALUE', ['input', 'lines', '0', 'discountPercent']],
    ['a product that is not sold', '{ customerId: 1201, lines: [{ productId: 2018, quantity: 1 }] }', 'INVALID_VALUE', ['input', 'lines', '0', 'productId']],
    ['a product of another company', '{ customerId: 1201, lines: [{ productId: 2031, quantity: 1 }] }', 'NOT_FOUND', ['input', 'lines', '0', 'productId']],
    ['another company', '{ customerId: 1201, companyId: 1002 }', 'NOT_FOUND', ['input', 'companyId']],
    ['a reference of 10 kB', `{ customerId: 1201, clientReference: "${'x'.repeat(10_000)}" }`, 'TOO_LONG', ['input', 'clientReference']],
  ])('refuses %s and writes nothing', async (_, input, code, path) => {
    const { payload, writes } = await agent('createQuotation', input);
    expect(payload.userErrors.map((error) => [error.code, error.path])).toEqual([[code, path]]);
    expect(writes).toEqual([]);
  });

  it('takes 1e308 for no quantity', async () => {
    const { errors, writes } = await agent('createQuotation', `{ customerId: 1201, lines: [{ productId: ${KIT}, quantity: 1e308 }] }`);
    expect([errors.length, writes]).toEqual([1, []]);
  });
});

describe('changing an order', () => {
  const lineOf = (order: number, index: number): number => sandbox.table('sale.order.line').pointing('order_id', order)[index] ?? 0;

  it('keeps an agreed price when the quantity changes, and takes the list\'s otherwise', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 1 }, { product_id: VISIT, product_uom_qty: 1 }]);
    await agent('updateOrderLine', `{ lineId: ${lineOf(order, 1)}, unitPrice: "9000" }`);
    const visit = await agent('updateOrderLine', `{ lineId: ${lineOf(order, 1)}, quantity: 3 }`, 'line { quantity unitPrice }');
    const kits = await agent('updateOrderLine', `{ lineId: ${lineOf(order, 0)}, quantity: 10 }`, 'line { quantity unitPrice }');
    expect([visit.payload['line'], kits.payload['line'], kits.writes]).toEqual([{ quantity: '3', unitPrice: '9000' }, { quantity: '10', unitPrice: '78000' }, ['write']]);
  });

  it('voids an approval with the change, in one write', async () => {
    for (const [name, input] of [
      ['addOrderLines', (order: number) => `{ orderId: ${order}, lines: [{ productId: ${CABLES}, quantity: 1 }] }`],
      ['updateOrderLine', (order: number) => `{ lineId: ${lineOf(order, 0)}, quantity: 21 }`],
      ['removeOrderLine', (order: number) => `{ lineId: ${lineOf(order, 1)} }`],
    ] as const) {
      const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }, { product_id: VISIT, product_uom_qty: 1 }], { approval_status: 'approved', approved_by_id: 1, approval_date: '2026-01-01 08:00:00' });
      const { payload, writes } = await agent(name, input(order), HEAD);
      expect([name, payload['order'], writes]).toEqual([name, expect.objectContaining({ approvalStatus: 'NONE' }), ['write']]);
    }
  });

  it('leaves the approval alone when only the reference changes', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }], { approval_status: 'approved' });
    const { payload } = await agent('updateQuotation', `{ id: ${order}, clientReference: "PO 7", note: null }`, 'order { clientReference note approvalStatus }');
    expect(payload['order']).toEqual({ clientReference: 'PO 7', note: null, approvalStatus: 'APPROVED' });
  });

  it('sets all prices anew with another pricelist', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 1 }, { product_id: VISIT, product_uom_qty: 1, price_unit: 1 }]);
    const { payload, writes } = await manager('updateQuotation', `{ id: ${order}, pricelistId: 1005 }`, 'order { currency { code } lines { nodes { unitPrice } } }');
    expect([payload['order'], writes]).toEqual([{ currency: { code: 'USD' }, lines: { nodes: [{ unitPrice: '136' }, { unitPrice: '19.2' }] } }, ['write', 'action_update_prices']]);
  });
});

describe('approval', () => {
  it('is asked for, given by another person, and does not confirm', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }]);
    expect((await agent('confirmOrder', `{ id: ${order} }`)).codes).toEqual(['APPROVAL_REQUIRED']);
    const asked = await agent('requestApproval', `{ id: ${order}, note: "Urgent" }`, 'order { state approval { status notes submittedBy { name } } }');
    expect(asked.payload['order']).toEqual({ state: 'DRAFT', approval: { status: 'PENDING', notes: 'Urgent', submittedBy: { name: 'Kodjo Amegah' } } });
    const given = await manager('approveOrder', `{ id: ${order} }`, 'order { state approval { status decidedBy { name } } }');
    expect(given.payload['order']).toEqual({ state: 'DRAFT', approval: { status: 'APPROVED', decidedBy: { name: 'Mawuli Agbeko' } } });
    const done = await agent('confirmOrder', `{ id: ${order} }`, 'order { state deliveryStatus }');
    expect([done.payload['order'], done.writes]).toEqual([{ state: 'SALE', deliveryStatus: 'PENDING' }, ['action_confirm']]);
  });

  it('is not given by who asked for it', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }]);
    await manager('requestApproval', `{ id: ${order} }`);
    expect([await manager('approveOrder', `{ id: ${order} }`), await admin('approveOrder', `{ id: ${order} }`)].map(({ codes }) => codes)).toEqual([['OWN_APPROVAL'], []]);
  });

  it('is not needed at exactly the minimum, and is one franc above it', async () => {
    const minimum = 500_000;
    const of = (price: number): Promise<number> => orderOf(sandbox, [{ product_id: VISIT, product_uom_qty: 1, price_unit: price, tax_ids: [[6, 0, []]] }]);
    expect(sandbox.table('res.company').get(1001)?.['sale_approval_minimum']).toBe(minimum);
    expect((await agent('requestApproval', `{ id: ${await of(minimum)} }`)).codes).toEqual(['APPROVAL_NOT_NEEDED']);
    expect((await agent('confirmOrder', `{ id: ${await of(minimum)} }`)).codes).toEqual([]);
    expect((await agent('confirmOrder', `{ id: ${await of(minimum + 1)} }`)).codes).toEqual(['APPROVAL_REQUIRED']);
  });

  it('can be refused, with a reason, and asked for again', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }]);
    await agent('requestApproval', `{ id: ${order} }`);
    expect((await manager('rejectOrder', `{ id: ${order}, reason: " " }`)).payload.userErrors).toEqual([{ code: 'REQUIRED', message: 'A value is needed here.', path: ['input', 'reason'] }]);
    const { payload } = await manager('rejectOrder', `{ id: ${order}, reason: "Too much discount" }`, 'order { approval { status notes } }');
    expect(payload['order']).toEqual({ approval: { status: 'REJECTED', notes: 'Too much discount' } });
    expect((await agent('requestApproval', `{ id: ${order} }`)).codes).toEqual([]);
  });

  it('is not there where the company has none, or the database', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }]);
    sandbox.table('res.company').update(1001, { sale_approval_enabled: false });
    expect((await agent('requestApproval', `{ id: ${order} }`)).codes).toEqual(['APPROVAL_DISABLED']);
    expect((await agent('confirmOrder', `{ id: ${order} }`)).codes).toEqual([]);
    sandbox.table('res.company').update(1001, { sale_approval_enabled: true });
    await using plain = await startSandbox({ approval: false });
    const other = await startGraph(plain);
    const there = await orderOf(plain, [{ product_id: KIT, product_uom_qty: 20 }]);
    expect((await mutate(other, plain, 'agent', 'requestApproval', `{ id: ${there} }`)).codes).toEqual(['APPROVAL_DISABLED']);
    expect((await mutate(other, plain, 'agent', 'confirmOrder', `{ id: ${there} }`)).codes).toEqual([]);
    await other[Symbol.asyncDispose]();
  });
});

describe('sending', () => {
  beforeAll(() => void sandbox.table('ir.mail_server').insert({ name: 'Outgoing', active: true }, 1));

  it('tells that the mail was sent, and the quotation is sent', async () => {
    const order = await orderOf(sandbox, [{ product_id: CABLES, product_uom_qty: 1 }]);
    const { payload } = await agent('sendQuotation', `{ id: ${order} }`, 'order { state } mail { state reason }');
    expect(payload).toEqual({ order: { state: 'SENT' }, mail: { state: 'SENT', reason: null }, userErrors: [] });
  });

  it('tells why the mail was not sent', async () => {
    const order = await orderOf(sandbox, [{ product_id: CABLES, product_uom_qty: 1 }]);
    sandbox.table('ir.mail_server').update(1, { active: false });
    const { payload } = await agent('sendProforma', `{ id: ${order} }`, 'mail { state reason }');
    sandbox.table('ir.mail_server').update(1, { active: true });
    expect(payload).toEqual({ mail: { state: 'FAILED', reason: 'Connection failed (outgoing mail server problem)' }, userErrors: [] });
  });

  it('marks a quotation as sent without a mail, and refuses a customer without an address', async () => {
    const order = await orderOf(sandbox, [{ product_id: CABLES, product_uom_qty: 1 }]);
    const marked = await agent('sendQuotation', `{ id: ${order}, sendEmail: false }`, 'order { state } mail { state }');
    expect([marked.payload, marked.writes]).toEqual([{ order: { state: 'SENT' }, mail: null, userErrors: [] }, ['action_quotation_sent']]);
    const silent = await orderOf(sandbox, [{ product_id: CABLES, product_uom_qty: 1 }], {}, 1283);
    const refused = await agent('sendQuotation', `{ id: ${silent} }`);
    expect([refused.codes, refused.writes]).toEqual([['EMAIL_MISSING'], []]);
  });
});

describe('confirming', () => {
  it('is done once when two confirm at the same time', async () => {
    const order = await orderOf(sandbox, [{ product_id: CABLES, product_uom_qty: 2 }]);
    const both = await Promise.all([agent('confirmOrder', `{ id: ${order} }`), manager('confirmOrder', `{ id: ${order} }`)]);
    expect(both.map(({ codes }) => codes).toSorted()).toEqual([[], ['WRONG_STATE']]);
    expect(sandbox.table('stock.picking').pointing('sale_id', order)).toHaveLength(1);
  });

  it('refuses an order without lines, a hidden one like an unknown one, and customers', async () => {
    const empty = await orderOf(sandbox, []);
    const hidden = await orderOf(sandbox, [{ product_id: CABLES, product_uom_qty: 1 }], {}, 1264);
    const told = [await agent('confirmOrder', `{ id: ${empty} }`), await agent('confirmOrder', `{ id: ${hidden} }`), await agent('confirmOrder', '{ id: 999999 }'), await customer('confirmOrder', `{ id: ${empty} }`)];
    expect(told.map(({ codes, writes }) => [codes, writes])).toEqual([[['NOTHING_TO_CONFIRM'], []], [['NOT_FOUND'], []], [['NOT_FOUND'], []], [['FORBIDDEN'], []]]);
  });

  it('is undone by cancelling, with the delivery, and the quotation comes back without its approval', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }], { approval_status: 'approved' });
    await agent('confirmOrder', `{ id: ${order} }`);
    const cancelled = await agent('cancelOrder', `{ id: ${order} }`, 'order { state deliveryStatus transfers { nodes { state } } }');
    expect(cancelled.payload['order']).toEqual({ state: 'CANCEL', deliveryStatus: null, transfers: { nodes: [{ state: 'CANCEL' }] } });
    const { payload, writes } = await agent('reopenQuotation', `{ id: ${order} }`, 'order { state approvalStatus }');
    expect([payload['order'], writes]).toEqual([{ state: 'DRAFT', approvalStatus: 'NONE' }, ['write', 'action_draft']]);
  });
});

describe('setBillOfProducts', () => {
  it('replaces what is in a bundle, in one write', async () => {
    const { payload, writes } = await manager(
      'setBillOfProducts', `{ templateId: 1014, lines: [{ productId: ${KIT}, quantity: 1 }, { productId: ${CABLES}, quantity: "2.5", substitutable: true }] }`,
      'billOfProducts { lines { nodes { product { id } quantity substitutable } } }',
    );
    expect([payload, writes]).toEqual([
      { billOfProducts: { lines: { nodes: [{ product: { id: '2001' }, quantity: '1', substitutable: false }, { product: { id: '2007' }, quantity: '2.5', substitutable: true }] } }, userErrors: [] },
      ['write'],
    ]);
  });

  it.each([
    ['a bundle in itself', '{ templateId: 1014, lines: [{ productId: 2014, quantity: 1 }] }', 'BUNDLE_CYCLE'],
    ['a quantity of zero', `{ templateId: 1014, lines: [{ productId: ${KIT}, quantity: 0 }] }`, 'INVALID_VALUE'],
    ['nothing', '{ templateId: 1014, lines: [] }', 'REQUIRED'],
    ['an unknown product', '{ templateId: 1014, lines: [{ productId: 999999, quantity: 1 }] }', 'NOT_FOUND'],
  ])('refuses %s', async (_, input, code) => {
    const { codes, writes } = await manager('setBillOfProducts', input);
    expect([codes, writes]).toEqual([[code], []]);
  });

  it('refuses a cycle through another bundle', async () => {
    expect((await manager('setBillOfProducts', '{ templateId: 1015, lines: [{ productId: 2014, quantity: 1 }] }')).codes).toEqual([]);
    expect((await manager('setBillOfProducts', '{ templateId: 1014, lines: [{ productId: 2015, quantity: 1 }] }')).codes).toEqual(['BUNDLE_CYCLE']);
  });
});
