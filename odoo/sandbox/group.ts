import { aggregate, aggregateSpec } from './aggregate.ts';
import { checkAccess, checkField } from './access.ts';
import { granularityOf, instant, truncate, type Interval } from './dates.ts';
import type { Env } from './env.ts';
import { python, tuple, valueError } from './errors.ts';
import { compareKeys, terms } from './order.ts';
import type { SandboxRecord } from './record.ts';
import { isColumn, isStored, type FieldDef, type ModelDef } from './schema.ts';
import { matching } from './search.ts';
import { toLocal } from './zone.ts';

/** `country_id.code`, `date_order:month`, `state`. */
export interface GroupSpec {
  readonly text: string;
  /** The models and fields along the path; the last is what is grouped by. */
  readonly path: readonly { readonly model: ModelDef; readonly name: string; readonly def: FieldDef }[];
  readonly granularity: string | undefined;
}

export interface Group {
  readonly keys: readonly unknown[];
  readonly records: readonly SandboxRecord[];
}

const SPEC = /^(\w+)(?:\.([\w.]+))?(?::(\w+))?$/;

/** Checks a grouping against the model, in Odoo's words. */
export function groupSpec(text: string, model: ModelDef, env: Env): GroupSpec {
  const [, first = '', rest, granularity] = SPEC.exec(text) ?? [];
  const def = model.fields[first];
  if (def === undefined) throw valueError(`Invalid field ${python(first || text)} on model '${model.name}'`);
  checkField(model, first, def, env, 'read');
  if (rest !== undefined) {
    if (def.type !== 'many2one') throw valueError(`Only many2one path is accepted for the ${python(text)} groupby spec`);
    const inner = groupSpec(granularity === undefined ? rest : `${rest}:${granularity}`, env.model(def.relation ?? ''), env);
    return { text, path: [{ model, name: first, def }, ...inner.path], granularity };
  }
  const isTime = def.type === 'date' || def.type === 'datetime';
  if (granularity !== undefined && !isTime) throw valueError(`Granularity set on a no-datetime field or property: ${python(text)}`);
  if (def.type === 'one2many' || (!isStored(def) && def.related === undefined && def.sortable !== true && def.type !== 'many2many')) {
    throw valueError(`Cannot convert ${model.name}.${first} to SQL because it is not stored`);
  }
  if (def.type === 'many2many' && !isColumn(def) && def.inverse === undefined) throw valueError(`Group by non-stored many2many field: ${python(text)}`);
  if (isTime && granularity === undefined) throw valueError(`Granularity not set on a date(time) field: ${python(text)}`);
  if (granularity !== undefined && granularityOf(granularity) === undefined) {
    throw valueError(`Granularity specification isn't correct: ${python(granularity)}`);
  }
  return { text, path: [{ model, name: first, def }], granularity };
}

export interface GroupQuery {
  readonly groupby: readonly string[];
  readonly aggregates: readonly string[];
  readonly having?: readonly unknown[];
  readonly offset?: unknown;
  readonly limit?: unknown;
  readonly order: string;
}

/** Odoo's `_read_group`: the groups with their raw keys, in order. Without a grouping there is one group, however empty. */
export function readGroups(model: ModelDef, domain: unknown, query: GroupQuery, env: Env): readonly Group[] {
  checkAccess(model, env, 'read');
  const records = matching(model, domain, env);
  const specs = query.groupby.map((text) => groupSpec(text, model, env));
  for (const text of query.aggregates) aggregateSpec(text, model, env);
  if (specs.length === 0) return [{ keys: [], records }];
  const groups = collect(records, specs, env);
  const kept = query.having === undefined || query.having.length === 0 ? groups : groups.filter(havingTest(query.having, model, env));
  const sorted = [...kept].sort(groupOrder(query.order, specs, model, env));
  const offset = typeof query.offset === 'number' ? query.offset : 0;
  return sorted.slice(offset, typeof query.limit === 'number' && query.limit > 0 ? offset + query.limit : undefined);
}

function collect(records: readonly SandboxRecord[], specs: readonly GroupSpec[], env: Env): Group[] {
  const groups = new Map<string, { keys: readonly unknown[]; records: SandboxRecord[] }>();
  const firstDay = weekStart(env);
  for (const record of records) {
    for (const keys of combinations(specs.map((spec) => keysOf(record, spec, env, firstDay)))) {
      const identity = JSON.stringify(keys);
      const group = groups.get(identity);
      if (group === undefined) groups.set(identity, { keys, records: [record] });
      else group.records.push(record);
    }
  }
  return [...groups.values()];
}

/** A record with several tags stands in several groups. */
function combinations(choices: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return choices.reduce<readonly (readonly unknown[])[]>((rows, keys) => rows.flatMap((row) => keys.map((key) => [...row, key])), [[]]);
}

/** The keys of one record under one grouping; `false` is Odoo's NULL. Dates are naive local starts of their interval. */
function keysOf(record: SandboxRecord, spec: GroupSpec, env: Env, firstDay: number): readonly unknown[] {
  let owner: SandboxRecord | undefined = record;
  for (const step of spec.path.slice(0, -1)) owner = owner?.one(step.name);
  const last = spec.path.at(-1);
  if (owner === undefined || last === undefined) return [false];
  const value = owner.value(last.name);
  if (Array.isArray(value)) return value.length === 0 ? [false] : value;
  if (last.def.type === 'boolean') return [value === true];
  if (owner.isNull(last.name)) return [false];
  if (spec.granularity === undefined || typeof value !== 'string') return [value];
  const local = last.def.type === 'datetime' && env.tz !== undefined ? toLocal(value, env.tz) : value;
  if (granularityOf(spec.granularity) === 'number') return [owner.value(`${last.name}:${spec.granularity}`)];
  return [truncate(local, spec.granularity as Interval, firstDay).toISOString().slice(0, 19).replace('T', ' ')];
}

