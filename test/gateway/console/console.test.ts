import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes, NOBODY } from '../../../gateway/console/console.ts';
import { serveShop, type TestGateway } from '../support/serve.ts';

const signIn = (url: string, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }, method = 'POST'): Promise<Response> =>
  fetch(`${url}/console/sign-in`, { method, headers, ...(method === 'POST' ? { body } : {}) });

const reasonOf = async (response: Response): Promise<[number, string]> => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code ?? ''];
};

describe('the console', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await serveShop();
  });
  afterAll(() => gateway.stop());

  test('is a page without inline scripts, and loads only files of this server', async () => {
    const html = await (await fetch(gateway.url)).text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address).filter((address) => !address.startsWith('data:'));
    expect(loaded).toEqual(['/console/vendor.css', '/console/page.css', '/console/page.js']);
    expect([...html.matchAll(/<script[^>]*>([^<]*)/g)].map(([, body]) => body)).toEqual(['']);
    expect(html).not.toMatch(/ on\w+=/);
  });

  test('tells the browser to load nothing from elsewhere, and not to be framed', async () => {
    const { headers } = await fetch(gateway.url);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]));
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect([headers.get('x-frame-options'), headers.get('referrer-policy'), headers.get('x-content-type-options'), headers.get('cross-origin-opener-policy')]).toEqual([
      'DENY',
      'no-referrer',
      'nosniff',
      'same-origin',
    ]);
  });

  test('says without scripts how to send the first query', async () => {
    expect(await (await fetch(gateway.url)).text()).toContain(`curl -s ${gateway.url}/graphql`);
  });

  test.each([
    ['/console/page.js', 'text/javascript; charset=utf-8'],
    ['/console/page.css', 'text/css; charset=utf-8'],
    ['/console/vendor.js', 'text/javascript; charset=utf-8'],
    ['/console/graphql.worker.js', 'text/javascript; charset=utf-8'],
  ])('serves %s, compressed or not, and 304 when it is known', async (path, type) => {
    const plain = await fetch(`${gateway.url}${path}`, { headers: { 'accept-encoding': 'identity' } });
    const zipped = await fetch(`${gateway.url}${path}`, { headers: { 'accept-encoding': 'gzip' } });
    expect([plain.status, plain.headers.get('content-type'), plain.headers.get('content-encoding')]).toEqual([200, type, null]);
    const tag = plain.headers.get('etag') ?? '';
    expect(zipped.headers.get('etag')).toBe(tag);
    expect(await zipped.text()).toBe(await plain.text());
    expect((await fetch(`${gateway.url}${path}`, { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  test('lets its workers ask nobody', async () => {
    const { headers } = await fetch(`${gateway.url}/console/graphql.worker.js`);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; script-src 'self'");
  });

  test('has no other files', async () => {
    const statuses = await Promise.all(['/console/page/main.tsx', '/console/../serve.ts', '/console/%2e%2e/serve.ts', '/console/'].map(async (path) => (await fetch(`${gateway.url}${path}`)).status));
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  test('issues the token of a demo person', async () => {
    const response = await signIn(gateway.url, '{"person":"agent"}');
    expect([response.status, response.headers.get('cache-control'), await response.json()]).toEqual([200, 'no-store', { token: 'good', serviceAccountId: null }]);
  });

  test('issues none for anybody else, to forms of other sites, or by GET', async () => {
    expect(await reasonOf(await signIn(gateway.url, '{"person":"root"}'))).toEqual([400, 'BAD_USER_INPUT']);
    expect(await reasonOf(await signIn(gateway.url, '{"person":"__proto__"}'))).toEqual([400, 'BAD_USER_INPUT']);
    expect(await reasonOf(await signIn(gateway.url, 'null'))).toEqual([400, 'BAD_USER_INPUT']);
    expect(await reasonOf(await signIn(gateway.url, '{"person":"agent"}', { 'content-type': 'text/plain' }))).toEqual([415, 'BAD_USER_INPUT']);
    expect(await reasonOf(await signIn(gateway.url, `{"person":"${'x'.repeat(2_000)}"}`))).toEqual([413, 'BAD_USER_INPUT']);
    expect(await reasonOf(await signIn(gateway.url, '', {}, 'GET'))).toEqual([405, 'BAD_USER_INPUT']);
  });
});

describe('the console over a real Odoo', () => {
  test('issues no tokens and tells nothing of the Odoo behind', async () => {
    await using gateway = await serveShop({ pages: consoleRoutes({ odoo: null, hasSignIn: true, ...NOBODY }) });
    expect(await reasonOf(await signIn(gateway.url, '{"person":"agent"}'))).toEqual([403, 'FORBIDDEN']);
    expect(await (await fetch(`${gateway.url}/console/facts`)).json()).toEqual({ odoo: null, people: [], hasSignIn: true });
    expect(await (await fetch(gateway.url)).text()).toContain('The console needs JavaScript');
  });
});
