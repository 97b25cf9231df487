import { governanceOfLot, governanceOfTransfer } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { accountsOfFleet, assetsOfAccount, fleetsOfAccount } from './governed.ts';
import { customerOfLot, deliveredAt, orderOfLot } from './lot-holder.ts';
import { lotsDelivered, lotsOfMove } from './lots-delivered.ts';
import { lot, onHand, place } from './lots.ts';
import { available, forecast } from './stock-levels.ts';
import { stock } from './stock-totals.ts';
import { customer, deliveriesOfCustomer, vendor } from './transfers.ts';

/** What the SDL of inventory cannot say. */
export const inventory: SubgraphCode = {
  roots: { lot },
  fields: {
    Transfer: { customer, vendor, governance: governanceResolvers(governanceOfTransfer).governance },
    StockMove: { lots: lotsOfMove },
    StockLevel: { available, forecast },
    Lot: { place, onHand, order: orderOfLot, customer: customerOfLot, deliveredAt, governance: governanceResolvers(governanceOfLot).governance },
    Fleet: { serviceAccounts: accountsOfFleet },
    SalesOrderLine: { lotsDelivered },
    Product: { stock },
  },
  edges: {
    Customer: { deliveries: deliveriesOfCustomer },
    ServiceAccount: { fleets: fleetsOfAccount, assets: assetsOfAccount },
  },
};
