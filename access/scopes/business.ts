import { EVERYTHING, NOTHING, and, not, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { GovernanceQuestion } from '../storage/governed.ts';
import type { GovernedObject } from '../storage/objects.ts';
import { mine, through, type Reach, type ScopeView } from './view.ts';

type InAccount = Extract<Reach, { kind: 'account' }>;

/** The caller's reach as a domain: the two ends, the customer's own, and what the decision table says inside an SA. */
function byReach(view: ScopeView, own: string, inAccount: (reach: InAccount) => Promise<Domain>): Domain | Promise<Domain> {
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
  const governed = await view.governed(object, questionOf(reach));
  switch (reach.policy) {
    case 'sa_wide':
      return governed.in('anyone');
    case 'assigned_plus_unassigned':
      return or(mine(governed, reach.me), governed.in('nobody'));
    case 'assigned_only':
      return mine(governed, reach.me);
  }
}

/** Who sees all of an SA asks about no actor, an agent about themselves: where rows have to be read, only those are. */
function questionOf({ account, policy, me }: InAccount): GovernanceQuestion {
  if (policy === 'sa_wide') return { account, actors: 'none' };
  return policy === 'assigned_only' && me !== null ? { account, actors: { only: me } } : { account };
}

/**
 * SALES_ORDER. An order belongs to an SA by its own association or stamp; if it never had one, through its customer
 * (domain.md U15). Once it has one, of any state, it does not follow its customer into other SAs. Inside the SA it is mine when I
 * act on the order or on its customer, and unassigned when nobody acts on either.
 */
export function salesOrderScope(view: ScopeView): Domain | Promise<Domain> {
  return byReach(view, 'partner_id', async (reach) => {
    const question = questionOf(reach);
    const customers = await view.governed('customer', question);
    if (reach.policy === 'sa_wide') {
      const among = through('partner_id', customers.in('anyone'));
      const orders = await view.governed('sale_order', { ...question, among });
      return or(orders.in('anyone'), and(orders.ungoverned, among));
    }

    const ofMine = through('partner_id', mine(customers, reach.me));
    const ofNobodys = reach.policy === 'assigned_only' ? NOTHING : through('partner_id', customers.in('nobody'));
    const orders = await view.governed('sale_order', { ...question, among: or(ofMine, ofNobodys) });
    const assigned = or(mine(orders, reach.me), and(or(orders.in('anyone'), orders.ungoverned), ofMine));
    if (reach.policy === 'assigned_only') return assigned;
    const unassigned = and(orders.in('nobody'), not(through('partner_id', customers.in('someone'))));
    return or(assigned, unassigned, and(orders.ungoverned, ofNobodys));
  });
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
