import type { DocumentFilter } from '../../../access/scopes/dashboard.ts';
import type { CodeResolver, RootResolver } from '../../../graph/engine.ts';
import { products, users } from '../../../sync/collections.ts';
import type { ProductDocument, UserDocument } from '../../../sync/model.ts';
import { compileFilter, searchFilter, type Given } from './filter.ts';
import { listDocuments, type ListArguments } from './list.ts';
import { both, View, type DashboardSource } from './services.ts';
import { decimal, moment } from './values.ts';

/** Roots of the dashboard's products and users. */
export function catalogueRoots(source: DashboardSource): Readonly<Record<string, RootResolver>> {
  return {
    dashboardProduct: ({ id }, context) => View.of(source, context).productById.load(String(id)),
    dashboardProducts(args, context) {
      const view = View.of(source, context);
      const asked = both(compileFilter('DashboardProduct', args['filter'] as Given | null), searchFilter(args['search'] as string | null, ['name', 'sku', 'barcode']));
      return listDocuments({ db: view.dashboard.db, collection: products.name, type: 'DashboardProduct', filter: both(both(view.products(), inUse(args['filter'])), asked), args: args as ListArguments, order: [{ path: 'name', direction: 1 }] });
    },
    async dashboardUser({ id }, context) {
      const view = View.of(source, context);
      return users.in(view.dashboard.db).findOne(both({ _id: String(id) }, view.users()));
    },
    dashboardUsers(args, context) {
      const view = View.of(source, context);
      const asked = both(compileFilter('DashboardUser', args['filter'] as Given | null), searchFilter(args['search'] as string | null, ['name']));
      return listDocuments({ db: view.dashboard.db, collection: users.name, type: 'DashboardUser', filter: both(both(view.users(), inUse(args['filter'])), asked), args: args as ListArguments, order: [{ path: 'name', direction: 1 }] });
    },
  };
}

/** Archived ones are listed only when asked for, as everywhere in the graph. */
function inUse(filter: unknown): DocumentFilter {
  const asked = JSON.stringify(filter ?? null).includes('"active":');
  return asked ? {} : { active: true };
}

type Resolvers<Document> = Readonly<Record<string, (document: Document) => unknown>>;

function coded<Document>(resolvers: Resolvers<Document>): Readonly<Record<string, CodeResolver>> {
  return Object.fromEntries(Object.entries(resolvers).map(([name, resolve]) => [name, (row) => resolve(row as unknown as Document)]));
}

/** What a product is called where it has no internal reference. */
export function skuOf({ sku, barcode, odooId }: Pick<ProductDocument, 'sku' | 'barcode' | 'odooId'>): string {
  return sku ?? barcode ?? `ODOO-${odooId ?? ''}`;
}

export const productFields = coded<ProductDocument>({
  id: ({ _id }) => _id,
  sku: skuOf,
  price: ({ price }) => decimal(price),
  product: ({ odooId }) => odooId ?? null,
  syncProblem: ({ syncProblem }) => (syncProblem === null ? null : { ...syncProblem, at: moment(syncProblem.at) }),
  createdAt: ({ createdAt }) => moment(createdAt),
  updatedAt: ({ updatedAt }) => moment(updatedAt),
});

export const userFields = coded<UserDocument>({
  id: ({ _id }) => _id,
  user: ({ odooId }) => odooId ?? null,
});
