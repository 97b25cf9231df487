import { afterAll, beforeAll, expect, test } from 'vitest';
import { PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startGraph, type TestGraph } from '../support/graph.ts';

/**
 * Queries of known callers begin before it is known who they are by now (gateway/foresight.ts). What happens to their rights
 * between two requests holds for the second one all the same.
 */
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

const ORDERS = '{ viewer { role } salesOrders(first: 1) { totalCount nodes { id margin { amount } } } }';
interface Orders {
  readonly viewer: { readonly role: string };
  readonly salesOrders: { readonly totalCount: number; readonly nodes: readonly { readonly margin: unknown }[] };
}
const ordersOf = async (name: 'manager' | 'staff' | 'agent') => {
  const { data, errors, odooCalls } = await graph.ask(name, ORDERS);
  return { ...(data as Orders), codes: errors.map(({ extensions }) => extensions?.code), odooCalls };
};

function membershipOf(name: 'manager' | 'staff' | 'agent'): number {
  const { id, serviceAccountId } = PERSONAS[name];
  return [...sandbox.table('ov.membership').rows.values()].find((row) => row['employee_id'] === id && row['account_id'] === serviceAccountId)?.id ?? 0;
}

test('a known caller costs the calls of a new one', async () => {
  const first = await ordersOf('staff');
  const second = await ordersOf('staff');
  expect([first.odooCalls, second.odooCalls]).toEqual([2, 2]);
  expect(second.salesOrders).toEqual(first.salesOrders);
});

test('another policy is another next answer, wider or narrower', async () => {
  const counts: number[] = [];
  for (const policy of ['sa_wide', 'assigned_only', 'sa_wide']) {
    sandbox.table('ov.membership').update(membershipOf('staff'), { scope_policy: policy });
    counts.push((await ordersOf('staff')).salesOrders.totalCount);
  }
  const [wide = 0, narrow = 0, wideAgain = 0] = counts;
  expect(narrow).toBeLessThan(wide);
  expect(wideAgain).toBe(wide);
});

test('a manager who is replaced gets no restricted field with the next answer', async () => {
  const { serviceAccountId } = PERSONAS.manager;
  expect((await ordersOf('manager')).salesOrders.nodes[0]?.margin).not.toBeNull();
  sandbox.table('ov.serviced_account').update(serviceAccountId ?? 0, { sa_manager: membershipOf('staff') });
  const after = await ordersOf('manager');
  expect(after.viewer.role).toBe('STAFF');
  expect(after.salesOrders.nodes[0]?.margin).toBeNull();
  expect(after.codes).toContain('FORBIDDEN');
});

test('a suspended membership is refused on the next request', async () => {
  expect((await ordersOf('agent')).salesOrders.totalCount).toBeGreaterThan(0);
  sandbox.table('ov.membership').update(membershipOf('agent'), { membership_state: 'suspended' });
  const after = await ordersOf('agent');
  expect(after.salesOrders ?? null).toBeNull();
  expect(after.codes).toEqual(['FORBIDDEN_SA']);
});
