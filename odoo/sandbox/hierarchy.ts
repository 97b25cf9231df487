import { where } from '../domain/build.ts';
import type { Domain, DomainValue } from '../domain/types.ts';
import type { Env } from './env.ts';
import { valueError } from './errors.ts';
import { isRelational, type FieldDef, type ModelDef } from './schema.ts';

interface FamilyCondition {
  readonly field: string;
  readonly operator: 'child_of' | 'parent_of';
  readonly value: DomainValue;
  readonly def: FieldDef;
  readonly model: ModelDef;
  readonly env: Env;
  /** How a value that is a text is looked up. */
  readonly named: (model: ModelDef, name: string, env: Env) => readonly number[];
}

/** `child_of` and `parent_of` as the set of ids that they come to. A field of the model onto itself means the record. */
export function family({ field, operator, value, def, model, env, named }: FamilyCondition): Domain {
  if (value === false) return where('id', 'in', []);
  if (field !== 'id' && !isRelational(def)) {
    const condition = `('${field}', '${operator}', ${String(value)})`;
    throw valueError(`Cannot execute ${operator} for ${model.name}.${field}, works only for relational fields in condition ${condition}`);
  }
  const target = field === 'id' ? model : env.model(def.relation ?? '');
  const own = target.name === model.name;
  const parent = own && field !== 'id' ? field : (target.parent ?? 'parent_id');
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const start = values.flatMap((item) => (typeof item === 'number' ? [item] : typeof item === 'string' ? named(target, item, env) : []));
  const ids = operator === 'child_of' ? below(start, target, parent, env) : above(start, target, parent, env);
  return where(own && def.type !== 'one2many' && def.type !== 'many2many' ? 'id' : field, 'in', ids);
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
