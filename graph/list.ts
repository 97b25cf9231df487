import type { GraphQLResolveInfo } from 'graphql';
import { and, isNothing } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import { mergeSpecifications } from '../odoo/read/specification.ts';
import { pageSize } from './children.ts';
import type { ListArguments } from './children.ts';
import type { GraphContext } from './context.ts';
import { decodeCursor } from './cursor.ts';
import { FilterCompiler } from './filter.ts';
import { afterPosition, orderFor, orderSpecification } from './order.ts';
import { emptyPage } from './page.ts';
import type { Page } from './page.ts';
import { rowOf } from './row.ts';
import { compiledBelow, connectionSelects } from './selection.ts';
import type { GraphTable, TypeEntry } from './table.ts';
import { rowsOfType } from './visibility.ts';

/** The domain of a list: the caller's rows of the type, the filter, the search text, and what the edge adds. */
export async function listDomain(table: GraphTable, type: TypeEntry, args: ListArguments, context: GraphContext, extra: Domain = []): Promise<Domain> {
  const compiler = new FilterCompiler(table, context);
  const asked = and(await compiler.domain(type, args.filter), await compiler.search(type, args.search));
  return and(await rowsOfType(table, type, context), extra, asked);
}

/** One page of the records that the caller may see: one Odoo call, and one more when `totalCount` is asked for after the first page. */
export async function listPage(
  table: GraphTable,
  type: TypeEntry,
  args: ListArguments,
  context: GraphContext,
  info: GraphQLResolveInfo,
  extra: Domain = [],
): Promise<Page> {
  const first = pageSize(args);
  const order = orderFor(type, args.orderBy, context);
  const position = args.after ? decodeCursor(order, args.after) : null;
  const model = type.model ?? '';
  const whole = await listDomain(table, type, args, context, extra);
  if (isNothing(whole)) return emptyPage(order);
  const counted = connectionSelects(info, type.name, info.fieldNodes, 'totalCount');
  const total = (): Promise<number> => context.reader.count(model, whole);
  if (first === 0) return { ...emptyPage(order), total };
  const domain = position ? and(whole, afterPosition(order, position)) : whole;
  if (isNothing(domain)) return { ...emptyPage(order), hasPrevious: true, total };
  const offset = position?.kind === 'offset' ? position.offset : 0;
  const found = await context.reader.search(model, {
    domain,
    specification: mergeSpecifications(await compiledBelow(table, type, info, context), orderSpecification(order)),
    order: order.text,
    limit: first + 1,
    offset,
    count: counted && position?.kind !== 'record',
  });
  return {
    rows: found.records.slice(0, first).map(rowOf),
    order,
    offset,
    hasNext: found.records.length > first,
    hasPrevious: position !== null,
    total: counted && position?.kind !== 'record' ? () => found.length ?? 0 : total,
  };
}
