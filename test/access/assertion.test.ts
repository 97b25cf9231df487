import { SignJWT, decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAssertions } from '../../access/assertion.ts';
import { ANONYMOUS, type Principal } from '../../access/principal.ts';
import { principal } from './principals.ts';

const SECRET = 'the-secret-between-gateway-and-subgraphs';
const START = Date.parse('2026-10-31T12:00:00Z');

function clock(): { now: () => Date; pass: (seconds: number) => void } {
  let time = START;
  return { now: () => new Date(time), pass: (seconds) => { time += seconds * 1000; } };
}

const forge = (claims: Record<string, unknown>, secret = SECRET): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
const issued = Math.floor(START / 1000);
const FULL = { principal: principal(), iss: 'gateway', aud: 'subgraph', iat: issued, exp: issued + 60 };

describe('the signature of the hop', () => {
  it.each<[string, Principal]>([
    ['an employee', principal({ memberships: [{ id: 1513, serviceAccountId: 1004, serviceAccountName: 'Lomé', companyId: 1001, role: 'STAFF', policy: 'sa_wide' }] })],
    ['an admin', principal({ role: 'ADMIN', serviceAccount: null, policy: null, companyIds: null })],
    ['a key', principal({ kind: 'apiKey', employeeId: null, partnerId: null, scopes: ['read'] })],
    ['somebody who has to choose', principal({ role: null, problem: { code: 'SA_REQUIRED', message: 'Choose.' } })],
    ['nobody', ANONYMOUS],
  ])('carries %s whole', async (_name, caller) => {
    const { sign, verify } = createAssertions({ secret: SECRET });
    expect(await verify(await sign(caller))).toEqual(caller);
  });

  it('lasts for sixty seconds, also where it has been verified before', async () => {
    const { now, pass } = clock();
    const { sign, verify } = createAssertions({ secret: SECRET, now });
    const token = await sign(principal());
    expect(decodeJwt(token)).toMatchObject({ aud: 'subgraph', iss: 'gateway', iat: issued, exp: issued + 60 });
    pass(59);
    await expect(verify(token)).resolves.toMatchObject({ subject: 'employee:1003' });
    pass(1);
    await expect(verify(token)).rejects.toMatchObject({ code: 'UNSIGNED_HOP' });
  });

  it('is verified once for all hops of a request', async () => {
    const { sign, verify } = createAssertions({ secret: SECRET });
    const token = await sign(principal());
    expect(await verify(token)).toBe(await verify(token));
  });

  it('is needed', async () => {
    const { verify } = createAssertions({ secret: SECRET });
    for (const missing of [null, undefined, '']) await expect(verify(missing)).rejects.toMatchObject({ code: 'UNSIGNED_HOP' });
  });

  it('is refused when the principal was changed on the way', async () => {
    const { sign, verify } = createAssertions({ secret: SECRET });
    const [head, , signature] = (await sign(principal())).split('.');
    const promoted = Buffer.from(JSON.stringify({ ...FULL, principal: principal({ role: 'ADMIN' }) })).toString('base64url');
    await expect(verify(`${head}.${promoted}.${signature}`)).rejects.toMatchObject({ code: 'UNSIGNED_HOP' });
  });

  it.each<[string, Promise<string>]>([
    ['another key', forge(FULL, 'another-secret-between-nobody-and-nobody')],
    ['another audience', forge({ ...FULL, aud: 'odoo-graph' })],
    ['another issuer', forge({ ...FULL, iss: 'employee' })],
    ['no expiry', forge({ ...FULL, exp: undefined })],
    ['no time of issue', forge({ ...FULL, iat: undefined })],
    ['an expiry beyond sixty seconds', forge({ ...FULL, iat: issued - 120, exp: issued + 3600 })],
    ['no principal', forge({ ...FULL, principal: undefined })],
    ['half a principal', forge({ ...FULL, principal: { ...principal(), policy: undefined } })],
    ['an unknown role', forge({ ...FULL, principal: { ...principal(), role: 'ROOT' } })],
    ['text as a partner', forge({ ...FULL, principal: { ...principal(), partnerId: '2003' } })],
    ['text as companies', forge({ ...FULL, principal: { ...principal(), companyIds: 'all' } })],
  ])('is refused with %s', async (_name, token) => {
    const { verify } = createAssertions({ secret: SECRET, now: () => new Date(START) });
    await expect(verify(await token)).rejects.toMatchObject({ code: 'UNSIGNED_HOP' });
  });

  it('forgets the oldest of a thousand, and still answers for it', async () => {
    const { sign, verify } = createAssertions({ secret: SECRET });
    const tokens = await Promise.all(Array.from({ length: 1001 }, (_unused, index) => sign(principal({ subject: `employee:${index}` }))));
    const first = await verify(tokens[0]);
    for (const token of tokens.slice(1)) await verify(token);
    const again = await verify(tokens[0]);
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  it('does not take a short key', () => {
    expect(() => createAssertions({ secret: 'short' })).toThrow('at least 32 bytes');
  });
});
