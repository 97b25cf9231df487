import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';

const ROLES = ['admin', 'manager', 'staff', 'agent'] as const;

let sandbox: Sandbox;
let graph: TestGraph;
beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox);
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});

interface Said {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly moves: { readonly nodes: readonly { readonly id: string; readonly demand: string; readonly product: { readonly tracking: string } }[] };
  readonly availableActions: readonly { readonly action: string; readonly allowed: boolean; readonly code: string | null }[];
}

const SELECT = 'id kind state availableActions { action allowed code } moves(first: 30) { nodes { id demand state product { tracking } } }';

describe('availableActions of a transfer says what the mutation then does', () => {
  it.each(ROLES)('for the transfers of the demo company, in every state: %s', async (role) => {
    const { data } = await graph.ask(role, `{ transfers(first: 100) { nodes { ${SELECT} } } }`);
    const { nodes } = (data as { transfers: { nodes: readonly Said[] } }).transfers;
    const byCase = new Map(nodes.map((node) => [`${node.kind} ${node.state}`, node]));
    const told: unknown[] = [];
    const expected: unknown[] = [];
    for (const [name, transfer] of byCase) {
      for (const { action, allowed, code } of transfer.availableActions) {
        // A receipt needs numbers for its units; a delivery takes what is reserved.
        const lines = transfer.moves.nodes.map(({ id, demand, product }, move) => {
          const serials = product.tracking === 'SERIAL' ? Array.from({ length: Number(demand) }, (_, unit) => `AA-${role}-${transfer.id}-${move}-${unit}`) : product.tracking === 'LOT' ? [`AA-${role}-${move}`] : [];
          return `{ moveId: ${id}, quantity: "${demand}"${serials.length > 0 ? `, serials: ${JSON.stringify(serials)}` : ''} }`;
        });
        const input = action === 'validateReceipt' && allowed ? `{ id: ${transfer.id}, lines: [${lines.join(', ')}] }` : `{ id: ${transfer.id}, backorder: CREATE }`;
        const { data: done, errors } = await graph.ask(role, `mutation { it: ${action}(input: ${input}) { userErrors { code } } }`);
        const codes = (done as { it: { userErrors: readonly { code: string }[] } | null }).it?.userErrors.map((error) => error.code) ?? errors.map(({ extensions }) => extensions?.code);
        told.push([name, action, codes.length === 0, codes[0] ?? null]);
        expected.push([name, action, allowed, code]);
      }
    }
    expect(told).toEqual(expected);
    expect(byCase.size).toBeGreaterThanOrEqual(role === 'agent' || role === 'staff' ? 2 : 6);
  });
});
