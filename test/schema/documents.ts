import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, ObjectTypeDefinitionNode, TypeNode } from 'graphql';

const FOLDER = join(import.meta.dirname, '../../schema');

/** Every authored SDL file by its name without the ending. The composed supergraph is generated and not among them. */
export const DOCUMENTS: ReadonlyMap<string, DocumentNode> = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql') && file !== 'supergraph.graphql')
    .map((file) => [file.replace('.graphql', ''), parse(readFileSync(join(FOLDER, file), 'utf8'))]),
);

export interface TypeInFile {
  readonly file: string;
  readonly node: ObjectTypeDefinitionNode;
}

export const OBJECT_TYPES: readonly TypeInFile[] = [...DOCUMENTS].flatMap(([file, document]) =>
  document.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION).map((node) => ({ file, node })),
);

/** What may carry directives. */
export interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

export function directive(node: Directed, name: string): ConstDirectiveNode | undefined {
  return node.directives?.find((candidate) => candidate.name.value === name);
}

/** A string argument of a directive, or null. */
export function text(node: Directed, name: string, argument: string): string | null {
  const value = directive(node, name)?.arguments?.find((candidate) => candidate.name.value === argument)?.value;
  if (value?.kind === Kind.STRING || value?.kind === Kind.ENUM) return value.value;
  return null;
}

export function isMapped(node: ObjectTypeDefinitionNode): boolean {
  return text(node, 'odoo', 'model') !== null;
}

export function innermost(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : innermost(type.type);
}

/** The Odoo field of a to-one field, by the rule of @odoo. */
export function linkOf(field: FieldDefinitionNode): string {
  return text(field, 'odoo', 'field') ?? `${field.name.value.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_id`;
}
