import { createServer, type Server } from 'node:http';
import { mkdtemp } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '../../access/api-key-admin.ts';
import { openApiKeys } from '../../access/api-keys.ts';
import { createAuthenticator, type Authenticator } from '../../access/credentials.ts';
import type { RequestHeaders } from '../../access/headers.ts';
import { GraphError } from '../../platform/errors.ts';

const SECRET = 'a-shared-secret-of-at-least-32-characters';
const NOW = new Date('2026-10-31T12:00:00Z');
const epoch = Math.floor(NOW.getTime() / 1000);
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

type Claims = Record<string, unknown>;
const GOOD: Claims = { sub: '1004', type: 'employee', aud: 'odoo-graph', exp: epoch + 60 };

const hs256 = (claims: Claims, secret = SECRET, alg = 'HS256'): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg }).sign(encode(secret));
const signedBy = (key: CryptoKey, alg: string, claims: Claims, kid?: string): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) }).sign(key);

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof GraphError)) throw new Error(`expected a GraphError, got ${String(error)}`);
  return error.code;
}

const bearer = (token: string, more: RequestHeaders = {}): RequestHeaders => ({ authorization: `Bearer ${token}`, ...more });
const bySecret = createAuthenticator({ secret: SECRET, audience: 'odoo-graph', now: () => NOW });

describe('a bearer token signed with the shared secret', () => {
  it('is an employee or a customer by its type', async () => {
    expect(await bySecret.authenticate(bearer(await hs256(GOOD)))).toEqual({ kind: 'employee', employeeId: 1004 });
    expect(await bySecret.authenticate(bearer(await hs256({ ...GOOD, type: 'abs.employee' })))).toEqual({ kind: 'employee', employeeId: 1004 });
    expect(await bySecret.authenticate(bearer(await hs256({ ...GOOD, type: 'customer' })))).toEqual({ kind: 'customer', customerId: 1004 });
  });

  it('may carry its subject as a number, as the connector writes it, and no audience', async () => {
    const { aud: _, ...claims } = GOOD;
    expect(await bySecret.authenticate(bearer(await hs256({ ...claims, sub: 1004 })))).toEqual({ kind: 'employee', employeeId: 1004 });
  });

  it('is accepted five seconds past its expiry, and not later', async () => {
    expect(await bySecret.authenticate(bearer(await hs256({ ...GOOD, exp: epoch - 4 })))).toMatchObject({ employeeId: 1004 });
    expect(await codeOf(bySecret.authenticate(bearer(await hs256({ ...GOOD, exp: epoch - 6 }))))).toBe('TOKEN_EXPIRED');
  });

  it.each<[string, Claims]>([
    ['no expiry', { ...GOOD, exp: undefined }],
    ['no subject', { ...GOOD, sub: undefined }],
    ['no type', { ...GOOD, type: undefined }],
    ['an unknown type', { ...GOOD, type: 'constructor' }],
    ['a type that is no text', { ...GOOD, type: ['employee'] }],
    ['another audience', { ...GOOD, aud: 'another-app' }],
    ['a subject of 0', { ...GOOD, sub: '0' }],
    ['a negative subject', { ...GOOD, sub: -4 }],
    ['a fraction as subject', { ...GOOD, sub: 4.5 }],
    ['a padded subject', { ...GOOD, sub: '01004' }],
    ['a name as subject', { ...GOOD, sub: 'agent' }],
    ['a subject beyond the largest id', { ...GOOD, sub: '2147483648' }],
    ['a start in the future', { ...GOOD, nbf: epoch + 60 }],
  ])('is refused with %s', async (_name, claims) => {
    expect(await codeOf(bySecret.authenticate(bearer(await hs256(claims))))).toBe('TOKEN_CLAIMS');
  });

  it('is refused when it names another issuer than the configured one, or none', async () => {
    const strict = createAuthenticator({ secret: SECRET, audience: 'odoo-graph', issuer: 'https://login.example', now: () => NOW });
    expect(await strict.authenticate(bearer(await hs256({ ...GOOD, iss: 'https://login.example' })))).toMatchObject({ employeeId: 1004 });
    expect(await codeOf(strict.authenticate(bearer(await hs256({ ...GOOD, iss: 'https://evil.example' }))))).toBe('TOKEN_CLAIMS');
    expect(await codeOf(strict.authenticate(bearer(await hs256(GOOD))))).toBe('TOKEN_CLAIMS');
  });

  it('is refused when it is signed with another secret, or changed afterwards', async () => {
    expect(await codeOf(bySecret.authenticate(bearer(await hs256(GOOD, 'another-secret-of-at-least-32-characters'))))).toBe('TOKEN_SIGNATURE');
    const [head, , signature] = (await hs256(GOOD)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...GOOD, sub: '1001' })).toString('base64url');
    expect(await codeOf(bySecret.authenticate(bearer(`${head}.${forged}.${signature}`)))).toBe('TOKEN_SIGNATURE');
  });

  it('is refused without a signature, or with another algorithm than HS256', async () => {
    const none = new UnsecuredJWT(GOOD).encode();
    expect(await codeOf(bySecret.authenticate(bearer(none)))).toBe('TOKEN_ALGORITHM');
    expect(await codeOf(bySecret.authenticate(bearer(await hs256(GOOD, SECRET.repeat(2), 'HS512'))))).toBe('TOKEN_ALGORITHM');
  });

  it.each([
    ['no scheme', 'abc.def.ghi'],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no token', 'Bearer '],
    ['two tokens', 'Bearer a.b.c d.e.f'],
    ['two headers', ['Bearer a.b.c', 'Bearer d.e.f']],
    ['no JWT', 'Bearer undefined'],
    ['half a JWT', 'Bearer eyJhbGciOiJIUzI1NiJ9.e30'],
  ])('is refused with %s', async (_name, authorization) => {
    expect(await codeOf(bySecret.authenticate({ authorization }))).toBe('TOKEN_MALFORMED');
  });

  it('is never repeated in the message', async () => {
    for (const claims of [{ ...GOOD, exp: epoch - 60 }, { ...GOOD, type: 'robot' }, { ...GOOD, aud: 'x' }, GOOD]) {
      const token = await hs256(claims, claims === GOOD ? 'another-secret-of-at-least-32-characters' : SECRET);
      const error = await bySecret.authenticate(bearer(token)).catch((reason: unknown) => reason);
      for (const part of token.split('.')) expect(JSON.stringify([(error as Error).message, (error as GraphError).extensions])).not.toContain(part);
    }
  });
});

