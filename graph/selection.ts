import { collectSubfields } from 'graphql/execution/collectFields.js';
import { getNamedType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { isNothing } from '../odoo/domain/build.ts';
import { mergeSpecifications } from '../odoo/read/specification.ts';
import type { FieldSpecification, Specification } from '../odoo/read/specification.ts';
import { argumentsOfNode, readsInside, windowOf } from './children.ts';
import { once } from './context.ts';
import type { GraphContext } from './context.ts';
import { orderFor } from './order.ts';
import type { SelectionInfo } from './selection-info.ts';
import { typeEntry } from './table.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';
import { seesField, specificationOf, visibleRows } from './visibility.ts';

function objectType(info: SelectionInfo, name: string): GraphQLObjectType {
  const type = info.schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is not an object type.`);
  return type;
}

/** The selected fields of a type under some field nodes, fragments and @skip/@include resolved. */
export function selectedFields(info: SelectionInfo, typeName: string, nodes: readonly FieldNode[]): readonly (readonly FieldNode[])[] {
  const grouped = collectSubfields(info.schema, info.fragments, info.variableValues, objectType(info, typeName), nodes);
  return [...grouped.values()];
}

/** The nodes below which records are selected: a connection's `nodes` and `edges.node`, or the field itself. */
export function recordNodes(info: SelectionInfo, typeName: string, nodes: readonly FieldNode[], connection: boolean): readonly FieldNode[] {
  if (!connection) return nodes;
  return selectedFields(info, `${typeName}Connection`, nodes).flatMap((group) => {
    const name = group[0]?.name.value;
    if (name === 'nodes') return group;
    if (name !== 'edges') return [];
    return selectedFields(info, `${typeName}Edge`, group).flatMap((inner) => (inner[0]?.name.value === 'node' ? inner : []));
  });
}

/** Is this field of the connection selected? (`totalCount` costs a count.) */
export function connectionSelects(info: SelectionInfo, typeName: string, nodes: readonly FieldNode[], field: string): boolean {
  return selectedFields(info, `${typeName}Connection`, nodes).some((group) => group[0]?.name.value === field);
}

/** A dotted path of canonical fields as a specification, in the live database's names; absent fields are left out. */
export function pathSpecification(context: GraphContext, model: string, path: string, leaf: FieldSpecification = {}): Specification {
  const [head = '', ...rest] = path.split('.');
  const virtual = context.database.virtual(model, head);
  if (virtual) return Object.fromEntries(virtual.reads.map((field) => [field, {}]));
  const live = context.database.resolve(model, head);
  if (live === null || live === 'id') return {};
  const relation = context.database.field(model, live)?.relation;
  if (rest.length === 0 || relation === undefined) return { [live]: rest.length === 0 ? leaf : {} };
  return { [live]: { fields: pathSpecification(context, relation, rest.join('.'), leaf) } };
}

function storedSpecification(context: GraphContext, model: string, field: FieldEntry): Specification {
  const own = pathSpecification(context, model, field.odoo);
  return field.currency ? mergeSpecifications(own, pathSpecification(context, model, field.currency)) : own;
}

async function relationSpecification(
  table: GraphTable,
  type: TypeEntry,
  field: FieldEntry,
  nodes: readonly FieldNode[],
  info: SelectionInfo,
  context: GraphContext,
): Promise<Specification> {
  const target = typeEntry(table, field.typeName);
  const live = context.database.resolve(type.model ?? '', field.odoo);
  const domain = await visibleRows(table, target, context);
  if (live === null || target.model === null || isNothing(domain)) return {};
  const inner = await compileSelection(table, target, recordNodes(info, field.typeName, nodes, field.connection), info, context);
  if (field.kind === 'one') {
    const fields = mergeSpecifications(inner, specificationOf(domain));
    return { [live]: Object.keys(fields).length > 0 ? { fields } : {} };
  }
  const order = orderFor(target, undefined, context);
  const args = field.connection && nodes[0] ? argumentsOfNode(info, type.name, nodes[0]) : null;
  if (!args) return { [live]: { fields: inner, order: order.text } };
  if (!readsInside(args)) return {};
  const window = windowOf(args, order);
  return { [live]: { fields: inner, order: order.text, limit: window.offset + window.first } };
}

/** What code reads of the parent, and of the records that it answers with, what is selected and what decides their visibility. */
async function codeSpecification(
  table: GraphTable,
  model: string,
  field: FieldEntry,
  nodes: readonly FieldNode[],
  info: SelectionInfo,
  context: GraphContext,
): Promise<Specification> {
  let all = field.reads.reduce<Specification>((sum, path) => mergeSpecifications(sum, pathSpecification(context, model, path)), {});
  for (const { path, field: holder } of field.carries) {
    const target = typeEntry(table, holder === null ? field.typeName : (typeEntry(table, field.typeName).fields.get(holder)?.typeName ?? ''));
    const below = holder === null ? nodes : selectedFields(info, field.typeName, nodes).filter((group) => group[0]?.name.value === holder).flat();
    const domain = await visibleRows(table, target, context);
    if (below.length === 0 || isNothing(domain)) continue;
    const fields = mergeSpecifications(await compileSelection(table, target, below, info, context), specificationOf(domain));
    // Even without fields it comes as a record: a bare id that code answers would have to be looked up.
    all = mergeSpecifications(all, pathSpecification(context, model, path, { fields }));
  }
  return all;
}

/** What has to be read of a record so that one selected field can be answered; nothing for what the caller may not see. */
export async function fieldSpecification(
  table: GraphTable,
  type: TypeEntry,
  field: FieldEntry,
  nodes: readonly FieldNode[],
  info: SelectionInfo,
  context: GraphContext,
): Promise<Specification> {
  if (type.model === null || !seesField(type, field, context)) return {};
  const { model } = type;
  switch (field.kind) {
    case 'stored':
      return storedSpecification(context, model, field);
    case 'one':
    case 'children':
      return relationSpecification(table, type, field, nodes, info, context);
    case 'code':
      return codeSpecification(table, model, field, nodes, info, context);
    case 'edge':
    case 'list':
      return {};
  }
}

/** The nested specification that answers a whole selection on a type in one read. */
export async function compileSelection(
  table: GraphTable,
  type: TypeEntry,
  nodes: readonly FieldNode[],
  info: SelectionInfo,
  context: GraphContext,
): Promise<Specification> {
  if (nodes.length === 0) return {};
  let all: Specification = {};
  for (const group of selectedFields(info, type.name, nodes)) {
    const field = type.fields.get(group[0]?.name.value ?? '');
    if (field) all = mergeSpecifications(all, await fieldSpecification(table, type, field, group, info, context));
  }
  return all;
}

/** The compiled selection of a type below the field that is being resolved; compiled once per hop. */
export function compiledBelow(table: GraphTable, type: TypeEntry, info: GraphQLResolveInfo, context: GraphContext): Promise<Specification> {
  const connection = getNamedType(info.returnType).name === `${type.name}Connection`;
  const perNode = once(context, info.fieldNodes[0], () => new Map<string, Promise<Specification>>());
  const known = perNode.get(type.name);
  if (known) return known;
  const made = compileSelection(table, type, recordNodes(info, type.name, info.fieldNodes, connection), info, context);
  perNode.set(type.name, made);
  return made;
}
