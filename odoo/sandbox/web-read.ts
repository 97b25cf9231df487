import { checkAccess, isFollowable } from './access.ts';
import type { Context, Env } from './env.ts';
import { sortRecords } from './order.ts';
import { readable, readIds, readRecords, type Values } from './read.ts';
import type { SandboxRecord } from './record.ts';
import { isX2many, type FieldDef, type ModelDef } from './schema.ts';

/** What a `web_read` asks of one relation. */
interface FieldSpec {
  readonly fields?: Specification;
  readonly limit?: number;
  readonly order?: string;
  readonly context?: Context;
}

export type Specification = Readonly<Record<string, FieldSpec>>;

/** A nested read: each relation in the form that its part of the specification asks for. One forbidden record refuses all. */
export function webRead(model: ModelDef, ids: readonly unknown[], specification: Specification, env: Env): Values[] {
  const names = Object.keys(specification);
  if (names.length === 0 || (names.length === 1 && names[0] === 'id')) return ids.map((id) => ({ id }));
  const rows = readIds(model, ids, names, env, { names: false });
  return nest(model, rows, specification, env);
}

/** The same for records whose access is settled. */
export function webReadRecords(model: ModelDef, records: readonly SandboxRecord[], specification: Specification, env: Env): Values[] {
  const names = Object.keys(specification);
  if (names.length === 0 || (names.length === 1 && names[0] === 'id')) return records.map(({ id }) => ({ id }));
  return nest(model, readRecords(records, readable(model, names, env), env, { names: false }), specification, env);
}

function nest(model: ModelDef, rows: Values[], specification: Specification, env: Env): Values[] {
  for (const [name, spec] of Object.entries(specification)) {
    const def = model.fields[name];
    if (def === undefined || !isFollowable(def, env)) continue;
    if (isX2many(def)) nestMany(rows, name, spec, def, env);
    else if (spec.fields !== undefined) nestOne(rows, name, spec.fields, spec, def, env);
  }
  return rows;
}

function nestOne(rows: Values[], name: string, fields: Specification, spec: FieldSpec, def: FieldDef, env: Env): void {
  const target = env.model(def.relation ?? '');
  const inner = spec.context === undefined ? env : env.with(spec.context);
  const { display_name: wantsName, ...others } = fields;
  const ids = [...new Set(rows.map((row) => row[name]).filter((id) => typeof id === 'number'))];
  const found = new Map(webRead(target, ids, others, inner).map((row) => [row['id'], row]));
  if (wantsName !== undefined) {
    for (const [id, row] of found) row['display_name'] = env.record(target.name, id)?.displayName() ?? false;
  }
  for (const row of rows) if (row[name] !== false) row[name] = found.get(row[name]) ?? false;
}

function nestMany(rows: Values[], name: string, spec: FieldSpec, def: FieldDef, env: Env): void {
  const target = env.model(def.relation ?? '');
  if (spec.order) sortIds(rows, name, spec.order, target, env);
  if (spec.fields === undefined) return;
  const inner = spec.context === undefined ? env : env.with(spec.context);
  // The limit decides what is read; rows beyond it stay as bare ids.
  const ids = [...new Set(rows.flatMap((row) => (row[name] as readonly number[]).slice(0, spec.limit ?? undefined)))];
  checkAccess(target, env, 'read');
  const found = new Map(webRead(target, ids, spec.fields, inner).map((row) => [row['id'], row]));
  for (const row of rows) row[name] = (row[name] as readonly number[]).map((id) => found.get(id) ?? { id });
}

function sortIds(rows: Values[], name: string, order: string, target: ModelDef, env: Env): void {
  for (const row of rows) {
    const records = (row[name] as readonly number[]).map((id) => env.record(target.name, id)).filter((record) => record !== undefined);
    row[name] = sortRecords(records, order, target, env).map(({ id }) => id);
  }
}
