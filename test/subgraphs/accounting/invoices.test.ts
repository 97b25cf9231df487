import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER } from '../../../odoo/sandbox/data/ids.ts';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { mutator } from '../../support/mutate.ts';

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
const mutate = mutator(() => graph, () => sandbox);

async function odoo(model: string, method: string, args: object): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/json/2/${model}/${method}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `bearer ${sandbox.apiKey}` }, body: JSON.stringify(args),
  });
  return response.json();
}

/** A confirmed order of the demo customer: two installation visits (invoiced as ordered), or lanterns (invoiced as delivered). */
async function order(product = 2009, quantity = 2): Promise<string> {
  const lines = [[0, 0, { product_id: product, product_uom_qty: quantity, tax_ids: [[6, 0, [1001]]] }]];
  const [id] = (await odoo('sale.order', 'create', { vals_list: [{ partner_id: CUSTOMER.PERSONA, company_id: 1001, order_line: lines }] })) as number[];
  await odoo('sale.order', 'action_confirm', { ids: [id] });
  return String(id);
}

const SHOWN = 'invoice { id name state paymentState amountTotal { amount currency } amountResidual { amount } dueDate }';
const invoiceOf = (payload: Readonly<Record<string, unknown>> | null): Record<string, unknown> => payload?.['invoice'] as Record<string, unknown>;
async function draft(): Promise<string> {
  return String(invoiceOf((await mutate('manager', 'createInvoice', { orderId: await order() }, SHOWN)).payload)['id']);
}
async function posted(): Promise<string> {
  const id = await draft();
  await mutate('manager', 'confirmInvoice', { id }, SHOWN);
  return id;
}

describe('from order to paid invoice', () => {
  it('goes through Odoo’s dialogues alone', async () => {
    const orderId = await order();
    const created = await mutate('manager', 'createInvoice', { orderId }, `${SHOWN.replace('dueDate', 'dueDate orders { id }')}`);
    expect(created.refused).toEqual([]);
    expect(invoiceOf(created.payload)).toMatchObject({ name: null, state: 'DRAFT', amountTotal: { amount: '28320', currency: 'XOF' }, orders: [{ id: orderId }] });
    expect(created.writes).toEqual(['sale.advance.payment.inv.create', 'sale.advance.payment.inv.create_invoices']);
    const id = String(invoiceOf(created.payload)['id']);
    const confirmed = await mutate('manager', 'confirmInvoice', { id }, SHOWN);
    expect([invoiceOf(confirmed.payload), confirmed.writes]).toMatchObject([{ state: 'POSTED', name: expect.stringMatching(/^INV\/\d{4}\/\d{5}$/), paymentState: 'NOT_PAID' }, ['account.move.action_post']]);
    const part = await mutate('manager', 'registerPayment', { invoiceId: id, amount: '10000', memo: 'First part' }, `${SHOWN} payment { amount { amount } memo }`);
    expect(part.payload).toMatchObject({ invoice: { paymentState: 'PARTIAL', amountResidual: { amount: '18320' } }, payment: { amount: { amount: '10000' }, memo: 'First part' } });
    expect(part.writes).toEqual(['account.payment.register.create', 'account.payment.register.action_create_payments']);
    const rest = await mutate('manager', 'registerPayment', { invoiceId: id }, `${SHOWN} payment { amount { amount } }`);
    expect(rest.payload).toMatchObject({ invoice: { paymentState: 'PAID', amountResidual: { amount: '0' } }, payment: { amount: { amount: '18320' } } });
    expect((await mutate('manager', 'registerPayment', { invoiceId: id }, SHOWN)).refused).toEqual(['INVOICE_PAID']);
    const again = await mutate('manager', 'createInvoice', { orderId }, SHOWN);
    expect([again.userErrors, again.writes]).toMatchObject([[{ code: 'NOTHING_TO_INVOICE', path: ['input', 'orderId'], remedy: expect.stringContaining('Validate the delivery first') }], []]);
  });

  it('takes an invoice back by a credit note that is posted like an invoice', async () => {
    const id = await posted();
    const made = await mutate('manager', 'createCreditNote', { invoiceId: id, reason: 'Broken' }, `${SHOWN} creditNote { id kind state reference amountTotal { amount } reversedInvoice { id } }`);
    expect(made.payload).toMatchObject({ creditNote: { kind: 'CREDIT_NOTE', state: 'DRAFT', reference: expect.stringMatching(/^Reversal of: INV.*, Broken$/), amountTotal: { amount: '28320' }, reversedInvoice: { id } } });
    const note = (made.payload as { readonly creditNote: { readonly id: string } } | null)?.creditNote.id;
    expect((await mutate('manager', 'confirmInvoice', { id: note }, SHOWN)).payload).toMatchObject({ invoice: { state: 'POSTED', paymentState: 'PAID' } });
    const { data } = await graph.ask('manager', `{ invoice(id: "${id}") { paymentState amountResidual { amount } } }`);
    expect(data).toEqual({ invoice: { paymentState: 'REVERSED', amountResidual: { amount: '0' } } });
    expect((await mutate('manager', 'createCreditNote', { invoiceId: id }, SHOWN)).refused).toEqual(['WRONG_STATE']);
  });

  it('reports of a mail what Odoo says: without a mail server it failed', async () => {
    const id = await posted();
    const failed = await mutate('manager', 'sendInvoice', { id }, 'invoice { isSent } mail { state reason }');
    expect(failed.payload).toMatchObject({ invoice: { isSent: true }, mail: { state: 'FAILED', reason: expect.stringContaining('outgoing mail server') } });
    sandbox.table('ir.mail_server').insert({ name: 'Post', smtp_host: 'localhost', active: true }, 1);
    expect((await mutate('manager', 'sendInvoice', { id }, 'mail { state reason }')).payload).toMatchObject({ mail: { state: 'SENT', reason: null } });
    sandbox.table('ir.mail_server').delete(1);
  });
});

