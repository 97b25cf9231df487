import { actedOnWithCustomer, customersIn, ordersIn } from '../../access/governed-records.ts';
import { assignedRecords } from '../../graph/assigned.ts';
import type { EdgeDomain } from '../../graph/engine.ts';

/** `ServiceAccount.customers`. The caller's own visibility is joined by the engine, here and below. */
export const customersOfAccount: EdgeDomain = (account, { scopes }) => customersIn(scopes, account);

/** `ServiceAccount.orders`. */
export const ordersOfAccount: EdgeDomain = (account, { scopes }) => ordersIn(scopes, account);

/** `Employee.assignedCustomers`. */
export const customersOfEmployee = assignedRecords((me, account, { scopes }) => customersIn(scopes, account, { me }));

/** `Employee.assignedOrders`. */
export const ordersOfEmployee = assignedRecords((me, account, { scopes }) => actedOnWithCustomer(scopes, 'sale_order', account, me));
