import type { OdooVersion } from '../port.ts';
import type { DatabaseWarning } from './live-database.ts';

interface KnownAbsence {
  readonly model: string;
  readonly fields: readonly string[];
  readonly before?: number;
  readonly from?: number;
  readonly remedy: string;
}

/** Fields that an Odoo of these versions cannot have, whatever is installed. */
const BY_VERSION: readonly KnownAbsence[] = [
  { model: 'res.partner', fields: ['mobile'], from: 19, remedy: 'Odoo 19 keeps one number: read `phone`.' },
  { model: 'res.partner', fields: ['title'], from: 19, remedy: 'Odoo 19 has no titles; nothing replaces them.' },
  { model: 'sale.order', fields: ['analytic_account_id'], from: 18, remedy: 'Read the analytic distribution of the lines.' },
  { model: 'sale.order', fields: ['locked'], before: 17, remedy: 'Upgrade to Odoo 17 or later.' },
  { model: 'sale.order.line', fields: ['product_packaging_id', 'product_packaging_qty'], from: 19, remedy: 'Odoo 19 expresses packagings as units: read `product_uom_id`.' },
  { model: 'stock.move', fields: ['name'], from: 19, remedy: 'Read `description_picking` or the product.' },
  { model: 'stock.move', fields: ['location_final_id'], before: 18, remedy: 'Read `location_dest_id`.' },
  { model: 'stock.lot', fields: ['location_id'], before: 17, remedy: 'Upgrade to Odoo 17 or later.' },
  { model: 'stock.location', fields: ['scrap_location'], from: 19, remedy: 'Read `usage`, which is `inventory` for scrap.' },
  { model: 'stock.picking', fields: ['move_ids_without_package'], from: 19, remedy: 'Read `move_ids`.' },
  { model: 'account.payment', fields: ['is_internal_transfer', 'destination_journal_id'], from: 18, remedy: 'Odoo 18 has no internal transfers as payments.' },
  { model: 'mrp.workcenter', fields: ['default_capacity'], from: 19, remedy: 'Read the capacities per product.' },
  { model: 'helpdesk.stage', fields: ['is_close'], from: 15, remedy: 'Read `fold`, or the translated `closing`.' },
];

/** Fields of another generation of governance: nothing is missing, it is said elsewhere. */
const BY_GENERATION: readonly { readonly model: RegExp; readonly field: string; readonly cause: string; readonly remedy: string }[] = [
  {
    model: /^ov\.sa_.*_assignment$/,
    field: 'actor_id',
    cause: 'Only the one-table generation of abs_connector names the actor in the association itself',
    remedy: 'Nothing: read the actors of the association.',
  },
];

interface ModuleRow {
  readonly model: RegExp;
  readonly field?: RegExp;
  readonly module: string;
}

/** Which app brings what; the first row that fits. */
const BY_MODULE: readonly ModuleRow[] = [
  { model: /^sale\.order/, field: /^(margin|margin_percent|purchase_price)$/, module: 'sale_margin' },
  { model: /^sale\.order/, field: /^(picking_ids|warehouse_id|delivery_status|move_ids)$/, module: 'sale_stock' },
  { model: /^stock\./, field: /^(sale_id|sale_line_id)$/, module: 'sale_stock' },
  { model: /^(sale\.order|product\.)/, field: /^(is_subscription|subscription_state|plan_id|next_invoice_date|recurring_invoice)$/, module: 'sale_subscription (Enterprise) or this project’s addon' },
  { model: /^product\./, field: /^(is_storable|tracking|qty_available|virtual_available)$/, module: 'stock' },
  { model: /./, field: /^ov_sa_assignment_ids$/, module: 'this project’s addon' },
  { model: /./, field: /^(x_|approval_|approved_|sale_approval_|bop_|ov_)/, module: 'abs_connector or this project’s addon' },
  { model: /^(ov|abs)\./, module: 'abs_connector or this project’s addon' },
  { model: /^sale\.subscription/, module: 'sale_subscription (Enterprise) or this project’s addon' },
  { model: /^helpdesk\./, module: 'helpdesk (Enterprise) or this project’s addon' },
  { model: /^sale\./, module: 'sale_management' },
  { model: /^stock\./, module: 'stock' },
  { model: /^account\./, module: 'account' },
  { model: /^mrp\./, module: 'mrp' },
  { model: /^(product|uom)\./, module: 'product' },
  { model: /^mail\./, module: 'mail' },
];

/** Says why a model (field null) or one of its fields is missing in this database, and what brings it back. */
export function explainAbsence(model: string, field: string | null, version: OdooVersion): DatabaseWarning {
  if (field !== null) {
    const known = BY_VERSION.find((row) => row.model === model && row.fields.includes(field) && concerns(row, version));
    if (known !== undefined) {
      const cause = known.from === undefined ? `Odoo ${version.text} does not have it yet` : `Odoo removed it in ${known.from}`;
      return { model, field, cause, remedy: known.remedy };
    }
  }
  const other = BY_GENERATION.find((row) => row.field === field && row.model.test(model));
  if (other !== undefined) return { model, field, cause: other.cause, remedy: other.remedy };
  const module = BY_MODULE.find((row) => row.model.test(model) && (row.field === undefined || (field !== null && row.field.test(field))))?.module;
  const what = field === null ? 'The database has no such model' : 'The model has no such field, or the gateway’s user may not see it';
  if (module === undefined) return { model, field, cause: what, remedy: 'Check the module that brings it and the rights of the gateway’s user.' };
  return { model, field, cause: `${what}; it comes with ${module}`, remedy: `Install or upgrade ${module}, and check the rights of the gateway’s user.` };
}

function concerns({ before, from }: KnownAbsence, { major }: OdooVersion): boolean {
  return (before === undefined || major < before) && (from === undefined || major >= from);
}
