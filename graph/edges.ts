import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { and, isNothing, NOTHING, or, where } from '../odoo/domain/build.ts';
import { compileDomain } from '../odoo/domain/evaluate.ts';
import type { Domain } from '../odoo/domain/types.ts';
import { asId, asIds } from '../odoo/client/values.ts';
import { mergeSpecifications } from '../odoo/read/specification.ts';
import type { Specification } from '../odoo/read/specification.ts';
import { pageSize } from './children.ts';
import type { ListArguments } from './children.ts';
import { once } from './context.ts';
import type { GraphContext } from './context.ts';
import { decodeCursor } from './cursor.ts';
import type { EdgeDomain, Engine } from './engine.ts';
import { listDomain } from './list.ts';
import { afterPosition, orderFor, orderSpecification } from './order.ts';
import type { Ordering } from './order.ts';
import { emptyPage } from './page.ts';
import { idsAlong, livePath } from './paths.ts';
import type { Page } from './page.ts';
import { rowOf, viewOf } from './row.ts';
import { compiledBelow, connectionSelects } from './selection.ts';
import { typeEntry } from './table.ts';
import type { FieldEntry, TypeEntry } from './table.ts';
import { specificationOf } from './visibility.ts';

type OdooRecord = Record<string, unknown>;

/** Which records of the target belong to which parent: by relations that point back, or by a domain per parent. */
interface Membership {
  /** The records of these parents, some of those that it was made for. */
  readonly domain: (parents: readonly number[]) => Domain;
  readonly specification: Specification;
  readonly belongs: (record: OdooRecord, parentId: number) => boolean;
  /** The relation that alone leads back, by which Odoo can count; null where there is more to it. */
  readonly countedBy: string | null;
}

/** At most this many rows in one answer; a page that is longer goes on in a further call. */
const MAX_ROWS = 2000;
const MIN_ROWS = 200;

async function byDomain(parents: readonly number[], edge: EdgeDomain, context: GraphContext): Promise<Membership> {
  const domains = new Map(await Promise.all(parents.map(async (id) => [id, await edge(id, context)] as const)));
  const tests = new Map([...domains].map(([id, domain]) => [id, isNothing(domain) ? () => false : compileDomain(domain)]));
  return {
    domain: (some) => or(...some.map((id) => domains.get(id) ?? NOTHING)),
    countedBy: null,
    specification: [...domains.values()].map(specificationOf).reduce(mergeSpecifications, {}),
    belongs: (record, id) => tests.get(id)?.(viewOf(record)) ?? false,
  };
}

/** By paths of relations from the target to its parents: one suffices. */
function byLinks(inverses: readonly string[], countedBy: string | null): Membership {
  const paths = inverses.map((inverse) => inverse.split('.'));
  const owners = new WeakMap<OdooRecord, ReadonlySet<number>>();
  const ownersOf = (record: OdooRecord): ReadonlySet<number> => {
    const known = owners.get(record) ?? new Set(paths.flatMap((path) => idsAlong(record, path)));
    owners.set(record, known);
    return known;
  };
  return {
    domain: (some) => or(...inverses.map((inverse) => where(inverse, 'in', some))),
    countedBy,
    specification: inverses.map((inverse) => specificationOf(where(inverse, '=', 0))).reduce(mergeSpecifications),
    belongs: (record, id) => ownersOf(record).has(id),
  };
}

/** For x2many fields that no many2one leads back from: the parents say who their children are. */
async function byReading(model: string, live: string, parents: readonly number[], context: GraphContext): Promise<Membership> {
  const records = await context.reader.byIds(model, parents, [], { [live]: {} });
  const children = new Map(parents.map((id, index) => [id, new Set(asIds(records[index]?.[live]))]));
  return {
    domain: (some) => where('id', 'in', [...new Set(some.flatMap((id) => [...(children.get(id) ?? [])]))]),
    countedBy: null,
    specification: {},
    belongs: (record, id) => children.get(id)?.has(asId(record.id) ?? 0) ?? false,
  };
}

