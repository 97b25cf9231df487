import { and, or } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { RowScopes } from './rows.ts';
import { through } from './scopes/view.ts';
import type { AccountClause, ActorClause } from './storage/governed.ts';

type Placed = Pick<RowScopes, 'governed'>;

/** Customers with an active place in the Service Accounts and this actor situation there. */
export async function customersIn(scopes: Placed, account: AccountClause, actor: ActorClause = 'anyone'): Promise<Domain> {
  return (await scopes.governed('customer', { account })).in(actor);
}

/**
 * Orders with an active place in the Service Accounts: by their own association or stamp or, when they never had one,
 * through their customer (domain.md U15).
 */
export function ordersIn(scopes: Placed, account: AccountClause): Promise<Domain> {
  return byCustomer(scopes, 'sale_order', account);
}

/** Tickets with an active place in the Service Accounts, as orders have it. */
export function ticketsIn(scopes: Placed, account: AccountClause): Promise<Domain> {
  return byCustomer(scopes, 'ticket', account);
}

async function byCustomer(scopes: Placed, object: 'sale_order' | 'ticket', account: AccountClause): Promise<Domain> {
  const ofCustomers = through('partner_id', await customersIn(scopes, account));
  const own = await scopes.governed(object, { account, among: ofCustomers });
  return or(own.in('anyone'), and(own.ungoverned, ofCustomers));
}

/** Orders on which this partner acts, or on whose customer. */
export async function ordersOf(scopes: Placed, account: AccountClause, partner: number): Promise<Domain> {
  const ofCustomers = through('partner_id', await customersIn(scopes, account, { me: partner }));
  const orders = await scopes.governed('sale_order', { account, among: ofCustomers });
  return or(orders.in({ me: partner }), and(or(orders.in('anyone'), orders.ungoverned), ofCustomers));
}