describe('refusals, with nothing written', () => {
  const refusal = async (name: string, input: Readonly<Record<string, unknown>>, persona: 'manager' | 'staff' = 'manager'): Promise<unknown> => {
    const { userErrors, writes } = await mutate(persona, name, input, 'invoice { id }');
    expect(writes).toEqual([]);
    return userErrors.map(({ code, path }) => [code, path]);
  };

  it('of orders', async () => {
    expect(await refusal('createInvoice', { orderId: await order(2006, 3) })).toEqual([['NOTHING_TO_INVOICE', ['input', 'orderId']]]);
    expect(await refusal('createInvoice', { orderId: '99999999' })).toEqual([['NOT_FOUND', ['input', 'orderId']]]);
    expect(await refusal('createInvoice', { orderId: 'nope' })).toEqual([['NOT_FOUND', ['input', 'orderId']]]);
    const lines = [[0, 0, { product_id: 2009 }]];
    const [quotation] = (await odoo('sale.order', 'create', { vals_list: [{ partner_id: CUSTOMER.PERSONA, company_id: 1001, order_line: lines }] })) as number[];
    expect(await refusal('createInvoice', { orderId: String(quotation) })).toEqual([['WRONG_STATE', ['input', 'orderId']]]);
  });

  it('of payments', async () => {
    const invoiceId = await posted();
    const of = (input: object): Promise<unknown> => refusal('registerPayment', { invoiceId, ...input });
    expect(await of({ amount: '0' })).toEqual([['AMOUNT_NOT_POSITIVE', ['input', 'amount']]]);
    expect(await of({ amount: '-5' })).toEqual([['AMOUNT_NOT_POSITIVE', ['input', 'amount']]]);
    expect(await of({ amount: '28320.5' })).toEqual([['INVALID_VALUE', ['input', 'amount']]]);
    expect(await of({ amount: '28321' })).toEqual([['AMOUNT_ABOVE_RESIDUAL', ['input', 'amount']]]);
    expect(await of({ journalId: '30501' })).toEqual([['INVALID_VALUE', ['input', 'journalId']]]);
    expect(await of({ journalId: '30516' })).toEqual([['NOT_FOUND', ['input', 'journalId']]]);
    expect(await of({ memo: 'x'.repeat(10_240) })).toEqual([['TOO_LONG', ['input', 'memo']]]);
    expect(await refusal('registerPayment', { invoiceId: await draft() })).toEqual([['INVOICE_NOT_POSTED', null]]);
  });

  it('of a draft whose products have no account', async () => {
    const id = await draft();
    const [line] = [...sandbox.table('account.move.line').rows.values()].filter((row) => row['move_id'] === Number(id) && row['display_type'] === 'product');
    sandbox.table('account.move.line').update(line?.id ?? 0, { account_id: undefined });
    expect(await refusal('confirmInvoice', { id })).toEqual([['INVOICE_ACCOUNT_MISSING', null]]);
  });

  it('of a customer without an email address', async () => {
    const id = await posted();
    const before = sandbox.table('res.partner').get(CUSTOMER.PERSONA)?.['email'];
    sandbox.table('res.partner').update(CUSTOMER.PERSONA, { email: undefined });
    expect(await refusal('sendInvoice', { id })).toEqual([['EMAIL_MISSING', null]]);
    sandbox.table('res.partner').update(CUSTOMER.PERSONA, { email: before });
  });

  it('of agents and customers', async () => {
    const id = await draft();
    for (const persona of ['agent', 'customer'] as const) {
      for (const [name, input] of [['confirmInvoice', { id }], ['createCreditNote', { invoiceId: id }], ['registerPayment', { invoiceId: id }]] as const) {
        const { failed, writes } = await mutate(persona, name, input, 'invoice { id }');
        expect([persona, name, failed, writes]).toEqual([persona, name, ['FORBIDDEN'], []]);
      }
    }
  });
});