describe('a bearer token signed by an identity provider', () => {
  let server: Server;
  let url: string;
  let authenticator: Authenticator;
  let rsa: Awaited<ReturnType<typeof generateKeyPair>>;
  let ec: Awaited<ReturnType<typeof generateKeyPair>>;
  let secondEc: Awaited<ReturnType<typeof generateKeyPair>>;
  let publicRsa: JWK;

  beforeAll(async () => {
    [rsa, ec, secondEc] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('ES256'), generateKeyPair('ES256')]);
    publicRsa = await exportJWK(rsa.publicKey);
    const keys = [
      { ...publicRsa, kid: 'rsa', alg: 'RS256' },
      { ...(await exportJWK(secondEc.publicKey)), kid: 'ec-2', alg: 'ES256' },
      { ...(await exportJWK(ec.publicKey)), kid: 'ec', alg: 'ES256' },
    ];
    server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
    authenticator = createAuthenticator({ jwksUrl: url, audience: 'odoo-graph', now: () => NOW });
  });
  afterAll(() => server.close());

  it('is verified by the key set, RS256 and ES256', async () => {
    expect(await authenticator.authenticate(bearer(await signedBy(rsa.privateKey, 'RS256', GOOD, 'rsa')))).toMatchObject({ employeeId: 1004 });
    expect(await authenticator.authenticate(bearer(await signedBy(ec.privateKey, 'ES256', GOOD, 'ec')))).toMatchObject({ employeeId: 1004 });
  });

  it('is tried against each fitting key when it names none', async () => {
    expect(await authenticator.authenticate(bearer(await signedBy(ec.privateKey, 'ES256', GOOD)))).toMatchObject({ employeeId: 1004 });
    const stranger = await generateKeyPair('ES256');
    expect(await codeOf(authenticator.authenticate(bearer(await signedBy(stranger.privateKey, 'ES256', GOOD))))).toBe('TOKEN_SIGNATURE');
  });

  it('is refused when its key is not in the set', async () => {
    expect(await codeOf(authenticator.authenticate(bearer(await signedBy(rsa.privateKey, 'RS256', GOOD, 'unknown'))))).toBe('TOKEN_SIGNATURE');
  });

  it('has to name this graph as its audience', async () => {
    const { aud: _, ...claims } = GOOD;
    expect(await codeOf(authenticator.authenticate(bearer(await signedBy(rsa.privateKey, 'RS256', claims, 'rsa'))))).toBe('TOKEN_CLAIMS');
  });

  it('can not be an HMAC over the public key, nor may a secret’s token pass where only the key set is configured', async () => {
    const confused = await hs256(GOOD, JSON.stringify(publicRsa));
    expect(await codeOf(authenticator.authenticate(bearer(confused)))).toBe('TOKEN_ALGORITHM');
    const both = createAuthenticator({ secret: SECRET, jwksUrl: url, audience: 'odoo-graph', now: () => NOW });
    expect(await codeOf(both.authenticate(bearer(confused)))).toBe('TOKEN_SIGNATURE');
    expect(await both.authenticate(bearer(await hs256(GOOD)))).toMatchObject({ employeeId: 1004 });
    expect(await both.authenticate(bearer(await signedBy(rsa.privateKey, 'RS256', GOOD, 'rsa')))).toMatchObject({ employeeId: 1004 });
  });

  it('is not blamed when the key set can not be fetched', async () => {
    const broken = createServer((_request, response) => response.writeHead(500).end());
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(broken.address() as AddressInfo).port}/`;
    const away = createAuthenticator({ jwksUrl: address, audience: 'odoo-graph', now: () => NOW });
    expect(await codeOf(away.authenticate(bearer(await signedBy(rsa.privateKey, 'RS256', GOOD, 'rsa'))))).toBe('KEYS_UNAVAILABLE');
    broken.close();
  });
});

describe('headers with an API key', () => {
  let authenticator: Authenticator;
  let key: string;

  beforeAll(async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'keys-')), 'api-keys.json');
    key = (await createApiKey(path, { name: 'reporting', days: 30, scopes: ['read'], system: true }, NOW)).key;
    authenticator = createAuthenticator({ secret: SECRET, audience: 'odoo-graph', now: () => NOW, apiKeys: openApiKeys(path, () => NOW) });
  });

  it('are a system caller, an employee or nobody', async () => {
    expect(await authenticator.authenticate({ 'x-api-key': key })).toMatchObject({ kind: 'apiKey', key: { name: 'reporting', binding: null } });
    expect(await authenticator.authenticate({})).toEqual({ kind: 'anonymous' });
  });

  it('are the employee when both are good', async () => {
    expect(await authenticator.authenticate(bearer(await hs256(GOOD), { 'x-api-key': key }))).toEqual({ kind: 'employee', employeeId: 1004 });
  });

  it('are refused for a wrong key beside a good Bearer', async () => {
    const wrong = key.slice(0, -4) + 'AAAA';
    expect(await codeOf(authenticator.authenticate(bearer(await hs256(GOOD), { 'x-api-key': wrong })))).toBe('API_KEY_INVALID');
  });

  it('never fall back to a good key beside a bad Bearer', async () => {
    expect(await codeOf(authenticator.authenticate(bearer(await hs256({ ...GOOD, exp: epoch - 60 }), { 'x-api-key': key })))).toBe('TOKEN_EXPIRED');
    expect(await codeOf(authenticator.authenticate({ authorization: '', 'x-api-key': key }))).toBe('TOKEN_MALFORMED');
  });

  it('are refused by name for the key built into the connector', async () => {
    await expect(authenticator.authenticate({ 'x-api-key': 'connector-style-key' })).rejects.toThrow('The key built into the connector is not accepted here');
    expect(await codeOf(authenticator.authenticate({ 'x-api-key': '' }))).toBe('API_KEY_INVALID');
  });

  it('are refused where no keys are configured', async () => {
    expect(await codeOf(bySecret.authenticate({ 'x-api-key': key }))).toBe('API_KEY_INVALID');
  });
});
