import { GraphError } from '../platform/errors.ts';
import { and, NOTHING, or, where } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { Specification } from '../odoo/read/specification.ts';
import type { GraphContext } from './context.ts';
import type { CursorValue, Position } from './position.ts';
import { once } from './context.ts';
import type { TypeEntry } from './table.ts';
import { assertSeesField } from './visibility.ts';

export type SortDirection = 'ASC' | 'DESC';
export type OrderBy = readonly Readonly<Record<string, SortDirection | null | undefined>>[];

export interface OrderKey {
  readonly live: string;
  readonly descending: boolean;
  /** Odoo's type of the field. */
  readonly type: string;
}

/** How a list is sorted, in Odoo's terms, always ending with the id. */
export interface Ordering {
  readonly text: string;
  /** The keys before the id. */
  readonly keys: readonly OrderKey[];
  readonly idDescending: boolean;
  /** True when a page can start at a record's values; false where Odoo sorts by what it does not show. */
  readonly keyset: boolean;
}

/** Odoo keeps microseconds in these and answers whole seconds; many2ones are sorted by their own model's order. */
const NOT_COMPARABLE: ReadonlySet<string> = new Set(['create_date', 'write_date']);
const COMPARABLE: ReadonlySet<string> = new Set(['char', 'text', 'selection', 'integer', 'float', 'monetary', 'date', 'datetime', 'boolean']);
const NEVER_NULL: ReadonlySet<string> = new Set(['integer', 'float', 'monetary', 'boolean']);

function liveKeys(type: TypeEntry, text: string, context: GraphContext): readonly OrderKey[] {
  const model = type.model ?? '';
  return text.split(',').flatMap((part) => {
    const [name = '', direction = 'asc'] = part.trim().split(/\s+/);
    const live = name === 'id' ? 'id' : context.database.resolve(model, name);
    return live === null ? [] : [{ live, descending: direction.toLowerCase() === 'desc', type: context.database.field(model, live)?.type ?? 'integer' }];
  });
}

function requestedKeys(type: TypeEntry, orderBy: OrderBy, context: GraphContext): readonly OrderKey[] {
  return orderBy.map((entry) => {
    const given = Object.entries(entry).filter(([, direction]) => direction !== null && direction !== undefined);
    const [first] = given;
    const field = first && type.fields.get(first[0]);
    if (!first || !field || given.length > 1) {
      throw new GraphError('BAD_USER_INPUT', `Each entry of orderBy names exactly one field of ${type.name}; this one names ${given.length}.`);
    }
    assertSeesField(type, field, context);
    const live = field.odoo === 'id' ? 'id' : context.database.resolve(type.model ?? '', field.odoo);
    if (live === null) throw new GraphError('NOT_AVAILABLE', `The connected Odoo has no ${type.name}.${field.name} to sort by.`);
    return { live, descending: first[1] === 'DESC', type: context.database.field(type.model ?? '', live)?.type ?? 'integer' };
  });
}

function ordering(keys: readonly OrderKey[]): Ordering {
  const end = keys.findIndex((key) => key.live === 'id');
  const before = end < 0 ? keys : keys.slice(0, end);
  const idDescending = end >= 0 && keys[end]?.descending === true;
  const text = [...before.map((key) => `${key.live}${key.descending ? ' desc' : ''}`), `id${idDescending ? ' desc' : ''}`].join(', ');
  return { text, keys: before, idDescending, keyset: before.every((key) => COMPARABLE.has(key.type) && !NOT_COMPARABLE.has(key.live)) };
}

/** The order of a list: what the caller asked for, or the type's own. Throws for fields the caller may not see. */
export function orderFor(type: TypeEntry, orderBy: OrderBy | null | undefined, context: GraphContext): Ordering {
  if (orderBy && orderBy.length > 0) return ordering(requestedKeys(type, orderBy, context));
  return once(context, `order:${type.name}`, () => ordering(liveKeys(type, type.order, context)));
}

/** The fields that a cursor of this order is made of. */
export function orderSpecification(order: Ordering): Specification {
  return order.keyset ? Object.fromEntries(order.keys.map((key) => [key.live, {}])) : {};
}

/** Where a record stands in this order. */
export function positionOf(order: Ordering, record: Readonly<Record<string, unknown>>, offset: number): Position {
  if (!order.keyset) return { kind: 'offset', offset };
  const values = order.keys.map((key): CursorValue => {
    const value = record[key.live];
    if (value === false && key.type !== 'boolean') return null;
    return value === undefined ? null : (value as CursorValue);
  });
  return { kind: 'record', values, id: Number(record.id) };
}

/** Odoo (PostgreSQL) puts records without a value last when ascending and first when descending. */
function beyond(key: OrderKey, value: CursorValue): Domain {
  if (key.type === 'boolean') return value === key.descending ? where(key.live, '=', !key.descending) : NOTHING;
  if (value === null) return key.descending ? where(key.live, '!=', false) : NOTHING;
  const further = where(key.live, key.descending ? '<' : '>', value);
  return key.descending || NEVER_NULL.has(key.type) ? further : or(further, where(key.live, '=', false));
}

function same(key: OrderKey, value: CursorValue): Domain {
  return where(key.live, '=', value === null ? false : value);
}

/** The records that come after a position. */
export function afterPosition(order: Ordering, position: Position): Domain {
  if (position.kind === 'offset') return [];
  const tail = where('id', order.idDescending ? '<' : '>', position.id);
  return order.keys.reduceRight<Domain>((rest, key, index) => {
    const value = position.values[index] ?? null;
    return or(beyond(key, value), and(same(key, value), rest));
  }, tail);
}
