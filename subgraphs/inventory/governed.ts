import { actedOnAlone, actedOnWithCustomer, transfersActedOn } from '../../access/governed-records.ts';
import { rowsOf } from '../../access/odoo-records.ts';
import { assignedRecords } from '../../graph/assigned.ts';
import type { CodeResolver, EdgeDomain } from '../../graph/engine.ts';

/** `ServiceAccount.fleets`. The caller's own visibility is joined by the engine, here and below. */
export const fleetsOfAccount: EdgeDomain = async (account, { scopes }) => (await scopes.governed('fleet', { account })).in('anyone');

/** `ServiceAccount.assets`. */
export const assetsOfAccount: EdgeDomain = async (account, { scopes }) => (await scopes.governed('asset', { account })).in('anyone');

/** `Fleet.serviceAccounts`. */
export const accountsOfFleet: CodeResolver = ({ data }) =>
  rowsOf(data.ov_sa_assignment_ids)
    .filter(({ state }) => state === 'active')
    .map((row) => row.account_id);

/** `Employee.assignedFleets`. */
export const fleetsOfEmployee = assignedRecords((me, account, { scopes }) => actedOnAlone(scopes, 'fleet', account, me));

/** `Employee.assignedAssets`. */
export const assetsOfEmployee = assignedRecords((me, account, { scopes }) => actedOnWithCustomer(scopes, 'asset', account, me));

/** `Employee.assignedTransfers`. */
export const transfersOfEmployee = assignedRecords((me, account, { scopes, database }) =>
  transfersActedOn(scopes, account, me, database.resolve('stock.picking', 'sale_id') !== null),
);
