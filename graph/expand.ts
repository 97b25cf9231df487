import { Kind, parse, print, visit } from 'graphql';
import type { ConstDirectiveNode, DefinitionNode, DocumentNode, FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';
import { aggregateTypes } from './expand-aggregates.ts';
import { filterInput, isSearchable, isSortable } from './facets.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** Directives that speak to this engine only; they never reach the composed schema. */
const OURS: ReadonlySet<string> = new Set(['odoo', 'rows', 'root', 'connection', 'visible', 'computed', 'withoutScope', 'dashboard', 'mutation']);

/** The enum that only our directives take. */
const OUR_ENUM = 'RowPolicy';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@provides", "@requires", "@tag", "@inaccessible"])';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

const PAGE_ARGUMENTS = `
  "How many to answer at most; 0 to ${MAX_PAGE}."
  first: Int = ${DEFAULT_PAGE}
  "Continue after this cursor."
  after: String`;

function listArguments(type: TypeEntry, search: boolean): string {
  return `(${PAGE_ARGUMENTS}
  "Only what meets all of these conditions."
  filter: ${type.name}Filter
  "Sorted by these, the first one weighing most; ties are broken by id."
  orderBy: [${type.name}OrderBy!]${search && type.root && type.root.search.length > 0 ? `
  "Only what has this text in one of: ${type.root.search.join(', ')}."
  search: String` : ''})`;
}

function filterType(table: GraphTable, type: TypeEntry): string {
  const fields = [...type.fields.values()].flatMap((field) => {
    const input = filterInput(table, field);
    return input ? [`"Conditions on \`${field.name}\`."\n${field.name}: ${input}`] : [];
  });
  return `
"Conditions on ${type.name}; all that are given must hold."
input ${type.name}Filter {
  "All of these must hold."
  and: [${type.name}Filter!]
  "At least one of these must hold."
  or: [${type.name}Filter!]
  "This must not hold."
  not: ${type.name}Filter
  ${fields.join('\n  ')}
}`;
}

function orderType(type: TypeEntry): string {
  const fields = [...type.fields.values()].filter(isSortable);
  return `
"One sort key of a list of ${type.name}: exactly one field is given."
input ${type.name}OrderBy {
  ${fields.map((field) => `"Sort by \`${field.name}\`."\n${field.name}: SortDirection`).join('\n  ')}
}`;
}

function connectionTypes(type: TypeEntry): string {
  return `
"A page of ${type.name}."
type ${type.name}Connection {
  "The records with their cursors."
  edges: [${type.name}Edge!]!
  "The records without their cursors."
  nodes: [${type.name}!]!
  "Where this page lies in the list."
  pageInfo: PageInfo!
  "How many records the whole list has for this caller; counted only when asked for."
  totalCount: Int!
}

"A ${type.name} in a list."
type ${type.name}Edge {
  "The record."
  node: ${type.name}!
  "Where it stands in this list and order; opaque."
  cursor: String!
}`;
}

function enumFilter(name: string): string {
  return `
"Conditions on a ${name}."
input ${name}Filter {
  "Is this value; null for no value."
  eq: ${name}
  "Is another value, or none."
  ne: ${name}
  "Is one of these values."
  in: [${name}!]
  "Is none of these values."
  notIn: [${name}!]
  "True: has no value. False: has one."
  isNull: Boolean
}`;
}

function listFilter(type: TypeEntry): string {
  return `
"Conditions on a list of ${type.name}."
input ${type.name}ListFilter {
  "At least one of them meets this."
  some: ${type.name}Filter
  "None of them meets this."
  none: ${type.name}Filter
}`;
}

function roots(table: GraphTable): string {
  const written = table.types.get('Query')?.fields;
  const fields = [...table.types.values()].flatMap((type) => {
    if (!type.root || !isSearchable(type)) return [];
    const aggregate = type.root.aggregate
      ? [`"Counts, sums and averages over ${type.name}, grouped as asked. Amounts in different currencies are never added up: as soon as money is asked for, rows are split by currency."
${type.root.aggregate}${aggregateArguments(type)}: [${type.name}Aggregate!]!`]
      : [];
    const one = `"One ${type.name} by its id; null when there is none that the caller may see."\n${type.root.one}("The id." id: ID!): ${type.name}`;
    const many = `"All ${type.name} records that the caller may see, page by page."\n${type.root.many}${listArguments(type, true)}: ${type.name}Connection!`;
    // What Query writes itself stands instead.
    return [...(written?.has(type.root.one) ? [] : [one]), ...(written?.has(type.root.many) ? [] : [many]), ...aggregate];
  });
  return fields.length > 0 ? `extend type Query {\n${fields.join('\n')}\n}` : '';
}

function aggregateArguments(type: TypeEntry): string {
  return `(
  "Only what meets all of these conditions."
  filter: ${type.name}Filter
  "One row for each combination of these values; without it, one row for everything."
  groupBy: [${type.name}GroupBy!]
  "Only groups that meet these conditions."
  having: ${type.name}Having
  "Sorted by these, the first one weighing most; by the group's values otherwise."
  orderBy: [${type.name}AggregateOrderBy!]
  "How many groups to answer at most; 1 to 1000."
  first: Int = 100
  "How many groups to skip."
  offset: Int = 0)`;
}

function generated(table: GraphTable): DocumentNode {
  const searchable = [...table.types.values()].filter(isSearchable);
  const listed = new Set([...table.types.values()].flatMap((type) => [...type.fields.values()].filter((field) => field.connection).map((field) => field.typeName)));
  const children = new Set(
    searchable.flatMap((type) => [...type.fields.values()].filter((field) => field.kind === 'children' && field.stored).map((field) => field.typeName)),
  );
  const enums = new Set(searchable.flatMap((type) => [...type.fields.values()].filter((field) => field.kind === 'stored' && table.enums.has(field.typeName)).map((field) => field.typeName)));
  const parts = searchable.flatMap((type) => [
    filterType(table, type),
    orderType(type),
    ...(type.root || listed.has(type.name) ? [connectionTypes(type)] : []),
    ...(children.has(type.name) ? [listFilter(type)] : []),
    ...(type.root?.aggregate ? [aggregateTypes(table, type)] : []),
  ]);
  return parse([...parts, ...[...enums].map(enumFilter), roots(table)].join('\n'), { noLocation: true });
}

/** `[T!]! @connection` → `(first, after, filter, orderBy): TConnection!`; a nullable list becomes a nullable connection. */
function expandConnection(table: GraphTable, node: FieldDefinitionNode, field: FieldEntry): FieldDefinitionNode {
  const target = table.types.get(field.typeName);
  if (!target) return node;
  const shell = parse(`type Shell { field${listArguments(target, field.kind === 'list')}: ${target.name}Connection${field.nonNull ? '!' : ''} }`, { noLocation: true }).definitions[0];
  const made = shell?.kind === Kind.OBJECT_TYPE_DEFINITION ? shell.fields?.[0] : undefined;
  if (!made) return node;
  const type = field.nonNull || made.type.kind !== Kind.NON_NULL_TYPE ? made.type : made.type.type;
  return { ...node, type, arguments: [...(node.arguments ?? []), ...(made.arguments ?? [])] };
}

function withoutOurs(directives: readonly ConstDirectiveNode[] | undefined): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => !OURS.has(directive.name.value));
}

