import { where } from '../domain/build.ts';
import type { Domain, DomainValue } from '../domain/types.ts';
import { compileSearch } from './domain.ts';
import type { Env } from './env.ts';
import { valueError } from './errors.ts';
import { isRelational, type FieldDef, type ModelDef } from './schema.ts';

/** `child_of` and `parent_of` as the set of ids that they come to. A field of the model onto itself means the record. */
export function family(field: string, operator: 'child_of' | 'parent_of', value: DomainValue, def: FieldDef, model: ModelDef, env: Env): Domain {
  if (value === false) return where('id', 'in', []);
  if (field !== 'id' && !isRelational(def)) {
    throw valueError(`Cannot execute ${operator} for ${model.name}.${field}, works only for relational fields in condition ('${field}', '${operator}', ${String(value)})`);
  }
  const target = field === 'id' ? model : env.model(def.relation ?? '');
  const own = target.name === model.name;
  const parent = own && field !== 'id' ? field : (target.parent ?? 'parent_id');
  const start = starting(value, target, env);
  const ids = operator === 'child_of' ? below(start, target, parent, env) : above(start, target, parent, env);
  return where(own && def.type !== 'one2many' && def.type !== 'many2many' ? 'id' : field, 'in', ids);
}

function starting(value: DomainValue, target: ModelDef, env: Env): readonly number[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = values.filter((item): item is string => typeof item === 'string');
  const found = names.flatMap((name) => {
    const matches = compileSearch(target.name, [['display_name', 'ilike', name]], env);
    return env.records(target.name).filter(matches).map((record) => record.id);
  });
  return [...values.filter((item): item is number => typeof item === 'number'), ...found];
}

function below(start: readonly number[], target: ModelDef, parent: string, env: Env): readonly number[] {
  const table = env.store.table(target.name);
  const found = new Set<number>();
  const open = start.filter((id) => table.get(id) !== undefined);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...table.pointing(parent, id));
  }
  return [...found];
}

function above(start: readonly number[], target: ModelDef, parent: string, env: Env): readonly number[] {
  const found = new Set<number>();
  for (const first of start) {
    let record = env.record(target.name, first);
    while (record !== undefined && !found.has(record.id)) {
      found.add(record.id);
      record = record.one(parent);
    }
  }
  return [...found];
}
