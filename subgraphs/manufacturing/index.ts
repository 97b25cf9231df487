import { governanceOfProduction } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { billsOfProduct } from './bills-of-materials.ts';
import { lots, ordersOfAccount } from './manufacturing-orders.ts';

/** What the SDL of manufacturing cannot say. */
export const manufacturing: SubgraphCode = {
  fields: { ManufacturingOrder: { lots, governance: governanceResolvers(governanceOfProduction).governance } },
  edges: {
    Product: { billsOfMaterials: billsOfProduct },
    ServiceAccount: { manufacturingOrders: ordersOfAccount },
  },
};
