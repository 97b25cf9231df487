import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { GraphError } from '../platform/errors.ts';
import { isNothing } from '../odoo/domain/build.ts';
import { compileDomain } from '../odoo/domain/evaluate.ts';
import type { Domain } from '../odoo/domain/types.ts';
import { asId } from '../odoo/client/values.ts';
import { readsInside, windowOf } from './children.ts';
import type { ListArguments } from './children.ts';
import { once } from './context.ts';
import type { GraphContext } from './context.ts';
import { edgePage } from './edges.ts';
import type { Engine } from './engine.ts';
import { orderFor } from './order.ts';
import { emptyPage } from './page.ts';
import type { Page } from './page.ts';
import { readValue } from './read-value.ts';
import { bareRow, rowOf, viewOf } from './row.ts';
import type { Row } from './row.ts';
import { compiledBelow, fieldSpecification } from './selection.ts';
import { typeEntry } from './table.ts';
import type { FieldEntry, TypeEntry } from './table.ts';
import { specificationOf, visibleRows } from './visibility.ts';

type Arguments = Readonly<Record<string, unknown>>;
export type Resolver = GraphQLFieldResolver<Row, GraphContext, Arguments, unknown>;
type OdooRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a row that may not have been read yet: what the row has, or what one batched call adds. */
async function missing(engine: Engine, type: TypeEntry, field: FieldEntry, row: Row, context: GraphContext, info: GraphQLResolveInfo): Promise<OdooRecord> {
  const specification = await fieldSpecification(engine.table, type, field, info.fieldNodes, info, context);
  if (Object.keys(specification).length === 0) return row.data;
  const [record] = await context.reader.byIds(type.model ?? '', [row.id], [], specification);
  return record ?? {};
}

function absent(type: TypeEntry, field: FieldEntry): null {
  if (field.nonNull) throw new GraphError('NOT_AVAILABLE', `The connected Odoo lacks the field behind ${type.name}.${field.name}.`);
  return null;
}

function storedResolver(engine: Engine, type: TypeEntry, field: FieldEntry): Resolver {
  const model = type.model ?? '';
  if (field.name === 'id') return (row) => String(row.id);
  return (row, _args, context, info) => {
    const virtual = context.database.virtual(model, field.odoo);
    const live = virtual ? (virtual.reads[0] ?? null) : context.database.resolve(model, field.odoo);
    if (live === null) return absent(type, field);
    const read = (data: OdooRecord): unknown => {
      if (!virtual) return readValue(engine.table, type, field, live, data, context);
      const value = virtual.decode(data);
      return typeof value === 'string' ? (engine.table.enums.get(field.typeName)?.fromOdoo.get(value) ?? null) : value;
    };
    return live in row.data ? read(row.data) : missing(engine, type, field, row, context, info).then(read);
  };
}

/** The visibility test of a type for this caller, compiled once per hop. */
function testOf(type: TypeEntry, domain: Domain, context: GraphContext): (record: Record<string, unknown>) => boolean {
  return once(context, `test:${type.name}`, () => {
    const matches = compileDomain(domain);
    return (record) => matches(viewOf(record));
  });
}

/**
 * The row behind a many2one, if the caller may see it: decided here from what its specification carried, or by a batched
 * call where nothing was carried.
 */
function visibleTarget(engine: Engine, target: TypeEntry, domain: Domain, raw: unknown, context: GraphContext, info: GraphQLResolveInfo): Row | null | Promise<Row | null> {
  const id = asId(raw);
  if (id === null || isNothing(domain)) return null;
  const row = isRecord(raw) ? rowOf(raw) : bareRow(id);
  if (domain.length === 0) return row;
  const carried = Object.keys(specificationOf(domain));
  if (carried.every((field) => field in row.data)) return testOf(target, domain, context)(row.data) ? row : null;
  return loadVisible(engine, target, id, context, info);
}

/** A record by its id, if the caller may see it: one call for all that are asked for in the same tick. */
export async function loadVisible(engine: Engine, target: TypeEntry, id: number, context: GraphContext, info: GraphQLResolveInfo): Promise<Row | null> {
  const domain = await visibleRows(engine.table, target, context);
  if (isNothing(domain)) return null;
  const specification = await compiledBelow(engine.table, target, info, context);
  if (domain.length === 0 && Object.keys(specification).length === 0 && !target.resolvable) return bareRow(id);
  const [record] = await context.reader.byIds(target.model ?? '', [id], domain, specification);
  return record ? rowOf(record) : null;
}

function oneResolver(engine: Engine, type: TypeEntry, field: FieldEntry): Resolver {
  const target = typeEntry(engine.table, field.typeName);
  return (row, _args, context, info) => {
    const live = context.database.resolve(type.model ?? '', field.odoo);
    if (live === null) return absent(type, field);
    const domain = context.visible.get(target.name);
    if (domain && live in row.data) return visibleTarget(engine, target, domain, row.data[live], context, info);
    return (async () => {
      const known = await visibleRows(engine.table, target, context);
      const data = live in row.data ? row.data : await missing(engine, type, field, row, context, info);
      return visibleTarget(engine, target, known, data[live], context, info);
    })();
  };
}

