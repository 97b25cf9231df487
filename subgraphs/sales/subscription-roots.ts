import type { CodeResolver, RootResolver } from '../../graph/engine.ts';
import { parseId } from '../../graph/ids.ts';
import { rowOf } from '../../graph/row.ts';
import { compileSelection } from '../../graph/selection.ts';
import { typeEntry } from '../../graph/table.ts';
import { rowsOfType } from '../../graph/visibility.ts';
import { isPresent, SOURCES } from './subscription-sources.ts';
import { SubscriptionLists, subscriptionsOfCustomer } from './subscriptions.ts';

/** `subscriptions`: one page over both sources. */
export const subscriptions: RootResolver = (args, context, info) => new SubscriptionLists(args, context, info).all();

/** `Customer.subscriptions`. */
export const ofCustomer: CodeResolver = (row, args, context, info) => subscriptionsOfCustomer(row.id, args, context, info);

/** `subscription`: one of them by source and id. */
export const subscription: RootResolver = async (args, context, info) => {
  const source = SOURCES.find(({ name }) => name === args.source);
  const id = parseId(args.id);
  if (!source || id === null || !isPresent(source, context)) return null;
  const type = typeEntry(context.table, source.type);
  const domain = await rowsOfType(context.table, type, context);
  const specification = await compileSelection(context.table, type, info.fieldNodes, info, context);
  const [record] = await context.reader.byIds(source.model, [id], domain, specification);
  return record ? { ...rowOf(record), __typename: source.type } : null;
};
