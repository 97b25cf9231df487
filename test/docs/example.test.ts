import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, TestGraph } from '../support/graph.ts';
import { PERSONA_NAMES, startGraph } from '../support/graph.ts';
import { cells, fenced, page, tableAfter } from './pages.ts';

const README = page('README.md');

interface Counts {
  readonly salesOrders: { readonly totalCount: number; readonly nodes: readonly { readonly margin: object | null }[] };
  readonly customers: { readonly totalCount: number };
}

describe('what README.md shows', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it('is what its first query answers', async () => {
    const body = /-d '(\{.*\})'/.exec(fenced(README, 'sh'))?.[1] ?? '';
    const { query } = JSON.parse(body) as { query: string };
    const printed = JSON.parse(fenced(README, 'json')) as Pick<Answer, 'data' | 'errors'> & { extensions: { cost: { odooCalls: number } } };
    const answer = await graph.ask('agent', query);
    expect({ data: answer.data, errors: answer.errors }).toEqual({ data: printed.data, errors: printed.errors });
    expect(answer.odooCalls).toBe(printed.extensions.cost.odooCalls);
  });

  it('is what each persona sees', async () => {
    const rows = tableAfter(README, '## Who sees what').map((row) => cells(row));
    expect(rows.map(([persona]) => persona)).toEqual(PERSONA_NAMES.map((persona) => `\`${persona}\``));
    for (const [index, persona] of PERSONA_NAMES.entries()) {
      const answer = await graph.ask(persona, '{ salesOrders(first: 1) { totalCount nodes { margin { amount } } } customers { totalCount } }');
      const { salesOrders, customers } = answer.data as Counts;
      const [, , , ...seen] = rows[index] ?? [];
      const margin = salesOrders.nodes[0]?.margin ? 'yes' : 'no';
      expect([persona, String(salesOrders.totalCount), String(customers.totalCount), margin]).toEqual([persona, ...seen]);
    }
  });
});
