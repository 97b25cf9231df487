import type { LiveDatabase } from '../odoo/database/live-database.ts';
import type { FieldInfo } from '../odoo/port.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** One place where the connected database and the SDL disagree. */
export interface Disagreement {
  readonly type: string;
  readonly field: string | null;
  /**
   * `absent`: answers null, or NOT_AVAILABLE where it must not be null. `enum`: some records will answer null, or a value that
   * Odoo does not have can be asked for. `notStored`: cannot be filtered or counted over. `relation`: leads elsewhere.
   */
  readonly kind: 'absent' | 'enum' | 'notStored' | 'relation';
  readonly message: string;
}

/** Can Odoo search it and, one value at a time, sort by it? Inherited fields (`product.product.name`) can, though not stored. */
function isStored(info: FieldInfo, field: FieldEntry): boolean {
  return (info.searchable ?? info.store ?? true) && (field.list || (info.sortable ?? info.store ?? true));
}

function checkField(table: GraphTable, type: TypeEntry, field: FieldEntry, database: LiveDatabase): readonly Disagreement[] {
  const model = type.model ?? '';
  if (field.kind === 'code' || field.kind === 'edge' || field.kind === 'list' || field.name === 'id') return [];
  const at = { type: type.name, field: field.name };
  const virtual = database.virtual(model, field.odoo);
  const known = table.enums.get(field.typeName);
  const live = virtual ? null : database.resolve(model, field.odoo);
  if (!virtual && live === null) return [{ ...at, kind: 'absent', message: `${model}.${field.odoo} does not exist in this database; the field answers ${field.nonNull ? 'NOT_AVAILABLE' : 'null'}.` }];
  const values = virtual ? virtual.values.map(String) : (database.selection(model, field.odoo)?.map(([value]) => value) ?? []);
  const unknown = known && !values.includes('true') ? values.filter((value) => !known.fromOdoo.has(value)) : [];
  const invented = known && values.length > 0 && !values.includes('true') ? [...known.fromOdoo.keys()].filter((value) => !values.includes(value)) : [];
  const info = live === null ? null : database.field(model, live);
  const target = table.types.get(field.typeName)?.model;
  return [
    ...(unknown.length > 0 ? [{ ...at, kind: 'enum' as const, message: `${model}.${field.odoo} can be ${unknown.join(', ')}, which ${field.typeName} does not know; such records answer null.` }] : []),
    ...(invented.length > 0 ? [{ ...at, kind: 'enum' as const, message: `${field.typeName} has ${invented.join(', ')}, which ${model}.${field.odoo} does not have in this database.` }] : []),
    ...(field.stored && info && !isStored(info, field) ? [{ ...at, kind: 'notStored' as const, message: `${model}.${field.odoo} is computed by Odoo and cannot be searched or sorted; say so with @odoo(stored: false).` }] : []),
    ...(target && info?.relation && database.model(target) !== info.relation ? [{ ...at, kind: 'relation' as const, message: `${model}.${field.odoo} leads to ${info.relation}, but ${field.typeName} is ${target}.` }] : []),
  ];
}

/** Holds a table against the live database. An answer other than empty is logged at start-up and fails the contract tests. */
export function checkDatabase(table: GraphTable, database: LiveDatabase): readonly Disagreement[] {
  return [...table.types.values()].flatMap((type): readonly Disagreement[] => {
    if (!type.model) return [];
    if (!database.has(type.model)) return [{ type: type.name, field: null, kind: 'absent', message: `The model ${type.model} does not exist in this database; nothing of ${type.name} is answered.` }];
    return [...type.fields.values()].flatMap((field) => checkField(table, type, field, database));
  });
}
