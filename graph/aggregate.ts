import type { GraphQLResolveInfo } from 'graphql';
import { GraphError } from '../platform/errors.ts';
import { and, isNothing } from '../odoo/domain/build.ts';
import type { Condition, Domain } from '../odoo/domain/types.ts';
import { asDate, asDateTime, asFloat, asId } from '../odoo/client/values.ts';
import type { Group } from '../odoo/read/group.ts';
import type { GraphContext } from './context.ts';
import { isMoment, isMoney } from './facets.ts';
import { listDomain } from './list.ts';
import type { SortDirection } from './order.ts';
import { moneyOf } from './read-value.ts';
import { selectedFields } from './selection.ts';
import { constantCase } from './table.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';
import { assertSeesField, seesField } from './visibility.ts';

type Given = Readonly<Record<string, unknown>>;

interface AggregateArguments {
  readonly filter?: Given | null;
  readonly groupBy?: readonly { readonly field: string; readonly by?: string | null }[] | null;
  readonly having?: Given | null;
  readonly orderBy?: readonly Given[] | null;
  readonly first?: number | null;
  readonly offset?: number | null;
}

const OPERATORS = ['sum', 'avg', 'min', 'max'] as const;
const COMPARISONS: ReadonlyMap<string, string> = new Map([['eq', '='], ['ne', '!='], ['lt', '<'], ['lte', '<='], ['gt', '>'], ['gte', '>=']]);
const MAX_GROUPS = 1000;

interface Key {
  readonly field: FieldEntry;
  /** As Odoo names it: `state`, `date_order:month`. */
  readonly name: string;
}

interface Measure {
  readonly operator: string;
  readonly field: FieldEntry;
  /** `amount_total:sum`. */
  readonly name: string;
}

/** One aggregate question, in Odoo's terms. */
class Aggregation {
  readonly #table: GraphTable;
  readonly #type: TypeEntry;
  readonly #context: GraphContext;
  readonly measures = new Map<string, Measure>();
  keys: readonly Key[] = [];
  currency: string | null = null;

  constructor(table: GraphTable, type: TypeEntry, context: GraphContext) {
    this.#table = table;
    this.#type = type;
    this.#context = context;
  }

