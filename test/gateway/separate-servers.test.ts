import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../gateway/serve.ts';
import { serveSubgraph } from '../../gateway/subgraph-main.ts';
import { PERSONAS, type PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { loadConfig } from '../../platform/config.ts';
import { createLifecycle, type Lifecycle } from '../../platform/lifecycle.ts';
import { createLog } from '../../platform/log.ts';

const SECRET = 'a secret of at least thirty-two characters';
const log = createLog({ level: 'silent' });

describe('the graph in one process and as separate servers', () => {
  let sandbox: Sandbox;
  let lifecycle: Lifecycle;
  // Each gateway has its own: without MONGODB_URI one process can have the store of a folder open.
  const folder = mkdtempSync(join(tmpdir(), 'graph-'));
  const urls: Record<string, string> = {};

  beforeAll(async () => {
    sandbox = await startSandbox();
    lifecycle = createLifecycle({ log, deadlineMs: 5_000 });
    const environment = {
      PORT: '0', ODOO_URL: sandbox.url, ODOO_DB: sandbox.db, ODOO_USERNAME: sandbox.username, ODOO_API_KEY: sandbox.apiKey, JWT_SECRET: SECRET, HOP_SECRET: SECRET,
    };
    for (const name of ['governance', 'sales']) urls[name] = await serveSubgraph(name, loadConfig(environment), log, lifecycle);
    urls['together'] = (await serve(loadConfig({ ...environment, DATA_DIR: join(folder, 'together') }), log, lifecycle)).url;
    urls['apart'] = (await serve(loadConfig({ ...environment, DATA_DIR: join(folder, 'apart'), SUBGRAPH_URLS: `governance=${urls['governance']},sales=${urls['sales']}` }), log, lifecycle)).url;
  });
  afterAll(async () => {
    await lifecycle.stop('test');
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  const ask = async (server: string, query: string, persona: PersonaName) => {
    const { kind, id, serviceAccountId } = PERSONAS[persona];
    const token = await new SignJWT({ type: kind }).setProtectedHeader({ alg: 'HS256' }).setSubject(String(id)).setAudience('odoo-graph').setExpirationTime('1h').sign(new TextEncoder().encode(SECRET));
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...(serviceAccountId ? { 'x-sa-id': String(serviceAccountId) } : {}) };
    const response = await fetch(`${urls[server]}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { data, errors, extensions } = (await response.json()) as { data: unknown; errors?: unknown; extensions: { cost: { odooCalls: number } } };
    return { status: response.status, data, errors, odooCalls: extensions.cost.odooCalls };
  };

  const QUERY = `{
    viewer { role serviceAccounts { name } }
    salesOrders(first: 5) { totalCount nodes { name margin { amount currency } customer { name serviceAccounts { name } } } }
    serviceAccounts(first: 3) { nodes { name } }
  }`;

  test.each(['admin', 'manager', 'staff', 'agent', 'customer'] as const)('answer the %s alike, at the same cost', async (persona) => {
    const [together, apart] = [await ask('together', QUERY, persona), await ask('apart', QUERY, persona)];
    expect(together.status).toBe(200);
    expect(apart).toEqual(together);
  });

  test('a governance server without a store says that it cannot tell how the synchronisation stands', async () => {
    const linesOf = async (server: string) => {
      const { data, errors } = await ask(server, '{ setupChecklist { id verdict detail } }', 'admin');
      expect(errors).toBeUndefined();
      return (data as { setupChecklist: { id: string; verdict: string; detail: string }[] }).setupChecklist;
    };
    const [together, apart] = [await linesOf('together'), await linesOf('apart')];
    const untold = apart.filter(({ verdict }) => verdict === 'CANNOT_TELL');
    expect(untold.map(({ id }) => id)).toEqual(['productsSynced', 'ordersCreated', 'autoSync', 'bothWays', 'monitored'].map((name) => `manufacturing.${name}`));
    expect(new Set(untold.map(({ detail }) => detail))).toEqual(new Set(['This server has no store of the dashboard (MONGODB_URI): ask syncStatus.']));
    expect(together.filter(({ verdict }) => verdict === 'CANNOT_TELL')).toEqual([]);
  });

  test('a subgraph server answers nobody but the gateway', async () => {
    for (const query of ['{ _service { sdl } }', '{ viewer { role } }', '{ _entities(representations: [{ __typename: "Customer", id: "1001" }]) { __typename } }']) {
      const response = await fetch(urls['sales'] ?? '', { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer x' }, body: JSON.stringify({ query }) });
      const body = (await response.json()) as { data?: unknown; errors: { extensions: { code: string } }[] };
      expect([response.status, body.data, body.errors.map(({ extensions }) => extensions.code)]).toEqual([403, undefined, ['UNSIGNED_HOP']]);
    }
  });

  test('/readyz of the gateway asks its subgraphs', async () => {
    expect(await (await fetch(`${urls['apart']}/readyz`)).json()).toEqual({ status: 'ready', checks: { odoo: 'ok', 'subgraph governance': 'ok', 'subgraph sales': 'ok' } });
  });
});
