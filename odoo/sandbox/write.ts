import { checkAccess, checkField } from './access.ts';
import { applyCommands, type Writer } from './commands.ts';
import { checkConstraints, dangling } from './constraints.ts';
import { toColumn, withVariant } from './convert.ts';
import { derived } from './derive.ts';
import type { Env } from './env.ts';
import { missingError, userError, valueError } from './errors.ts';
import type { SandboxRecord } from './record.ts';
import { isColumn, isX2many, type FieldDef, type ModelDef } from './schema.ts';

export type Vals = Readonly<Record<string, unknown>>;

const WRITER: Writer = { create, write, unlink };

/** The records of ids that must all exist. */
export function existing(model: ModelDef, ids: readonly unknown[], env: Env): readonly SandboxRecord[] {
  const records = ids.map((id) => env.record(model.name, id));
  const missing = ids.filter((_, index) => records[index] === undefined) as readonly number[];
  if (missing.length > 0) throw missingError(model.name, missing, env.uid);
  return records.filter((record) => record !== undefined);
}

/** Values that a new record gets for the fields, as `default_get` answers them. */
export function defaultsOf(model: ModelDef, names: readonly string[], env: Env): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const def = model.fields[name];
    const asked = env.context[`default_${name}`];
    if (asked !== undefined) values[name] = asked;
    else if (def?.default !== undefined) values[name] = typeof def.default === 'function' ? def.default(env) : def.default;
  }
  return values;
}

/** Creates records in one transaction; answers their ids. */
export function create(model: ModelDef, list: readonly Vals[], env: Env): readonly number[] {
  checkAccess(model, env, 'create');
  return env.store.transaction(() => list.map((vals) => createOne(model, vals, env)));
}

function createOne(model: ModelDef, given: Vals, env: Env): number {
  checkNames(model, given, env);
  const missing = Object.keys(model.fields).filter((name) => !(name in given));
  const asked = { ...defaultsOf(model, missing, env), ...given };
  const vals = { ...asked, ...model.prepare?.(asked, env) };
  const own: Record<string, unknown> = { create_uid: env.uid, create_date: env.now(), write_uid: env.uid, write_date: env.now() };
  const { lent, rest } = split(model, vals);
  if (model.delegate !== undefined && !(model.delegate.field in rest)) {
    [own[model.delegate.field]] = create(env.model(model.delegate.model), [lent], env.with({ creating_delegate: true }));
  } else if (model.delegate !== undefined && Object.keys(lent).length > 0) {
    write(env.model(model.delegate.model), [rest[model.delegate.field] as number], lent, env);
  }
  for (const [name, value] of Object.entries(rest)) {
    const def = model.fields[name] as FieldDef;
    if (isColumn(def) && !isX2many(def)) own[name] = withVariant(undefined, toColumn(name, value, def, model), def, env);
  }
  const id = env.store.table(model.name).insert(own);
  for (const [name, value] of Object.entries(rest)) {
    const def = model.fields[name] as FieldDef;
    if (isX2many(def) && def.related === undefined && def.compute === undefined) applyCommands(model, id, name, value, env, WRITER);
  }
  settle(model, id, env);
  model.created?.(current(model, id, env), env);
  return id;
}

/** Writes to all of the records or to none. */
export function write(model: ModelDef, ids: readonly unknown[], vals: Vals, env: Env): true {
  checkNames(model, vals, env);
  const records = existing(model, ids, env);
  checkAccess(model, env, 'write', records);
  env.store.transaction(() => {
    for (const record of records) {
      const message = model.refuseWrite?.(record, vals);
      if (message !== undefined) throw userError(message);
    }
    for (const { id } of records) writeOne(model, id, vals, env);
  });
  return true;
}

