import { createHash } from 'node:crypto';
import type { Db, Document, Filter } from 'mongodb';
import type { DocumentFilter } from '../../../access/scopes/dashboard.ts';
import { GraphError } from '../../../platform/errors.ts';
import { columnOf, type ListType } from './columns.ts';
import { both } from './services.ts';

export interface ListArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly orderBy?: readonly Readonly<Record<string, 'ASC' | 'DESC' | null | undefined>>[] | null | undefined;
}

interface Key {
  readonly path: string;
  readonly direction: 1 | -1;
}

type CursorValue = string | number | boolean | null | { readonly $date: string };

export interface ListQuery {
  readonly db: Db;
  readonly collection: string;
  readonly type: ListType;
  readonly filter: DocumentFilter;
  readonly args: ListArguments;
  /** Used when the caller names no order. */
  readonly order: readonly Key[];
}

/** A page as Relay's connection; what it is made from is selected from it. */
export interface Connection<T> {
  readonly nodes: readonly T[];
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly startCursor: string | null; readonly endCursor: string | null };
  /** Called only when it is selected. */
  readonly totalCount: () => Promise<number>;
}

const MAX_PAGE = 200;

/** One page of a collection by keyset: stable while documents come and go, `_id` breaks ties. @throws GraphError BAD_USER_INPUT, BAD_CURSOR */
export async function listDocuments<T extends Document & { readonly _id: string }>({ db, collection: name, type, filter, args, order }: ListQuery): Promise<Connection<T>> {
  const first = args.first ?? 50;
  if (!Number.isInteger(first) || first < 0 || first > MAX_PAGE) throw new GraphError('BAD_USER_INPUT', `first is a whole number from 0 to ${MAX_PAGE}.`);
  const keys = keysOf(type, args.orderBy, order);
  const print = createHash('sha256').update(JSON.stringify([name, keys])).digest('base64url').slice(0, 8);
  const beyond = args.after ? afterFilter(keys, decode(print, keys, args.after)) : {};
  const collection = db.collection<T>(name);
  const found = first === 0 ? [] : ((await collection.find(both(filter, beyond) as Filter<T>).sort(Object.fromEntries(keys.map(({ path, direction }) => [path, direction]))).limit(first + 1).toArray()) as unknown as T[]);
  const nodes = found.slice(0, first);
  const edges = nodes.map((node) => ({ node, cursor: encode(print, keys, node) }));
  return {
    nodes,
    edges,
    pageInfo: { hasNextPage: found.length > first, hasPreviousPage: Boolean(args.after), startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount: () => collection.countDocuments(filter as Filter<T>),
  };
}

function keysOf(type: ListType, orderBy: ListArguments['orderBy'], fallback: readonly Key[]): readonly Key[] {
  const given = (orderBy ?? []).map((entry): Key => {
    const fields = Object.entries(entry).filter(([, direction]) => direction);
    const [one] = fields;
    const column = one === undefined ? null : columnOf(type, one[0]);
    if (fields.length !== 1 || one === undefined || column === null) throw new GraphError('BAD_USER_INPUT', 'Each entry of orderBy names exactly one field.');
    return { path: column.path, direction: one[1] === 'DESC' ? -1 : 1 };
  });
  const keys = given.length > 0 ? given : fallback;
  if (new Set(keys.map(({ path }) => path)).size !== keys.length) throw new GraphError('BAD_USER_INPUT', 'orderBy names a field twice.');
  return keys.some(({ path }) => path === '_id') ? keys : [...keys, { path: '_id', direction: keys[0]?.direction ?? 1 }];
}

/** What comes after a position: later in the first key, or equal in it and later in the next, and so on. Nothing comes before everything. */
function afterFilter(keys: readonly Key[], values: readonly unknown[]): DocumentFilter {
  const branches = keys.map((key, index): DocumentFilter => {
    const equal = keys.slice(0, index).map(({ path }, at) => ({ [path]: values[at] ?? null }));
    return { $and: [...equal, later(key, values[index] ?? null)] };
  });
  return { $or: branches };
}

function later({ path, direction }: Key, value: unknown): DocumentFilter {
  if (direction === 1) return value === null ? { [path]: { $ne: null } } : { [path]: { $gt: value } };
  return value === null ? { _id: { $in: [] } } : { $or: [{ [path]: { $lt: value } }, { [path]: null }] };
}

function valueAt(document: Document, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Document)[part] : null), document) ?? null;
}

function encode(print: string, keys: readonly Key[], document: Document): string {
  const values = keys.map(({ path }): CursorValue => {
    const value = valueAt(document, path);
    return value instanceof Date ? { $date: value.toISOString() } : (value as CursorValue);
  });
  return Buffer.from(JSON.stringify([print, ...values])).toString('base64url');
}

function decode(print: string, keys: readonly Key[], cursor: string): readonly unknown[] {
  const bad = new GraphError('BAD_CURSOR', 'This cursor was not made by this list in this order. Start again without `after`.');
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw bad;
  }
  if (!Array.isArray(body)) throw bad;
  const [made, ...values] = body as unknown[];
  if (made !== print || values.length !== keys.length || typeof values.at(-1) !== 'string') throw bad;
  return values.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    const time = new Date(String((value as { readonly $date?: unknown }).$date));
    if (Number.isNaN(time.getTime())) throw bad;
    return time;
  });
}
