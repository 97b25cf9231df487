import type { Rows } from './types.ts';
import { associationTables } from './associations.ts';
import { CUSTOMER_GOVERNANCE } from './customer-governance.ts';
import { EMPLOYEE, SA, personOf } from './ids.ts';
import { BULK_ORDER_GOVERNANCE } from './order-bulk.ts';
import { ORDER_CASE_GOVERNANCE } from './order-cases.ts';

/** Who put the records under governance: each account's manager, else the admin. */
const MANAGERS: Readonly<Record<number, number>> = {
  [SA.TOGO]: personOf(EMPLOYEE.TOGO_MANAGER), [SA.KENYA]: personOf(EMPLOYEE.KENYA_MANAGER), [SA.LOME]: personOf(EMPLOYEE.LOME_MANAGER),
  [SA.NAIROBI]: personOf(EMPLOYEE.NAIROBI_MANAGER), [SA.KARA]: personOf(EMPLOYEE.KARA_MANAGER), [SA.LOME_BE]: personOf(EMPLOYEE.LOME_BE_MANAGER),
};
const assigner = (account: number): number => MANAGERS[account] ?? personOf(EMPLOYEE.ADMIN);

const customers = associationTables('partner_id', CUSTOMER_GOVERNANCE, { assignment: 2001, actor: 3001 }, assigner);
const orders = associationTables('sale_order_id', [...ORDER_CASE_GOVERNANCE, ...BULK_ORDER_GOVERNANCE], { assignment: 6001, actor: 7001 }, assigner);

/** The association tables of the two-table generation (18.0.1.3.0 on). */
export const GOVERNANCE: Rows = {
  'ov.sa_customer_assignment': customers.assignments,
  'ov.actor_sa_customer_assignment': customers.actorAssignments,
  'ov.sa_sale_order_assignment': orders.assignments,
  'ov.actor_sa_sale_order_assignment': orders.actorAssignments,
};