function writeOne(model: ModelDef, id: number, asked: Vals, env: Env): void {
  const vals = model.prepareWrite === undefined ? asked : { ...asked, ...model.prepareWrite(current(model, id, env), asked, env) };
  const { lent, rest } = split(model, vals);
  if (model.delegate !== undefined && Object.keys(lent).length > 0) {
    const parent = current(model, id, env).one(model.delegate.field);
    if (parent !== undefined) write(parent.model, [parent.id], lent, env);
  }
  const row = env.store.table(model.name).get(id);
  const patch: Record<string, unknown> = { write_uid: env.uid, write_date: env.now() };
  for (const [name, value] of Object.entries(rest)) {
    const def = model.fields[name] as FieldDef;
    if (isColumn(def) && !isX2many(def)) patch[name] = withVariant(row?.[name], toColumn(name, value, def, model), def, env);
  }
  env.store.table(model.name).update(id, patch);
  for (const [name, value] of Object.entries(rest)) {
    const def = model.fields[name] as FieldDef;
    if (isX2many(def) && def.related === undefined && def.compute === undefined) applyCommands(model, id, name, value, env, WRITER);
  }
  settle(model, id, env);
  if (row !== undefined) model.written?.(current(model, id, env), vals, row, env);
}

/** Deletes what nothing else needs; what belongs to it goes too, what merely points at it is emptied. */
export function unlink(model: ModelDef, ids: readonly unknown[], env: Env): true {
  const records = existing(model, ids, env);
  checkAccess(model, env, 'unlink', records);
  env.store.transaction(() => {
    for (const record of records) {
      const message = model.refuseUnlink?.(record);
      if (message !== undefined) throw userError(message);
    }
    for (const record of records) unlinkOne(model, record.id, env);
  });
  return true;
}

function unlinkOne(model: ModelDef, id: number, env: Env): void {
  for (const other of env.registry.all()) {
    for (const [name, def] of Object.entries(other.fields)) {
      if (def.relation !== model.name || !isColumn(def) || def.type === 'one2many') continue;
      release(other, name, def, id, env);
    }
  }
  const table = env.store.table(model.name);
  const row = table.get(id);
  table.delete(id);
  if (row !== undefined) model.unlinked?.(row, env);
}

function release(other: ModelDef, name: string, def: FieldDef, id: number, env: Env): void {
  const table = env.store.table(other.name);
  const pointing = table.pointing(name, id);
  if (pointing.length === 0) return;
  if (def.type === 'many2many') {
    for (const owner of pointing) table.update(owner, { [name]: idsWithout(table.get(owner)?.[name], id) });
    return;
  }
  const rule = def.ondelete ?? (def.required === true ? 'restrict' : 'set null');
  if (rule === 'restrict') throw dangling(other, name);
  if (rule === 'cascade') for (const owner of pointing) unlinkOne(other, owner, env);
  else for (const owner of pointing) table.update(owner, { [name]: undefined });
}

const idsWithout = (value: unknown, id: number): readonly unknown[] => (Array.isArray(value) ? value.filter((item) => item !== id) : []);

/** Recomputes what follows from the record, checks it, and goes on to the records that follow from it in turn. */
function settle(model: ModelDef, id: number, env: Env): void {
  const record = current(model, id, env);
  const changed = Object.entries(derived(record)).filter(([name, value]) => record.row[name] !== value);
  if (changed.length > 0) env.store.table(model.name).update(id, Object.fromEntries(changed));
  checkConstraints(current(model, id, env), env);
  for (const [other, field] of env.registry.following(model.name)) {
    for (const dependent of env.store.table(other.name).pointing(field, id)) resettle(other, dependent, env);
  }
}

function resettle(model: ModelDef, id: number, env: Env): void {
  const record = current(model, id, env);
  if (Object.entries(derived(record)).some(([name, value]) => record.row[name] !== value)) settle(model, id, env);
}

function current(model: ModelDef, id: number, env: Env): SandboxRecord {
  const record = env.record(model.name, id);
  if (record === undefined) throw missingError(model.name, [id], env.uid);
  return record;
}

/** Values of the record itself, and those that belong to the record it inherits from. */
function split(model: ModelDef, vals: Vals): { readonly lent: Record<string, unknown>; readonly rest: Record<string, unknown> } {
  const lent: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(vals)) {
    const path = model.fields[name]?.related?.split('.') ?? [];
    const inherited = model.delegate !== undefined && path.length === 2 && path[0] === model.delegate.field;
    if (inherited) lent[path[1] ?? name] = value;
    else rest[name] = value;
  }
  return { lent, rest };
}

function checkNames(model: ModelDef, vals: Vals, env: Env): void {
  for (const name of Object.keys(vals)) {
    const def = model.fields[name];
    if (def === undefined) throw valueError(`Invalid field '${name}' in '${model.name}'`);
    checkField(model, name, def, env, 'write');
  }
}
