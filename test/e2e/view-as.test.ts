import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Difference } from '../../gateway/view-as/differences.ts';
import { EMPLOYEE, SA } from '../../odoo/sandbox/data/ids.ts';
import { employee, headersOf, startGraph, type TestGraph } from '../support/graph.ts';

interface Seen {
  readonly status: number;
  readonly code: string | undefined;
  readonly as?: Record<string, unknown>;
  readonly differences?: readonly Difference[];
  readonly mine?: { data: Record<string, { totalCount: number }> };
  readonly theirs?: { data: Record<string, { totalCount: number }> };
}

let graph: TestGraph;
let folder: string;
const records = (): Record<string, unknown>[] =>
  readFileSync(join(folder, 'audit.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'view-as-'));
  graph = await startGraph(null, { AUDIT_FILE: join(folder, 'audit.jsonl') });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const COUNTS = '{ viewer { role } salesOrders(first: 1, orderBy: [{ amountTotal: DESC }]) { totalCount nodes { id margin { amount } } } customers(first: 1) { totalCount } }';

async function look(headers: Record<string, string>, as: number | string, query = COUNTS, rest: Record<string, unknown> = {}): Promise<Seen> {
  const body = JSON.stringify({ query, as: { employee: String(as) }, ...rest });
  const response = await fetch(`${graph.url}/view-as`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const answer = (await response.json()) as Omit<Seen, 'status' | 'code'> & { errors?: { extensions: { code: string } }[] };
  return { ...answer, status: response.status, code: answer.errors?.[0]?.extensions.code };
}

describe('viewing as a member', () => {
  test('shows a manager what an agent of their Service Account sees, and why it is less', async () => {
    const seen = await look(await headersOf('manager'), EMPLOYEE.LOME_AGENT);
    expect(seen.as).toEqual({ employee: '1004', name: expect.any(String), role: 'AGENT', policy: 'assigned_only', serviceAccount: { id: '1004', name: expect.any(String) } });
    expect([seen.mine?.data['salesOrders']?.totalCount, seen.theirs?.data['salesOrders']?.totalCount]).toEqual([79, 45]);
    const of = (path: RegExp) => seen.differences?.find((one) => path.test(one.path));
    expect(of(/^viewer\.role$/)).toEqual({ path: 'viewer.role', mine: 'SA_MANAGER', theirs: 'AGENT', because: { rule: 'rows' } });
    expect(of(/^salesOrders\.totalCount$/)).toMatchObject({ mine: 79, theirs: 45, because: { rule: 'rows' } });
  });

  test('names the rule behind a field that they do not get', async () => {
    const query = '{ salesOrders(first: 1, filter: { state: { eq: SALE } }, orderBy: [{ amountTotal: DESC }]) { nodes { id margin { amount } } } }';
    const { differences } = await look(await headersOf('manager'), EMPLOYEE.LOME_STAFF_WIDE, query);
    expect(differences).toEqual([
      {
        path: expect.stringMatching(/^salesOrders\.nodes\[id=\d+\]\.margin$/),
        mine: { amount: expect.any(String) },
        theirs: null,
        because: { rule: 'visible-to', field: 'SalesOrder.margin', needs: ['ADMIN', 'SA_MANAGER'], have: 'STAFF' },
      },
    ]);
  });

  test('is open to admins for anybody, in the Service Account that they name or the only one', async () => {
    expect((await look(await headersOf('admin'), EMPLOYEE.LOME_AGENT)).theirs?.data['salesOrders']?.totalCount).toBe(45);
    expect((await look(await headersOf('admin'), EMPLOYEE.NAIROBI_STAFF)).as).toMatchObject({ role: 'STAFF', serviceAccount: { id: String(SA.NAIROBI) } });
    const two = await look({ ...(await headersOf('admin')), 'x-sa-id': String(SA.KARA) }, EMPLOYEE.TWO_ACCOUNTS);
    expect(two.as).toMatchObject({ role: 'STAFF', serviceAccount: { id: String(SA.KARA) } });
  });

  test('never leads a manager out of their Service Account', async () => {
    const manager = await headersOf('manager');
    const refused = { status: 403, code: 'FORBIDDEN' };
    for (const other of [EMPLOYEE.NAIROBI_STAFF, EMPLOYEE.KARA_MANAGER, EMPLOYEE.LOME_BE_MANAGER, EMPLOYEE.TOGO_MANAGER, EMPLOYEE.ADMIN, EMPLOYEE.REVOKED, EMPLOYEE.DEACTIVATED, 987_654]) {
      expect(await look(manager, other), String(other)).toMatchObject(refused);
    }
    const memberships = '{ viewer { memberships { serviceAccount { id } } } }';
    const seen = await look(manager, EMPLOYEE.TWO_ACCOUNTS, memberships);
    const theirs = JSON.stringify(seen.theirs);
    expect([seen.status, theirs.includes(`"${SA.LOME}"`), theirs.includes(`"${SA.KARA}"`)]).toEqual([200, true, false]);
  });

  test('is for nobody else: agents, staff, customers, keys, managers who look down', async () => {
    const refused = { status: 403, code: 'FORBIDDEN' };
    for (const persona of ['agent', 'staff', 'customer'] as const) expect(await look(await headersOf(persona), EMPLOYEE.LOME_AGENT), persona).toMatchObject(refused);
    expect(await look(await employee(EMPLOYEE.TOGO_MANAGER, SA.LOME), EMPLOYEE.LOME_AGENT)).toMatchObject(refused);
    expect(await look({}, EMPLOYEE.LOME_AGENT)).toMatchObject(refused);
    expect(await look({ authorization: 'Bearer nonsense' }, EMPLOYEE.LOME_AGENT)).toMatchObject({ status: 401, code: 'TOKEN_MALFORMED' });
  });

  test('reads only, whichever operation of the document would run', async () => {
    const admin = await headersOf('admin');
    const write = 'query Read { viewer { name } } mutation Write { __typename }';
    expect(await look(admin, EMPLOYEE.LOME_AGENT, write, { operationName: 'Read' })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await look(admin, EMPLOYEE.LOME_AGENT, 'mutation { __typename }')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await look(admin, '1 or 1')).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    expect((await fetch(`${graph.url}/view-as?query={viewer{name}}`, { headers: admin })).status).toBe(400);
  });

  test('is recorded, refused or not', async () => {
    const before = records().length;
    await look(await headersOf('manager'), EMPLOYEE.LOME_AGENT);
    await look(await headersOf('manager'), EMPLOYEE.NAIROBI_STAFF);
    expect(records().slice(before)).toEqual([
      expect.objectContaining({ subject: 'employee:1002', role: 'SA_MANAGER', serviceAccountId: SA.LOME, operation: 'viewAs', ids: { employee: [EMPLOYEE.LOME_AGENT] }, outcome: 'done', codes: [] }),
      expect.objectContaining({ subject: 'employee:1002', operation: 'viewAs', ids: { employee: [EMPLOYEE.NAIROBI_STAFF] }, outcome: 'refused', codes: ['FORBIDDEN'] }),
    ]);
  });
});
