import { actedOnAlone } from '../../access/governed-records.ts';
import { assignedRecords } from '../../graph/assigned.ts';
import type { CodeResolver, EdgeDomain } from '../../graph/engine.ts';
import { asRows } from '../../odoo/client/values.ts';

/** `ManufacturingOrder.lots`: until Odoo 18 an order makes one lot at most, and names it by a many2one. */
export const lots: CodeResolver = ({ data }, _args, { database }) => asRows(data[database.resolve('mrp.production', 'lot_producing_ids') ?? '']);

/** `ServiceAccount.manufacturingOrders`. The caller's own visibility is joined by the engine. */
export const ordersOfAccount: EdgeDomain = async (account, { scopes }) => (await scopes.governed('production', { account })).in('anyone');

/** `Employee.assignedManufacturingOrders`. */
export const ordersOfEmployee = assignedRecords((me, account, { scopes }) => actedOnAlone(scopes, 'production', account, me));
