import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectorLogin } from '../../access/connector-login.ts';
import { EMPLOYEE, SA } from '../../odoo/sandbox/data/ids.ts';
import { PERSONAS } from '../../odoo/sandbox/data/personas.ts';
import type { OdooRequest } from '../../odoo/port.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { write } from './ask.ts';

const SIGNED_IN = 'token expiresAt subject name autoSelected memberships { serviceAccountId serviceAccountName role scopePolicy }';

describe('signIn on the sandbox', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { SANDBOX_PASSWORD: 'open sesame' });
  });
  afterAll(() => graph[Symbol.asyncDispose]());
  const signIn = (login: string, password: string) => write(graph, {}, 'signIn', { login, password }, SIGNED_IN);

  it('gives a token with which the person is who they are', async () => {
    const { payload, refused } = await signIn(PERSONAS.agent.email.toUpperCase(), 'open sesame');
    expect(refused).toEqual([]);
    expect(payload).toMatchObject({
      subject: `employee:${EMPLOYEE.LOME_AGENT}`, autoSelected: true,
      memberships: [{ serviceAccountId: String(SA.LOME), serviceAccountName: 'Lomé', role: 'AGENT', scopePolicy: 'ASSIGNED_ONLY' }],
    });
    expect(decodeJwt(String(payload.token))).toMatchObject({ sub: String(EMPLOYEE.LOME_AGENT), type: 'employee', aud: 'odoo-graph' });
    const { data } = await graph.ask({ authorization: `Bearer ${String(payload.token)}` }, '{ viewer { subject role } }');
    expect(data).toEqual({ viewer: { subject: `employee:${EMPLOYEE.LOME_AGENT}`, role: 'AGENT' } });
  });

  it('says the same of a wrong password, of nobody’s login, and of what is no login', async () => {
    const wrong = [[PERSONAS.manager.email, 'wrong'], ['nobody@harmattan.example', 'open sesame'], ['', 'open sesame'], ['x'.repeat(10_240), 'open sesame'], [PERSONAS.manager.email, ''], [PERSONAS.manager.email, 'x'.repeat(10_240)]] as const;
    for (const told of await Promise.all(wrong.map(([login, password]) => signIn(login, password)))) {
      expect(told).toEqual({ payload: { token: null, expiresAt: null, subject: null, name: null, autoSelected: null, memberships: null }, refused: ['SIGN_IN_FAILED'] });
    }
  });

  it('makes a login wait that failed five times, whether or not it exists', async () => {
    for (const login of [PERSONAS.staff.email, 'ghost@harmattan.example']) {
      const told = await Promise.all(Array.from({ length: 6 }, () => signIn(login, 'wrong')));
      expect(told.flatMap(({ refused }) => refused).toSorted()).toEqual([...Array.from({ length: 5 }, () => 'SIGN_IN_FAILED'), 'SIGN_IN_THROTTLED']);
    }
    expect((await signIn(PERSONAS.staff.email, 'open sesame')).refused).toEqual(['SIGN_IN_THROTTLED']);
  }, 90_000);

  it('keeps no token under an idempotency key', async () => {
    const input = { login: PERSONAS.admin.email, password: 'open sesame' };
    const key = { 'idempotency-key': 'one key' };
    const first = await write(graph, {}, 'signIn', input, 'subject', key);
    expect(first.payload).toEqual({ subject: `employee:${EMPLOYEE.ADMIN}` });
    expect((await write(graph, {}, 'signIn', { ...input, password: 'wrong' }, 'subject', key)).refused).toEqual(['SIGN_IN_FAILED']);
  });
});

describe('the login of abs_connector', () => {
  let server: Server;
  let url = '';
  let seen: unknown;
  let answer: { status: number; body: string } = { status: 200, body: '' };
  const request: OdooRequest = { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'test' };
  const bodyOf = async (incoming: IncomingMessage): Promise<unknown> => {
    let text = '';
    for await (const chunk of incoming) text += String(chunk);
    return JSON.parse(text);
  };
  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      void bodyOf(incoming).then((body) => {
        seen = body;
        outgoing.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/employee/login`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const verify = (body: unknown, status = 200, login = 'kodjo@example.com') => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    return connectorLogin(url).verify(login, 'secret word', request);
  };

  it('is asked by email or by telephone', async () => {
    expect(await verify({ success: true, session: { token: 'theirs', employee: { id: 1004 } } })).toEqual({ kind: 'employee', employeeId: 1004 });
    expect(seen).toEqual({ email: 'kodjo@example.com', password: 'secret word' });
    await verify({ success: true, session: { user: { id: 7 } } }, 200, '+22890000000');
    expect(seen).toEqual({ phone: '+22890000000', password: 'secret word' });
  });

  it.each([
    ['an older answer', { success: true, session: { user: { id: 7 } } }, { kind: 'employee', employeeId: 7 }],
    ['an answer in data', { success: true, data: { session: { employee: { id: 8 } } } }, { kind: 'employee', employeeId: 8 }],
    ['a refusal in 200', { success: false, error: 'Invalid credentials', session: { employee: { id: 9 } } }, null],
    ['no employee', { success: true, session: {} }, null],
    ['an id that is none', { success: true, session: { employee: { id: '9' } } }, null],
  ])('understands %s', async (_what, body, subject) => {
    expect(await verify(body)).toEqual(subject);
  });

  it('takes 401 for a refusal, and an outage for an outage that quotes nothing', async () => {
    expect(await verify({ error: 'no' }, 401)).toBeNull();
    await expect(verify({ error: 'secret word' }, 503)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', message: 'The login service does not work.' });
    await expect(verify('<html>secret word')).rejects.toMatchObject({ code: 'UPSTREAM_ERROR', message: 'The login service answered something that cannot be used.' });
    await expect(connectorLogin('http://127.0.0.1:1/').verify('a@b.example', 'secret word', request)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', message: 'The login service cannot be reached.' });
  });
});
