import type { Env } from './env.ts';
import { integrityError } from './errors.ts';
import type { SandboxRecord } from './record.ts';
import { isColumn, type ModelDef } from './schema.ts';

/** Refuses what the database would refuse: missing values, dangling references, duplicates, broken checks. */
export function checkConstraints(record: SandboxRecord, env: Env): void {
  const { model } = record;
  for (const [name, def] of Object.entries(model.fields)) {
    if (!isColumn(def)) continue;
    if (def.required === true && def.type !== 'many2many' && def.type !== 'boolean' && record.isNull(name)) {
      throw integrityError(
        `Missing required value for the field '${def.string}' (${name}).\nModel: '${model.description}' (${model.name})\n` +
          '- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n',
      );
    }
    if (def.type === 'many2one' && env.registry.has(def.relation ?? '') && !record.isNull(name) && record.one(name) === undefined) {
      throw dangling(model, name);
    }
  }
  for (const { refuse } of model.checks ?? []) {
    const message = refuse(record);
    if (message !== undefined) throw integrityError(message);
  }
  checkUnique(record, env);
}

/** Odoo words a reference to nothing like the deletion of something in use. */
export function dangling(model: ModelDef, field: string): ReturnType<typeof integrityError> {
  return integrityError(
    'Another model is using the record you are trying to delete.\n\n' +
      `The troublemaker is: '${model.description}' (${model.name})\n` +
      `Thanks to the following constraint: '${model.fields[field]?.string}' (${field})\nHow about archiving the record instead?`,
  );
}

/** NULL is never equal to NULL in a unique index. */
function checkUnique(record: SandboxRecord, env: Env): void {
  for (const { fields, where, message } of record.model.unique ?? []) {
    const holds = (row: SandboxRecord): boolean => Object.entries(where ?? {}).every(([name, value]) => row.value(name) === value);
    if (!holds(record) || fields.some((name) => record.isNull(name))) continue;
    const same = (row: SandboxRecord): boolean => row.id !== record.id && holds(row) && fields.every((name) => row.value(name) === record.value(name));
    if (sharing(record, fields, env).some(same)) throw integrityError(message);
  }
}

/** The rows that can be equal: those with the same many2one where the index has one. */
function sharing(record: SandboxRecord, fields: readonly string[], env: Env): readonly SandboxRecord[] {
  const reference = fields.find((name) => record.field(name).type === 'many2one');
  if (reference === undefined) return env.records(record.model.name);
  const ids = env.store.table(record.model.name).pointing(reference, record.value(reference) as number);
  return ids.map((id) => env.record(record.model.name, id)).filter((row) => row !== undefined);
}
