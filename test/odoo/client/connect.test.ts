import { describe, expect, it } from 'vitest';
import { connectOdoo } from '../../../odoo/client/connect.ts';
import { parseVersion } from '../../../odoo/client/version.ts';
import { sendHtml, sendJson, startServer, type Handler } from './support/http-server.ts';
import { faultOf } from './support/odoo-server.ts';

const CREDENTIALS = { db: 'shop', username: 'gateway', apiKey: 'k' };

/** A server of an Odoo that knows JSON-2, or of one that does not. */
function odoo(version: string, info: readonly unknown[], json2: boolean): Handler {
  return (request, response) => {
    if (request.path === '/jsonrpc') return sendJson(response, 200, JSON.stringify({ jsonrpc: '2.0', id: 1, result: { server_version: version, server_version_info: info, protocol_version: 1 } }));
    if (json2 && request.path === '/json/version') return sendJson(response, 200, JSON.stringify({ version_info: info, version }));
    return sendHtml(response, 404, '<!doctype html><title>404 Not Found</title>');
  };
}

describe('the choice of the transport', () => {
  it.each([
    ['19.0', [19, 0, 0, 'final', 0, ''], true, 'json2', 19, 0],
    ['saas~19.2', ['saas~19', 2, 0, 'final', 0, ''], true, 'json2', 19, 2],
    ['18.0+e', [18, 0, 0, 'final', 0, 'e'], false, 'jsonrpc', 18, 0],
    ['17.0', [17, 0, 0, 'final', 0, ''], false, 'jsonrpc', 17, 0],
  ] as const)('for Odoo %s', async (version, info, hasJson2, transport, major, minor) => {
    await using server = await startServer(odoo(version, info, hasJson2));
    const client = await connectOdoo({ url: server.url, ...CREDENTIALS });
    expect({ transport: client.transport, version: client.version }).toEqual({ transport, version: { major, minor, text: version } });
    await client.close();
  });

  it('can be forced to JSON-RPC on 19', async () => {
    await using server = await startServer(odoo('19.0', [19, 0, 0, 'final', 0, ''], true));
    const client = await connectOdoo({ url: server.url, ...CREDENTIALS, transport: 'jsonrpc' });
    expect(client.transport).toBe('jsonrpc');
    expect(server.seen.map(({ path }) => path)).toEqual(['/jsonrpc']);
    await client.close();
  });

  it('cannot be forced to JSON-2 on 18', async () => {
    await using server = await startServer(odoo('18.0', [18, 0, 0, 'final', 0, ''], false));
    expect((await faultOf(connectOdoo({ url: server.url, ...CREDENTIALS, transport: 'json2' }))).said).toBe('the server does not speak JSON-2 (Odoo 19 and later)');
  });
});

describe('connecting', () => {
  it('fails with NOT_ODOO where something else answers', async () => {
    await using server = await startServer((_, response) => sendHtml(response, 200, '<html>Welcome to nginx</html>'));
    expect((await faultOf(connectOdoo({ url: server.url, ...CREDENTIALS }))).kind).toBe('NOT_ODOO');
  });

  it('refuses an Odoo that is too old', async () => {
    await using server = await startServer(odoo('16.0', [16, 0, 0, 'final', 0, ''], false));
    expect((await faultOf(connectOdoo({ url: server.url, ...CREDENTIALS }))).said).toBe('Odoo 17 or later is needed, this is 16.0');
  });

  it('fails with UNREACHABLE where nothing answers', async () => {
    const server = await startServer(() => undefined);
    await server[Symbol.asyncDispose]();
    expect((await faultOf(connectOdoo({ url: server.url, ...CREDENTIALS }))).kind).toBe('UNREACHABLE');
  });

  it('fails with TIMEOUT where nothing comes back', async () => {
    await using server = await startServer(() => undefined);
    expect((await faultOf(connectOdoo({ url: server.url, ...CREDENTIALS, callTimeoutMs: 50 }))).kind).toBe('TIMEOUT');
  });

  it.each([
    [{ url: 'odoo.example.com' }, 'url: expected an absolute URL'],
    [{ url: 'ftp://odoo.example.com' }, 'url: expected http or https, got ftp:'],
    [{ url: 'https://admin:secret@odoo.example.com' }, 'url: expected no user name or password'],
    [{ db: '' }, 'db: expected a value'],
    [{ apiKey: '' }, 'apiKey: expected a value'],
    [{ maxConcurrent: 0 }, 'maxConcurrent: expected a whole number above 0, got 0'],
    [{ callTimeoutMs: 1.5 }, 'callTimeoutMs: expected a whole number above 0, got 1.5'],
  ])('refuses %j', async (wrong, message) => {
    await expect(connectOdoo({ url: 'http://127.0.0.1:1', ...CREDENTIALS, ...wrong })).rejects.toThrow(message);
  });

  it('does not repeat a password of the URL in its refusal', async () => {
    await expect(connectOdoo({ url: 'https://admin:secret@odoo.example.com', ...CREDENTIALS })).rejects.not.toThrow('secret');
  });
});

describe('a version', () => {
  it.each([['19.0', 19, 0], ['18.0+e', 18, 0], ['saas~18.2+e', 18, 2], ['19.0-20260101', 19, 0]])('%s is read', (text, major, minor) => {
    expect(parseVersion(text)).toEqual({ major, minor, text });
  });

  it('that is none is refused', () => {
    expect(() => parseVersion('master')).toThrow('expected a version such as 19.0, got "master"');
  });
});
