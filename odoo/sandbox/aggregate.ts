import { checkField } from './access.ts';
import type { Env } from './env.ts';
import { python, valueError } from './errors.ts';
import type { SandboxRecord } from './record.ts';
import { isStored, type ModelDef } from './schema.ts';

type Reducer = (values: readonly unknown[]) => unknown;

const numbers = (values: readonly unknown[]): readonly number[] => values.map(Number);
const sum: Reducer = (values) => numbers(values).reduce((total, value) => total + value, 0);
const extreme = (wanted: -1 | 1): Reducer => (values) => values.reduce((best, value) => ((value as number) < (best as number) === (wanted < 0) ? value : best));
const distinct: Reducer = (values) => [...new Set(values)].sort((left, right) => ((left as number) < (right as number) ? -1 : 1));

/** Each gets the values that are not NULL and answers for at least one; for none the aggregate is NULL. */
const REDUCERS: Readonly<Record<string, Reducer>> = {
  sum,
  avg: (values) => (sum(values) as number) / values.length,
  min: extreme(-1),
  max: extreme(1),
  bool_and: (values) => values.every(Boolean),
  bool_or: (values) => values.some(Boolean),
};

const WITHOUT_VALUES: Readonly<Record<string, unknown>> = { count: 0, count_distinct: 0, array_agg: [], array_agg_distinct: [] };

const isAggregate = (name: string): boolean => name in REDUCERS || name in WITHOUT_VALUES || name === 'recordset' || name === 'sum_currency';

/** Checks `field:function` against the model, in Odoo's words. */
export function aggregateSpec(spec: string, model: ModelDef, env: Env): void {
  if (spec === '__count') return;
  const [name = '', reducer] = spec.split(':');
  const def = model.fields[name];
  if (def === undefined) throw valueError(`Invalid field ${python(name)} on model '${model.name}' for ${python(spec)}.`);
  if (reducer === undefined) throw valueError(`Aggregate method is mandatory for ${python(name)}`);
  if (!isAggregate(reducer)) throw valueError(`Invalid aggregate method ${python(reducer)} for ${python(spec)}.`);
  checkField(model, name, def, env, 'read');
  const reachable = def.type !== 'one2many' && (isStored(def) || def.related !== undefined || name === 'id');
  if (!reachable) throw valueError(`Cannot convert ${model.name}.${name} to SQL because it is not stored`);
}

/** The aggregate of a group; `false` where SQL has NULL. */
export function aggregate(records: readonly SandboxRecord[], spec: string, model: ModelDef, env: Env): unknown {
  if (spec === '__count') return records.length;
  const [name = '', reducer = ''] = spec.split(':');
  if (reducer === 'array_agg' || reducer === 'recordset') return records.map((record) => (record.isNull(name) ? null : record.value(name)));
  const values = records.filter((record) => name === 'id' || !record.isNull(name)).map((record) => record.value(name));
  if (reducer === 'count') return values.length;
  if (reducer === 'count_distinct') return new Set(values).size;
  if (reducer === 'array_agg_distinct') return distinct(values);
  if (reducer === 'sum_currency') return sumInCompanyCurrency(records, name, model, env);
  const reduce = REDUCERS[reducer];
  return values.length === 0 || reduce === undefined ? false : reduce(values);
}

/** Amounts over the rates of their currencies. The sandbox keeps no rates: each counts as 1, as on a database without rates. */
function sumInCompanyCurrency(records: readonly SandboxRecord[], name: string, model: ModelDef, env: Env): unknown {
  if (model.fields[name]?.type !== 'monetary') throw valueError(`Aggregator "sum_currency" only works on currency field for ${python(name)}`);
  return aggregate(records, `${name}:sum`, model, env);
}
