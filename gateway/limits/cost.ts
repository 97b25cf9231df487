import {
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { CALL_POINTS, type Limits } from '../../platform/limits.ts';
import { unconditional, type Operation, type Variables } from '../operation.ts';
import { tooMuch } from './measure.ts';

/** What calls to Odoo cost by field: graph/call-costs.ts reads it off the SDL. */
export interface FieldCalls {
  readonly fields: ReadonlyMap<string, number>;
  readonly added: ReadonlyMap<string, string>;
}

export interface StaticCost {
  /** Values plus CALL_POINTS for each call. */
  readonly points: number;
  /** Values that the answer holds when every page is full. */
  readonly values: number;
  /** Calls to Odoo, the one that finds out who is asking included. */
  readonly odooCalls: number;
  readonly pageSize: number;
  readonly listNesting: number;
}

/** Calls that find out who is asking: one, or two for somebody who looks into a Service Account that is not their own. */
const WHO_ASKS = 1;
/** Rows that are assumed of a list whose length nobody asked for. */
const ASSUMED_ROWS = 10;
/** Where a selection stands: under how many rows, of which page, inside how many lists, and what was fetched for it already. */
interface Place {
  readonly rows: number;
  readonly page: number | null;
  readonly nesting: number;
  readonly fetched: Set<string>;
}

/** The argument that makes a field a page. */
const PAGED = 'first';

/**
 * What a valid operation can cost, known before it is planned: pages as large as they may get, lists without a page at ten rows.
 * Introspection costs nothing here: it asks no Odoo, and validation bounds its depth.
 */
export function staticCost(schema: GraphQLSchema, operation: Operation, variables: Variables, calls: FieldCalls): StaticCost {
  const { node, fragments } = unconditional(operation, variables);
  let values = 0;
  let odooCalls = isSomebodys(operation) ? WHO_ASKS : 0;
  let pageSize = 0;
  let listNesting = 0;

  /** `page` is the length of the page that this selection is of: it counts for the rows in it, not for what is said of the page. */
  const visit = (set: SelectionSetNode, type: GraphQLNamedType, { rows, page, nesting, fetched }: Place): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        field(selection, type, { rows, page, nesting, fetched });
        continue;
      }
      const part = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const on = part?.typeCondition ? schema.getType(part.typeCondition.name.value) : type;
      if (part && on) visit(part.selectionSet, on, { rows, page, nesting, fetched });
    }
  };

  const field = (selection: FieldNode, type: GraphQLNamedType, { rows, page: ofPage, nesting, fetched }: Place): void => {
    const name = selection.name.value;
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    if (!definition) return;
    const key = `${type.name}.${name}`;
    const args = getArgumentValues(definition, selection, variables);
    const owner = calls.added.get(key);
    const own = calls.fields.get(key) ?? (isNarrowed(args) ? 1 : 0);
    odooCalls += own + (isCountedLater(selection, args) ? 1 : 0);
    if (owner !== undefined && !fetched.has(owner)) {
      fetched.add(owner);
      odooCalls += 1;
    }

    const page = pageOf(definition, args);
    if (page !== null && !isAggregate(definition)) pageSize = Math.max(pageSize, page);
    const isRows = isList(definition.type);
    const length = isRows ? (page ?? ofPage ?? ASSUMED_ROWS) : 1;
    const below = isRows ? nesting + 1 : nesting;
    listNesting = Math.max(listNesting, below);
    const inner = getNamedType(definition.type);
    if (!selection.selectionSet || !isCompositeType(inner)) values += rows * length;
    else visit(selection.selectionSet, inner, { rows: rows * length, page: isRows ? null : page, nesting: below, fetched: new Set() });
  };

  const root = schema.getRootType(node.operation);
  if (root) visit(node.selectionSet, root, { rows: 1, page: null, nesting: 0, fetched: new Set() });
  return { points: values + CALL_POINTS * odooCalls, values, odooCalls, pageSize, listNesting };
}

/** Refuses what costs more than its class may spend on one operation. */
export function checkCost(cost: StaticCost, limits: Limits): void {
  if (cost.pageSize > limits.pageSize) throw tooMuch('pageSize', 'rows on one page', cost.pageSize, limits.pageSize);
  if (cost.listNesting > limits.listNesting) throw tooMuch('listNesting', 'lists inside each other', cost.listNesting, limits.listNesting);
  if (cost.points > limits.cost) throw tooMuch('cost', 'points of cost', cost.points, limits.cost);
}

/** Whether Odoo is asked at all. */
function isSomebodys({ node, fragments }: Operation): boolean {
  const asks = (set: SelectionSetNode): boolean =>
    set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
      const part = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      return part !== undefined && asks(part.selectionSet);
    });
  return asks(node.selectionSet);
}

/** `totalCount` beside a page that is not the first is a question of its own. */
function isCountedLater({ selectionSet }: FieldNode, args: Readonly<Record<string, unknown>>): boolean {
  const after = args['after'] ?? null;
  return after !== null && (selectionSet?.selections.some((selection) => selection.kind !== Kind.FIELD || selection.name.value === 'totalCount') ?? false);
}

/** Children come with their parent unless they are picked or sorted: then they are searched. */
function isNarrowed(args: Readonly<Record<string, unknown>>): boolean {
  return (args['filter'] ?? args['orderBy'] ?? null) !== null;
}

/** Rows that a field asks for; null for one without pages. An aggregate without groups has a row for each currency. */
function pageOf(definition: GraphQLField<unknown, unknown>, args: Readonly<Record<string, unknown>>): number | null {
  if (!definition.args.some(({ name }) => name === PAGED)) return null;
  if (isAggregate(definition) && !hasGroups(args['groupBy'])) return ASSUMED_ROWS;
  const first = args[PAGED];
  return typeof first === 'number' ? first : ASSUMED_ROWS;
}

function isAggregate({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => name === 'groupBy');
}

function hasGroups(groupBy: unknown): boolean {
  return Array.isArray(groupBy) && groupBy.length > 0;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