interface Batch {
  readonly engine: Engine;
  readonly target: TypeEntry;
  readonly field: FieldEntry;
  readonly args: ListArguments;
  readonly context: GraphContext;
  readonly info: GraphQLResolveInfo;
  readonly order: Ordering;
  readonly membership: (parents: readonly number[]) => Membership | Promise<Membership>;
}

interface Gathered {
  readonly found: ReadonlyMap<number, OdooRecord[]>;
  /** Parents of which not every record was read. */
  readonly unfinished: readonly number[];
}

/**
 * Finds the first records of every parent. All parents share one search in list order; a parent is done when it has its
 * page or the rows are all there. Only when many rows of few parents crowd the answer does a further call follow, without
 * those few: each finishes a parent at least, however many rows there are.
 */
async function gather(batch: Batch, wanted: (parents: readonly number[]) => Domain, specification: Specification, parents: readonly number[], size: number, membership: Membership): Promise<Gathered> {
  const { context, target, order } = batch;
  const found = new Map<number, OdooRecord[]>(parents.map((id) => [id, []]));
  const read = new Set<OdooRecord>();
  let open = parents;
  let limit = Math.min(MAX_ROWS, Math.max(MIN_ROWS, parents.length * (size + 1)));
  for (;;) {
    // What was read of the open ones are the first rows of their own list.
    const offset = [...read].filter((record) => open.some((id) => membership.belongs(record, id))).length;
    const { records } = await context.reader.search(target.model ?? '', { domain: wanted(open), specification, order: order.text, limit, offset, count: false });
    for (const record of records) {
      read.add(record);
      for (const id of open) if (membership.belongs(record, id)) found.get(id)?.push(record);
    }
    const isWhole = records.length < limit;
    const [done, left] = isWhole ? [open, []] : split(open, (id) => (found.get(id)?.length ?? 0) > size);
    if (left.length === 0) return { found, unfinished: isWhole ? parents.filter((id) => !done.includes(id)) : parents };
    open = left;
    limit = Math.min(MAX_ROWS, limit * 2);
  }
}

function split(ids: readonly number[], isFirst: (id: number) => boolean): readonly [readonly number[], readonly number[]] {
  return [ids.filter(isFirst), ids.filter((id) => !isFirst(id))];
}

async function loadPages(batch: Batch, parents: readonly number[]): Promise<readonly Page[]> {
  const { engine, target, field, args, context, info, order } = batch;
  const first = pageSize(args);
  const membership = await batch.membership(parents);
  const visible = await listDomain(engine.table, target, args, context, field.where);
  const whole = (some: readonly number[]): Domain => and(visible, membership.domain(some));
  if (isNothing(whole(parents))) return parents.map(() => emptyPage(order));
  const position = args.after ? decodeCursor(order, args.after) : null;
  const wanted = (some: readonly number[]): Domain => (position ? and(whole(some), afterPosition(order, position)) : whole(some));
  const skip = position?.kind === 'offset' ? position.offset : 0;
  const specification = [await compiledBelow(engine.table, target, info, context), orderSpecification(order), membership.specification].reduce(mergeSpecifications);
  const { found, unfinished } = await gather(batch, wanted, specification, parents, skip + first, membership);
  const uncounted = position?.kind === 'record' ? parents : unfinished;
  const counted = field.connection && connectionSelects(info, target.name, info.fieldNodes, 'totalCount');
  const counts = counted && uncounted.length > 0 ? countByParent(batch, uncounted, whole(uncounted), membership) : null;
  return parents.map((id) => {
    const records = found.get(id) ?? [];
    return {
      rows: records.slice(skip, skip + first).map(rowOf),
      order,
      offset: skip,
      hasNext: records.length > skip + first,
      hasPrevious: position !== null,
      total: async () => (await counts)?.get(id) ?? records.length,
    };
  });
}

