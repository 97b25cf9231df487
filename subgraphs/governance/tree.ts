import type { RootResolver } from '../../graph/engine.ts';
import { accountTree } from './service-accounts.ts';
import type { TreeNode } from './service-accounts.ts';

interface NodeValue {
  readonly serviceAccount: number;
  readonly depth: number;
  readonly path: readonly string[];
  readonly children: readonly NodeValue[];
}

function valueOf({ id, depth, path, children }: TreeNode): NodeValue {
  return { serviceAccount: id, depth, path: path.map(String), children: children.map(valueOf) };
}

/** `serviceAccountTree`: the roots, or every node with `flat`. */
export const serviceAccountTree: RootResolver = async (args, context) => {
  const { roots, nodes } = await accountTree(context);
  return args.flat === true ? [...nodes.values()].map(valueOf) : roots.map(valueOf);
};

/** `globalRoot`: whether there is one, and which. */
export const globalRoot: RootResolver = async (_args, context) => {
  const { nodes } = await accountTree(context);
  const found = [...nodes.values()].find((node) => node.isGlobalRoot);
  return { exists: found !== undefined, serviceAccount: found?.id ?? null };
};
