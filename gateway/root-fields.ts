import { Kind, type FragmentDefinitionNode, type SelectionNode } from 'graphql';
import type { Operation } from './operation.ts';

/** One operation taken apart: what the schema itself answers and what subgraphs answer. */
export interface SplitOperation {
  /** `__schema`, `__type` and `__typename` of the root; null when there are none. */
  readonly local: Operation | null;
  /** Everything else; null when there is nothing else. */
  readonly remote: Operation | null;
  /** Response keys of the root in the order of the query. */
  readonly keys: readonly string[];
}

const LOCAL = new Set(['__schema', '__type', '__typename']);

/** Takes an operation without conditions apart. The planner sees only what subgraphs answer: it knows no introspection. */
export function splitOperation(operation: Operation): SplitOperation {
  const selections = inlineSpreads(operation.node.selectionSet.selections, operation.fragments);
  const only = (kept: readonly SelectionNode[]): Operation | null => {
    if (kept.length === 0) return null;
    const { node, fragments } = operation;
    return { node: { ...node, selectionSet: { ...node.selectionSet, selections: kept } }, fragments };
  };
  return {
    local: only(keep(selections, (name) => LOCAL.has(name))),
    remote: only(keep(selections, (name) => !LOCAL.has(name))),
    keys: [...new Set(responseKeys(selections))],
  };
}

/** Fragment spreads of the root as inline fragments. */
function inlineSpreads(selections: readonly SelectionNode[], fragments: ReadonlyMap<string, FragmentDefinitionNode>): SelectionNode[] {
  return selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FIELD) return selection;
    const source = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!source) return selection;
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(source.typeCondition ? { typeCondition: source.typeCondition } : {}),
      ...(selection.directives ? { directives: selection.directives } : {}),
      selectionSet: { ...source.selectionSet, selections: inlineSpreads(source.selectionSet.selections, fragments) },
    };
  });
}

function keep(selections: readonly SelectionNode[], wanted: (fieldName: string) => boolean): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return wanted(selection.name.value) ? [selection] : [];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = keep(selection.selectionSet.selections, wanted);
    return inner.length === 0 ? [] : [{ ...selection, selectionSet: { ...selection.selectionSet, selections: inner } }];
  });
}

function responseKeys(selections: readonly SelectionNode[]): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? responseKeys(selection.selectionSet.selections) : [];
  });
}
