import { EVERYTHING, NOTHING, and, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { GovernedObject } from '../storage/objects.ts';
import { questionOf, seenIn, standingByCustomer, type InAccount } from './standing.ts';
import { through, type ScopeView } from './view.ts';

/** The caller's reach as a domain: the two ends, the customer's own, and what the decision table says inside an SA. */
export function byReach(view: ScopeView, own: string, inAccount: (reach: InAccount) => Promise<Domain>): Domain | Promise<Domain> {
  const { reach } = view;
  switch (reach.kind) {
    case 'nothing':
      return NOTHING;
    case 'everything':
      return EVERYTHING;
    case 'own':
      return where(own, '=', reach.me);
    case 'account':
      return inAccount(reach);
  }
}

/** CUSTOMER. A customer is governed by their own association or stamp; without one, no SA sees them. */
export function customerScope(view: ScopeView): Domain | Promise<Domain> {
  return byReach(view, 'id', (reach) => governedScope('customer', reach, view));
}

/** Records of one object in the SA, by their own association alone. */
export async function governedScope(object: GovernedObject, reach: InAccount, view: ScopeView): Promise<Domain> {
  return seenIn(await view.governed(object, questionOf(reach)), reach);
}

/**
 * SALES_ORDER. An order belongs to an SA by its own association or stamp; if it never had one, through its customer
 * (domain.md U15). Once it has one, of any state, it does not follow its customer into other SAs. Inside the SA it is mine when I
 * act on the order or on its customer, and unassigned when nobody acts on either.
 */
export function salesOrderScope(view: ScopeView): Domain | Promise<Domain> {
  return byReach(view, 'partner_id', async (reach) => seenIn(await standingByCustomer(view, reach, 'sale_order'), reach));
}

/** SUBSCRIPTION. As its order; without an order, as its customer. A native subscription is an order. */
export function subscriptionScope(view: ScopeView, model: string): Domain | Promise<Domain> {
  if (model === 'sale.order') return view.domain('SALES_ORDER', model);
  return byReach(view, 'customer_id', async () => {
    const orders = await view.domain('SALES_ORDER', 'sale.order');
    const customers = await view.domain('CUSTOMER', 'res.partner');
    return or(through('order_id', orders), and(where('order_id', '=', false), through('customer_id', customers)));
  });
}
