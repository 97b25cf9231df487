import DataLoader from 'dataloader';
import type { Document } from 'mongodb';
import { dashboardOrders, dashboardProducts, dashboardUsers, type DocumentFilter } from '../../../access/scopes/dashboard.ts';
import { once } from '../../../graph/context.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { GraphError } from '../../../platform/errors.ts';
import { orders, products, users } from '../../../sync/collections.ts';
import type { Dashboard } from '../../../sync/dashboard.ts';
import { usersWhoAre } from '../../../sync/mine.ts';
import type { OrderDocument, ProductDocument, UserDocument } from '../../../sync/model.ts';

/** The dashboard of this process, given to the subgraph when it is made; null where the process has none. */
export type DashboardSource = Dashboard | null;

/** @throws GraphError NOT_AVAILABLE where the process has no dashboard. */
export function opened(dashboard: DashboardSource): Dashboard {
  if (dashboard === null) throw new GraphError('NOT_AVAILABLE', 'The production dashboard is not connected here.');
  return dashboard;
}

/** What of the dashboard exists for this caller, asked once per hop. */
export class View {
  readonly dashboard: Dashboard;
  readonly #context: GraphContext;

  private constructor(dashboard: Dashboard, context: GraphContext) {
    this.dashboard = dashboard;
    this.#context = context;
  }

  static of(source: DashboardSource, context: GraphContext): View {
    return once(context, 'dashboard', () => new View(opened(source), context));
  }

  /** The dashboard's users who are the caller: the one who signed in, and the one of the same person in Odoo. */
  mine(): Promise<readonly string[]> {
    return once(this.#context, 'dashboard mine', () => usersWhoAre(this.dashboard.db, this.#context.principal));
  }

  /** Orders that are not deleted and that the caller may see. */
  async orders(): Promise<DocumentFilter> {
    return both({ deleted: null }, dashboardOrders(this.#context.principal, await this.mine()));
  }

  products(): DocumentFilter {
    return both({ deleted: null }, dashboardProducts(this.#context.principal));
  }

  users(): DocumentFilter {
    return dashboardUsers(this.#context.principal);
  }

  /** By the dashboard's own ids; hidden ones are null. One read for all of one tick. */
  get orderById(): DataLoader<string, OrderDocument | null> {
    return this.#loader('order', async (ids) => orders.in(this.dashboard.db).find(mongo(both({ _id: { $in: [...ids] } }, await this.orders()))).toArray(), ({ _id }) => _id);
  }

  get orderByOdooId(): DataLoader<number, OrderDocument | null> {
    return this.#loader('order by Odoo id', async (ids) => orders.in(this.dashboard.db).find(mongo(both({ odooId: { $in: [...ids] } }, await this.orders()))).toArray(), ({ odooId }) => odooId ?? 0);
  }

  get productById(): DataLoader<string, ProductDocument | null> {
    return this.#loader('product', (ids) => products.in(this.dashboard.db).find(mongo(both({ _id: { $in: [...ids] } }, this.products()))).toArray(), ({ _id }) => _id);
  }

  get productByOdooId(): DataLoader<number, ProductDocument | null> {
    return this.#loader('product by Odoo id', (ids) => products.in(this.dashboard.db).find(mongo(both({ odooId: { $in: [...ids] } }, this.products()))).toArray(), ({ odooId }) => odooId ?? 0);
  }

  /** Who works on a visible order is shown, whatever company they are of. */
  get userById(): DataLoader<string, UserDocument | null> {
    return this.#loader('user', (ids) => users.in(this.dashboard.db).find({ _id: { $in: [...ids] } }).toArray(), ({ _id }) => _id);
  }

  get userByOdooId(): DataLoader<number, UserDocument | null> {
    return this.#loader('user by Odoo id', (ids) => users.in(this.dashboard.db).find(mongo(both({ odooId: { $in: [...ids] } }, this.users()))).toArray(), ({ odooId }) => odooId ?? 0);
  }

  #loader<Key extends string | number, Found extends Document>(name: string, find: (keys: readonly Key[]) => Promise<readonly Found[]>, keyOf: (found: Found) => Key): DataLoader<Key, Found | null> {
    return once(this.#context, `dashboard ${name}`, () =>
      new DataLoader<Key, Found | null>(async (keys) => {
        const found = new Map((await find(keys)).map((document) => [keyOf(document), document]));
        return keys.map((key) => found.get(key) ?? null);
      }),
    );
  }
}

/** Both filters hold. */
export function both(one: DocumentFilter, other: DocumentFilter): DocumentFilter {
  if (Object.keys(one).length === 0) return other;
  return Object.keys(other).length === 0 ? one : { $and: [one, other] };
}

/** A filter as the driver wants it. */
export function mongo<T>(filter: DocumentFilter): T {
  return filter as T;
}
