import { getArgumentValues, isObjectType } from 'graphql';
import type { FieldNode } from 'graphql';
import { GraphError } from '../platform/errors.ts';
import { decodeCursor } from './cursor.ts';
import { DEFAULT_PAGE, MAX_PAGE } from './expand.ts';
import type { Ordering, OrderBy } from './order.ts';
import type { SelectionInfo } from './selection-info.ts';

/** The arguments that every connection takes. */
export interface ListArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: Readonly<Record<string, unknown>> | null;
  readonly orderBy?: OrderBy | null;
  readonly search?: string | null;
}

/** How many records a page may hold. Throws BAD_USER_INPUT for what is negative or over the maximum. */
export function pageSize(args: ListArguments): number {
  const first = args.first ?? DEFAULT_PAGE;
  if (first < 0 || first > MAX_PAGE) throw new GraphError('BAD_USER_INPUT', `first must lie between 0 and ${MAX_PAGE}; ${first} does not.`);
  return first;
}

/** The page that a field selects of children which are read inside their parent. */
export interface ChildWindow {
  readonly offset: number;
  readonly first: number;
}

/** Children in their own order and unfiltered come with the parent; anything else is a search of its own. */
export function readsInside(args: ListArguments): boolean {
  return !args.filter && !(args.orderBy && args.orderBy.length > 0);
}

export function windowOf(args: ListArguments, order: Ordering): ChildWindow {
  if (!args.after) return { offset: 0, first: pageSize(args) };
  const position = decodeCursor({ ...order, keyset: false }, args.after);
  return { offset: position.kind === 'offset' ? position.offset : 0, first: pageSize(args) };
}

/** The arguments of a selected field, variables filled in. */
export function argumentsOfNode(info: SelectionInfo, parentType: string, node: FieldNode): ListArguments {
  const parent = info.schema.getType(parentType);
  const definition = isObjectType(parent) ? parent.getFields()[node.name.value] : undefined;
  return definition ? (getArgumentValues(definition, node, info.variableValues) as ListArguments) : {};
}
