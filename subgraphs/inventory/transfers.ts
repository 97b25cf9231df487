import { idOf, rowOf } from '../../access/odoo-records.ts';
import type { CodeResolver, EdgeDomain } from '../../graph/engine.ts';
import { and, or, where } from '../../odoo/domain/build.ts';

function usage(location: unknown): unknown {
  return rowOf(location)?.usage;
}

/** `Transfer.customer`: the order says who buys; without one, whoever the goods go to or come from. */
export const customer: CodeResolver = ({ data }) => {
  const order = rowOf(data.sale_id);
  if (order) return order.partner_id;
  const withCustomer = usage(data.location_id) === 'customer' || usage(data.location_dest_id) === 'customer';
  return withCustomer ? rowOf(data.partner_id)?.commercial_partner_id : null;
};

/** `Transfer.vendor`. */
export const vendor: CodeResolver = ({ data }) => (usage(data.location_id) === 'supplier' && idOf(data.partner_id) !== null ? data.partner_id : null);

/** `Customer.deliveries`: as `Transfer.customer` says, read backwards. A contact may be a customer of their own. */
export const deliveriesOfCustomer: EdgeDomain = (customerId, { database }) => {
  const toAddress = or(where('partner_id', '=', customerId), where('partner_id.commercial_partner_id', '=', customerId));
  if (database.resolve('stock.picking', 'sale_id') === null) return toAddress;
  return or(where('sale_id.partner_id', '=', customerId), and(where('sale_id', '=', false), toAddress));
};
