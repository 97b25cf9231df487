import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { directive, DOCUMENTS, text } from './documents.ts';
import type { Directed } from './documents.ts';

const DESCRIBED: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
]);

interface Named {
  readonly path: string;
  readonly name: string;
  readonly description: string | null;
  readonly node: ASTNode;
}

/** Everything in a document that has a name and may have a description, with the path to it. */
function named(document: DocumentNode): readonly Named[] {
  const found: Named[] = [];
  const path: string[] = [];
  visit(document, {
    enter(node) {
      if (!DESCRIBED.has(node.kind) || !('name' in node) || !node.name) return;
      path.push(node.name.value);
      const description = 'description' in node ? (node.description?.value ?? null) : null;
      found.push({ path: path.join('.'), name: node.name.value, description, node });
    },
    leave(node) {
      if (DESCRIBED.has(node.kind)) path.pop();
    },
  });
  // The root type belongs to all subgraphs and is described by its fields.
  return found.filter((entry) => entry.path !== 'Query' && entry.path !== 'Mutation');
}

function paths(entries: readonly Named[]): readonly string[] {
  return entries.map((entry) => entry.path);
}

describe.each([...DOCUMENTS])('schema/%s.graphql', (_file, document) => {
  const all = named(document);

  it('describes every type, field, argument and enum value', () => {
    expect(paths(all.filter((entry) => entry.description === null || entry.description.trim() === ''))).toEqual([]);
  });

  it('describes them in sentences', () => {
    const wrong = all.filter(({ description }) => description !== null && !/^[A-Z`"][\s\S]*[.]$/.test(description.trim()));
    expect(wrong.map(({ path, description }) => `${path}: ${description}`)).toEqual([]);
  });

  it('names fields and arguments in camelCase', () => {
    const members = all.filter(({ node }) => node.kind === Kind.FIELD_DEFINITION || node.kind === Kind.INPUT_VALUE_DEFINITION);
    expect(paths(members.filter(({ name }) => !/^[a-z][a-zA-Z0-9]*$/.test(name)))).toEqual([]);
  });

  it('names types in PascalCase and enum values in CONSTANT_CASE', () => {
    const wrong = all.filter(({ node, name }) => {
      if (node.kind === Kind.ENUM_VALUE_DEFINITION) return !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name);
      if (node.kind === Kind.DIRECTIVE_DEFINITION) return !/^[a-z][a-zA-Z]*$/.test(name);
      return node.kind !== Kind.FIELD_DEFINITION && node.kind !== Kind.INPUT_VALUE_DEFINITION && !/^[A-Z][a-zA-Z0-9]*$/.test(name);
    });
    expect(paths(wrong)).toEqual([]);
  });

  it('gives a reason and a date with every @deprecated', () => {
    const wrong = all.filter(({ node }) => {
      const directed = node as Directed;
      return directive(directed, 'deprecated') && !/\S.*\b\d{4}-\d{2}-\d{2}\b/.test(text(directed, 'deprecated', 'reason') ?? '');
    });
    expect(paths(wrong)).toEqual([]);
  });
});
