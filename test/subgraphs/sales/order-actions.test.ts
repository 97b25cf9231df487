import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { KIT, orderOf, TOGO } from './order-world.ts';

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
});
