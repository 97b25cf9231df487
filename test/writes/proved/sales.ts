import { COMPANY, CUSTOMER, SA } from '../../../odoo/sandbox/data/ids.ts';
import { once } from './kind.ts';
import type { ProofOdoo, Proved } from './kind.ts';

/** A customer counts as done once they are there, with one place in the Service Account and one actor. */
export const customer: Proved = {
  as: 'agent',
  query: 'mutation($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } userErrors { code } } }',
  input: (mark) => ({ name: mark }),
  count: (mark, odoo) =>
    once([
      odoo.count('res.partner', [['name', '=', mark]]),
      odoo.count('ov.sa_customer_assignment', [['partner_id.name', '=', mark], ['state', '=', 'active']]),
      odoo.count('ov.actor_sa_customer_assignment', [['assignment_id.partner_id.name', '=', mark], ['state', '=', 'active']]),
    ]),
};

export const account: Proved = {
  as: 'admin',
  query: 'mutation($input: CreateServiceAccountInput!) { createServiceAccount(input: $input) { serviceAccount { id } userErrors { code } } }',
  input: (mark) => ({ name: mark, parentId: String(SA.TOGO) }),
  count: (mark, odoo) => odoo.count('ov.serviced_account', [['name', '=', mark]]),
};

export const quotation: Proved = {
  as: 'manager',
  query: 'mutation($input: CreateQuotationInput!) { createQuotation(input: $input) { order { id } userErrors { code } } }',
  input: (mark) => ({ customerId: String(CUSTOMER.PERSONA), clientReference: mark }),
  count: (mark, odoo) => once([
    odoo.count('sale.order', [['client_order_ref', '=', mark]]),
    odoo.count('ov.sa_sale_order_assignment', [['sale_order_id.client_order_ref', '=', mark], ['state', '=', 'active']]),
  ]),
};

/** An order of the demo customer. */
export function orderOf(mark: string, product: number, quantity: number, odoo: ProofOdoo): Promise<number> {
  return odoo.create('sale.order', {
    partner_id: CUSTOMER.PERSONA, company_id: COMPANY.TOGO, client_order_ref: mark, order_line: [[0, 0, { product_id: product, product_uom_qty: quantity, price_unit: 5000 }]],
  });
}

/** A confirmed order counts as done once: one order, one delivery. */
export const confirmation: Proved = {
  as: 'manager',
  query: 'mutation($input: ConfirmOrderInput!) { confirmOrder(input: $input) { order { id state } userErrors { code } } }',
  input: () => ({}),
  async prepare(mark, odoo) {
    const [product = 0] = await odoo.ids('product.product', [['is_storable', '=', true], ['company_id', 'in', [false, COMPANY.TOGO]]]);
    return { id: String(await orderOf(mark, product, 1, odoo)) };
  },
  count: (mark, odoo) => once([
    odoo.count('sale.order', [['client_order_ref', '=', mark], ['state', '=', 'sale']]),
    odoo.count('stock.picking', [['sale_id.client_order_ref', '=', mark]]),
  ]),
};