function childPage(target: TypeEntry, raw: unknown, args: ListArguments, context: GraphContext): Page {
  const order = { ...orderFor(target, undefined, context), keyset: false };
  const { offset, first } = windowOf(args, order);
  const all = Array.isArray(raw) ? raw : [];
  if (all.length === 0) return emptyPage(order);
  return {
    rows: all.slice(offset, offset + first).map((item) => (isRecord(item) ? rowOf(item) : bareRow(Number(item)))),
    order,
    offset,
    hasNext: all.length > offset + first,
    hasPrevious: offset > 0,
    total: () => all.length,
  };
}

function childrenResolver(engine: Engine, type: TypeEntry, field: FieldEntry): Resolver {
  const target = typeEntry(engine.table, field.typeName);
  return (row, args, context, info) => {
    const live = context.database.resolve(type.model ?? '', field.odoo);
    if (live === null) return field.connection ? emptyPage(orderFor(target, undefined, context)) : field.nonNull ? [] : null;
    if (field.connection && !readsInside(args)) return edgePage(engine, type, field, row.id, args, context, info);
    const answer = (data: OdooRecord): Page | readonly Row[] => {
      if (field.connection) return childPage(target, data[live], args, context);
      const raw = data[live];
      return Array.isArray(raw) ? raw.map((item) => (isRecord(item) ? rowOf(item) : bareRow(Number(item)))) : [];
    };
    return live in row.data ? answer(row.data) : missing(engine, type, field, row, context, info).then(answer);
  };
}

/**
 * What code answered for a field of a mapped type — ids, or records that its parent carried — as rows that the caller may
 * see; hidden ones are null or left out.
 */
export async function visibleByIds(engine: Engine, target: TypeEntry, value: unknown, context: GraphContext, info: GraphQLResolveInfo): Promise<Row | null | readonly Row[]> {
  const given = await value;
  const domain = await visibleRows(engine.table, target, context);
  const load = (item: unknown): Row | null | Promise<Row | null> => {
    const id = asId(item);
    if (id === null) return null;
    return isRecord(item) ? visibleTarget(engine, target, domain, item, context, info) : loadVisible(engine, target, id, context, info);
  };
  if (!Array.isArray(given)) return load(given);
  return (await Promise.all(given.map(load))).filter((row) => row !== null);
}

function reads(type: TypeEntry, field: FieldEntry, context: GraphContext): readonly string[] {
  return field.reads.flatMap((path) => {
    const live = context.database.resolve(type.model ?? '', path.split('.')[0] ?? '');
    return live === null || live === 'id' ? [] : [live];
  });
}

function codeResolver(engine: Engine, type: TypeEntry, field: FieldEntry): Resolver {
  const code = engine.code.fields?.[type.name]?.[field.name];
  if (!code) throw new Error(`${type.name}.${field.name} is @computed, but the ${engine.table.subgraph} subgraph has no code for it.`);
  const target = engine.table.types.get(field.typeName);
  return (row, args, context, info) => {
    const finish = (value: unknown): unknown => (target?.model ? visibleByIds(engine, target, value, context, info) : value);
    const complete = type.model === null || reads(type, field, context).every((live) => live in row.data);
    if (complete) return finish(code(row, args, context, info));
    return missing(engine, type, field, row, context, info).then((data) => finish(code({ id: row.id, data: { ...row.data, ...data } }, args, context, info)));
  };
}

/** A field of a value type that names a mapped type: the property holds ids, the answer holds rows. */
function propertyResolver(engine: Engine, field: FieldEntry): Resolver | null {
  const target = engine.table.types.get(field.typeName);
  if (!target?.model) return null;
  return (row, _args, context, info) => visibleByIds(engine, target, (row as unknown as OdooRecord)[field.name], context, info);
}

/** A page of an edge, or the first record of one that leads to a single record. */
function edgeResolver(engine: Engine, type: TypeEntry, field: FieldEntry): Resolver {
  if (field.connection) return (row, args, context, info) => edgePage(engine, type, field, row.id, args, context, info);
  return async (row, _args, context, info) => (await edgePage(engine, type, field, row.id, { first: 1 }, context, info)).rows[0] ?? null;
}

/** The resolver that the SDL says a field has; null where graphql-js's own, a plain property, does. */
export function fieldResolver(engine: Engine, type: TypeEntry, field: FieldEntry): Resolver | null {
  if (type.model === null) return engine.code.fields?.[type.name]?.[field.name] ? codeResolver(engine, type, field) : propertyResolver(engine, field);
  switch (field.kind) {
    case 'stored':
      return storedResolver(engine, type, field);
    case 'one':
      return oneResolver(engine, type, field);
    case 'children':
      return childrenResolver(engine, type, field);
    case 'edge':
      return edgeResolver(engine, type, field);
    case 'list':
      return null;
    case 'code':
      return codeResolver(engine, type, field);
  }
}

