import { Kind } from 'graphql';
import { directiveProblems } from './check-directives.ts';
import { mutationProblems } from './check-mutations.ts';
import { filterInput } from './facets.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** Types that a computed field may answer without being described as an Odoo model. */
const SCALARS: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Float', 'Boolean', 'Date', 'DateTime', 'Decimal']);

function isAbstract(table: GraphTable, name: string): boolean {
  return table.document.definitions.some((node) => (node.kind === Kind.INTERFACE_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_DEFINITION) && node.name.value === name);
}

function checkType(table: GraphTable, type: TypeEntry): readonly string[] {
  const problems: string[] = [];
  if (type.model && !type.rows) problems.push(`${type.name} is stored in Odoo but has no row policy: add @rows(by:)`);
  if (type.rows && !type.model) problems.push(`${type.name} has a row policy but no @odoo(model:)`);
  if (type.root && !type.entity) problems.push(`${type.name} has roots but no @key`);
  if (type.model && !type.fields.has('id')) problems.push(`${type.name} has no id`);
  if (type.rows === 'PARENT' && ![...type.fields.values()].some((field) => field.kind === 'one' && field.odoo === type.via)) {
    problems.push(`${type.name}: @rows(via: "${type.via}") names no to-one field of the type`);
  }
  for (const path of type.root?.search ?? []) if (!leadsToText(table, type, path.split('.'))) problems.push(`${type.name}: search "${path}" leads to no stored text`);
  for (const field of type.fields.values()) problems.push(...checkField(table, type, field));
  return problems;
}

/** A dotted path of graph fields through to-one edges to a stored text that everybody may see. */
function leadsToText(table: GraphTable, type: TypeEntry, [head = '', ...rest]: readonly string[]): boolean {
  const field = type.fields.get(head);
  const target = table.types.get(field?.typeName ?? '');
  if (!field || field.roles || !field.stored) return false;
  if (rest.length > 0) return field.kind === 'one' && target !== undefined && leadsToText(table, target, rest);
  return field.kind === 'stored' && field.typeName === 'String';
}

function checkField(table: GraphTable, type: TypeEntry, field: FieldEntry): readonly string[] {
  const problems: string[] = [];
  const name = `${type.name}.${field.name}`;
  const target = table.types.get(field.typeName);
  if (!target && !table.enums.has(field.typeName) && !SCALARS.has(field.typeName) && !isAbstract(table, field.typeName)) problems.push(`${name} has the unknown type ${field.typeName}`);
  if (field.roles && field.nonNull) problems.push(`${name} is restricted, so it must be nullable: a refusal would take its parent away`);
  if (field.kind === 'one' && field.nonNull && target?.rows !== 'EVERYONE') problems.push(`${name} leads to rows that may be hidden, so it must be nullable`);
  if (field.connection && !(target?.owned && target.resolvable)) problems.push(`${name} is a connection of ${field.typeName}, which this subgraph does not own`);
  if (field.kind === 'edge' && field.list && !field.connection) problems.push(`${name} is searched, so it must be a @connection`);
  if (field.kind === 'edge' && !field.list && field.nonNull) problems.push(`${name} is searched, so it must be nullable: there may be none`);
  if (field.where.length > 0 && field.kind !== 'edge' && field.kind !== 'list') problems.push(`${name} is not searched, so @odoo(where:) has no effect on it`);
  if (field.kind === 'list' && target) problems.push(...checkArguments(table, field, target));
  if (field.kind === 'children' && target && !followsParent(type, target)) {
    problems.push(`${name} reads ${field.typeName} inside its parent, but their visibility does not follow it: use @odoo(inverse:)`);
  }
  return problems;
}

/** May rows be shown because their parent is? A child of two parents follows the one whose policy it has. */
function followsParent(parent: TypeEntry, target: TypeEntry): boolean {
  if (target.rows !== 'PARENT') return target.rows === 'COMPANY' || target.rows === 'EVERYONE';
  return [...target.fields.values()].some((field) => field.kind === 'one' && field.odoo === target.via && field.typeName === parent.name);
}

/** An argument of a list of Query stands for a condition on the field of that name. */
function checkArguments(table: GraphTable, field: FieldEntry, target: TypeEntry): readonly string[] {
  return (field.node.arguments ?? []).flatMap(({ name: { value: argument }, type }) => {
    const narrowed = target.fields.get(argument);
    const name = `Query.${field.name}(${argument}:)`;
    if (!narrowed || narrowed.list || filterInput(table, narrowed) === null) return [`${name} names no field of ${target.name} that can be filtered`];
    if (narrowed.roles) return [`${name} narrows by a restricted field; leave that to the filter`];
    const wanted = narrowed.kind === 'one' ? 'ID' : narrowed.typeName;
    return type.kind === Kind.NAMED_TYPE && type.name.value === wanted ? [] : [`${name} must be a nullable ${wanted}`];
  });
}

/**
 * Refuses an SDL that would answer silently wrong. Throws one error that lists every mistake.
 */
export function checkTable(table: GraphTable): void {
  const problems = [...directiveProblems(table.document), ...[...table.types.values()].flatMap((type) => checkType(table, type)), ...mutationProblems(table)];
  if (problems.length > 0) throw new Error(`The SDL of the ${table.subgraph} subgraph has mistakes:\n- ${problems.join('\n- ')}`);
}
