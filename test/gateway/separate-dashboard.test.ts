import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sign } from '../../gateway/events/webhook.ts';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startEmbedded, type EmbeddedServer } from '../../store/embedded/server.ts';
import { listen, type Listener } from '../e2e/support/listen.ts';
import { headersOf, JWT_SECRET } from '../support/graph.ts';
import { run, type Running } from './support/processes.ts';

const SECRET = 'a secret of at least thirty-two characters';

/** Three processes: a store (this one, by MongoDB's protocol), the manufacturing subgraph, and a gateway without a dashboard of its own. */
const folder = mkdtempSync(join(tmpdir(), 'apart-'));
const processes: Running[] = [];
let sandbox: Sandbox;
let store: EmbeddedServer;
let url = '';
let watching: Listener;

async function start(file: string, args: readonly string[], environment: Record<string, string>): Promise<string> {
  const settings = {
    PORT: '0', LOG_LEVEL: 'error', ODOO_URL: sandbox.url, ODOO_DB: sandbox.db, ODOO_USERNAME: sandbox.username, ODOO_API_KEY: sandbox.apiKey, ODOO_AUTO_SYNC: 'false',
    JWT_SECRET, HOP_SECRET: SECRET, MONGODB_URI: store.uri, SYNC_WEBHOOK_SECRET: SECRET,
  };
  const started = run(file, args, { ...settings, ...environment });
  processes.push(started);
  return (await started.printed(/http:\/\/127\.0\.0\.1:\d+/))[0];
}

async function ask(query: string): Promise<Record<string, never>> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(await headersOf('manager')) }, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as { data: Record<string, never>; errors?: unknown };
  expect(errors).toBe(undefined);
  return data;
}

beforeAll(async () => {
  sandbox = await startSandbox();
  store = await startEmbedded(join(folder, 'store'));
  const manufacturing = await start('gateway/serve-subgraph.ts', ['manufacturing'], { DATA_DIR: join(folder, 'manufacturing') });
  url = await start('gateway/start.ts', [], { DATA_DIR: join(folder, 'gateway'), SUBGRAPH_URLS: `manufacturing=${manufacturing}` });
  await ask('mutation { syncFull(input: {}) { syncRun { state } } }');
  watching = await listen(url, await headersOf('manager'));
}, 90_000);
afterAll(async () => {
  await watching.stop();
  for (const { child, finished } of processes.toReversed()) {
    child.kill('SIGTERM');
    await finished;
  }
  await store.close();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const heard = (): readonly string[] => watching.heard.map((line) => (JSON.parse(line) as { id: string }).id);

it('tells who watches at the gateway what the process of the manufacturing subgraph changed', async () => {
  const { dashboardProducts } = (await ask('{ dashboardProducts(filter: { sku: { eq: "LAN-01" } }) { nodes { id } } }')) as unknown as { dashboardProducts: { nodes: { id: string }[] } };
  const made = (await ask(`mutation { createProductionOrder(input: { productId: "${dashboardProducts.nodes[0]?.id}", quantity: 2 }) { productionOrder { id } } }`)) as unknown as { createProductionOrder: { productionOrder: { id: string } } };
  await expect.poll(heard, { timeout: 20_000 }).toContain(made.createProductionOrder.productionOrder.id);
}, 60_000);

it('hands a signed call of Odoo on to the process that synchronises', async () => {
  const { dashboardProducts } = (await ask('{ dashboardProducts(filter: { sku: { eq: "LAN-01" } }) { nodes { product { id } } } }')) as unknown as { dashboardProducts: { nodes: { product: { id: string } }[] } };
  const made = await fetch(`${sandbox.url}/json/2/mrp.production/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `bearer ${sandbox.apiKey}`, 'x-odoo-database': sandbox.db },
    body: JSON.stringify({ vals_list: [{ product_id: Number(dashboardProducts.nodes[0]?.product.id), product_qty: 7, company_id: 1001 }], context: { allowed_company_ids: [1001] } }),
  });
  expect(made.status).toBe(200);
  const before = heard().length;
  const body = '{"_model":"mrp.production"}';
  const answer = await fetch(`${url}/hooks/odoo`, { method: 'POST', body, headers: { 'x-odoo-graph-signature': sign(SECRET, Math.floor(Date.now() / 1000), body) } });
  expect(answer.status).toBe(202);
  await expect.poll(() => heard().length, { timeout: 40_000 }).toBeGreaterThan(before);
  const { syncRuns } = (await ask('{ syncRuns(first: 1) { nodes { kind trigger state entities { entity created } } } }')) as unknown as { syncRuns: { nodes: unknown[] } };
  expect(syncRuns.nodes).toMatchObject([{ kind: 'ORDERS', trigger: 'WEBHOOK', state: 'SUCCEEDED', entities: [{ entity: 'ORDER', created: 1 }] }]);
}, 60_000);
