import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticator, type Authenticator } from '../../access/credentials.ts';
import { GraphError } from '../../platform/errors.ts';

/** Tokens are put together by hand here: a library would refuse to write most of them. */
const SECRET = 'a-shared-secret-of-at-least-32-characters';
const NOW = new Date('2026-10-31T12:00:00Z');
const epoch = Math.floor(NOW.getTime() / 1000);
const GOOD = { sub: '1004', type: 'employee', aud: 'odoo-graph', exp: epoch + 60 };

const part = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const hmac = (header: unknown, claims: unknown, key: string | Buffer = SECRET): string => {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
};
const rsa = (header: unknown, claims: unknown, key: KeyObject): string => {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`;
};

const outcome = async (by: Authenticator, token: string): Promise<string> => {
  try {
    return JSON.stringify(await by.authenticate({ authorization: `Bearer ${token}` }));
  } catch (error) {
    if (error instanceof GraphError) return error.code;
    throw error;
  }
};

const mine = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
let server: Server;
let asked: string[] = [];
let jwksUrl: string;
let both: Authenticator;
let byKeys: Authenticator;

beforeAll(async () => {
  const keys = [{ ...mine.publicKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'RS256', use: 'sig' }];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  both = createAuthenticator({ secret: SECRET, jwksUrl, audience: 'odoo-graph', now: () => NOW });
  byKeys = createAuthenticator({ jwksUrl, audience: 'odoo-graph', now: () => NOW });
});
afterAll(() => server.close());

describe('a token that is put together by hand', () => {
  it('is good when it is good: the cases below fail for what they change', async () => {
    const employee = '{"kind":"employee","employeeId":1004}';
    expect(await outcome(both, hmac({ alg: 'HS256' }, GOOD))).toBe(employee);
    expect(await outcome(both, rsa({ alg: 'RS256', kid: 'rsa' }, GOOD, mine.privateKey))).toBe(employee);
  });

  it('cannot be a dashboard user’s with the id of an employee, nor the other way round', async () => {
    const user = '6565656565656565656565aa';
    expect(await outcome(both, hmac({ alg: 'HS256' }, { ...GOOD, type: 'dashboard', sub: user }))).toBe(`{"kind":"dashboardUser","userId":"${user}"}`);
    for (const sub of ['1004', 1004, '', null, ['x'], { $ne: null }, `${user}0`, user.toUpperCase()]) expect(await outcome(both, hmac({ alg: 'HS256' }, { ...GOOD, type: 'dashboard', sub })), JSON.stringify(sub)).toBe('TOKEN_CLAIMS');
    for (const type of ['employee', 'customer']) expect(await outcome(both, hmac({ alg: 'HS256' }, { ...GOOD, type, sub: user }))).toBe('TOKEN_CLAIMS');
  });

  it('cannot do without a signature, in any spelling of none', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null, undefined, ['none'], { toString: 'none' }]) {
      expect(await outcome(both, `${part({ alg })}.${part(GOOD)}.`), JSON.stringify(alg)).toMatch(/^TOKEN_(ALGORITHM|MALFORMED)$/);
    }
    const [header, claims] = hmac({ alg: 'HS256' }, GOOD).split('.');
    expect(await outcome(both, `${header}.${claims}.`)).toBe('TOKEN_SIGNATURE');
    expect(await outcome(both, `${header}.${claims}`)).toBe('TOKEN_MALFORMED');
  });

  it('cannot pass a public key off as the secret', async () => {
    const { publicKey } = mine;
    const disguises = [publicKey.export({ format: 'pem', type: 'spki' }), publicKey.export({ format: 'pem', type: 'pkcs1' }), publicKey.export({ format: 'der', type: 'spki' }), JSON.stringify(publicKey.export({ format: 'jwk' }))];
    for (const key of disguises) {
      expect(await outcome(both, hmac({ alg: 'HS256', kid: 'rsa' }, GOOD, key))).toBe('TOKEN_SIGNATURE');
      expect(await outcome(byKeys, hmac({ alg: 'HS256', kid: 'rsa' }, GOOD, key))).toBe('TOKEN_ALGORITHM');
    }
  });

  it('cannot choose another algorithm for a good key', async () => {
    for (const alg of ['HS384', 'HS512', 'RS384', 'PS256', 'ES512', 'constructor', '__proto__', 'toString']) expect(await outcome(both, hmac({ alg }, GOOD)), alg).toBe('TOKEN_ALGORITHM');
    expect(await outcome(both, rsa({ alg: 'ES256', kid: 'rsa' }, GOOD, mine.privateKey))).toBe('TOKEN_SIGNATURE');
  });

  it('cannot bring its own key, nor say where one is', async () => {
    const jwk = theirs.publicKey.export({ format: 'jwk' });
    asked = [];
    for (const more of [{ jwk }, { jku: `${jwksUrl}?theirs` }, { x5u: `${jwksUrl}?theirs` }, { x5c: [theirs.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')] }]) {
      expect(await outcome(both, rsa({ alg: 'RS256', kid: 'rsa', ...more }, GOOD, theirs.privateKey)), Object.keys(more)[0]).toBe('TOKEN_SIGNATURE');
    }
    expect(asked.filter((url) => url.includes('theirs'))).toEqual([]);
  });

  it('cannot find a key by a kid that means something elsewhere', async () => {
    for (const kid of ['../../../../dev/null', '/dev/null', "rsa' OR '1'='1", 'rsa\u0000', '__proto__', 'constructor', '| id', '', 'x'.repeat(5_000)]) {
      expect(await outcome(both, rsa({ alg: 'RS256', kid }, GOOD, theirs.privateKey)), kid.slice(0, 20)).toBe('TOKEN_SIGNATURE');
      // An empty secret, such as what a path to /dev/null would be.
      expect(await outcome(both, hmac({ alg: 'HS256', kid }, GOOD, '')), kid.slice(0, 20)).toBe('TOKEN_SIGNATURE');
    }
  });

  it('cannot ask for extensions that are not understood here', async () => {
    for (const header of [{ alg: 'HS256', crit: ['b64'], b64: false }, { alg: 'HS256', crit: ['exp'], exp: 1 }, { alg: 'HS256', crit: ['http://example.com/x'], 'http://example.com/x': true }, { alg: 'HS256', crit: [] }]) {
      expect(await outcome(both, hmac(header, GOOD)), JSON.stringify(header)).toBe('TOKEN_MALFORMED');
    }
  });

  it('has to name this graph among its audiences, as one text or as a list of texts', async () => {
    expect(await outcome(both, hmac({ alg: 'HS256' }, { ...GOOD, aud: ['other', 'odoo-graph'] }))).toContain('employeeId');
    for (const aud of [['other'], [], '', null, 7, { 0: 'odoo-graph' }, 'odoo-graph ', 'ODOO-GRAPH', [['odoo-graph']]]) {
      expect(await outcome(both, hmac({ alg: 'HS256' }, { ...GOOD, aud })), JSON.stringify(aud)).toBe('TOKEN_CLAIMS');
    }
  });

  it('is good neither before its time nor with times that are no numbers', async () => {
    expect(await outcome(both, hmac({ alg: 'HS256' }, { ...GOOD, nbf: epoch + 4 }))).toContain('employeeId');
    for (const claims of [{ ...GOOD, nbf: epoch + 60 }, { ...GOOD, nbf: 'now' }, { ...GOOD, exp: '9999999999' }, { ...GOOD, exp: Number.POSITIVE_INFINITY }, { ...GOOD, iat: 'x' }]) {
      expect(await outcome(both, hmac({ alg: 'HS256' }, claims)), JSON.stringify(claims)).toBe('TOKEN_CLAIMS');
    }
  });

  it('is refused by its length before anything is decoded', async () => {
    const long = hmac({ alg: 'HS256' }, { ...GOOD, padding: 'x'.repeat(8_000) });
    expect(await outcome(both, long)).toBe('TOKEN_MALFORMED');
    expect(await outcome(both, hmac({ alg: 'HS256' }, { ...GOOD, padding: 'x'.repeat(5_000) }))).toContain('employeeId');
  });

  it('that says one thing twice means the last of them, the algorithm too', async () => {
    const twice = `{"sub":"1001","sub":"1004","type":"customer","type":"employee","aud":"odoo-graph","exp":${epoch + 60}}`;
    // The last one counts, for the signature is over the text: what was signed is what is read.
    expect(await outcome(both, hmac('{"alg":"none","alg":"HS256"}', twice))).toBe('{"kind":"employee","employeeId":1004}');
    expect(await outcome(both, hmac('{"alg":"HS256","alg":"none"}', twice))).toBe('TOKEN_ALGORITHM');
  });

  it('is read as what it was signed for: claims that are no object, or of a prototype, are nobody', async () => {
    for (const claims of ['[]', '"x"', 'null', '7', '', '{"__proto__":{"sub":"1004","type":"employee","aud":"odoo-graph","exp":9999999999}}']) {
      expect(await outcome(both, hmac({ alg: 'HS256' }, claims)), claims).toMatch(/^TOKEN_(CLAIMS|MALFORMED)$/);
    }
  });
});
