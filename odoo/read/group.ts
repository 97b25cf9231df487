import { asId, asText } from '../client/values.ts';
import type { LiveDatabase } from '../database/live-database.ts';
import type { Domain } from '../domain/types.ts';
import type { OdooCall, OdooContext, OdooVersion } from '../port.ts';
import { matchesHaving } from './having.ts';

export interface GroupQuery {
  readonly domain: Domain;
  /** Fields, dates with their granularity: `state`, `partner_id`, `date_order:month`. */
  readonly groupBy: readonly string[];
  /** `amount_total:sum`, `id:count_distinct`, …; the number of records comes without asking. */
  readonly aggregates: readonly string[];
  /** Conditions on aggregates (also `__count`), as a domain: `[['amount_total:sum', '>', 100]]`. */
  readonly having?: Domain | undefined;
  /** `amount_total:sum desc, state`: terms of groupBy and aggregates, and `__count`. */
  readonly order?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly context?: OdooContext | undefined;
}

/** The value that a group has in common: a record, the start of a period (ISO), a scalar, or null for none. */
export type GroupKey = { readonly id: number; readonly name: string } | string | number | boolean | null;

export interface Group {
  readonly keys: Readonly<Record<string, GroupKey>>;
  /** null where there was nothing to aggregate; a text for the minimum of dates and the like. */
  readonly aggregates: Readonly<Record<string, number | string | null>>;
  readonly count: number;
}

type Row = Record<string, unknown>;
type Call = <T>(call: OdooCall) => Promise<T>;

const FORMATTED_READ_GROUP_SINCE = 19;

/** Grouping pushed down to Odoo: `formatted_read_group` from 19 on, `read_group` before, with one form of answer. */
export function readGroups(call: Call, database: LiveDatabase, version: OdooVersion, model: string, query: GroupQuery): Promise<readonly Group[]> {
  const decodeKey = (spec: string, raw: unknown): GroupKey => keyOf(database, model, spec, raw);
  return version.major >= FORMATTED_READ_GROUP_SINCE ? formatted(call, model, query, decodeKey) : legacy(call, model, query, decodeKey);
}

type DecodeKey = (spec: string, raw: unknown) => GroupKey;

async function formatted(call: Call, model: string, query: GroupQuery, decodeKey: DecodeKey): Promise<readonly Group[]> {
  const { domain, groupBy, aggregates, having, order, limit, offset, context } = query;
  const rows = await call<Row[]>({
    model,
    method: 'formatted_read_group',
    kind: 'read',
    args: {
      domain,
      groupby: groupBy,
      aggregates: [...aggregates, '__count'],
      ...(having !== undefined && having.length > 0 && { having }),
      ...(order !== undefined && { order }),
      ...(limit !== undefined && { limit }),
      ...(offset !== undefined && { offset }),
    },
    ...(context !== undefined && { context }),
  });
  return rows.map((row) => ({
    keys: Object.fromEntries(groupBy.map((spec) => [spec, decodeKey(spec, row[spec])])),
    aggregates: Object.fromEntries(aggregates.map((spec) => [spec, aggregateOf(row[spec])])),
    count: numberOf(row['__count']),
  }));
}

/**
 * Odoo 17 and 18. `read_group` knows no `having`: with one, all groups are read and cut here. Aggregates get names of
 * their own (`a0:sum(amount_total)`), since two of one field would share its name.
 */
async function legacy(call: Call, model: string, query: GroupQuery, decodeKey: DecodeKey): Promise<readonly Group[]> {
  const { domain, groupBy, aggregates, having = [], order, limit, offset = 0, context } = query;
  const alias = (spec: string): string => `a${aggregates.indexOf(spec)}`;
  const cutsHere = having.length > 0;
  const rows = await call<Row[]>({
    model,
    method: 'read_group',
    kind: 'read',
    args: {
      domain,
      groupby: groupBy,
      fields: aggregates.map((spec) => `${alias(spec)}:${functionOf(spec)}(${fieldOf(spec)})`),
      lazy: false,
      ...(order !== undefined && { orderby: legacyOrder(order, aggregates, alias) }),
      ...(!cutsHere && limit !== undefined && { limit }),
      ...(!cutsHere && offset > 0 && { offset }),
    },
    ...(context !== undefined && { context }),
  });
  const groups = rows.map((row) => ({
    keys: Object.fromEntries(groupBy.map((spec) => [spec, decodeKey(spec, periodStart(row, spec))])),
    aggregates: Object.fromEntries(aggregates.map((spec) => [spec, aggregateOf(row[alias(spec)])])),
    count: numberOf(row['__count']),
  }));
  if (!cutsHere) return groups;
  const kept = groups.filter((group) => matchesHaving(having, { ...group.aggregates, __count: group.count }));
  return kept.slice(offset, limit === undefined ? undefined : offset + limit);
}

/** `read_group` names a period by its label only; its start stands in `__range`. */
function periodStart(row: Row, spec: string): unknown {
  const ranges = row['__range'];
  if (typeof ranges !== 'object' || ranges === null || !(spec in ranges)) return row[spec];
  const range: unknown = Object.entries(ranges).find(([key]) => key === spec)?.[1];
  return typeof range === 'object' && range !== null && 'from' in range ? [range.from, row[spec]] : false;
}

/** Terms of `order` as `read_group` wants them: aggregates by their alias, dates without their granularity. */
function legacyOrder(order: string, aggregates: readonly string[], alias: (spec: string) => string): string {
  return order
    .split(',')
    .map((term) => {
      const [spec = '', ...direction] = term.trim().split(/\s+/);
      const name = aggregates.includes(spec) ? alias(spec) : fieldOf(spec);
      return [name, ...direction].join(' ');
    })
    .join(', ');
}

function keyOf(database: LiveDatabase, model: string, spec: string, raw: unknown): GroupKey {
  const type = database.field(model, fieldOf(spec))?.type;
  if (type === 'boolean') return raw === true;
  if (raw === false || raw === null || raw === undefined) return null;
  if (type === 'date' || type === 'datetime') {
    const start = asText(Array.isArray(raw) ? raw[0] : raw);
    // Parts of a date (`date_order:month_number`) are plain numbers.
    if (start === null) return typeof raw === 'number' ? raw : null;
    return type === 'date' ? start.slice(0, 10) : `${start.slice(0, 10)}T${start.slice(11, 19) || '00:00:00'}Z`;
  }
  if (Array.isArray(raw)) {
    const id = asId(raw);
    return id === null ? null : { id, name: asText(raw[1]) ?? '' };
  }
  return typeof raw === 'string' || typeof raw === 'number' ? raw : null;
}

function fieldOf(spec: string): string {
  return spec.split(':')[0] ?? spec;
}

function functionOf(spec: string): string {
  return spec.split(':')[1] ?? 'count';
}

function aggregateOf(raw: unknown): number | string | null {
  return typeof raw === 'number' || typeof raw === 'string' ? raw : null;
}

function numberOf(raw: unknown): number {
  return typeof raw === 'number' ? raw : 0;
}
