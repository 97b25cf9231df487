import { and, or, where } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';
import type { RowScopes } from './rows.ts';
import { through } from './scopes/view.ts';
import type { AccountClause, ActorClause } from './storage/governed.ts';
import type { GovernedObject } from './storage/objects.ts';

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

/** Orders, tickets or assets on which this partner acts, or on whose customer. */
export async function actedOnWithCustomer(scopes: Placed, object: 'sale_order' | 'ticket' | 'asset', account: AccountClause, partner: number): Promise<Domain> {
  const ofCustomers = through('partner_id', await customersIn(scopes, account, { me: partner }));
  return actedOn(scopes, object, account, partner, ofCustomers);
}

/** Transfers on which this partner acts, or on whose order, or without an order on whose partner. */
export async function transfersActedOn(scopes: Placed, account: AccountClause, partner: number, hasOrders: boolean): Promise<Domain> {
  const ofPartner = through('partner_id', await customersIn(scopes, account, { me: partner }));
  if (!hasOrders) return actedOn(scopes, 'picking', account, partner, ofPartner);
  const ofOrder = through('sale_id', await actedOnWithCustomer(scopes, 'sale_order', account, partner));
  return actedOn(scopes, 'picking', account, partner, or(ofOrder, and(where('sale_id', '=', false), ofPartner)));
}

/** By itself or, where it is governed in no other Service Account, by what stands above it. */
async function actedOn(scopes: Placed, object: GovernedObject, account: AccountClause, partner: number, above: Domain): Promise<Domain> {
  const own = await scopes.governed(object, { account, among: above });
  return or(own.in({ me: partner }), and(or(own.in('anyone'), own.ungoverned), above));
}

/** Fleets or manufacturing orders on which this partner acts: nothing stands above them. */
export async function actedOnAlone(scopes: Placed, object: 'fleet' | 'production', account: AccountClause, partner: number): Promise<Domain> {
  return (await scopes.governed(object, { account })).in({ me: partner });
}
