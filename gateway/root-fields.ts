import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

/** One operation taken apart: what the schema itself answers and what subgraphs answer. */
export interface SplitOperation {
  /** `__schema`, `__type` and `__typename` of the root; null when there are none. */
  readonly local: DocumentNode | null;
  /** Everything else; null when there is nothing else. */
  readonly remote: DocumentNode | null;
  /** Response keys of the root in the order of the query. */
  readonly keys: readonly string[];
}

const LOCAL = new Set(['__schema', '__type', '__typename']);

/**
 * Takes one operation of a validated document apart. The planner only sees what subgraphs answer: the engine takes a
 * document whose first operation begins with introspection for introspection as a whole, which would answer null for
 * every other field of it, and for every other operation.
 */
export function splitOperation(document: DocumentNode, operation: OperationDefinitionNode): SplitOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operations = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations += 1;
  }

  const selections = inlineSpreads(operation.selectionSet.selections, fragments);
  const keys = [...new Set(responseKeys(selections))];
  const local = keep(selections, (name) => LOCAL.has(name));
  const remote = keep(selections, (name) => !LOCAL.has(name));
  const only = (kept: readonly SelectionNode[]): DocumentNode | null =>
    kept.length === 0
      ? null
      : { ...document, definitions: [{ ...operation, selectionSet: { ...operation.selectionSet, selections: kept } }, ...fragments.values()] };

  // The usual document goes through untouched, so that plans are cached by its identity.
  if (local.length === 0 && operations === 1) return { local: null, remote: document, keys };
  return { local: only(local), remote: only(remote), keys };
}

/** Fragment spreads of the root as inline fragments: their directives and type conditions stay. */
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
