import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { ORDER_GUARDS } from '../../../subgraphs/sales/order-guards.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { CABLES, KIT, orderOf, TOGO } from './order-world.ts';

/** A customer with an email address that the demo staff see. */
const CUSTOMER_OF_STAFF = 1204;
const STATES = [['draft', false], ['sent', false], ['sale', false], ['sale', true], ['cancel', false]] as const;
const APPROVALS = ['none', 'pending', 'approved', 'rejected'] as const;
const ROLES = ['admin', 'manager', 'staff', 'agent'] as const;
const ACTIONS = Object.keys(ORDER_GUARDS) as (keyof typeof ORDER_GUARDS)[];

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

function inputOf(action: keyof typeof ORDER_GUARDS, order: number): string {
  const [line = 0] = sandbox.table('sale.order.line').pointing('order_id', order);
  switch (action) {
    case 'addOrderLines':
      return `{ orderId: ${order}, lines: [{ productId: ${CABLES}, quantity: 1 }] }`;
    case 'updateOrderLine':
      return `{ lineId: ${line}, quantity: 2 }`;
    case 'removeOrderLine':
      return `{ lineId: ${line} }`;
    case 'rejectOrder':
      return `{ id: ${order}, reason: "No" }`;
    default:
      return `{ id: ${order} }`;
  }
}

type Told = Readonly<Record<string, { readonly userErrors: readonly { readonly code: string }[] } | null>>;

describe('availableActions of an order says what the mutation then does', () => {
  const cases = STATES.flatMap(([state, locked]) => APPROVALS.map((approval) => ({ state, locked, approval })));

  it.each(cases)('$state, locked $locked, approval $approval', async ({ state, locked, approval }) => {
    for (const role of ROLES) {
      const lines = [{ product_id: KIT, product_uom_qty: 20 }, { product_id: CABLES, product_uom_qty: 1 }];
      // One order for each action: what one mutation does is not to reach the next.
      const orders = await Promise.all(ACTIONS.map(() => orderOf(sandbox, lines, { state, locked, approval_status: approval }, role === 'staff' ? CUSTOMER_OF_STAFF : undefined)));
      for (const order of orders) for (const line of sandbox.table('sale.order.line').pointing('order_id', order)) sandbox.table('sale.order.line').update(line, { state });
      const foreseen = await graph.ask(role, `{ salesOrder(id: ${orders[0]}) { availableActions { action allowed code } } }`);
      const said = (foreseen.data as { salesOrder: { availableActions: readonly { action: string; allowed: boolean; code: string | null }[] } }).salesOrder.availableActions;
      expect(said.map(({ action }) => action)).toEqual(ACTIONS);

      const { data, errors } = await graph.ask(role, `mutation { ${ACTIONS.map((action, index) => `${action}(input: ${inputOf(action, orders[index] ?? 0)}) { userErrors { code } }`).join('\n')} }`);
      const done = said.map(({ action }) => {
        const forbidden = errors.some(({ path, extensions }) => path?.[0] === action && extensions?.code === 'FORBIDDEN');
        const codes = (data as Told)[action]?.userErrors.map(({ code }) => code) ?? [];
        return { action, allowed: !forbidden && codes.length === 0, code: codes[0] ?? null };
      });
      expect({ role, done }).toEqual({ role, done: said });
    }
  });

  it('knows a company without approval', async () => {
    sandbox.table('res.company').update(TOGO, { sale_approval_enabled: false });
    const order = await orderOf(sandbox, [{ product_id: KIT, product_uom_qty: 20 }]);
    const { data } = await graph.ask('manager', `{ salesOrder(id: ${order}) { availableActions { action allowed code } } }`);
    const said = (data as { salesOrder: { availableActions: readonly { action: string; code: string | null; allowed: boolean }[] } }).salesOrder.availableActions;
    sandbox.table('res.company').update(TOGO, { sale_approval_enabled: true });
    expect(said.filter(({ action }) => ['requestApproval', 'approveOrder', 'rejectOrder', 'confirmOrder'].includes(action))).toEqual([
      { action: 'requestApproval', allowed: false, code: 'APPROVAL_DISABLED' }, { action: 'approveOrder', allowed: false, code: 'APPROVAL_DISABLED' },
      { action: 'rejectOrder', allowed: false, code: 'APPROVAL_DISABLED' }, { action: 'confirmOrder', allowed: true, code: null },
    ]);
  });
});
