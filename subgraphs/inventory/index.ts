import { governanceOfLot, governanceOfTransfer } from '../../access/governance/lineage.ts';
import { governanceResolvers } from '../../access/governance/resolvers.ts';
import type { SubgraphCode } from '../../graph/engine.ts';
import { availableActions } from '../../graph/mutations/actions.ts';
import { accountsOfFleet, assetsOfAccount, assetsOfEmployee, fleetsOfAccount, fleetsOfEmployee, transfersOfEmployee } from './governed.ts';
import { customerOfLot, deliveredAt, orderOfLot } from './lot-holder.ts';
import { lotsDelivered, lotsOfMove } from './lots-delivered.ts';
import { lot, onHand, place } from './lots.ts';
import { createLot } from './mutations/create-lot.ts';
import { receiveStock } from './mutations/receive-stock.ts';
import { validateDelivery } from './mutations/validate-delivery.ts';
import { validateReceipt } from './mutations/validate-receipt.ts';
import { available, forecast } from './stock-levels.ts';
import { stock } from './stock-totals.ts';
import { TRANSFER_GUARDS } from './transfer-guards.ts';
import { customer, deliveriesOfCustomer, vendor } from './transfers.ts';

/** What the SDL of inventory cannot say. */
export const inventory: SubgraphCode = {
  roots: { lot },
  mutations: { receiveStock, validateReceipt, validateDelivery, createLot },
  fields: {
    Transfer: { availableActions: availableActions(TRANSFER_GUARDS), customer, vendor, governance: governanceResolvers(governanceOfTransfer).governance },
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
    Employee: { assignedTransfers: transfersOfEmployee, assignedFleets: fleetsOfEmployee, assignedAssets: assetsOfEmployee },
  },
};
