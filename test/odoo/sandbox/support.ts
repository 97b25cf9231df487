import type { Dataset } from '../../../odoo/sandbox/load.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../odoo/sandbox/start.ts';

/** A company small enough to know by heart. */
export const SMALL: Dataset = {
  'res.currency': [
    { id: 1, name: 'USD', symbol: '$', rounding: 0.01, decimal_places: 2 },
    { id: 2, name: 'XOF', symbol: 'CFA', rounding: 1, decimal_places: 0 },
  ],
  'res.country': [{ id: 1, name: 'Togo', code: 'TG' }],
  'res.company': [
    { id: 1, name: 'Holding', partner_id: 1, currency_id: 1, sequence: 1 },
    { id: 2, name: 'Togo SA', partner_id: 2, currency_id: 2, sequence: 2, sale_approval_enabled: true, sale_approval_minimum: 500 },
  ],
  'res.users': [{ id: 2, login: 'admin', partner_id: 3, company_id: 1, company_ids: [1, 2], active: true, share: false }],
  'res.partner': [
    { id: 1, name: 'Holding', is_company: true, type: 'contact' },
    { id: 2, name: 'Togo SA', is_company: true, type: 'contact' },
    { id: 3, name: 'Administrator', type: 'contact', partner_share: false, email: 'admin@example.com' },
    { id: 10, name: 'Ama', type: 'contact', company_id: 2, country_id: 1, customer_rank: 1, email: 'Ama@Example.com', property_payment_term_id: 1 },
    { id: 11, name: 'Kofi', type: 'contact', company_id: 2, customer_rank: 1 },
    { id: 12, name: 'Gone', type: 'contact', company_id: 2, active: false },
  ],
  'account.payment.term': [{ id: 1, name: '30 Days', sequence: 10 }],
  'uom.uom': [{ id: 1, name: 'Units', factor: 1, relative_factor: 1 }],
  'product.category': [{ id: 1, name: 'Goods' }, { id: 2, name: 'Kits', parent_id: 1 }],
  'product.template': [
    { id: 20, name: 'Solar kit', default_code: 'KIT', type: 'consu', is_storable: true, list_price: 100, uom_id: 1, categ_id: 2 },
    { id: 21, name: 'Visit', type: 'service', list_price: 20, uom_id: 1 },
  ],
  'product.product': [
    { id: 30, product_tmpl_id: 20, default_code: 'KIT', barcode: '590', standard_price: 60 },
    { id: 31, product_tmpl_id: 21, standard_price: 5 },
  ],
  'sale.order': [
    {
      id: 100, name: 'S00100', company_id: 2, partner_id: 10, partner_invoice_id: 10, partner_shipping_id: 10, state: 'sale', date_order: '2026-03-31 23:30:00',
      currency_id: 2, amount_total: 240, margin: 75, approval_status: 'approved', approval_date: '2026-03-30 08:00:00', picking_policy: 'direct',
    },
    {
      id: 101, name: 'S00101', company_id: 2, partner_id: 11, partner_invoice_id: 11, partner_shipping_id: 11, state: 'draft', date_order: '2026-04-02 09:00:00',
      currency_id: 2, amount_total: 20, margin: 15, user_id: 5,
    },
  ],
  'sale.order.line': [
    { id: 200, order_id: 100, sequence: 10, name: 'Solar kit', product_id: 30, product_uom_id: 1, product_uom_qty: 2, price_unit: 100, price_subtotal: 200, customer_lead: 0, tax_ids: [] },
    { id: 201, order_id: 100, sequence: 5, name: 'Visit', product_id: 31, product_uom_id: 1, product_uom_qty: 2, price_unit: 20, price_subtotal: 40, customer_lead: 0, tax_ids: [] },
    { id: 202, order_id: 101, sequence: 10, name: 'Visit', product_id: 31, product_uom_id: 1, product_uom_qty: 1, price_unit: 20, price_subtotal: 20, customer_lead: 0, tax_ids: [] },
  ],
  'ov.serviced_account': [
    { id: 1, name: 'Root', account_code: 'OVGLOBAL-ROOT', account_class: 'OVAC', state: 'active', is_global_root: true },
    { id: 2, name: 'Togo', account_class: 'OVAC', state: 'active', parent_id: 1, company_id: 2, source_company_id: 2, is_root: true },
    { id: 3, name: 'Lomé', account_class: 'OVAC', state: 'active', parent_id: 2, company_id: 2 },
  ],
  'ov.membership': [{ id: 1, account_id: 3, person_partner_id: 3, role_code: 'staff', membership_state: 'active' }],
};

/** The small company's associations, in two tables. */
export const ASSOCIATIONS: Dataset = {
  'ov.sa_customer_assignment': [
    { id: 1, account_id: 3, partner_id: 10, state: 'active', access: 'binding' },
    { id: 2, account_id: 2, partner_id: 11, state: 'expired', access: 'binding' },
  ],
  'ov.actor_sa_customer_assignment': [{ id: 1, assignment_id: 1, actor_id: 3, state: 'active', is_primary: true }],
};

/** A sandbox of the small company at noon of 15 May 2026. */
export const small = (options: SandboxOptions = {}): Promise<Sandbox> =>
  startSandbox({ dataset: { ...SMALL, ...ASSOCIATIONS }, clock: () => new Date('2026-05-15T12:00:00Z'), ...options });

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

type Args = Readonly<Record<string, unknown>>;

/** Calls over JSON-2 as a user; errors come without their traceback. */
export async function json2(sandbox: Sandbox, model: string, method: string, args: Args, key: string = sandbox.apiKey): Promise<Reply> {
  const response = await fetch(`${sandbox.url}/json/2/${model}/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Odoo-Database': sandbox.db, Authorization: `bearer ${key}` },
    body: JSON.stringify(args),
  });
  return { status: response.status, body: withoutDebug(await response.json()) };
}

/** The value of a JSON-2 call that must succeed. */
export async function ask(sandbox: Sandbox, model: string, method: string, args: Args): Promise<unknown> {
  const { status, body } = await json2(sandbox, model, method, args);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

/** Calls over the legacy interface; answers the whole envelope without tracebacks. */
export async function rpc(sandbox: Sandbox, service: string, method: string, args: readonly unknown[]): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/jsonrpc`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } }),
  });
  return withoutDebug(await response.json());
}

export const executeKw = (sandbox: Sandbox, model: string, method: string, args: readonly unknown[], named: Args = {}): Promise<unknown> =>
  rpc(sandbox, 'object', 'execute_kw', [sandbox.db, sandbox.uid, sandbox.apiKey, model, method, args, named]);

function withoutDebug(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDebug);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'debug').map(([key, item]) => [key, withoutDebug(item)]));
}
