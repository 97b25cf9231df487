import { eachCompany, found, idIn, some, switchedOn } from '../judge.ts';
import type { SetupRule } from '../types.ts';

/** Seed 000, section 12, "Warehouse & Stock". */
export const WAREHOUSE: readonly SetupRule[] = [
  {
    id: 'warehouse.stockLocation',
    group: 'WAREHOUSE',
    severity: 'REQUIRED',
    title: 'Each company that sells has a warehouse with a stock location',
    path: 'Inventory → Configuration → Warehouses',
    remedy: 'Create a warehouse for the company; Odoo makes its locations and operation types.',
    judge: (facts) =>
      found(facts.answers.warehouses, facts, ({ rows }) => eachCompany(facts, rows.filter((row) => idIn(row, 'lot_stock_id') !== null), 'company_id', 'warehouses with a stock location')),
  },
  {
    id: 'warehouse.receipts',
    group: 'WAREHOUSE',
    severity: 'REQUIRED',
    title: 'Each company that sells has a Receipts operation type',
    path: 'Inventory → Configuration → Operations Types',
    remedy: 'Delete the warehouse without operation types and create it again.',
    judge: (facts) => found(facts.answers.operationTypes, facts, ({ rows }) => eachCompany(facts, rows.filter(({ code }) => code === 'incoming'), 'company_id', 'operation types for receipts')),
  },
  {
    id: 'warehouse.deliveries',
    group: 'WAREHOUSE',
    severity: 'REQUIRED',
    title: 'Each company that sells has a Delivery Orders operation type',
    path: 'Inventory → Configuration → Operations Types',
    remedy: 'Delete the warehouse without operation types and create it again.',
    judge: (facts) => found(facts.answers.operationTypes, facts, ({ rows }) => eachCompany(facts, rows.filter(({ code }) => code === 'outgoing'), 'company_id', 'operation types for deliveries')),
  },
  {
    id: 'warehouse.storageLocations',
    group: 'WAREHOUSE',
    severity: 'RECOMMENDED',
    title: 'Storage Locations are enabled',
    path: 'Settings → Inventory → Warehouse',
    remedy: 'Enable Storage Locations and save.',
    judge: switchedOn('group_stock_multi_locations', 'stock.picking'),
  },
  {
    id: 'warehouse.serialNumbers',
    group: 'WAREHOUSE',
    severity: 'REQUIRED',
    title: 'Lots & Serial Numbers are enabled',
    path: 'Settings → Inventory → Traceability',
    remedy: 'Enable Lots & Serial Numbers and save.',
    judge: switchedOn('group_stock_production_lot', 'stock.picking'),
  },
  {
    id: 'warehouse.stockReceived',
    group: 'WAREHOUSE',
    severity: 'REQUIRED',
    title: 'Stock has been received',
    path: 'Inventory → Operations → Receipts',
    remedy: 'Receive goods (a receipt in Odoo, or receiveStock): a delivery of what was never received ends with "Insufficient stock".',
    judge: some('stock', 'quantities in internal locations'),
  },
];
