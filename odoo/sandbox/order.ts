import { checkField } from './access.ts';
import type { Env } from './env.ts';
import { userError, valueError } from './errors.ts';
import type { SandboxRecord } from './record.ts';
import { isStored, isX2many, type ModelDef } from './schema.ts';

/** One ORDER BY term: what to compare, which way, and where NULL goes. */
interface Term {
  readonly key: (record: SandboxRecord) => unknown;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}


const PART = /^\s*([a-z0-9_]+)(?:\.(id))?(?:\s+(asc|desc))?(?:\s+(nulls first|nulls last))?\s*$/i;

/** Sorted as PostgreSQL does: "C" collation, NULL last going up; by the model's own order when none is asked. */
export function sortRecords(records: readonly SandboxRecord[], order: unknown, model: ModelDef, env: Env): readonly SandboxRecord[] {
  const text = typeof order === 'string' && order.trim() !== '' ? order : model.order;
  const sorting = terms(text, model, env, false, new Set(), (record) => record);
  if (records.length < 2) return records;
  const keyed = records.map((record) => ({ record, keys: sorting.map(({ key }) => key(record)) }));
  return keyed.sort((left, right) => compareKeys(left.keys, right.keys, sorting)).map(({ record }) => record);
}

/** Compares the values of the terms of two records. */
export function compareKeys(left: readonly unknown[], right: readonly unknown[], sorting: readonly Pick<Term, 'descending' | 'nullsFirst'>[]): number {
  for (const [index, { descending, nullsFirst }] of sorting.entries()) {
    const [a, b] = [left[index], right[index]];
    if (a === b) continue;
    if (a === undefined) return nullsFirst ? -1 : 1;
    if (b === undefined) return nullsFirst ? 1 : -1;
    return (a as string) < (b as string) === descending ? 1 : -1;
  }
  return 0;
}

/** The terms of an order clause, on the record that `reach` finds from the one that is sorted. */
export function terms(
  order: string,
  model: ModelDef,
  env: Env,
  reverse: boolean,
  seen: ReadonlySet<string>,
  reach: (record: SandboxRecord) => SandboxRecord | undefined,
): readonly Term[] {
  const parts = order.split(',').map((part) => PART.exec(part));
  if (parts.includes(null)) {
    throw userError(
      `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid field names ` +
        '(optionally followed by asc/desc for the direction)',
    );
  }
  return parts.flatMap((part) => {
    const [, field = '', byId, direction, nulls] = part ?? [];
    const descending = (direction?.toLowerCase() === 'desc') !== reverse;
    const nullsFirst = nulls === undefined ? descending : nulls.toLowerCase().endsWith('first') !== reverse;
    return fieldTerms({ field, byId: byId !== undefined, descending, nullsFirst, model, env, seen, reach });
  });
}

interface FieldTerm {
  readonly field: string;
  readonly byId: boolean;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
  readonly model: ModelDef;
  readonly env: Env;
  readonly seen: ReadonlySet<string>;
  readonly reach: (record: SandboxRecord) => SandboxRecord | undefined;
}

function fieldTerms({ field, byId, descending, nullsFirst, model, env, seen, reach }: FieldTerm): readonly Term[] {
  const def = model.fields[field];
  if (def === undefined) throw valueError(`Invalid field '${field}' on model '${model.name}'`);
  checkField(model, field, def, env, 'read');
  if (isX2many(def) || (!isStored(def) && def.related === undefined && def.sortable !== true)) {
    throw valueError(`Cannot convert ${model.name}.${field} to SQL because it is not stored`);
  }
  const target = def.type === 'many2one' && def.relation !== undefined ? env.registry.find(def.relation) : undefined;
  if (target === undefined || byId || target.order === 'id') {
    const key = (record: SandboxRecord): unknown => sortKey(reach(record), field);
    return [{ key, descending, nullsFirst }];
  }
  // A many2one sorts as its model does; a relation that leads back to itself is left out, as in Odoo.
  const visited = `${model.name}.${field}`;
  if (seen.has(visited)) return [];
  return terms(target.order, target, env, descending, new Set([...seen, visited]), (record) => reach(record)?.one(field));
}

/** What PostgreSQL compares: NULL is undefined, and a boolean's NULL is false. */
function sortKey(record: SandboxRecord | undefined, field: string): unknown {
  if (record === undefined) return undefined;
  const value = record.value(field);
  if (typeof value === 'boolean') return record.kind(field) === 'boolean' ? Number(value) : undefined;
  return value === 0 && record.isNull(field) ? undefined : value;
}
