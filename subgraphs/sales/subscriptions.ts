import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { pageSize } from '../../graph/children.ts';
import { once } from '../../graph/context.ts';
import type { GraphContext } from '../../graph/context.ts';
import { decodeCursor, encodeCursor } from '../../graph/cursor.ts';
import type { Position } from '../../graph/position.ts';
import { rowOf } from '../../graph/row.ts';
import type { Row } from '../../graph/row.ts';
import { compileSelection, connectionSelects, recordNodes } from '../../graph/selection.ts';
import { typeEntry } from '../../graph/table.ts';
import { rowsOfType } from '../../graph/visibility.ts';
import { asDate, asId } from '../../odoo/client/values.ts';
import { and, isNothing, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { mergeSpecifications } from '../../odoo/read/specification.ts';
import type { QuerySubscriptionsArgs, SubscriptionContractOrder } from './generated.ts';
import { filterDomain } from './subscription-filter.ts';
import { beyond, commonOrder, compare, dateOf, orderIn } from './subscription-order.ts';
import type { Placed } from './subscription-order.ts';
import { isPresent, SOURCES } from './subscription-sources.ts';
import type { SubscriptionSource } from './subscription-sources.ts';

/** One subscription on its way into the answer: a row that says which type it is, and its place in the list. */
interface Entry extends Row, Placed {
  readonly __typename: SubscriptionSource['type'];
  readonly customer: number | null;
}

const MAX_ROWS = 2000;
const CONTRACT = 'SubscriptionContract';

/** What one source has of a list. */
interface Found {
  readonly entries: readonly Entry[];
  /** How many there are in all, where the read has counted them. */
  readonly length: number | null;
}

/** The subscriptions of both sources: one list, or one list for each of some customers. One call to each source. */
export class SubscriptionLists {
  readonly #args: QuerySubscriptionsArgs;
  readonly #context: GraphContext;
  readonly #info: GraphQLResolveInfo;
  readonly #orderBy: SubscriptionContractOrder;
  readonly #first: number;
  readonly #position: Position | null;
  readonly #counts: DataLoader<number, number>;

  constructor(args: QuerySubscriptionsArgs, context: GraphContext, info: GraphQLResolveInfo) {
    this.#args = args;
    this.#context = context;
    this.#info = info;
    this.#orderBy = args.orderBy ?? 'START_DATE_DESC';
    this.#first = pageSize({ first: args.first ?? null });
    this.#position = args.after ? decodeCursor(commonOrder(this.#orderBy), args.after) : null;
    this.#counts = new DataLoader((customers) => this.#countEach(customers));
  }

  async all() {
    const found = await this.#found(null);
    return this.#page(this.#merged(found), () => this.#countAll(found));
  }

  async ofCustomers(customers: readonly number[]) {
    const entries = this.#merged(await this.#found(customers));
    return customers.map((id) => this.#page(entries.filter((entry) => entry.customer === id), () => this.#counts.load(id)));
  }

  get #present(): readonly { readonly source: SubscriptionSource; readonly rank: number }[] {
    return SOURCES.map((source, rank) => ({ source, rank })).filter(({ source }) => isPresent(source, this.#context));
  }

  async #domain(source: SubscriptionSource, customers: readonly number[] | null): Promise<Domain> {
    const rows = await rowsOfType(this.#context.table, typeEntry(this.#context.table, source.type), this.#context);
    return and(rows, filterDomain(source, this.#args.filter), customers === null ? [] : where(source.customer, 'in', customers));
  }

  /** The first entries of one source: enough for one page of each customer. */
  async #read(source: SubscriptionSource, rank: number, customers: readonly number[] | null): Promise<Found> {
    const { reader, table } = this.#context;
    const whole = await this.#domain(source, customers);
    const domain = this.#position ? and(whole, beyond(source, rank, this.#position, this.#orderBy)) : whole;
    if (isNothing(domain) || this.#first === 0) return { entries: [], length: null };
    const nodes = recordNodes(this.#info, CONTRACT, this.#info.fieldNodes, true);
    const selected = await compileSelection(table, typeEntry(table, source.type), nodes, this.#info, this.#context);
    const day = dateOf(source, this.#orderBy);
    const specification = mergeSpecifications(selected, { [day]: {}, [source.customer]: {} });
    const order = orderIn(source, this.#orderBy).text;
    const wanted = this.#first + 1;
    const limit = Math.min(MAX_ROWS, wanted * (customers?.length ?? 1));
    // The first page can count the whole list in the same call.
    const count = customers === null && this.#position === null && connectionSelects(this.#info, CONTRACT, this.#info.fieldNodes, 'totalCount');
    const entries: Entry[] = [];
    for (let offset = 0; ; offset += limit) {
      const { records, length } = await reader.search(source.model, { domain, specification, order, limit, offset, count });
      for (const record of records) {
        entries.push({ ...rowOf(record), __typename: source.type, rank, date: asDate(record[day]), customer: asId(record[source.customer]) });
      }
      const satisfied = (customers ?? [null]).every((id) => entries.filter((entry) => id === null || entry.customer === id).length >= wanted);
      if (records.length < limit || satisfied) return { entries, length };
    }
  }

  #found(customers: readonly number[] | null): Promise<readonly Found[]> {
    return Promise.all(this.#present.map(({ source, rank }) => this.#read(source, rank, customers)));
  }

  #merged(found: readonly Found[]): readonly Entry[] {
    return found.flatMap(({ entries }) => entries).toSorted((a, b) => compare(a, b, this.#orderBy));
  }

  async #countAll(found: readonly Found[]): Promise<number> {
    const counts = await Promise.all(
      this.#present.map(async ({ source }, index) => found[index]?.length ?? this.#context.reader.count(source.model, await this.#domain(source, null))),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #countEach(customers: readonly number[]): Promise<readonly number[]> {
    const groups = await Promise.all(
      this.#present.map(async ({ source }) => {
        const domain = await this.#domain(source, customers);
        const found = await this.#context.reader.group(source.model, { domain, groupBy: [source.customer], aggregates: [] });
        return found.map(({ keys, count }) => ({ customer: asId(keys[source.customer]), count }));
      }),
    );
    return customers.map((id) => groups.flat().reduce((sum, group) => (group.customer === id ? sum + group.count : sum), 0));
  }

  #page(entries: readonly Entry[], totalCount: () => Promise<number>) {
    const nodes = entries.slice(0, this.#first);
    const order = commonOrder(this.#orderBy);
    const edges = nodes.map((node) => ({ node, cursor: encodeCursor(order, { kind: 'record', values: [node.date, node.rank], id: node.id }) }));
    const pageInfo = {
      hasNextPage: entries.length > this.#first,
      hasPreviousPage: this.#position !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
    return { nodes, edges, pageInfo, totalCount };
  }
}

/** The response path without list positions: the same field of all neighbours shares one batch. */
function pathOf(info: GraphQLResolveInfo): string {
  const keys: string[] = [];
  for (let path: GraphQLResolveInfo['path'] | undefined = info.path; path; path = path.prev) if (typeof path.key === 'string') keys.push(path.key);
  return keys.join('<');
}

/** One page of a customer's subscriptions; the customers of a list share the calls. */
export function subscriptionsOfCustomer(id: number, args: QuerySubscriptionsArgs, context: GraphContext, info: GraphQLResolveInfo) {
  const loader = once(context, `subscriptions:${pathOf(info)}`, () => {
    const lists = new SubscriptionLists(args, context, info);
    return new DataLoader((ids: readonly number[]) => lists.ofCustomers(ids));
  });
  return loader.load(id);
}
