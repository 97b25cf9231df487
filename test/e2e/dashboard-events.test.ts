import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { headersOf, startGraph, type TestGraph } from '../support/graph.ts';
import { listen as hear, type Listener } from './support/listen.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';

let sandbox: Sandbox;
let graph: TestGraph;
beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox);
  await graph.ask('admin', 'mutation { syncFull(input: {}) { syncRun { state } } }');
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});

const listen = async (persona: PersonaName): Promise<Listener> => hear(graph.url, await headersOf(persona));

it('tells who sees an order that it changed, and that it is gone; and nobody else anything', async () => {
  const listeners = { manager: await listen('manager'), agent: await listen('agent'), customer: await listen('customer') };
  const { data } = await graph.ask('manager', '{ dashboardProducts(filter: { sku: { eq: "LAN-01" } }) { nodes { id } } }');
  const product = (data as { dashboardProducts: { nodes: { id: string }[] } }).dashboardProducts.nodes[0]?.id;
  const made = await graph.ask('manager', `mutation { createProductionOrder(input: { productId: "${product}", quantity: 1 }) { productionOrder { id version } } }`);
  const { id } = (made.data as { createProductionOrder: { productionOrder: { id: string } } }).createProductionOrder.productionOrder;
  await expect.poll(() => listeners.manager.heard.map((line) => (JSON.parse(line) as { id: string }).id), { timeout: 5_000 }).toContain(id);
  await graph.ask('manager', `mutation { deleteProductionOrder(input: { id: "${id}" }) { deletedId } }`);
  await expect.poll(() => listeners.manager.heard, { timeout: 5_000 }).toContain(JSON.stringify({ id, version: null }));
  expect([listeners.agent.heard, listeners.customer.heard]).toEqual([[], []]);
  for (const listener of Object.values(listeners)) await listener.stop();
});

it('is for nobody without a credential', async () => {
  const response = await fetch(`${graph.url}/events/production-orders`);
  expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
});

it('keeps five streams of one caller, and refuses the sixth', async () => {
  const open = await Promise.all(Array.from({ length: 5 }, () => listen('staff')));
  const sixth = await fetch(`${graph.url}/events/production-orders`, { headers: await headersOf('staff') });
  expect(sixth.status).toBe(400);
  for (const listener of open) await listener.stop();
});
