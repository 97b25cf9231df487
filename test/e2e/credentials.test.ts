import { SignJWT, UnsecuredJWT, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER, EMPLOYEE, SA } from '../../odoo/sandbox/data/ids.ts';
import { employee, headersOf, JWT_SECRET, startGraph, tokenOf } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(null);
});
afterAll(() => graph[Symbol.asyncDispose]());

const key = new TextEncoder().encode(JWT_SECRET);
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const claims = { sub: String(EMPLOYEE.LOME_AGENT), type: 'employee', aud: 'odoo-graph' };
const VIEWER = '{ viewer { name role } }';

async function refusal(headers: Record<string, string>, query = VIEWER): Promise<{ status: number; code: unknown; text: string }> {
  const { status, errors } = await graph.ask(headers, query);
  return { status, code: errors[0]?.extensions?.code, text: JSON.stringify(errors) };
}

describe('a bad credential gets its own answer', () => {
  it('expired', async () => {
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuedAt('2 hours ago').setExpirationTime('1 hour ago').sign(key);
    expect(await refusal(bearer(token))).toMatchObject({ status: 401, code: 'TOKEN_EXPIRED' });
  });

  it('without a signature', async () => {
    expect(await refusal(bearer(new UnsecuredJWT(claims).setExpirationTime('1h').encode()))).toMatchObject({ status: 401, code: 'TOKEN_ALGORITHM' });
  });

  it('of another algorithm', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).setExpirationTime('1h').sign(privateKey);
    expect(await refusal(bearer(token))).toMatchObject({ status: 401, code: 'TOKEN_ALGORITHM' });
  });

  it('signed by somebody else', async () => {
    const token = await tokenOf(claims, 'another secret that is long enough for HS256');
    expect(await refusal(bearer(token))).toMatchObject({ status: 401, code: 'TOKEN_SIGNATURE' });
  });

  it('no token at all', async () => {
    expect(await refusal(bearer('nonsense'))).toMatchObject({ status: 401, code: 'TOKEN_MALFORMED' });
  });

  it('without expiry, without a kind, for another audience', async () => {
    const noExpiry = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);
    const noKind = await tokenOf({ sub: '1004' });
    const elsewhere = await tokenOf({ ...claims, aud: 'another-service' });
    const codes = [];
    for (const token of [noExpiry, noKind, elsewhere]) codes.push((await refusal(bearer(token))).code);
    expect(codes).toEqual(['TOKEN_CLAIMS', 'TOKEN_CLAIMS', 'TOKEN_CLAIMS']);
  });

  it('of a customer whose id is also an employee’s: it is the customer, and sees as little', async () => {
    const token = await tokenOf({ sub: String(CUSTOMER.SAME_ID_AS_EMPLOYEE), type: 'customer' });
    const { data } = await graph.ask(bearer(token), '{ viewer { role } customers { nodes { id } } serviceAccounts { nodes { id } } }');
    expect(data).toEqual({ viewer: { role: 'CUSTOMER' }, customers: { nodes: [{ id: String(CUSTOMER.SAME_ID_AS_EMPLOYEE) }] }, serviceAccounts: { nodes: [] } });
  });

  it('of somebody deactivated or unknown', async () => {
    expect(await refusal(await employee(EMPLOYEE.DEACTIVATED))).toMatchObject({ status: 401, code: 'CALLER_UNKNOWN' });
    expect(await refusal(await employee(987_654))).toMatchObject({ status: 401, code: 'CALLER_UNKNOWN' });
  });

  it('a wrong key beside a good Bearer, a key beside a bad Bearer', async () => {
    const good = await headersOf('agent');
    expect(await refusal({ ...good, 'x-api-key': 'abk_x_y' })).toMatchObject({ status: 401, code: 'API_KEY_INVALID' });
    expect(await refusal({ ...bearer('nonsense'), 'x-api-key': 'abk_x_y' })).toMatchObject({ status: 401, code: 'TOKEN_MALFORMED' });
  });

  it('never repeats the token', async () => {
    const token = await tokenOf(claims, 'another secret that is long enough for HS256');
    const { text } = await refusal(bearer(token));
    for (const part of token.split('.')) expect(text).not.toContain(part);
  });
});

describe('the Service Account in context', () => {
  it.each([
    ['is a text', 'Lome', 400, 'BAD_USER_INPUT'],
    ['is negative', '-1', 400, 'BAD_USER_INPUT'],
    ['is a list', `${SA.LOME}, ${SA.KARA}`, 400, 'BAD_USER_INPUT'],
    ['is somebody else’s', String(SA.NAIROBI), 403, 'FORBIDDEN_SA'],
    ['is its parent', String(SA.TOGO), 403, 'FORBIDDEN_SA'],
    ['does not exist', '987654', 403, 'FORBIDDEN_SA'],
    ['is larger than any id', '99999999999999999999', 400, 'BAD_USER_INPUT'],
  ])('is refused when it %s', async (_what, header, status, code) => {
    expect(await refusal({ ...(await employee(EMPLOYEE.LOME_AGENT)), 'x-sa-id': header })).toMatchObject({ status, code });
  });

  it('has to be named by who has two, and then decides what is seen', async () => {
    const query = '{ viewer { serviceAccount { id } memberships { serviceAccount { id } } } }';
    const { data, errors } = await graph.ask(await employee(EMPLOYEE.TWO_ACCOUNTS), '{ customers { totalCount } }');
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['SA_REQUIRED']);
    expect(data).toBeNull();
    const inLome = await graph.ask(await employee(EMPLOYEE.TWO_ACCOUNTS, SA.LOME), query);
    expect(inLome.errors).toEqual([]);
  });

  it('is not needed by viewer', async () => {
    const { data, errors } = await graph.ask(await employee(EMPLOYEE.NO_MEMBERSHIP), VIEWER);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ viewer: { role: null } });
  });
});

describe('nobody', () => {
  it('may ask who they are not, and learns nothing', async () => {
    const { errors } = await graph.ask({}, '{ customers { totalCount } }');
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('an operation of a kind that the graph does not have', () => {
  it('is refused as the mistake of the document that it is', async () => {
    const { errors } = await graph.ask('agent', 'subscription { orderConfirmed }');
    expect(errors.map(({ extensions }) => extensions?.code)).not.toContain('INTERNAL');
    expect(errors).toHaveLength(1);
  });
});
