import type { Domain } from '../../domain/types.ts';
import { aggregate } from '../aggregate.ts';
import { following, granularityOf, intervalLabel, type Interval } from '../dates.ts';
import { aggregatorOf } from '../describe.ts';
import type { Env } from '../env.ts';
import { valueError } from '../errors.ts';
import { groupSpec, keyInstant, readGroups, weekStart, type GroupSpec } from '../group.ts';
import type { Values } from '../read.ts';
import { isStored, type ModelDef } from '../schema.ts';
import { toUtc } from '../zone.ts';

/** A group's key as it is shown, and the domain of its records. */
interface Formatted {
  readonly value: unknown;
  readonly domain: readonly unknown[];
  readonly range?: { readonly from: string; readonly to: string } | false;
}

/** What both forms say of one key. */
function format(key: unknown, spec: GroupSpec, path: GroupSpec['path'], env: Env): Formatted {
  const [first, ...rest] = path;
  if (first === undefined) throw new RangeError('a grouping without a field');
  if (rest.length > 0) {
    const inner = format(key, spec, rest, env);
    const domain = [[first.name, 'any', inner.domain]];
    return { value: inner.value, domain: key === false ? ['|', [first.name, 'not any', []], ...domain] : domain };
  }
  const { def, name } = first;
  if (key === false && def.type === 'many2many') return { value: false, domain: [[name, 'not any', []]] };
  if (def.type === 'many2one' || def.type === 'many2many' || name === 'id') {
    const model = name === 'id' ? first.model.name : (def.relation ?? '');
    return { value: key === false ? false : [key, nameOf(model, key, env)], domain: [[name, '=', key]] };
  }
  if (spec.granularity !== undefined && granularityOf(spec.granularity) === 'number') {
    return { value: key, domain: [[`${name}.${spec.granularity}`, '=', key]] };
  }
  if (spec.granularity === undefined || key === false) {
    const isTime = def.type === 'date' || def.type === 'datetime';
    return { value: key, domain: [[name, '=', key]], ...(isTime ? { range: false as const } : {}) };
  }
  return interval(key, spec.granularity as Interval, name, def.type === 'datetime', env);
}

function nameOf(model: string, id: unknown, env: Env): unknown {
  return env.registry.has(model) ? (env.record(model, id)?.displayName() ?? false) : '';
}

function interval(key: unknown, granularity: Interval, name: string, isDatetime: boolean, env: Env): Formatted {
  const start = keyInstant(key);
  const text = (moment: Date): string => {
    const naive = moment.toISOString().slice(0, 19).replace('T', ' ');
    if (!isDatetime) return naive.slice(0, 10);
    return env.tz === undefined ? naive : toUtc(naive, env.tz);
  };
  const range = { from: text(start), to: text(following(start, granularity)) };
  const label = intervalLabel(start, granularity, env.labelLang, weekStart(env));
  return { value: [range.from, label], domain: ['&', [name, '>=', range.from], [name, '<', range.to]], range };
}

/** Domains side by side as one, the way Odoo's `AND` prints them. */
function conjunction(domains: readonly (readonly unknown[])[]): readonly unknown[] {
  const parts = domains.filter((domain) => domain.length > 0).map((domain) => [...Array.from({ length: terms(domain) - 1 }, () => '&'), ...domain]);
  if (parts.length === 0) return [[1, '=', 1]];
  const flat = parts.flat();
  const leaves = flat.filter((node) => node === '&').length;
  const rest = flat.every((node) => node !== '|' && node !== '!');
  if (!rest) return [...Array.from({ length: parts.length - 1 }, () => '&'), ...flat];
  return [...Array.from({ length: parts.length - 1 + leaves }, () => '&'), ...flat.filter((node) => node !== '&')];
}

function terms(domain: readonly unknown[]): number {
  let open = 0;
  let count = 0;
  for (const node of domain) {
    if (open === 0) {
      count += 1;
      open = 1;
    }
    if (node === '&' || node === '|') open += 1;
    else if (node !== '!') open -= 1;
  }
  return count;
}

export interface FormattedQuery {
  readonly domain: unknown;
  readonly groupby: readonly string[];
  readonly aggregates: readonly string[];
  readonly having: readonly unknown[];
  readonly offset: unknown;
  readonly limit: unknown;
  readonly order: unknown;
}

