import { checkAccess, checkField, isFollowable, mayUseField, visible } from './access.ts';
import type { Env } from './env.ts';
import { accessError, OdooError, valueError } from './errors.ts';
import { sortRecords } from './order.ts';
import { emptyValue, type SandboxRecord } from './record.ts';
import { isColumn, isX2many, type FieldDef, type ModelDef } from './schema.ts';

export type Values = Record<string, unknown>;

/** Rows of `read`: many2one as `[id, name]`, or as bare id when `names` is false. */
export interface ReadOptions {
  readonly names: boolean;
}

/** Reads the records, refusing what the caller may not see. Missing ids are left out, duplicates repeated. */
export function readIds(model: ModelDef, ids: readonly unknown[], fields: readonly string[] | undefined, env: Env, options: ReadOptions): Values[] {
  const names = readable(model, fields, env);
  const records = ids.map((id) => env.record(model.name, id)).filter((record) => record !== undefined);
  checkAccess(model, env, 'read', records);
  const phantoms = ids.filter((id) => id === 0 || id === null);
  return phantoms.length > 0 && records.length === 0
    ? phantoms.map((id) => phantom(id, model, names))
    : readRecords(records, names, env, options);
}

/** The values of records whose access is settled. */
export function readRecords(records: readonly SandboxRecord[], names: readonly string[], env: Env, options: ReadOptions): Values[] {
  return records.map((record) => {
    const values: Values = { id: record.id };
    for (const name of names) values[name] = fieldValue(record, name, env, options);
    return values;
  });
}

/** The fields to read, all that the caller may see when none are named. Unknown and forbidden ones are refused. */
export function readable(model: ModelDef, fields: readonly string[] | undefined, env: Env): readonly string[] {
  if (fields === undefined || fields.length === 0) {
    return Object.entries(model.fields).filter(([, def]) => mayUseField(def, env)).map(([name]) => name);
  }
  for (const name of fields) {
    const def = model.fields[name];
    if (def === undefined) throw valueError(`Invalid field '${name}' on '${model.name}'`);
    checkField(model, name, def, env, 'read');
  }
  return fields;
}

function fieldValue(record: SandboxRecord, name: string, env: Env, options: ReadOptions): unknown {
  const def = record.field(name);
  if (isX2many(def)) return shownIds(record, name, def, env);
  const value = record.value(name);
  if (def.type === 'many2one') return options.names ? named(record, name, value, def) : value;
  if (def.type === 'binary' && typeof value === 'string' && env.context['bin_size'] === true) return binarySize(value);
  return value;
}

/** The name of a many2one is shown whether or not the caller may read the record. */
function named(record: SandboxRecord, name: string, value: unknown, def: FieldDef): unknown {
  if (value === false) return false;
  if (def.relation === undefined || !record.env.registry.has(def.relation)) return [value, ''];
  const target = record.one(name);
  return target === undefined ? false : [value, target.displayName()];
}

/** The ids of an x2many as the caller sees them: in the other model's order, without what rules or archiving hide. */
export function shownIds(record: SandboxRecord, name: string, def: FieldDef, env: Env): number[] {
  if (!isColumn(def) && def.related !== undefined) return viaRelated(record, def.related, env);
  if (!isFollowable(def, env)) return [...(record.value(name) as readonly number[])];
  const target = env.model(def.relation ?? '');
  checkRelation(record, name, target, env);
  const archived = def.showArchived === true || !env.activeTest || target.fields['active'] === undefined;
  const related = archived ? record.related(name) : record.related(name).filter((row) => row.value('active') === true);
  const seen = visible(target, env, related);
  return sortRecords(seen, undefined, target, env).map((row) => row.id);
}

/** Odoo says which field led to the model that the caller may not read. */
function checkRelation(record: SandboxRecord, name: string, target: ModelDef, env: Env): void {
  try {
    checkAccess(target, env, 'read');
  } catch (error) {
    throw error instanceof OdooError ? accessError(`Failed to read field ${record.model.name}.${name}\n${error.message}`) : error;
  }
}

function viaRelated(record: SandboxRecord, path: string, env: Env): number[] {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let owner: SandboxRecord | undefined = record;
  for (const step of steps) owner = owner?.one(step);
  return owner === undefined ? [] : shownIds(owner, last, owner.field(last), env);
}

/** `pg_size_pretty` of base64 content: "5.00 bytes". */
function binarySize(base64: string): string {
  const bytes = Buffer.from(base64, 'base64').length;
  const units = ['bytes', 'Kb', 'Mb', 'Gb'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(2)} ${units[unit]}`;
}

/** Odoo answers id 0 and null with a record that has nothing but its defaults. */
function phantom(id: unknown, model: ModelDef, names: readonly string[]): Values {
  const values: Values = { id };
  for (const name of names) {
    const def = model.fields[name] as FieldDef;
    if (name !== 'id') values[name] = def.default === undefined || typeof def.default === 'function' ? emptyValue(def) : def.default;
  }
  return values;
}
