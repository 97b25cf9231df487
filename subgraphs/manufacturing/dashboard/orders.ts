import type { DocumentFilter } from '../../../access/scopes/dashboard.ts';
import type { GraphContext } from '../../../graph/context.ts';
import type { CodeResolver, RootResolver } from '../../../graph/engine.ts';
import { GraphError } from '../../../platform/errors.ts';
import { conflicts, orders } from '../../../sync/collections.ts';
import { leadsTo } from '../../../sync/edit-order.ts';
import { STATUSES } from '../../../sync/model.ts';
import type { ConflictDocument, OrderDocument } from '../../../sync/model.ts';
import { compileFilter, searchFilter, type Given, type Special } from './filter.ts';
import { listDocuments, type ListArguments } from './list.ts';
import { both, View, type DashboardSource } from './services.ts';
import { asText, decimal, moment } from './values.ts';

export const UNFINISHED = ['PENDING', 'ON_HOLD', 'IN_PROGRESS'];

/** Late: the deadline has passed and the order is neither completed nor cancelled. */
export function lateFilter(now: Date): DocumentFilter {
  return { deadline: { $lt: now }, status: { $in: UNFINISHED } };
}

const special = (now: Date): Special => ({
  isLate: (value) => {
    const wanted = (value as { readonly eq?: boolean | null }).eq;
    if (wanted === undefined || wanted === null) return null;
    return wanted ? lateFilter(now) : { $nor: [lateFilter(now)] };
  },
});

/** The caller's orders that meet a filter of the graph. */
export async function ordersMatching(view: View, filter: unknown, search?: string | null): Promise<DocumentFilter> {
  const asked = both(compileFilter('ProductionOrder', filter as Given | null, special(new Date())), searchFilter(search, ['number', 'odoo.reference', 'notes']));
  return both(await view.orders(), asked);
}

/** Roots of production orders. */
export function orderRoots(source: DashboardSource): Readonly<Record<string, RootResolver>> {
  return {
    productionOrder: ({ id }, context) => View.of(source, context).orderById.load(String(id)),
    async productionOrders(args, context) {
      const view = View.of(source, context);
      const filter = await ordersMatching(view, args['filter'], args['search'] as string | null);
      return listDocuments({ db: view.dashboard.db, collection: orders.name, type: 'ProductionOrder', filter, args: args as ListArguments, order: [{ path: 'createdAt', direction: -1 }] });
    },
    async productionOrdersAggregate({ filter, groupBy }, context) {
      const view = View.of(source, context);
      return aggregate(view, await ordersMatching(view, filter), (groupBy ?? []) as readonly Group[]);
    },
    async productionThroughput({ days, filter }, context) {
      const wanted = Number(days ?? 14);
      if (!Number.isInteger(wanted) || wanted < 1 || wanted > 366) throw new GraphError('BAD_USER_INPUT', 'days is a whole number from 1 to 366.');
      const view = View.of(source, context);
      return throughput(view, await ordersMatching(view, filter), wanted);
    },
  };
}

const GROUPS = { STATUS: 'status', PRIORITY: 'priority', ASSIGNEE: 'assigneeId', PRODUCT: 'productId' } as const;
type Group = keyof typeof GROUPS;

async function aggregate(view: View, filter: DocumentFilter, groupBy: readonly Group[]): Promise<readonly unknown[]> {
  const by = [...new Set(groupBy)];
  const late = { $cond: [{ $and: [{ $lt: ['$deadline', new Date()] }, { $ne: ['$deadline', null] }, { $in: ['$status', UNFINISHED] }] }, 1, 0] };
  const rows = await view.dashboard.db
    .collection(orders.name)
    .aggregate<{ _id: Readonly<Record<string, unknown>>; count: number; late: number; quantity: number }>([
      { $match: filter },
      { $group: { _id: Object.fromEntries(by.map((group) => [group, `$${GROUPS[group]}`])), count: { $sum: 1 }, late: { $sum: late }, quantity: { $sum: '$quantity' } } },
      { $sort: { _id: 1 } },
    ])
    .toArray();
  // Without groups there is one row for all, also when all is nothing.
  const all = rows.length === 0 && by.length === 0 ? [{ _id: {}, count: 0, late: 0, quantity: 0 }] : rows;
  return all.map(({ _id: key, count, late: lateOnes, quantity }) => ({
    status: key['STATUS'] ?? null,
    priority: key['PRIORITY'] ?? null,
    assignee: typeof key['ASSIGNEE'] === 'string' ? view.userById.load(key['ASSIGNEE']) : null,
    product: typeof key['PRODUCT'] === 'string' ? view.productById.load(key['PRODUCT']) : null,
    count,
    late: lateOnes,
    quantity: decimal(quantity),
  }));
}

