import { governanceOfProduction } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { billsOfProduct } from './bills-of-materials.ts';
import { dashboardCode } from './dashboard/index.ts';
import type { DashboardSource } from './dashboard/services.ts';
import { lots, ordersOfAccount } from './manufacturing-orders.ts';

/** What the SDL of manufacturing cannot say. The production dashboard lives in MongoDB, so it comes from outside. */
export function manufacturing(dashboard: DashboardSource): SubgraphCode {
  const ofDashboard = dashboardCode(dashboard);
  return {
    ...ofDashboard,
    fields: {
      ...ofDashboard.fields,
      ManufacturingOrder: { ...ofDashboard.fields?.['ManufacturingOrder'], lots, governance: governanceResolvers(governanceOfProduction).governance },
    },
    edges: {
      Product: { billsOfMaterials: billsOfProduct },
      ServiceAccount: { manufacturingOrders: ordersOfAccount },
    },
  };
}
