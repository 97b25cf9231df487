import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPLOYEE, SA, personOf } from '../../../odoo/sandbox/data/ids.ts';
import { PRODUCTION, TRANSFER } from '../../../odoo/sandbox/data/operations-governance.ts';
import { startGraph, type TestGraph } from '../../support/graph.ts';

/** The edge of an employee → the list of the same records. */
const LISTS = {
  assignedCustomers: 'customers',
  assignedOrders: 'salesOrders',
  assignedTickets: 'tickets',
  assignedTransfers: 'transfers',
  assignedFleets: 'fleets',
  assignedAssets: 'assets',
  assignedManufacturingOrders: 'manufacturingOrders',
} as const;

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
}

const PAGE = '(first: 200, orderBy: [{ id: ASC }]) { totalCount nodes { id } }';

describe.each(['two-table', 'one-table', 'stamps'] as const)('what employees act on, in %s', (generation) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { SANDBOX_GOVERNANCE: generation });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  const answer = async <T>(persona: 'admin' | 'manager' | 'agent', query: string): Promise<T> => {
    const { data, errors } = await graph.ask(persona, query);
    expect(errors).toEqual([]);
    return data as T;
  };

  it('is for an agent with assigned_only all that they see', async () => {
    const edges = Object.keys(LISTS).map((edge) => `${edge}${PAGE}`).join(' ');
    const lists = Object.entries(LISTS).map(([edge, list]) => `${edge}: ${list}${PAGE}`).join(' ');
    const own = await answer<{ employee: Record<string, Page> }>('agent', `{ employee(id: "${EMPLOYEE.LOME_AGENT}") { ${edges} } }`);
    const seen = await answer<Record<string, Page>>('agent', `{ ${lists} }`);
    // Without associations of their own, manufacturing orders and fleets stand nowhere: the agent's are none.
    expect(own.employee).toEqual(seen);
    expect(own.employee['assignedTickets']?.totalCount).toBeGreaterThan(10);
  });

  it('is the same seen by the manager, and nothing of another Service Account', async () => {
    const edges = Object.keys(LISTS).map((edge) => `${edge}${PAGE}`).join(' ');
    const query = `{ employee(id: "${EMPLOYEE.LOME_AGENT}") { ${edges} } }`;
    const [own, seen] = [await answer<{ employee: unknown }>('agent', query), await answer<{ employee: unknown }>('manager', query)];
    expect(seen).toEqual(own);
  });
});

describe('the associations of records', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it('name who acts on a transfer: by itself, through the order, or nobody', async () => {
    const { data, errors } = await graph.ask('admin', `{
      own: transfer(id: "${TRANSFER.OTHERS_DELIVERY}") { assignedActors { actor { id } serviceAccount { id } provenance isPrimary } assignments { nodes { state access serviceAccount { id } actors { nodes { actor { id } state } } } } }
      ended: transfer(id: "${TRANSFER.DELIVERY_EXPIRED}") { assignedActors { actor { id } } assignments { nodes { state } } }
    }`);
    expect(errors).toEqual([]);
    const agent = { id: String(personOf(EMPLOYEE.LOME_AGENT)) };
    const account = { id: String(SA.LOME) };
    expect(data).toEqual({
      own: {
        assignedActors: [{ actor: agent, serviceAccount: account, provenance: 'ASSOCIATION', isPrimary: true }],
        assignments: { nodes: [{ state: 'ACTIVE', access: 'BINDING', serviceAccount: account, actors: { nodes: [{ actor: agent, state: 'ACTIVE' }] } }] },
      },
      ended: { assignedActors: [], assignments: { nodes: [{ state: 'EXPIRED' }] } },
    });
  });

  it('of a record in two Service Accounts are seen by each for itself', async () => {
    const query = `{ manufacturingOrder(id: "${PRODUCTION.TWO_ACCOUNTS}") { assignments(orderBy: [{ id: ASC }]) { nodes { serviceAccount { id } access } } } }`;
    const nodesFor = async (persona: 'admin' | 'manager') => ((await graph.ask(persona, query)).data as { manufacturingOrder: { assignments: { nodes: unknown } } }).manufacturingOrder.assignments.nodes;
    const [lome, kara] = [{ serviceAccount: { id: String(SA.LOME) }, access: 'BINDING' }, { serviceAccount: { id: String(SA.KARA) }, access: 'ACCESS' }];
    expect(await nodesFor('admin')).toEqual([lome, kara]);
    expect(await nodesFor('manager')).toEqual([lome]);
  });

  it('are none of a customer’s business', async () => {
    const { data } = await graph.ask('customer', '{ ticketAssignments { totalCount } transferAssignments { totalCount } assetActorAssignments { totalCount } tickets(first: 1) { nodes { assignedActors { isPrimary } assignments { totalCount } } } }');
    expect(data).toEqual({ ticketAssignments: { totalCount: 0 }, transferAssignments: { totalCount: 0 }, assetActorAssignments: { totalCount: 0 }, tickets: { nodes: [{ assignedActors: null, assignments: null }] } });
  });
});
