import { governanceOfProduction } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { availableActions } from '../../graph/mutations/actions.ts';
import { ORDER_GUARDS } from './actions.ts';
import { billsOfProduct } from './bills-of-materials.ts';
import { dashboardCode } from './dashboard/index.ts';
import type { DashboardSource } from './dashboard/services.ts';
import { lots, ordersOfAccount, ordersOfEmployee } from './manufacturing-orders.ts';
import { finishManufacturingOrder } from './mutations/finish.ts';
import { cancelManufacturingOrder, confirmManufacturingOrder, startManufacturingOrder } from './mutations/work.ts';

/** What the SDL of manufacturing cannot say. The production dashboard lives in MongoDB, so it comes from outside. */
export function manufacturing(dashboard: DashboardSource): SubgraphCode {
  const ofDashboard = dashboardCode(dashboard);
  return {
    ...ofDashboard,
    mutations: { ...ofDashboard.mutations, confirmManufacturingOrder, startManufacturingOrder, finishManufacturingOrder, cancelManufacturingOrder },
    fields: {
      ...ofDashboard.fields,
      ManufacturingOrder: { ...ofDashboard.fields?.['ManufacturingOrder'], lots, availableActions: availableActions(ORDER_GUARDS), governance: governanceResolvers(governanceOfProduction).governance },
    },
    edges: {
      Product: { billsOfMaterials: billsOfProduct },
      ServiceAccount: { manufacturingOrders: ordersOfAccount },
      Employee: { assignedManufacturingOrders: ordersOfEmployee },
    },
  };
}