function strip(table: GraphTable, definition: DefinitionNode): readonly DefinitionNode[] {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION && OURS.has(definition.name.value)) return [];
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === OUR_ENUM) return [];
  const stripped = visit(definition, {
    ObjectTypeDefinition: (node) => ({ ...node, directives: withoutOurs(node.directives), fields: expandFields(table, node) }),
    ObjectTypeExtension: (node) => ({ ...node, directives: withoutOurs(node.directives), fields: expandFields(table, node) }),
    EnumValueDefinition: (node) => ({ ...node, directives: withoutOurs(node.directives) }),
  });
  return [stripped as DefinitionNode];
}

function expandFields(table: GraphTable, node: Pick<ObjectTypeDefinitionNode, 'name' | 'fields'>): readonly FieldDefinitionNode[] {
  const entry = table.types.get(node.name.value);
  return (node.fields ?? []).map((field) => {
    const known = entry?.fields.get(field.name.value);
    const bare = { ...field, directives: withoutOurs(field.directives) };
    return known?.connection ? expandConnection(table, bare, known) : bare;
  });
}

/** The subgraph's schema as federation knows it: our directives gone, everything they stand for written out. */
export function expandSdl(table: GraphTable): DocumentNode {
  const own = table.document.definitions.flatMap((definition) => strip(table, definition));
  const link = parse(LINK, { noLocation: true }).definitions;
  return mergeQuery({ kind: Kind.DOCUMENT, definitions: [...link, ...own, ...generated(table).definitions] });
}

/** `extend type Query` becomes part of `type Query`, which some subgraphs do not define themselves. */
function mergeQuery(document: DocumentNode): DocumentNode {
  const parts = document.definitions.filter(
    (node) => (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) && node.name.value === 'Query',
  ) as ObjectTypeDefinitionNode[];
  const query: ObjectTypeDefinitionNode = {
    kind: Kind.OBJECT_TYPE_DEFINITION,
    name: { kind: Kind.NAME, value: 'Query' },
    fields: parts.flatMap((node) => node.fields ?? []),
  };
  return { ...document, definitions: [...document.definitions.filter((node) => !(parts as readonly DefinitionNode[]).includes(node)), query] };
}

/** The expanded SDL as text, for composition and for `_service`. */
export function printSdl(document: DocumentNode): string {
  return print(document);
}
