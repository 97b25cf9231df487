import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, type Running } from './support/processes.ts';

describe('npm start without any configuration', () => {
  let dataDir: string;
  let server: Running;
  let url: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'graph-'));
    server = run('gateway/start.ts', [], { PORT: '0', DATA_DIR: dataDir });
    const ready = await server.printed(/is ready at (http:\/\/127\.0\.0\.1:\d+)\/graphql over the sandbox Odoo 19\.0 \(demo data\)/);
    url = ready[1] ?? '';
  });
  afterAll(async () => {
    server.child.kill('SIGKILL');
    await server.finished;
    rmSync(dataDir, { recursive: true });
  });

  const ask = async (query: string, headers: Record<string, string>) => {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) });
    return (await response.json()) as { data?: Record<string, Record<string, unknown>>; errors?: unknown[]; extensions: { cost: { odooCalls: number } } };
  };
  const token = async (...args: string[]) => (await run('gateway/token.ts', args, { DATA_DIR: dataDir }).finished).stdout.trim();

  test('says how to get a token', async () => {
    await server.printed(/npm run --silent token -- --persona agent/);
  });

  test.each(['admin', 'manager', 'staff', 'agent', 'customer'])('answers the %s with the token that the command prints', async (persona) => {
    const [, authorization = ''] = /^-H 'Authorization: ([^']+)'/.exec(await token('--persona', persona, '--header')) ?? [];
    const answer = await ask('{ viewer { role } salesOrders(first: 3) { totalCount nodes { id } } }', { authorization });
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.['viewer']).toEqual({ role: { admin: 'ADMIN', manager: 'SA_MANAGER', staff: 'STAFF', agent: 'AGENT', customer: 'CUSTOMER' }[persona] });
    expect(answer.data?.['salesOrders']?.['totalCount']).toBeGreaterThan(0);
  });

  test('prints only the token, or all headers on request', async () => {
    expect(await token('--persona', 'agent')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await token('--persona', 'agent', '--header')).toMatch(/^-H 'Authorization: Bearer [\w.-]+' -H 'X-SA-ID: 1004'$/);
    expect(await token('--persona', 'customer', '--header')).toMatch(/^-H 'Authorization: Bearer [\w.-]+'$/);
  });

  test('the token command names its personas when it does not know one', async () => {
    const { code, stdout, stderr } = await run('gateway/token.ts', ['--persona', 'root'], { DATA_DIR: dataDir }).finished;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('--persona admin|manager|staff|agent|customer');
  });

  test('is ready, says so, and stops with 0 on SIGTERM', async () => {
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(url)).text()).toContain('the sandbox Odoo 19.0 (demo data)');
    server.child.kill('SIGTERM');
    const { code, stderr } = await server.finished;
    expect(code).toBe(0);
    expect(stderr).not.toContain('"level":"error"');
  });
});

describe('a server whose log nobody reads any more', () => {
  test('goes on answering, and stops with 0', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'graph-'));
    const server = run('gateway/start.ts', [], { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'debug' });
    const [, url = ''] = await server.printed(/is ready at (http:\/\/127\.0\.0\.1:\d+)\/graphql/);
    server.child.stdout?.destroy();
    server.child.stderr?.destroy();
    for (let round = 0; round < 5; round += 1) expect((await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{nope' })).status).toBe(400);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect((await server.finished).code).toBe(0);
    rmSync(dataDir, { recursive: true });
  });
});

describe('a start that cannot work', () => {
  test('names the setting that is wrong, and nothing else', async () => {
    const { code, stdout, stderr } = await run('gateway/start.ts', [], { PORT: 'http', ODOO_URL: 'http://127.0.0.1:9', ODOO_DB: 'x', ODOO_USERNAME: 'x' }).finished;
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'PORT must be a whole number from 0 to 65535.\nODOO_API_KEY is missing: it is needed when ODOO_URL is set.\nJWT_SECRET is missing: it, or JWT_JWKS_URL, is needed when ODOO_URL is set.\n',
    });
  });

  test('says that Odoo cannot be reached', async () => {
    const environment = { PORT: '0', ODOO_URL: 'http://127.0.0.1:9', ODOO_DB: 'x', ODOO_USERNAME: 'x', ODOO_API_KEY: 'abcdefgh', JWT_SECRET: 'x'.repeat(32), LOG_LEVEL: 'error' };
    const { code, stderr } = await run('gateway/start.ts', [], environment).finished;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Cannot start: .*http:\/\/127\.0\.0\.1:9/m);
    expect(stderr).not.toContain('    at ');
  });

  test('a subgraph server does not start without the key of its gateway', async () => {
    const { code, stderr } = await run('gateway/serve-subgraph.ts', ['sales'], { ODOO_URL: 'http://127.0.0.1:9', ODOO_DB: 'x', ODOO_USERNAME: 'x', ODOO_API_KEY: 'abcdefgh', JWT_SECRET: 'x'.repeat(32) }).finished;
    expect(code).toBe(1);
    expect(stderr).toContain('HOP_SECRET is missing');
  });
});