/** Odoo 19's `formatted_read_group`. */
export function formattedReadGroup(model: ModelDef, query: FormattedQuery, env: Env): Values[] {
  const aggregates = query.aggregates.map((spec) => spec.replace(':recordset', ':array_agg'));
  const order = typeof query.order === 'string' && query.order !== '' ? query.order : query.groupby.join(', ');
  const groups = readGroups(model, query.domain, { ...query, aggregates, order }, env);
  const specs = query.groupby.map((text) => groupSpec(text, model, env));
  return groups.map(({ keys, records }) => {
    const formatted = specs.map((spec, index) => format(keys[index], spec, spec.path, env));
    const row: Values = {};
    specs.forEach((spec, index) => (row[spec.text] = formatted[index]?.value));
    row['__extra_domain'] = conjunction(formatted.map(({ domain }) => domain));
    for (const spec of aggregates) row[spec] = aggregate(records, spec, model, env);
    return row;
  });
}

export interface LegacyQuery {
  readonly domain: unknown;
  readonly fields: readonly string[];
  readonly groupby: readonly string[];
  readonly offset: unknown;
  readonly limit: unknown;
  readonly orderby: unknown;
  readonly lazy: boolean;
}

const AGGREGATE = /^(\w+)(?::(\w+)(?:\((\w+)\))?)?/;

/** The columns of the answer and what each adds up, as the old `fields` argument says it. */
function aggregatesOf(query: LegacyQuery, counter: string, grouped: ReadonlySet<string>, model: ModelDef): ReadonlyMap<string, string> {
  const found = new Map([[counter, '__count']]);
  for (const text of query.fields) {
    if (text === '__count') continue;
    const [, name = '', reducer, source] = AGGREGATE.exec(text) ?? [];
    if (name === '') throw valueError(`Invalid field specification '${text}'.`);
    if (reducer !== undefined) {
      found.set(name, `${source ?? name}:${reducer}`);
      continue;
    }
    const def = model.fields[name];
    if (def === undefined) throw valueError(`Invalid field '${name}' on model '${model.name}'`);
    const byDefault = aggregatorOf(name, def);
    if (byDefault !== false && byDefault !== undefined && isStored(def) && !grouped.has(text)) found.set(name, `${name}:${byDefault}`);
  }
  return found;
}

/** `read_group` of 17 and 18, which still answers in 19. */
export function legacyReadGroup(model: ModelDef, query: LegacyQuery, env: Env): Values[] {
  const asked = query.lazy ? query.groupby.slice(0, 1) : query.groupby;
  const annotated = new Map(asked.map((text) => [text, withGranularity(text, model)]));
  const counter = query.lazy && asked.length === 1 ? `${asked[0]?.split(':')[0]}_count` : '__count';
  const aggregates = aggregatesOf(query, counter, new Set(asked), model);
  const order = annotateOrder(query.orderby, annotated, aggregates);
  const groupby = [...annotated.values()];
  const groups = readGroups(model, query.domain, { groupby, aggregates: [...aggregates.values()], order, offset: query.offset, limit: query.limit }, env);
  const specs = groupby.map((text) => groupSpec(text, model, env));
  return groups.map(({ keys, records }) => {
    const row: Values = {};
    const domains: (readonly unknown[])[] = [Array.isArray(query.domain) ? (query.domain as Domain) : []];
    const ranges: Values = {};
    asked.forEach((text, index) => {
      const spec = specs[index];
      if (spec === undefined) return;
      const { value, domain, range } = format(keys[index], spec, spec.path, env);
      row[text] = range === undefined || range === false ? value : (value as readonly unknown[])[1];
      domains.push(domain);
      if (range !== undefined) ranges[text] = range;
    });
    for (const [name, spec] of aggregates) row[name] = aggregate(records, spec, model, env);
    row['__domain'] = conjunction(domains);
    if (Object.keys(ranges).length > 0) row['__range'] = ranges;
    if (asked.length < query.groupby.length) row['__context'] = { group_by: query.groupby.slice(asked.length) };
    return row;
  });
}

function withGranularity(text: string, model: ModelDef): string {
  const [name = '', granularity] = text.split(':');
  const def = model.fields[name];
  if (def === undefined) throw valueError(`Invalid field '${name}' on model '${model.name}'`);
  return def.type === 'date' || def.type === 'datetime' ? `${name}:${granularity ?? 'month'}` : text;
}

function annotateOrder(orderby: unknown, annotated: ReadonlyMap<string, string>, aggregates: ReadonlyMap<string, string>): string {
  if (typeof orderby !== 'string' || orderby === '') return [...annotated.values()].join(',');
  const names = [...[...annotated].reverse(), ...aggregates];
  return orderby.split(',').map((part) => {
    const term = part.trim();
    const hit = names.find(([key]) => term === key.split(':')[0] || term.startsWith(`${key.split(':')[0]} `));
    return hit === undefined ? term : term.replace(hit[0].split(':')[0] ?? '', hit[1]);
  }).join(',');
}
