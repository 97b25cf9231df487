import type { SubgraphCode } from '../../../graph/engine.ts';
import { choiceFields, choiceRoots } from './choices.ts';
import { dashboardMutations } from './mutations.ts';
import { conflictFields, orderFields, orderRoots } from './orders.ts';
import { catalogueRoots, productFields, userFields } from './people-and-products.ts';
import { View, type DashboardSource } from './services.ts';
import { runFields, statusRoots } from './status.ts';

/** The production dashboard: types that live in MongoDB, so that their resolvers are code throughout. */
export function dashboardCode(source: DashboardSource): SubgraphCode {
  return {
    roots: { ...orderRoots(source), ...catalogueRoots(source), ...choiceRoots, ...statusRoots(source) },
    mutations: dashboardMutations(source),
    fields: {
      ManufacturingOrder: { productionOrder: ({ id }, _args, context) => View.of(source, context).orderByOdooId.load(id) },
      ProductionOrder: orderFields(source),
      DashboardProduct: productFields,
      DashboardUser: userFields,
      SyncConflict: conflictFields(source),
      SyncRun: runFields,
      ...choiceFields(source),
    },
  };
}
