import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER, EMPLOYEE, personOf, SA } from '../../odoo/sandbox/data/ids.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo } from '../real/server.ts';
import type { RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { write } from './ask.ts';
import { governanceStory } from './governance-story.ts';

const STORAGES = ['two-table', 'one-table', 'stamps'] as const;

describe.each(STORAGES)('writing governance, kept as %s, on the sandbox', (storage) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { SANDBOX_GOVERNANCE: storage });
  });
  afterAll(() => graph[Symbol.asyncDispose]());
  governanceStory(() => graph, storage);
});

describe('writing governance, kept as two tables that nothing leads to, on the sandbox', () => {
  let sandbox: Sandbox;
  let graph: TestGraph;
  beforeAll(async () => {
    sandbox = await startSandbox({ inverseFields: false });
    graph = await startGraph(sandbox);
  });
  afterAll(async () => {
    await graph[Symbol.asyncDispose]();
    await sandbox.stop();
  });
  governanceStory(() => graph, 'two-table');

  const AGENT = personOf(EMPLOYEE.LOME_AGENT);
  const OTHER = personOf(EMPLOYEE.LOME_OTHER_AGENT);
  const rowsFor = (customer: number): readonly { readonly id: number; readonly state: unknown }[] => sandbox.table('ov.sa_customer_assignment').pointing('partner_id', customer).map((id) => ({ id, state: sandbox.table('ov.sa_customer_assignment').get(id)?.['state'] }));
  const actorsFor = (customer: number): readonly unknown[] =>
    rowsFor(customer).flatMap(({ id }) => sandbox.table('ov.actor_sa_customer_assignment').pointing('assignment_id', id)).map((id) => {
      const row = sandbox.table('ov.actor_sa_customer_assignment').get(id);
      return [row?.['actor_id'], row?.['state']];
    });
  const writesOf = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    const before = sandbox.calls.length;
    await work();
    return sandbox.calls.slice(before).filter(({ method }) => ['create', 'write', 'load', 'unlink'].includes(method)).map(({ model, method }) => `${model}.${method}`);
  };

  it('a customer changes hands in one call, so that there is no moment with two actors or none', async () => {
    const id = String(CUSTOMER.UNICODE);
    const made = await writesOf(async () => expect((await write(graph, 'manager', 'assignActor', { record: 'CUSTOMER', id, actorId: String(OTHER) }, 'customer { id }')).refused).toEqual([]));
    expect(made).toEqual(['ov.actor_sa_customer_assignment.load']);
    expect([rowsFor(CUSTOMER.UNICODE).map(({ state }) => state), actorsFor(CUSTOMER.UNICODE)]).toEqual([['active'], [[AGENT, 'expired'], [OTHER, 'active']]]);
  });

  it('the first of several actors changes in one call', async () => {
    const input = { record: 'CUSTOMER', id: String(CUSTOMER.UNICODE), actorId: String(AGENT) };
    await write(graph, 'manager', 'assignActor', { ...input, mode: 'ADD', isPrimary: false }, 'customer { id }');
    expect(await writesOf(() => write(graph, 'manager', 'promoteActor', input, 'customer { id }'))).toEqual(['ov.actor_sa_customer_assignment.load']);
    const { data } = await graph.ask('manager', `{ customer(id: "${CUSTOMER.UNICODE}") { assignedActors { actor { id } isPrimary } } }`);
    const { assignedActors } = (data as { customer: { assignedActors: { actor: { id: string }; isPrimary: boolean }[] } }).customer;
    expect(assignedActors.map(({ actor, isPrimary }) => [actor.id, isPrimary]).toSorted()).toEqual([[String(AGENT), true], [String(OTHER), false]].toSorted());
  });

  it('the first staff member of whom Odoo has only the membership is made the manager with the same key', async () => {
    const made = await write(graph, 'admin', 'createServiceAccount', { name: 'Sokodé', parentId: String(SA.TOGO) }, 'serviceAccount { id }');
    const { id: serviceAccountId } = made.payload.serviceAccount as { id: string };
    const input = { serviceAccountId, employeeId: String(EMPLOYEE.NO_MEMBERSHIP), role: 'STAFF', idempotencyKey: 'first-of-sokode' };
    const before = sandbox.calls.length;
    await write(graph, 'admin', 'enrollMember', { ...input, serviceAccountId: String(SA.LOME), idempotencyKey: 'smooth' }, 'membership { id }');
    sandbox.faults.set({ kind: 'lost' }, { times: 1, after: sandbox.calls.slice(before).findIndex(({ method }) => method === 'load') });
    expect((await write(graph, 'admin', 'enrollMember', input, 'membership { id }')).refused).toHaveLength(1);
    sandbox.faults.clear();
    // As in a database that appoints nobody by itself.
    sandbox.table('ov.serviced_account').update(Number(serviceAccountId), { sa_manager: undefined });
    expect(await write(graph, 'admin', 'enrollMember', input, 'membership { isManager serviceAccount { id } }')).toEqual({ refused: [], payload: { membership: { isManager: true, serviceAccount: { id: serviceAccountId } } } });
  });

  // The record, its association and its actor are three calls here: what a crash leaves out is made up for.
  it.each([['nothing but the record', 0, 0], ['the record and its association', 1, 0], ['everything but the answer', 2, 1]] as const)('a new customer of whom Odoo has %s, gets the rest with the same key', async (_what, after, actors) => {
    const name = `Broken off after ${after}`;
    const input = { name, idempotencyKey: `broken-${after}` };
    const before = sandbox.calls.length;
    await write(graph, 'agent', 'createCustomer', { name: 'Smooth' }, 'customer { id }');
    const calls = sandbox.calls.slice(before).map(({ method }) => method);
    const nth = calls.flatMap((method, index) => (method === 'create' ? [index] : []))[after] ?? 0;
    sandbox.faults.set({ kind: 'lost' }, { times: 1, after: nth });
    expect((await write(graph, 'agent', 'createCustomer', input, 'customer { id }')).refused).toHaveLength(1);
    sandbox.faults.clear();
    const [row] = [...sandbox.table('res.partner').rows.values()].filter((partner) => partner['name'] === name);
    const id = row?.id ?? 0;
    expect([rowsFor(id).length, actorsFor(id).length]).toEqual([after === 0 ? 0 : 1, actors]);
    const again = await write(graph, 'agent', 'createCustomer', input, 'customer { id assignedActors { actor { id } } governance { serviceAccounts { id } } }');
    expect(again).toEqual({ refused: [], payload: { customer: { id: String(id), assignedActors: [{ actor: { id: String(AGENT) } }], governance: { serviceAccounts: [{ id: String(SA.LOME) }] } } } });
    expect([[...sandbox.table('res.partner').rows.values()].filter((partner) => partner['name'] === name).length, rowsFor(id).length, actorsFor(id)]).toEqual([1, 1, [[AGENT, 'active']]]);
  });
});

describe.each(STORAGES)('writing governance, kept as %s', (storage) =>
  describeReal('on a real Odoo', () => {
    let odoo: RealOdoo;
    let graph: TestGraph;
    beforeAll(async () => {
      odoo = await startRealOdoo({ governance: storage });
      graph = await startGraph(odoo);
    }, 900_000);
    afterAll(async () => {
      await graph?.[Symbol.asyncDispose]();
      await odoo?.stop();
    }, 900_000);
    governanceStory(() => graph, storage);
  }),
);