/** 1 Monday … 7 Sunday, by the caller's language. */
export function weekStart(env: Env): number {
  const lang = [...env.store.table('res.lang').rows.values()].find((row) => row['code'] === env.labelLang);
  return Number(lang?.['week_start'] ?? 7);
}

const HAVING = new Set(['in', 'not in', '<', '>', '<=', '>=', '=', '!=']);

function havingTest(having: readonly unknown[], model: ModelDef, env: Env): (group: Group) => boolean {
  const stack: ((group: Group) => boolean)[] = [];
  const pop = (): ((group: Group) => boolean) => stack.pop() ?? (() => true);
  for (const node of [...having].reverse()) {
    if (node === '!') {
      const inner = pop();
      stack.push((group) => !inner(group));
    } else if (node === '&' || node === '|') {
      const [first, second] = [pop(), pop()];
      stack.push(node === '&' ? (group) => first(group) && second(group) : (group) => first(group) || second(group));
    } else if (Array.isArray(node) && node.length === 3) {
      const [spec, operator, value] = node as [string, string, unknown];
      if (!HAVING.has(operator)) throw valueError(`Invalid having clause ${python(node)}: supported comparators are ${tuple([...HAVING])}`);
      aggregateSpec(spec, model, env);
      stack.push((group) => compares(aggregate(group.records, spec, model, env), operator, value));
    } else {
      throw valueError(`Invalid having clause ${python(node)}: it should be a domain-like clause`);
    }
  }
  return (group) => stack.every((test) => test(group));
}

function compares(left: unknown, operator: string, right: unknown): boolean {
  // An aggregate over nothing but NULL is NULL, which no comparison is true of.
  if (left === false) return false;
  const listed = Array.isArray(right) && right.includes(left);
  switch (operator) {
    case 'in':
      return listed;
    case 'not in':
      return !listed;
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return (left as number) < (right as number);
    case '<=':
      return (left as number) <= (right as number);
    case '>':
      return (left as number) > (right as number);
    default:
      return (left as number) >= (right as number);
  }
}

const ORDER = /^\s*([a-z0-9_]+(?:\.[\w.]+)?(?::[a-z_]+)?)(?:\s+(asc|desc))?(?:\s+(nulls first|nulls last))?\s*$/i;

/** Groups sort by their keys or by aggregates; a many2one by its model's order. */
function groupOrder(order: string, specs: readonly GroupSpec[], model: ModelDef, env: Env): (left: Group, right: Group) => number {
  const comparators = order.split(',').filter((part) => part.trim() !== '').map((part) => {
    const [, term = '', direction, nulls] = ORDER.exec(part) ?? [];
    if (term === '') throw valueError(`Invalid order ${python(order)} for _read_group()`);
    return termComparator(term, part, direction?.toLowerCase() === 'desc', nulls?.toLowerCase(), specs, model, env);
  });
  return (left, right) => {
    for (const compare of comparators) {
      const result = compare(left, right);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function termComparator(
  term: string,
  part: string,
  descending: boolean,
  nulls: string | undefined,
  specs: readonly GroupSpec[],
  model: ModelDef,
  env: Env,
): (left: Group, right: Group) => number {
  const nullsFirst = nulls === undefined ? descending : nulls === 'nulls first';
  const index = specs.findIndex((spec) => spec.text === term);
  const spec = specs[index];
  const def = spec?.path.length === 1 ? spec.path[0]?.def : undefined;
  const target = def?.type === 'many2one' ? env.registry.find(def.relation ?? '') : undefined;
  if (target !== undefined && target.order !== 'id') return byModelOrder(index, target, descending, env);
  if (spec === undefined) {
    try {
      aggregateSpec(term, model, env);
    } catch {
      throw valueError(`Order term ${python(part)} is not a valid aggregate nor valid groupby`);
    }
  }
  const firstDay = weekStart(env);
  const key = (group: Group): unknown => {
    const value = spec === undefined ? aggregate(group.records, term, model, env) : group.keys[index];
    if (value === false && spec?.path.at(-1)?.def.type !== 'boolean') return undefined;
    return spec?.granularity === 'day_of_week' ? (7 - firstDay + Number(value)) % 7 : Number(value) === value || typeof value === 'string' ? value : Number(value);
  };
  return rawComparator(key, descending, nullsFirst);
}

function rawComparator(key: (group: Group) => unknown, descending: boolean, nullsFirst: boolean): (left: Group, right: Group) => number {
  return (left, right) => {
    const [a, b] = [key(left), key(right)];
    if (a === b) return 0;
    if (a === undefined) return nullsFirst ? -1 : 1;
    if (b === undefined) return nullsFirst ? 1 : -1;
    return (a as string) < (b as string) === descending ? 1 : -1;
  };
}

function byModelOrder(index: number, target: ModelDef, descending: boolean, env: Env): (left: Group, right: Group) => number {
  const sorting = terms(target.order, target, env, descending, new Set(), (record) => record);
  const keys = (record: SandboxRecord): readonly unknown[] => sorting.map(({ key }) => key(record));
  return (left, right) => {
    const [a, b] = [env.record(target.name, left.keys[index]), env.record(target.name, right.keys[index])];
    if (a === b) return 0;
    if (a === undefined) return descending ? -1 : 1;
    if (b === undefined) return descending ? 1 : -1;
    return compareKeys(keys(a), keys(b), sorting);
  };
}

/** The moment that a date key spells. */
export const keyInstant = (key: unknown): Date => instant(String(key));
