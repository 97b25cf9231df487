import { governanceOfProduction } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { availableActions } from '../../graph/mutations/actions.ts';
import { ORDER_GUARDS } from './actions.ts';
import { billsOfProduct } from './bills-of-materials.ts';
import { lots, ordersOfAccount } from './manufacturing-orders.ts';
import { finishManufacturingOrder } from './mutations/finish.ts';
import { cancelManufacturingOrder, confirmManufacturingOrder, startManufacturingOrder } from './mutations/work.ts';

/** What the SDL of manufacturing cannot say. */
export const manufacturing: SubgraphCode = {
  mutations: { confirmManufacturingOrder, startManufacturingOrder, finishManufacturingOrder, cancelManufacturingOrder },
  fields: { ManufacturingOrder: { lots, availableActions: availableActions(ORDER_GUARDS), governance: governanceResolvers(governanceOfProduction).governance } },
  edges: {
    Product: { billsOfMaterials: billsOfProduct },
    ServiceAccount: { manufacturingOrders: ordersOfAccount },
  },
};
