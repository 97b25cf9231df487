import { Kind, visit, type ASTNode, type DefinitionNode, type DocumentNode } from 'graphql';

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation']);

/** The document without types that nothing leads to any more, nor types, and what leads to these, that have lost their last field. */
export function prune(document: DocumentNode): DocumentNode {
  const kept = withoutEmpty(document);
  const byName = new Map(kept.definitions.flatMap((node) => ('name' in node && node.name && node.kind !== Kind.DIRECTIVE_DEFINITION ? [[node.name.value, node] as const] : [])));
  const reached = new Set<string>();
  const pending = [...ROOTS, ...kept.definitions.filter(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION).flatMap(namesIn)];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const node = byName.get(name);
    if (!node || reached.has(name)) continue;
    reached.add(name);
    pending.push(...namesIn(node));
  }
  return { ...kept, definitions: kept.definitions.filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION || !('name' in node) || !node.name || reached.has(node.name.value)) };
}

function withoutEmpty(document: DocumentNode): DocumentNode {
  const empty = new Set(document.definitions.filter(isEmpty).flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])));
  if (empty.size === 0) return document;
  const definitions = document.definitions.filter((node) => !('name' in node) || !node.name || !empty.has(node.name.value));
  const leadsToEmpty = (node: ASTNode): boolean => namesIn(node).some((name) => empty.has(name));
  return withoutEmpty(
    visit<DocumentNode>(
      { ...document, definitions },
      {
        FieldDefinition: (node) => (leadsToEmpty(node.type) ? null : undefined),
        InputValueDefinition: (node) => (leadsToEmpty(node.type) ? null : undefined),
      },
    ),
  );
}

function isEmpty(node: DefinitionNode): boolean {
  if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION) return (node.fields ?? []).length === 0;
  return node.kind === Kind.ENUM_TYPE_DEFINITION && (node.values ?? []).length === 0;
}

/** Names of the types that a node speaks of. */
function namesIn(node: ASTNode): readonly string[] {
  const names: string[] = [];
  visit(node, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}