async function throughput(view: View, filter: DocumentFilter, days: number): Promise<readonly unknown[]> {
  const today = new Date().toISOString().slice(0, 10);
  const dayBefore = (count: number): string => new Date(Date.parse(`${today}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
  const since = new Date(`${dayBefore(days - 1)}T00:00:00Z`);
  const rows = await view.dashboard.db
    .collection(orders.name)
    .aggregate<{ _id: string; orders: number; quantity: number }>([
      { $match: both(filter, { completedAt: { $gte: since }, status: 'COMPLETED' }) },
      { $group: { _id: { $dateToString: { date: '$completedAt', format: '%Y-%m-%d' } }, orders: { $sum: 1 }, quantity: { $sum: '$quantity' } } },
    ])
    .toArray();
  const found = new Map(rows.map((row) => [row._id, row]));
  return Array.from({ length: days }, (_unused, index) => dayBefore(days - 1 - index)).map((day) => ({ day, orders: found.get(day)?.orders ?? 0, quantity: decimal(found.get(day)?.quantity ?? 0) }));
}

type OrderResolver = (order: OrderDocument, context: GraphContext, args: Readonly<Record<string, unknown>>) => unknown;

/** Fields of ProductionOrder that are not plain properties of the document. */
export function orderFields(source: DashboardSource): Readonly<Record<string, CodeResolver>> {
  const resolvers: Readonly<Record<string, OrderResolver>> = {
    id: ({ _id }) => _id,
    product: ({ productId }, context) => View.of(source, context).productById.load(productId),
    quantity: ({ quantity }) => decimal(quantity),
    deadlineAt: ({ deadline }) => moment(deadline),
    startAt: ({ start }) => moment(start),
    assignee: ({ assigneeId }, context) => (assigneeId === null ? null : View.of(source, context).userById.load(assigneeId)),
    availableStatuses: (order) => STATUSES.filter((status) => status !== order.status && leadsTo(order, status)),
    isLate: ({ deadline, status }) => deadline !== null && deadline < new Date() && UNFINISHED.includes(status),
    pendingFields: ({ edits }) => Object.keys(edits),
    reference: ({ odoo }) => odoo?.reference ?? null,
    odooState: ({ odoo }, { table }) => table.enums.get('ManufacturingOrderState')?.fromOdoo.get(odoo?.state ?? '') ?? null,
    quantityProduced: ({ odoo }) => (odoo === null ? null : decimal(odoo.quantityProduced)),
    history: ({ history }, _context, { first }) => history.toReversed().slice(0, Math.max(0, Number(first ?? 20))).map(changeValue),
    conflicts: ({ _id }, context) => conflicts.in(View.of(source, context).dashboard.db).find({ recordId: _id }).sort({ detectedAt: -1, _id: 1 }).limit(50).toArray(),
    syncProblem: ({ syncProblem }) => (syncProblem === null ? null : { ...syncProblem, at: moment(syncProblem.at) }),
    // Ids of Odoo: the engine turns them into the rows that the caller may see.
    manufacturingOrder: ({ odooId }) => odooId ?? null,
    company: ({ companyId }) => companyId,
    serviceAccounts: ({ serviceAccountIds }) => serviceAccountIds,
    completedAt: ({ completedAt }) => moment(completedAt),
    createdAt: ({ createdAt }) => moment(createdAt),
    updatedAt: ({ updatedAt }) => moment(updatedAt),
  };
  return Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, (row, args, context) => resolve(row as unknown as OrderDocument, context, args)]));
}

function changeValue({ at, side, by, changes }: OrderDocument['history'][number]): unknown {
  return { at: moment(at), side, by, changes: changes.map(({ field, from, to }) => ({ field, from: asText(from), to: asText(to) })) };
}

/** A conflict as the graph shows it. */
export function conflictFields(source: DashboardSource): Readonly<Record<string, CodeResolver>> {
  const resolvers: Readonly<Record<string, (conflict: ConflictDocument, context: GraphContext) => unknown>> = {
    id: ({ _id }) => _id,
    productionOrder: ({ entity, recordId }, context) => (entity === 'ORDER' ? View.of(source, context).orderById.load(recordId) : null),
    base: ({ base }) => asText(base),
    dashboardValue: ({ dashboard }) => asText(dashboard),
    odooValue: ({ odoo }) => asText(odoo),
    dashboardAt: ({ dashboardAt }) => moment(dashboardAt),
    odooAt: ({ odooAt }) => moment(odooAt),
    detectedAt: ({ detectedAt }) => moment(detectedAt),
    resolution: ({ resolution }) => resolution?.keep ?? null,
    resolvedBy: ({ resolution }) => resolution?.by ?? null,
    resolvedAt: ({ resolution }) => moment(resolution?.at ?? null),
  };
  return Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, (row, _args, context) => resolve(row as unknown as ConflictDocument, context)]));
}

