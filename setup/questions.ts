import { and, or } from '../odoo/domain/build.ts';
import type { Domain } from '../odoo/domain/types.ts';

/** How a question names what it asks of the connected database. */
export interface Names {
  /** A condition over a field by its canonical name, in the database's own words. No row fits one over a field that is not there. */
  is(field: string, operator: string, value: string | number | boolean | readonly string[]): Domain;
}

/** One read of one model. Fields are named as Odoo 19 names them. */
export interface Question {
  readonly model: string;
  readonly fields: readonly string[];
  readonly rows?: (names: Names) => Domain;
  /** The way to the company; without it the records are everybody's. */
  readonly company?: string;
  /** How many rows are wanted; the number of all that match comes with them in any case. */
  readonly limit: number;
}

/** Enough of the small tables, where a verdict needs each row. */
const WHOLE_TABLE = 5_000;
/** Enough to name some. */
const EXAMPLES = 50;

const sold = ({ is }: Names): Domain => is('sale_ok', '=', true);

/** A sold product that may break a rule of seed 000, section 4: which rule is judged here, row by row. */
function doubtful(names: Names): Domain {
  const { is } = names;
  const hardware = is('x_service_type', '=', 'hardware');
  const storable = is('product_type', '=', 'product');
  const service = is('product_type', '=', 'service');
  return and(
    sold(names),
    or(
      and(hardware, service),
      and(hardware, storable, is('tracking', '!=', 'serial')),
      and(hardware, storable, is('invoice_policy', '!=', 'delivery')),
      and(service, is('invoice_policy', '!=', 'order')),
      is('x_pu_category', '=', false),
      is('list_price', '=', 0),
      is('taxes_id', '=', false),
    ),
  );
}

/** Everything that the checklist asks of Odoo's records: each is one call. */
export const QUESTIONS = {
  companies: { model: 'res.company', fields: ['name', 'sale_approval_enabled', 'sale_approval_minimum'], company: 'id', limit: WHOLE_TABLE },
  warehouses: { model: 'stock.warehouse', fields: ['name', 'lot_stock_id', 'company_id'], company: 'company_id', limit: WHOLE_TABLE },
  operationTypes: { model: 'stock.picking.type', fields: ['code', 'company_id'], rows: ({ is }) => is('code', 'in', ['incoming', 'outgoing']), company: 'company_id', limit: WHOLE_TABLE },
  stock: { model: 'stock.quant', fields: ['quantity'], rows: ({ is }) => and(is('quantity', '>', 0), is('location_id.usage', '=', 'internal')), company: 'company_id', limit: 1 },
  soldProducts: { model: 'product.template', fields: ['name'], rows: sold, company: 'company_id', limit: 1 },
  taxedProducts: { model: 'product.template', fields: ['name'], rows: (names) => and(sold(names), names.is('taxes_id', '!=', false)), company: 'company_id', limit: 1 },
  doubtfulProducts: {
    model: 'product.template',
    fields: ['name', 'product_type', 'tracking', 'invoice_policy', 'list_price', 'taxes_id', 'x_service_type', 'x_pu_category'],
    rows: doubtful,
    company: 'company_id',
    limit: 1_000,
  },
  customers: { model: 'res.partner', fields: ['name'], rows: ({ is }) => is('customer_rank', '>=', 1), company: 'company_id', limit: 1 },
  unreachableCustomers: {
    model: 'res.partner',
    fields: ['name'],
    rows: ({ is }) => and(is('customer_rank', '>=', 1), or(is('email', '=', false), is('email', 'not like', '@'))),
    company: 'company_id',
    limit: EXAMPLES,
  },
  accounts: { model: 'account.account', fields: ['account_type', 'company_ids'], rows: ({ is }) => is('account_type', 'in', ['asset_receivable', 'income']), company: 'company_ids', limit: WHOLE_TABLE },
  journals: { model: 'account.journal', fields: ['type', 'company_id'], rows: ({ is }) => is('type', 'in', ['sale', 'bank']), company: 'company_id', limit: WHOLE_TABLE },
  taxes: { model: 'account.tax', fields: ['company_id'], rows: ({ is }) => is('type_tax_use', '=', 'sale'), company: 'company_id', limit: WHOLE_TABLE },
  serviceAccounts: {
    model: 'ov.serviced_account',
    fields: ['name', 'account_code', 'state', 'company_id', 'source_company_id', 'parent_id', 'is_global_root'],
    limit: WHOLE_TABLE,
  },
  employees: { model: 'abs.employee', fields: ['name'], rows: ({ is }) => is('active', '=', true), company: 'company_id', limit: 1 },
  memberships: {
    model: 'ov.membership',
    fields: ['account_id', 'employee_id', 'person_partner_id', 'role_code', 'effective_from', 'effective_to'],
    rows: ({ is }) => is('membership_state', '=', 'active'),
    limit: WHOLE_TABLE,
  },
  helpdeskTeams: { model: 'helpdesk.team', fields: ['name'], company: 'company_id', limit: 1 },
  closingStages: { model: 'helpdesk.stage', fields: ['name'], rows: ({ is }) => is('closing', '=', true), limit: 1 },
  mailServers: { model: 'ir.mail_server', fields: ['name'], limit: 1 },
  productCategories: { model: 'product.category', fields: ['complete_name'], limit: 1 },
  dashboardOrders: { model: 'mrp.production', fields: ['name', 'state'], rows: ({ is }) => is('origin', '=like', 'Dashboard-%'), company: 'company_id', limit: 1 },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionName = keyof typeof QUESTIONS;
