import { describe, expect, it } from 'vitest';
import type { GraphContext } from '../../../graph/context.ts';
import { accountTree, subtree } from '../../../subgraphs/governance/service-accounts.ts';

function contextWith(accounts: readonly (readonly [id: number, parent: number | false])[]): GraphContext {
  return {
    memory: new Map(),
    scopes: { domain: () => Promise.resolve([]) },
    database: { resolve: (_model: string, field: string) => field },
    reader: { search: () => Promise.resolve({ records: accounts.map(([id, parent_id]) => ({ id, parent_id, sa_manager: false, is_global_root: id === 1 })), length: null }) },
  } as unknown as GraphContext;
}

describe('the tree of Service Accounts', () => {
  it('takes what has no visible parent as a root', async () => {
    const { roots, nodes } = await accountTree(contextWith([[3, 2], [4, 3], [9, 8]]));
    expect(roots.map(({ id, depth }) => [id, depth])).toEqual([[3, 0], [9, 0]]);
    expect(nodes.get(4)?.path).toEqual([3, 4]);
  });

  it('shows every account of a ring once', async () => {
    const { roots, nodes } = await accountTree(contextWith([[1, false], [5, 6], [6, 7], [7, 5]]));
    expect([...nodes.keys()].toSorted()).toEqual([1, 5, 6, 7]);
    expect(roots.map(({ id }) => id)).toEqual([1, 5]);
  });

  it('gives a node with everything below it', async () => {
    const { nodes } = await accountTree(contextWith([[1, false], [2, 1], [3, 2], [4, 1]]));
    const node = nodes.get(2);
    expect(node && subtree(node).map(({ id }) => id)).toEqual([2, 3]);
  });
});
