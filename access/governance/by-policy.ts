import type { RowPolicy } from '../rows.ts';
import {
  governanceOfAsset, governanceOfCustomer, governanceOfFleet, governanceOfInvoice, governanceOfLot, governanceOfOrder, governanceOfPayment, governanceOfProduction, governanceOfTicket, governanceOfTransfer,
} from './lineage.ts';
import type { GovernanceOf } from './resolvers.ts';

/** Where the records of a policy stand, for those policies whose records stand anywhere. */
export const GOVERNANCE_OF: Readonly<Partial<Record<RowPolicy, GovernanceOf>>> = {
  CUSTOMER: governanceOfCustomer,
  SALES_ORDER: governanceOfOrder,
  TRANSFER: governanceOfTransfer,
  LOT: governanceOfLot,
  FLEET: governanceOfFleet,
  ASSET: governanceOfAsset,
  INVOICE: governanceOfInvoice,
  PAYMENT: governanceOfPayment,
  TICKET: governanceOfTicket,
  PRODUCTION: governanceOfProduction,
};
