import type { GraphContext } from '../../graph/context.ts';
import { once } from '../../graph/context.ts';
import { asId } from '../../odoo/client/values.ts';

const MODEL = 'ov.serviced_account';

/** One Service Account that the caller may see, with its place among the others that they may see. */
export interface TreeNode {
  readonly id: number;
  readonly manager: number | null;
  readonly isGlobalRoot: boolean;
  readonly depth: number;
  /** Ids from the topmost visible one down to this one. */
  readonly path: readonly number[];
  readonly children: readonly TreeNode[];
}

/** The Service Accounts that the caller may see. */
export interface AccountTree {
  readonly roots: readonly TreeNode[];
  /** By id, parents before children. */
  readonly nodes: ReadonlyMap<number, TreeNode>;
}

interface Account {
  readonly id: number;
  readonly parent: number | null;
  readonly manager: number | null;
  readonly isGlobalRoot: boolean;
}

async function readAccounts(context: GraphContext): Promise<readonly Account[]> {
  const domain = await context.scopes.domain('SERVICE_ACCOUNT', MODEL);
  const known = (field: string): Record<string, object> => {
    const live = context.database.resolve(MODEL, field);
    return live === null ? {} : { [live]: {} };
  };
  const specification = { parent_id: {}, ...known('sa_manager'), ...known('is_global_root') };
  const { records } = await context.reader.search(MODEL, { domain, specification, order: 'name, id' });
  return records.flatMap((record) => {
    const id = asId(record.id);
    return id === null ? [] : [{ id, parent: asId(record.parent_id), manager: asId(record.sa_manager), isGlobalRoot: record.is_global_root === true }];
  });
}

function plant(accounts: readonly Account[]): AccountTree {
  const ids = new Set(accounts.map(({ id }) => id));
  const below = Map.groupBy(accounts, ({ parent }) => (parent !== null && ids.has(parent) ? parent : null));
  const nodes = new Map<number, TreeNode>();
  const grow = ({ id, manager, isGlobalRoot }: Account, above: readonly number[]): TreeNode => {
    const path = [...above, id];
    const children: TreeNode[] = [];
    const node: TreeNode = { id, manager, isGlobalRoot, depth: above.length, path, children };
    nodes.set(id, node);
    for (const child of below.get(id) ?? []) if (!nodes.has(child.id)) children.push(grow(child, path));
    return node;
  };
  const roots = (below.get(null) ?? []).map((account) => grow(account, []));
  // Accounts that are each other's parents hang on no root; the first of them becomes one.
  for (const account of accounts) if (!nodes.has(account.id)) roots.push(grow(account, []));
  return { roots, nodes };
}

/** The visible Service Accounts as a tree, read once per hop. Siblings by name. */
export function accountTree(context: GraphContext): Promise<AccountTree> {
  return once(context, accountTree, async () => plant(await readAccounts(context)));
}

/** A node and everything below it. */
export function subtree(node: TreeNode): readonly TreeNode[] {
  return [node, ...node.children.flatMap(subtree)];
}
