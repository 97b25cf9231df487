import type { FieldRule } from '../access/field-rules.ts';
import { denialOf } from '../access/verdict.ts';
import { and, isNothing, NOTHING, where } from '../odoo/domain/build.ts';
import type { Condition, Domain } from '../odoo/domain/types.ts';
import type { Specification } from '../odoo/read/specification.ts';
import { mergeSpecifications } from '../odoo/read/specification.ts';
import type { GraphContext } from './context.ts';
import { typeEntry } from './table.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** The type whose rows a PARENT policy follows. */
function parentOf(table: GraphTable, type: TypeEntry): TypeEntry {
  const link = [...type.fields.values()].find((field) => field.kind === 'one' && field.odoo === type.via);
  if (!link) throw new Error(`${type.name}: @rows(via: "${type.via}") leads to no field of the type.`);
  return typeEntry(table, link.typeName);
}

async function makeDomain(table: GraphTable, type: TypeEntry, context: GraphContext): Promise<Domain> {
  if (type.model === null || type.rows === null) return NOTHING;
  if (type.rows !== 'PARENT') return context.scopes.domain(type.rows, type.model);
  const above = await visibleRows(table, parentOf(table, type), context);
  if (isNothing(above)) return NOTHING;
  const via = context.database.resolve(type.model, type.via ?? '');
  if (via === null) return NOTHING;
  return above.length === 0 ? [] : where(via, 'any', above);
}

/** The rows of a type that the caller may see, as an Odoo domain. Asked of access/ once per request and type. */
export async function visibleRows(table: GraphTable, type: TypeEntry, context: GraphContext): Promise<Domain> {
  const known = context.visible.get(type.name);
  if (known) return known;
  const domain = await makeDomain(table, type, context);
  context.visible.set(type.name, domain);
  return domain;
}

function isDomain(value: unknown): value is Domain {
  return Array.isArray(value) && value.every((node) => typeof node === 'string' || Array.isArray(node));
}

function neededBy(condition: Condition): Specification {
  const [path, operator, value] = condition;
  const [head, ...rest] = path.split('.');
  if (head === undefined || head === 'id') return {};
  if (rest.length > 0) return { [head]: { fields: neededBy([rest.join('.'), operator, value]) } };
  if ((operator === 'any' || operator === 'not any') && isDomain(value)) return { [head]: { fields: specificationOf(value) } };
  return { [head]: {} };
}

/** What has to be read of a record to decide here whether a domain matches it. */
export function specificationOf(domain: Domain): Specification {
  return domain.reduce<Specification>((all, node) => (typeof node === 'string' ? all : mergeSpecifications(all, neededBy(node))), {});
}

/** What the SDL says about seeing a field of a mapped type; a system key sees every field and is named in no `@visible`. */
export function ruleOf(type: Pick<TypeEntry, 'name'>, field: Pick<FieldEntry, 'name' | 'roles' | 'withoutScope'> & Partial<Pick<FieldEntry, 'dashboard'>>, root = false): FieldRule {
  const roles = field.roles === null || field.roles.includes('SYSTEM') ? field.roles : [...field.roles, 'SYSTEM' as const];
  return { type: type.name, field: field.name, roles, root, withoutScope: field.withoutScope, ...(field.dashboard === true && { dashboard: true }) };
}

/** May this caller see this field of rows they see? */
export function seesField(type: TypeEntry, field: FieldEntry, context: GraphContext): boolean {
  return field.roles === null || denialOf(ruleOf(type, field), context.principal) === null;
}

/** Refuses to filter, sort or group by a field that the caller may not select: the order of rows tells as much as the value. */
export function assertSeesField(type: TypeEntry, field: FieldEntry, context: GraphContext): void {
  const denial = field.roles === null ? null : denialOf(ruleOf(type, field), context.principal);
  if (denial) throw denial;
}

/** A type's rows for this caller, narrowed to those that belong to the type. */
export async function rowsOfType(table: GraphTable, type: TypeEntry, context: GraphContext): Promise<Domain> {
  return and(type.where, await visibleRows(table, type, context));
}
