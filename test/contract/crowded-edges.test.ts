import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../odoo/sandbox/start.ts';
import { startGraph, type TestGraph } from '../support/graph.ts';

interface Moves {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
}
interface Products {
  readonly products: { readonly nodes: readonly { readonly id: string; readonly name: string; readonly stockMoves: Moves }[] };
}

/** One product of the workshop is moved far more often than all others together. */
const CROWD = 1_500;

describe('an edge whose rows belong nearly all to one parent', () => {
  let sandbox: Sandbox;
  let graph: TestGraph;
  beforeAll(async () => {
    sandbox = await startSandbox();
    const moves = sandbox.table('stock.move');
    const [first] = [...moves.rows.values()].filter((row) => row['state'] === 'done');
    for (let count = 0; count < CROWD; count += 1) moves.insert({ ...first, date: '2026-02-27 10:00:00' } as never);
    graph = await startGraph(sandbox, { QUERY_TIMEOUT_MS: '60000' });
  });
  afterAll(async () => {
    await graph[Symbol.asyncDispose]();
    await sandbox.stop();
  });

  const pages = async (query: string) => {
    const { data, errors, odooCalls } = await graph.ask('admin', query);
    expect(errors).toEqual([]);
    return { products: (data as Products).products.nodes, odooCalls };
  };

  it('gives each parent its own page, in a number of calls that does not grow with the crowd', async () => {
    const { products, odooCalls } = await pages('{ products(first: 50) { nodes { id name stockMoves(first: 5) { nodes { id } } } } }');
    // The caller, the products, who of them may be seen in the other subgraph, one search of everybody's moves and one without the crowded product's.
    expect(odooCalls).toBe(5);
    expect(Math.max(...products.map(({ stockMoves }) => stockMoves.nodes.length))).toBe(5);
    for (const { id, name, stockMoves } of products) {
      const { data } = await graph.ask('admin', `{ stockMoves(first: 5, filter: { product: { eq: "${id}" } }) { nodes { id } } }`);
      expect(stockMoves.nodes, name).toEqual((data as { stockMoves: Moves }).stockMoves.nodes);
    }
  });

  it('lets Odoo count what was not read, in one call for all', async () => {
    const { products, odooCalls } = await pages('{ products(first: 50) { nodes { id name stockMoves(first: 5) { totalCount } } } }');
    expect(odooCalls).toBe(6);
    expect(Math.max(...products.map(({ stockMoves }) => stockMoves.totalCount))).toBeGreaterThan(CROWD);
    for (const { id, name, stockMoves } of products) {
      const { data } = await graph.ask('admin', `{ stockMoves(first: 0, filter: { product: { eq: "${id}" } }) { totalCount } }`);
      expect(stockMoves.totalCount, name).toBe((data as { stockMoves: Moves }).stockMoves.totalCount);
    }
  });

  it('goes on behind a cursor', async () => {
    const query = (after: string) => `{ products(first: 50) { nodes { id name stockMoves(first: 3${after}) { nodes { id } pageInfo { endCursor } } } } }`;
    const { products } = await pages(query(''));
    const crowded = products.find(({ stockMoves }) => stockMoves.nodes.length === 3) as unknown as { id: string; stockMoves: { pageInfo: { endCursor: string } } };
    const next = (await pages(query(`, after: "${crowded.stockMoves.pageInfo.endCursor}"`))).products.find(({ id }) => id === crowded.id);
    const { data } = await graph.ask('admin', `{ stockMoves(first: 6, filter: { product: { eq: "${crowded.id}" } }) { nodes { id } } }`);
    expect(next?.stockMoves.nodes).toEqual((data as { stockMoves: Moves }).stockMoves.nodes.slice(3));
  });
});
