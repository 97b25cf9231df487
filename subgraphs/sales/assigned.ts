import { customersIn, ordersIn, ordersOf } from '../../access/governed-records.ts';
import { reachOf } from '../../access/scopes/view.ts';
import type { AccountClause } from '../../access/storage/governed.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { EdgeDomain } from '../../graph/engine.ts';
import { asId } from '../../odoo/client/values.ts';
import { NOTHING } from '../../odoo/domain/build.ts';

/** `ServiceAccount.customers`. The caller's own visibility is joined by the engine, here and below. */
export const customersOfAccount: EdgeDomain = (account, { scopes }) => customersIn(scopes, account);

/** `ServiceAccount.orders`. */
export const ordersOfAccount: EdgeDomain = (account, { scopes }) => ordersIn(scopes, account);

/** Assignments count in the Service Account in context; for who sees everything, in any. */
function accountInView({ principal }: GraphContext): AccountClause {
  const reach = reachOf(principal);
  return reach.kind === 'account' ? reach.account : null;
}

async function personOf(employee: number, { reader }: GraphContext): Promise<number | null> {
  const [record] = await reader.byIds('abs.employee', [employee], [], { partner_id: {} });
  return asId(record?.partner_id);
}

/** `Employee.assignedCustomers`. */
export const customersOfEmployee: EdgeDomain = async (employee, context) => {
  const me = await personOf(employee, context);
  return me === null ? NOTHING : customersIn(context.scopes, accountInView(context), { me });
};

/** `Employee.assignedOrders`. */
export const ordersOfEmployee: EdgeDomain = async (employee, context) => {
  const me = await personOf(employee, context);
  return me === null ? NOTHING : ordersOf(context.scopes, accountInView(context), me);
};