describe('a key', () => {
  it('has one effect on two requests at once, and is refused another input', async () => {
    const invoiceId = await posted();
    const input = { invoiceId, amount: '1000', idempotencyKey: 'pay-once' };
    const both = await Promise.all([mutate('manager', 'registerPayment', input, 'payment { id memo }'), mutate('manager', 'registerPayment', input, 'payment { id memo }')]);
    expect(both[0]?.payload).toEqual(both[1]?.payload);
    expect(both[0]?.payload).toMatchObject({ payment: { memo: expect.stringMatching(/^INV\/.* \[[0-9a-f]{12}\]$/) } });
    const { data } = await graph.ask('manager', `{ invoice(id: "${invoiceId}") { amountResidual { amount } } }`);
    expect(data).toEqual({ invoice: { amountResidual: { amount: '27320' } } });
    expect((await mutate('manager', 'registerPayment', { ...input, amount: '1001' }, 'invoice { id }')).refused).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it.each([
    ['createInvoice', async () => ({ orderId: await order() }), 'invoice { id }', 'account.move', []],
    ['registerPayment', async () => ({ invoiceId: await posted() }), 'payment { id }', 'account.payment', ['account.payment.register.write', 'account.move.write']],
    ['createCreditNote', async () => ({ invoiceId: await posted() }), 'creditNote { id }', 'account.move', ['account.move.reversal.write']],
  ] as const)('finds what %s did before the answer was lost', async (name, inputOf, selection, model, withdrawn) => {
    // A run that goes well tells how many calls come before the wizard's button.
    const start = sandbox.calls.length;
    const inputs = [await inputOf(), await inputOf()];
    const from = sandbox.calls.length;
    expect(start).toBeLessThan(from);
    await mutate('manager', name, inputs[0] ?? {}, selection);
    const button = sandbox.calls.slice(from).findIndex(({ method }) => ['create_invoices', 'action_create_payments', 'refund_moves'].includes(method));
    const records = (): number => sandbox.table(model).rows.size;
    const before = records();
    const input = { ...inputs[1], idempotencyKey: `lost-${name}` };
    sandbox.faults.set({ kind: 'lost' }, { times: 1, after: button });
    const lost = await mutate('manager', name, input, selection);
    sandbox.faults.clear();
    expect(lost.failed).toHaveLength(1);
    const made = records() - before;
    expect(made).toBeGreaterThan(0);
    const again = await mutate('manager', name, input, selection);
    // The dialogue is made void before it is looked, in case that Odoo is still at it.
    expect([again.refused, again.failed, again.writes]).toEqual([[], [], withdrawn]);
    expect(Object.values(again.payload ?? {})[0]).toMatchObject({ id: expect.stringMatching(/^\d+$/) });
    expect(records() - before).toBe(made);
  });
});

describe('a key of confirmInvoice', () => {
  it('is answered with the posted invoice, and posts nothing again, when the first answer was lost', async () => {
    const [smooth, id] = [await draft(), await draft()];
    const from = sandbox.calls.length;
    await mutate('manager', 'confirmInvoice', { id: smooth }, 'invoice { id }');
    const input = { id, idempotencyKey: 'post-once' };
    sandbox.faults.set({ kind: 'lost' }, { times: 1, after: sandbox.calls.slice(from).findIndex(({ method }) => method === 'action_post') });
    expect((await mutate('manager', 'confirmInvoice', input, 'invoice { id }')).failed).toHaveLength(1);
    sandbox.faults.clear();
    const again = await mutate('manager', 'confirmInvoice', input, 'invoice { id state }');
    expect([again.payload, again.writes]).toEqual([{ invoice: { id, state: 'POSTED' }, userErrors: [] }, []]);
    expect((await mutate('manager', 'confirmInvoice', { id }, 'invoice { id }')).refused).toEqual(['WRONG_STATE']);
  });
});
