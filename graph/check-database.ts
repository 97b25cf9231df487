import { explainAbsence } from '../odoo/database/absences.ts';
import type { LiveDatabase } from '../odoo/database/live-database.ts';
import type { FieldInfo } from '../odoo/port.ts';
import { isMeasure, isMoney } from './facets.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** One place where the connected database and the SDL disagree. */
export interface Disagreement {
  readonly type: string;
  readonly field: string | null;
  /**
   * `absent`: answers null. `missing`: as that, where it must not be null: the record cannot be read with it. `enum`: some records will answer null, or a value that
   * Odoo does not have can be asked for. `notStored`: cannot be filtered or counted over. `relation`: leads elsewhere. `type`: is
   * kept as another type than the SDL says.
   */
  readonly kind: 'absent' | 'missing' | 'enum' | 'notStored' | 'relation' | 'type';
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What the graph cannot do without where it has the model at all: it answers errors, or the wrong records. */
export function isBroken({ kind }: Pick<Disagreement, 'kind'>): boolean {
  return kind === 'missing' || kind === 'relation' || kind === 'type';
}

/** A field that this database calls otherwise than Odoo 19. */
export interface Rename {
  readonly type: string;
  readonly field: string;
  /** `sale.order.line.product_uom_id` */
  readonly canonical: string;
  /** The fields that are read instead. */
  readonly live: readonly string[];
}

const TEXT = ['char', 'text', 'html'] as const;
const NUMBER = ['integer', 'float', 'monetary'] as const;
const TO_ONE = ['many2one', 'many2one_reference', 'integer', 'reference'] as const;

/** Which of Odoo's types the values of a scalar can be read from. */
const READABLE: Readonly<Record<string, readonly string[]>> = {
  String: [...TEXT, 'selection', 'json', 'reference'],
  ID: TO_ONE,
  Int: ['integer', 'many2one_reference'],
  Float: NUMBER,
  Decimal: NUMBER,
  Money: NUMBER,
  Boolean: ['boolean'],
  Date: ['date', 'datetime'],
  DateTime: ['datetime', 'date'],
};

/** The types that would do, or null where any does. */
function readableFrom(table: GraphTable, field: FieldEntry): readonly string[] | null {
  if (field.kind === 'one') return ['many2one', 'many2one_reference', 'one2many', 'many2many'];
  if (field.kind === 'children') return ['one2many', 'many2many', 'many2one'];
  if (field.list) return null;
  return table.enums.has(field.typeName) ? ['selection', 'boolean', 'char'] : (READABLE[field.typeName] ?? null);
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
  if (!virtual && live === null) return [{ ...at, kind: field.nonNull ? 'missing' : 'absent', message: `${model}.${field.odoo} does not exist in this database; the field answers ${field.nonNull ? 'NOT_AVAILABLE' : 'null'}.`, remedy: explainAbsence(model, field.odoo, database.version).remedy }];
  const values = virtual ? virtual.values.map(String) : (database.selection(model, field.odoo)?.map(([value]) => value) ?? []);
  const unknown = known && !values.includes('true') ? values.filter((value) => !known.fromOdoo.has(value)) : [];
  const invented = known && values.length > 0 && !values.includes('true') ? [...known.fromOdoo.keys()].filter((value) => !values.includes(value)) : [];
  const info = live === null ? null : database.field(model, live);
  const target = table.types.get(field.typeName)?.model;
  const readable = readableFrom(table, field);
  const unsummed = lacksCurrency(type, field, database);
  return [
    ...(unknown.length > 0 ? [{ ...at, kind: 'enum' as const, message: `${model}.${field.odoo} can be ${unknown.join(', ')}, which ${field.typeName} does not know; such records answer null.`, remedy: 'Add the value to the enum in schema/, if records of the type can have it.' }] : []),
    ...(invented.length > 0 ? [{ ...at, kind: 'enum' as const, message: `${field.typeName} has ${invented.join(', ')}, which ${model}.${field.odoo} does not have in this database.`, remedy: 'Nothing, where it is another version’s: no record has it.' }] : []),
    ...(field.stored && info && !isStored(info, field) ? [{ ...at, kind: 'notStored' as const, message: `${model}.${field.odoo} is computed by Odoo and cannot be searched or sorted; say so with @odoo(stored: false).`, remedy: 'Filter and sort by another field here.' }] : []),
    ...(target && info?.relation && database.model(target) !== info.relation ? [{ ...at, kind: 'relation' as const, message: `${model}.${field.odoo} leads to ${info.relation}, but ${field.typeName} is ${target}.`, remedy: 'Ask the developer: another module has replaced the relation.' }] : []),
    ...(unsummed === null ? [] : [{ ...at, kind: 'notStored' as const, message: unsummed, remedy: 'Count over another amount here.' }]),
    ...(info && readable && !readable.includes(info.type) ? [{ ...at, kind: 'type' as const, message: `${model}.${live ?? field.odoo} is a ${info.type}, which cannot be read as ${field.typeName}.`, remedy: 'Ask the developer: another module keeps it otherwise.' }] : []),
  ];
}

/** An amount is counted apart for each currency, which takes a column that says which. */
function lacksCurrency(type: TypeEntry, field: FieldEntry, database: LiveDatabase): string | null {
  if (!isMeasure(field) || !isMoney(field)) return null;
  const model = type.model ?? '';
  const live = database.resolve(model, field.currency);
  const info = live === null ? null : database.field(model, live);
  return info && (info.groupable ?? info.store ?? true) ? null : `${model}.${field.currency} is no column, so ${model}.${field.odoo} cannot be counted over; say so with @odoo(summed: false).`;
}

/** Holds a table against the live database. An answer other than empty is logged at start-up and fails the contract tests. */
export function checkDatabase(table: GraphTable, database: LiveDatabase): readonly Disagreement[] {
  return [...table.types.values()].flatMap((type): readonly Disagreement[] => {
    if (!type.model) return [];
    if (!database.has(type.model)) return [{ type: type.name, field: null, kind: 'absent', message: `The model ${type.model} does not exist in this database; nothing of ${type.name} is answered.`, remedy: explainAbsence(type.model, null, database.version).remedy }];
    return [...type.fields.values()].flatMap((field) => checkField(table, type, field, database));
  });
}

/** The fields of a table that are read under other names, or translated, in this database: nothing to do about them. */
export function renamedFields(table: GraphTable, database: LiveDatabase): readonly Rename[] {
  return [...table.types.values()].flatMap((type): readonly Rename[] => {
    const { model } = type;
    if (!model || !database.has(model)) return [];
    return [...type.fields.values()].flatMap((field): readonly Rename[] => {
      if (field.kind === 'code' || field.kind === 'edge' || field.kind === 'list' || field.name === 'id') return [];
      const live = database.virtual(model, field.odoo)?.reads ?? [database.resolve(model, field.odoo)].filter((name) => name !== null);
      const same = live.length === 0 || (live.length === 1 && live[0] === field.odoo);
      return same ? [] : [{ type: type.name, field: field.name, canonical: `${model}.${field.odoo}`, live }];
    });
  });
}
