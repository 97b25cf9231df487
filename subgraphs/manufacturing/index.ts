import type { SubgraphCode } from '../../graph/engine.ts';
import { billsOfProduct } from './bills-of-materials.ts';
import { lots, ordersOfAccount } from './manufacturing-orders.ts';

/** What the SDL of manufacturing cannot say. */
export const manufacturing: SubgraphCode = {
  fields: { ManufacturingOrder: { lots } },
  edges: {
    Product: { billsOfMaterials: billsOfProduct },
    ServiceAccount: { manufacturingOrders: ordersOfAccount },
  },
};
