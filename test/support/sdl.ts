import { readdirSync, readFileSync } from 'node:fs';
import { getNamedType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, Kind, parse } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputField, GraphQLInputType, ObjectTypeDefinitionNode } from 'graphql';
import { CAPABILITIES } from '../../access/capabilities.ts';
import { apiSchema } from '../../gateway/api-schema.ts';

const SCHEMA = new URL('../../schema/', import.meta.url);

/** A root of the graph with an operation that asks it. */
export interface RootFacet {
  readonly name: string;
  readonly query: string;
}

/** A restricted field, who sees it according to the SDL, and an operation that asks for it on one row of its type. */
export interface RestrictedFacet {
  readonly type: string;
  readonly field: string;
  readonly roles: readonly string[];
  readonly query: string;
}

/** A mutation, the roles that may use it (null: whoever comes), and an operation whose input makes sense to nobody. */
export interface MutationFacet {
  readonly name: string;
  readonly roles: readonly string[] | null;
  readonly query: string;
}

const supergraph = apiSchema(readFileSync(new URL('supergraph.graphql', SCHEMA), 'utf8'));

function nullable(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type.ofType : type;
}

function value(argument: Pick<GraphQLArgument | GraphQLInputField, 'type'>): string {
  const given = nullable(argument.type);
  if (isListType(given)) return `[${value({ type: given.ofType as GraphQLInputType })}]`;
  const type = getNamedType(argument.type);
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    return `{ ${required.map((field) => `${field.name}: ${value(field)}`).join(', ')} }`;
  }
  return isEnumType(type) ? (type.getValues()[0]?.name ?? '') : type.name === 'ID' ? '"1001"' : type.name === 'String' ? '"x"' : type.name === 'Boolean' ? 'true' : '1';
}

/** The field with what it cannot do without: required arguments, and a selection that shows nothing. */
function ask(field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  const args = required.length > 0 ? `(${required.map((argument) => `${argument.name}: ${value(argument)}`).join(', ')})` : '';
  return `${field.name}${args}${isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''}`;
}

interface Authored {
  readonly type: string;
  readonly many: string | null;
  readonly visible: readonly { readonly field: string; readonly roles: readonly string[] }[];
}

/** What the authored SDL says, read anew here: the engine under test must not be the one that says what to expect. */
function authored(node: ObjectTypeDefinitionNode): Authored {
  const text = (argument: { readonly value: { readonly kind: string } } | undefined): string | null =>
    argument?.value.kind === Kind.STRING ? (argument.value as unknown as { value: string }).value : null;
  const root = node.directives?.find((directive) => directive.name.value === 'root');
  const visible = (node.fields ?? []).flatMap((field) => {
    const directive = field.directives?.find(({ name }) => name.value === 'visible');
    const [to] = directive?.arguments ?? [];
    if (to?.value.kind !== Kind.LIST) return [];
    return [{ field: field.name.value, roles: to.value.values.map((role) => (role.kind === Kind.ENUM ? role.value : '')) }];
  });
  return { type: node.name.value, many: text(root?.arguments?.find(({ name }) => name.value === 'many')), visible };
}

/** Every mutation of the graph, as an operation. */
export function mutationsOf(): readonly MutationFacet[] {
  const files = readdirSync(SCHEMA).filter((file) => file.endsWith('.graphql') && file !== 'supergraph.graphql');
  const needs = new Map(
    files.flatMap((file) =>
      parse(readFileSync(new URL(file, SCHEMA), 'utf8')).definitions.flatMap((node) =>
        node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Mutation'
          ? (node.fields ?? []).map((field) => {
              const given = field.directives?.find(({ name }) => name.value === 'mutation')?.arguments?.find(({ name }) => name.value === 'needs')?.value;
              return [field.name.value, given?.kind === Kind.ENUM ? given.value : null] as const;
            })
          : [],
      ),
    ),
  );
  return Object.values(supergraph.getMutationType()?.getFields() ?? {}).map((field) => {
    const capability = needs.get(field.name) ?? null;
    return { name: field.name, roles: capability === null ? null : CAPABILITIES[capability as keyof typeof CAPABILITIES].roles, query: `mutation { ${ask(field)} }` };
  });
}

/** Every root and every restricted field of the graph, as operations. */
export function facetsOf(): { readonly roots: readonly RootFacet[]; readonly restricted: readonly RestrictedFacet[] } {
  const files = readdirSync(SCHEMA).filter((file) => file.endsWith('.graphql') && file !== 'supergraph.graphql');
  const types = files.flatMap((file) => parse(readFileSync(new URL(file, SCHEMA), 'utf8')).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION).map(authored));
  const lists = new Map(types.flatMap(({ type, many }) => (many ? [[type, many] as const] : [])));
  const query = supergraph.getQueryType();
  const restricted = types.flatMap(({ type, visible }) => {
    const many = lists.get(type);
    const object = supergraph.getType(type);
    if (!many || !isObjectType(object)) return [];
    return visible.flatMap(({ field, roles }) => {
      const definition = object.getFields()[field];
      return definition ? [{ type, field, roles, query: `{ ${many}(first: 1) { nodes { ${ask(definition)} } } }` }] : [];
    });
  });
  return { roots: Object.values(query?.getFields() ?? {}).map((field) => ({ name: field.name, query: `{ ${ask(field)} }` })), restricted };
}
