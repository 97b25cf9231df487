import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { COMPANY, CUSTOMER, SA } from '../../odoo/sandbox/data/ids.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';

type Input = Readonly<Record<string, unknown>>;

/** A mutation that is to have one effect, however often its process dies. `mark` tells one attempt from all others. */
export interface Proved {
  readonly as: PersonaName;
  /** Takes `$input`; what it selects is the same at each repetition. */
  readonly query: string;
  input(mark: string): Input;
  /** Makes what the mutation works on; answers what the input says of it. */
  prepare?(mark: string, odoo: OdooPort, request: OdooRequest): Promise<Input>;
  /** How often it was done: 1, or something is wrong. */
  count(mark: string, odoo: OdooPort, request: OdooRequest): Promise<number>;
}

const countOf = (odoo: OdooPort, request: OdooRequest, model: string, domain: readonly unknown[]): Promise<number> =>
  odoo.call<number>({ model, method: 'search_count', args: { domain }, context: { active_test: false }, kind: 'read' }, request);

/** Done once when each of its traces is there once. */
async function once(counts: readonly Promise<number>[]): Promise<number> {
  const found = await Promise.all(counts);
  return found.every((count) => count === 1) ? 1 : Math.max(...found) > 1 ? 2 : 0;
}

/** A customer counts as done once they are there, with one place in the Service Account and one actor. */
const customer: Proved = {
  as: 'agent',
  query: 'mutation($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } userErrors { code } } }',
  input: (mark) => ({ name: mark }),
  count: (mark, odoo, request) =>
    once([
      countOf(odoo, request, 'res.partner', [['name', '=', mark]]),
      countOf(odoo, request, 'ov.sa_customer_assignment', [['partner_id.name', '=', mark], ['state', '=', 'active']]),
      countOf(odoo, request, 'ov.actor_sa_customer_assignment', [['assignment_id.partner_id.name', '=', mark], ['state', '=', 'active']]),
    ]),
};

const account: Proved = {
  as: 'admin',
  query: 'mutation($input: CreateServiceAccountInput!) { createServiceAccount(input: $input) { serviceAccount { id } userErrors { code } } }',
  input: (mark) => ({ name: mark, parentId: String(SA.TOGO) }),
  count: (mark, odoo, request) => countOf(odoo, request, 'ov.serviced_account', [['name', '=', mark]]),
};

const quotation: Proved = {
  as: 'manager',
  query: 'mutation($input: CreateQuotationInput!) { createQuotation(input: $input) { order { id } userErrors { code } } }',
  input: (mark) => ({ customerId: String(CUSTOMER.PERSONA), clientReference: mark }),
  count: (mark, odoo, request) => once([
    countOf(odoo, request, 'sale.order', [['client_order_ref', '=', mark]]),
    countOf(odoo, request, 'ov.sa_sale_order_assignment', [['sale_order_id.client_order_ref', '=', mark], ['state', '=', 'active']]),
  ]),
};

/** A confirmed order counts as done once: one order, one delivery. */
const confirmation: Proved = {
  as: 'manager',
  query: 'mutation($input: ConfirmOrderInput!) { confirmOrder(input: $input) { order { id state } userErrors { code } } }',
  input: () => ({}),
  async prepare(mark, odoo, request) {
    const products = await odoo.call<readonly number[]>({ model: 'product.product', method: 'search', args: { domain: [['is_storable', '=', true], ['company_id', 'in', [false, COMPANY.TOGO]]], limit: 1, order: 'id' }, kind: 'read' }, request);
    const vals = { partner_id: CUSTOMER.PERSONA, company_id: COMPANY.TOGO, client_order_ref: mark, order_line: [[0, 0, { product_id: products[0], product_uom_qty: 1, price_unit: 1 }]] };
    const [order] = await odoo.call<readonly number[]>({ model: 'sale.order', method: 'create', args: { vals_list: [vals] }, kind: 'write' }, request);
    return { id: String(order) };
  },
  count: (mark, odoo, request) => once([
    countOf(odoo, request, 'sale.order', [['client_order_ref', '=', mark], ['state', '=', 'sale']]),
    countOf(odoo, request, 'stock.picking', [['sale_id.client_order_ref', '=', mark]]),
  ]),
};

/** The mutations that the proof goes through, in turn. */
export const PROVED: readonly Proved[] = [customer, account, quotation, confirmation];
