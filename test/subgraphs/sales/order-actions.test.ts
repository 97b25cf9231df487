import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { CUSTOMER, KIT, mutate, orderOf, TOGO } from './order-world.ts';

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

// That they agree with the mutations, in every state and for every role: test/writes/available-actions.test.ts.
describe('availableActions of an order', () => {
  it('knows a company without approval', async () => {
    sandbox.table('res.company').update(TOGO, { sale_approval_enabled: false });
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }]);
    const { data } = await graph.ask('manager', `{ salesOrder(id: ${order}) { availableActions { action allowed code } } }`);
    const said = (data as { salesOrder: { availableActions: readonly { action: string; code: string | null; allowed: boolean }[] } }).salesOrder.availableActions;
    expect(said.filter(({ action }) => ['requestApproval', 'approveOrder', 'rejectOrder', 'confirmOrder'].includes(action))).toEqual([
      { action: 'requestApproval', allowed: false, code: 'APPROVAL_DISABLED' }, { action: 'approveOrder', allowed: false, code: 'APPROVAL_DISABLED' },
      { action: 'rejectOrder', allowed: false, code: 'APPROVAL_DISABLED' }, { action: 'confirmOrder', allowed: true, code: null },
    ]);
  });

  it('knows that pro-forma invoices are switched off, as the mutation does', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 1 }]);
    /** Does it while Odoo says of the setting's group that the user is not in it. */
    const switchedOff = async <T>(work: () => Promise<T>): Promise<T> => {
      const takeBack = sandbox.checkpoint();
      const from = sandbox.calls.length;
      await work();
      takeBack();
      sandbox.faults.set({ kind: 'answer', status: 200, contentType: 'application/json', body: 'false' }, { times: 1, after: sandbox.calls.slice(from).findIndex(({ method }) => method === 'has_group') });
      const done = await work();
      sandbox.faults.clear();
      return done;
    };
    const { data } = await switchedOff(() => graph.ask('manager', `{ salesOrder(id: ${order}) { availableActions { action allowed code } } }`));
    const said = (data as { salesOrder: { availableActions: readonly { action: string; code: string | null; allowed: boolean }[] } }).salesOrder.availableActions;
    expect(said.find(({ action }) => action === 'sendProforma')).toEqual({ action: 'sendProforma', allowed: false, code: 'PROFORMA_DISABLED' });
    const { codes, writes } = await switchedOff(() => mutate(graph, sandbox, 'manager', 'sendProforma', `{ id: ${order} }`));
    expect([codes, writes]).toEqual([['PROFORMA_DISABLED'], []]);
  });

  it('a quotation is marked as sent without anybody to send it to', async () => {
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 1 }]);
    const partner = sandbox.table('res.partner').get(CUSTOMER);
    sandbox.table('res.partner').update(CUSTOMER, { email: undefined });
    const mailed = await mutate(graph, sandbox, 'manager', 'sendQuotation', `{ id: ${order} }`);
    const marked = await mutate(graph, sandbox, 'manager', 'sendQuotation', `{ id: ${order}, sendEmail: false }`, 'order { state } mail { state }');
    sandbox.table('res.partner').update(CUSTOMER, partner ?? {});
    expect([mailed.codes, mailed.writes]).toEqual([['EMAIL_MISSING'], []]);
    expect(marked.payload).toEqual({ order: { state: 'SENT' }, mail: null, userErrors: [] });
  });
});