  #live(field: FieldEntry): string {
    const live = this.#context.database.resolve(this.#type.model ?? '', field.odoo);
    const info = live === null ? null : this.#context.database.field(this.#type.model ?? '', live);
    if (live === null || (info?.groupable ?? info?.store) === false) {
      throw new GraphError('NOT_AVAILABLE', `The connected Odoo does not store ${this.#type.name}.${field.name}, so nothing can be counted over it.`);
    }
    return live;
  }

  #field(name: string, use: string): FieldEntry {
    const field = this.#type.fields.get(name);
    if (!field) throw new GraphError('BAD_USER_INPUT', `${this.#type.name} has no field ${name} to ${use} by.`);
    assertSeesField(this.#type, field, this.#context);
    return field;
  }

  groupBy(levels: NonNullable<AggregateArguments['groupBy']>): void {
    this.keys = levels.map(({ field: wanted, by }) => {
      const named = [...this.#type.fields.values()].find((candidate) => constantCase(candidate.name) === wanted);
      const field = this.#field(named?.name ?? wanted, 'group');
      if (by && !isMoment(field)) throw new GraphError('BAD_USER_INPUT', `${wanted} is no date; leave \`by\` out.`);
      const live = this.#live(field);
      return { field, name: isMoment(field) ? `${live}:${(by ?? 'MONTH').toLowerCase()}` : live };
    });
    const names = this.keys.map((key) => key.field.name);
    if (new Set(names).size < names.length) throw new GraphError('BAD_USER_INPUT', 'Each field can be grouped by once.');
  }

  measure(operator: string, name: string, use: string): string {
    const field = this.#field(name, use);
    const spec = `${this.#live(field)}:${operator}`;
    this.measures.set(spec, { operator, field, name: spec });
    if (isMoney(field)) this.currency = this.#live({ ...field, odoo: field.currency });
    return spec;
  }

  /** What the selection asks for, save what the caller may not see: that stays null and its rule says why. */
  select(info: GraphQLResolveInfo): void {
    for (const group of selectedFields(info, `${this.#type.name}Aggregate`, info.fieldNodes)) {
      const operator = group[0]?.name.value ?? '';
      if (!(OPERATORS as readonly string[]).includes(operator)) continue;
      const holder = `${this.#type.name}${operator === 'min' || operator === 'max' ? 'Range' : 'Measures'}`;
      for (const [node] of selectedFields(info, holder, group)) {
        const field = this.#type.fields.get(node?.name.value ?? '');
        if (field && seesField(this.#type, field, this.#context)) this.measure(operator, field.name, 'count');
      }
    }
  }

  having(given: Given): Domain {
    const parts: Condition[] = [];
    const compare = (name: string, filter: unknown): void => {
      for (const [comparison, value] of Object.entries((filter ?? {}) as Given)) {
        if (value === undefined) continue;
        const operator = COMPARISONS.get(comparison);
        if (!operator || value === null || Array.isArray(value)) throw new GraphError('BAD_USER_INPUT', `having takes eq, ne, lt, lte, gt and gte with a value, not ${comparison}.`);
        parts.push([name, operator, Number(value)]);
      }
    };
    for (const [operator, filters] of Object.entries(given)) {
      if (filters === undefined || filters === null) continue;
      if (operator === 'count') compare('__count', filters);
      else for (const [name, filter] of Object.entries(filters as Given)) if (filter) compare(this.measure(operator, name, 'filter groups'), filter);
    }
    return and(...parts.map((part): Domain => [part]));
  }

  order(entries: readonly Given[]): string {
    const parts = entries.map((entry) => {
      const flat = Object.entries(entry).flatMap(([kind, value]): [string, string | null, SortDirection][] => {
        if (value === undefined || value === null) return [];
        if (kind === 'count') return [['count', null, value as SortDirection]];
        return Object.entries(value as Given).flatMap(([name, direction]): [string, string | null, SortDirection][] => (direction ? [[kind, name, direction as SortDirection]] : []));
      });
      const [only] = flat;
      if (!only || flat.length > 1) throw new GraphError('BAD_USER_INPUT', `Each entry of orderBy names exactly one thing; this one names ${flat.length}.`);
      const [kind, name, direction] = only;
      return `${this.#orderName(kind, name ?? '')}${direction === 'DESC' ? ' desc' : ''}`;
    });
    const given = new Set(parts.map((part) => part.split(' ')[0]));
    const rest = this.groupSpecs().filter((spec) => !given.has(spec));
    return [...parts, ...rest].join(', ');
  }

  #orderName(kind: string, name: string): string {
    if (kind === 'count') return '__count';
    if (kind !== 'key') return this.measure(kind, name, 'sort');
    const key = this.keys.find((candidate) => candidate.field.name === name);
    if (!key) throw new GraphError('BAD_USER_INPUT', `Groups can be sorted by ${name} only when they are grouped by it.`);
    return key.name;
  }

  groupSpecs(): readonly string[] {
    const names = this.keys.map((key) => key.name);
    return this.currency === null || names.includes(this.currency) ? names : [...names, this.currency];
  }

  answer(group: Group): Given {
    const currency = this.currency === null ? null : (group.keys[this.currency] ?? null);
    const values: Record<string, Record<string, unknown>> = { sum: {}, avg: {}, min: {}, max: {} };
    for (const { operator, field, name } of this.measures.values()) {
      const raw = group.aggregates[name];
      (values[operator] as Record<string, unknown>)[field.name] = isMoney(field) ? moneyOf(this.#context, raw, currency) : isMoment(field) ? moment(field, raw) : asFloat(raw);
    }
    return {
      keys: Object.fromEntries(this.keys.map((key) => [key.field.name, this.#keyValue(key, group.keys[key.name])])),
      count: group.count,
      currency: this.#context.database.currency(asId(currency) ?? 0)?.name ?? null,
      ...values,
    };
  }

  #keyValue({ field }: Key, raw: unknown): unknown {
    if (field.kind === 'one') return asId(raw);
    if (isMoment(field)) return moment(field, raw);
    if (field.typeName === 'Boolean') return raw === true;
    const known = this.#table.enums.get(field.typeName);
    return known ? (known.fromOdoo.get(String(raw)) ?? null) : raw === false || raw === undefined ? null : raw;
  }
}

function moment(field: FieldEntry, raw: unknown): string | null {
  return field.typeName === 'Date' ? asDate(raw) : asDateTime(raw);
}

/** The groups that the caller asked for, over the rows that the caller may see: one Odoo call. */
export async function aggregateRows(table: GraphTable, type: TypeEntry, args: AggregateArguments, context: GraphContext, info: GraphQLResolveInfo): Promise<readonly Given[]> {
  const limit = args.first ?? 100;
  const offset = args.offset ?? 0;
  if (limit < 1 || limit > MAX_GROUPS) throw new GraphError('BAD_USER_INPUT', `first must lie between 1 and ${MAX_GROUPS}; ${limit} does not.`);
  if (offset < 0) throw new GraphError('BAD_USER_INPUT', `offset must not be negative; ${offset} is.`);
  const asked = new Aggregation(table, type, context);
  asked.groupBy(args.groupBy ?? []);
  asked.select(info);
  const having = args.having ? asked.having(args.having) : [];
  const domain = await listDomain(table, type, { filter: args.filter ?? null }, context);
  const order = asked.order(args.orderBy ?? []);
  const single = asked.groupSpecs().length === 0;
  if (isNothing(domain)) return single && having.length === 0 ? [asked.answer({ keys: {}, aggregates: {}, count: 0 })] : [];
  const groups = await context.reader.group(type.model ?? '', {
    domain,
    groupBy: asked.groupSpecs(),
    aggregates: [...asked.measures.keys()],
    having,
    ...(order ? { order } : {}),
    limit,
    offset,
  });
  return groups.map((group) => asked.answer(group));
}
