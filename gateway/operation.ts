import {
  getDirectiveValues,
  getOperationAST,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  visit,
  type ASTVisitor,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** One operation of a document with the fragments it may use. */
export interface Operation {
  readonly node: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The named operation, or the only one; null when there is none to choose. */
export function operationOf(document: DocumentNode, name: string | undefined): Operation | null {
  const node = getOperationAST(document, name);
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return node ? { node, fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])) } : null;
}

/** The variables that decide in `@skip` and `@include` what belongs to the operation. */
export function conditionVariables({ node, fragments }: Operation): readonly string[] {
  const names = new Set<string>();
  const visitor: ASTVisitor = {
    Directive: (directive) => {
      if (!isCondition(directive)) return;
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  };
  for (const definition of [node, ...fragments.values()]) visit(definition, visitor);
  return [...names].sort();
}

/**
 * The operation without what `@skip` and `@include` leave out for these variables, and without the directives. Selections may
 * become empty: the object they stand in is still answered. The planner gets operations in this form only, because what it
 * writes for one field under several conditions is not always GraphQL (seen with 0.0.38).
 */
export function unconditional(operation: Operation, variables: Variables): Operation {
  const decided = <N extends OperationDefinitionNode | FragmentDefinitionNode>(definition: N): N =>
    visit(definition, {
      enter(node) {
        if (node.kind !== Kind.FIELD && node.kind !== Kind.INLINE_FRAGMENT && node.kind !== Kind.FRAGMENT_SPREAD) return undefined;
        if (!isWanted(node, variables)) return null;
        return node.directives?.some(isCondition) ? { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) } : undefined;
      },
    });
  return {
    node: decided(operation.node),
    fragments: new Map([...operation.fragments].map(([name, fragment]) => [name, decided(fragment)])),
  };
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name;
}

function isWanted(node: SelectionNode, variables: Variables): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

/** A document that can be printed and sent: `__typename` stands in for selections that became empty. */
export function sendable({ node, fragments }: Operation): DocumentNode {
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [node, ...fragments.values()] };
  return visit(document, {
    SelectionSet: (set) => (set.selections.length > 0 ? undefined : { ...set, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] }),
  });
}