/** Odoo counts where one relation leads back; otherwise the records are read with what tells whose they are. */
async function countByParent(batch: Batch, parents: readonly number[], whole: Domain, { belongs, countedBy, specification }: Membership): Promise<ReadonlyMap<number, number>> {
  const { reader } = batch.context;
  const model = batch.target.model ?? '';
  const counts = new Map<number, number>(parents.map((id) => [id, 0]));
  if (countedBy !== null) {
    for (const { keys, count } of await reader.group(model, { domain: whole, groupBy: [countedBy], aggregates: [] })) {
      const key = keys[countedBy];
      if (typeof key === 'object' && key !== null) counts.set(key.id, count);
    }
    return counts;
  }
  for (let offset = 0; ; offset += MAX_ROWS) {
    const { records } = await reader.search(model, { domain: whole, specification, order: 'id', limit: MAX_ROWS, offset, count: false });
    for (const record of records) for (const id of parents) if (belongs(record, id)) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (records.length < MAX_ROWS) return counts;
  }
}

/** The relations by which an edge's target points back to the parent, as the live database calls them; those it lacks are left out. */
function inversesOf(type: TypeEntry, field: FieldEntry, target: TypeEntry, context: GraphContext): readonly string[] {
  if (field.inverse !== null) return field.inverse.map((path) => livePath(target.model ?? '', path, context)).filter((path) => path !== null);
  const live = context.database.resolve(type.model ?? '', field.odoo);
  const info = live === null ? null : context.database.field(type.model ?? '', live);
  // An inherited one2many (`product.product.bop_sheet_ids`) is not stored: its many2one leads to the template.
  return info?.type === 'one2many' && info.store !== false && info.relation_field !== undefined ? [info.relation_field] : [];
}

/** A stored many2one of the target itself, where no other path leads back. */
function countableLink(target: TypeEntry, [inverse = '', ...others]: readonly string[], context: GraphContext): string | null {
  const info = context.database.field(target.model ?? '', inverse);
  return others.length === 0 && info?.type === 'many2one' && info.store !== false ? inverse : null;
}

/** A page of a to-many edge, searched for all parents of this field at once. */
export function edgePage(engine: Engine, type: TypeEntry, field: FieldEntry, parentId: number, args: ListArguments, context: GraphContext, info: GraphQLResolveInfo): Promise<Page> {
  const loader = once(context, `edge:${pattern(info)}`, () => {
    const target = typeEntry(engine.table, field.typeName);
    const byCode = engine.code.edges?.[type.name]?.[field.name];
    const inverses = byCode ? [] : inversesOf(type, field, target, context);
    const order = orderFor(target, args.orderBy, context);
    const live = field.kind === 'children' && inverses.length === 0 ? context.database.resolve(type.model ?? '', field.odoo) : null;
    const membership = (parents: readonly number[]): Membership | Promise<Membership> => {
      if (byCode) return byDomain(parents, byCode, context);
      return inverses.length === 0 ? byReading(type.model ?? '', live ?? '', parents, context) : byLinks(inverses, countableLink(target, inverses, context));
    };
    const batch: Batch = { engine, target, field, args, context, info, order, membership };
    const absent = !byCode && inverses.length === 0 && live === null;
    return new DataLoader<number, Page>((ids) => (absent ? Promise.resolve(ids.map(() => emptyPage(order))) : loadPages(batch, ids)));
  });
  return loader.load(parentId);
}

/** The response path without list positions: the same field of all neighbours shares one batch. */
function pattern(info: GraphQLResolveInfo): string {
  const keys: string[] = [];
  for (let path: GraphQLResolveInfo['path'] | undefined = info.path; path; path = path.prev) {
    if (typeof path.key === 'string') keys.push(path.key);
  }
  return `${info.parentType.name}:${keys.join('<')}`;
}
