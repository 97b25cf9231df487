/**
 * The version lens: what is called differently in other Odoos and other levels of abs_connector. Canonical is Odoo 19
 * with the two-table abs_connector; the other names follow in the order in which they are tried. Which one holds is
 * decided by what the database has, not by its version number: modules lag behind and databases get patched.
 * Changes of value or type are in virtual-fields.ts, reasons for what no name is left of in absences.ts.
 */

/** Objects that a Serviced Account governs through association tables. */
const GOVERNED = ['customer', 'sale_order', 'ticket', 'fleet', 'production', 'picking', 'asset', 'lead', 'pos_order'] as const;

/** Canonical model → other names. */
export const MODEL_NAMES: Readonly<Record<string, readonly string[]>> = {
  'stock.package': ['stock.quant.package'], // ≤ 18
  'stock.reference': ['procurement.group'], // ≤ 18
  'mrp.production.group': ['procurement.group'], // ≤ 18
  'product.uom': ['product.packaging'], // ≤ 18
  'stock.lot': ['stock.production.lot'], // ≤ 15
  'ov.fleet_item': ['ov.fleet.item'],
  // The decision records of abs_connector use the short names, its clients the long ones.
  ...Object.fromEntries(
    GOVERNED.flatMap((object) => [
      [`ov.sa_${object}_assignment`, [`ov.sa_${object}`]],
      [`ov.actor_sa_${object}_assignment`, [`ov.actor_sa_${object}`]],
    ]),
  ),
};

type Names = Readonly<Record<string, readonly string[]>>;

const PERIOD: Names = { date_from: ['effective_from'], date_to: ['effective_to'] };
const ASSOCIATION: Names = { ...PERIOD, account_id: ['sa_id'], access: ['association_kind'] };
const ACTOR_ASSOCIATION: Names = { ...PERIOD, assignment_id: ['association_id'] };
/** How the association calls the record, where there is more than one word for it. */
const NATIVE: Readonly<Record<string, Names>> = { customer: { partner_id: ['customer_id'] }, sale_order: { sale_order_id: ['order_id'] } };

/** Canonical model → canonical field → other names. Only names that mean the same. */
export const FIELD_NAMES: Readonly<Record<string, Names>> = {
  'sale.order': {
    approval_submitted_by_id: ['approval_submitted_by'],
    approved_by_id: ['approved_by'],
  },
  'sale.order.line': {
    product_uom_id: ['product_uom'], // ≤ 18
    tax_ids: ['tax_id'], // ≤ 18
  },
  'stock.move': {
    quantity: ['quantity_done'], // ≤ 16
    reference_ids: ['group_id'], // ≤ 18, a many2one there
  },
  'stock.move.line': { quantity: ['qty_done'] }, // ≤ 16
  'stock.picking': { reference_ids: ['group_id'] }, // ≤ 18, a many2one there
  'account.payment': { memo: ['ref'] }, // ≤ 17
  'account.move': {
    origin_payment_id: ['payment_id'], // ≤ 17
    reversal_move_ids: ['reversal_move_id'], // ≤ 17, a one2many there too
  },
  'account.account': { company_ids: ['company_id'] }, // ≤ 17, a many2one there
  'mrp.production': {
    date_start: ['date_planned_start'], // ≤ 16
    date_finished: ['date_planned_finished'], // ≤ 16
    lot_producing_ids: ['lot_producing_id'], // ≤ 18, a many2one there
    production_group_id: ['procurement_group_id'], // ≤ 18
  },
  'mrp.workorder': {
    date_start: ['date_planned_start'], // ≤ 16
    date_finished: ['date_planned_finished'], // ≤ 16
  },
  'res.users': { group_ids: ['groups_id'] }, // ≤ 18
  'res.groups': { user_ids: ['users'] }, // ≤ 18
  'ov.serviced_account': {
    account_code: ['code'],
    account_class: ['sa_class'],
  },
  'ov.membership': {
    account_id: ['sa_id'],
    person_partner_id: ['person_id'],
    role_code: ['role'],
    membership_state: ['state'],
    effective_from: ['date_from'],
    effective_to: ['date_to'],
  },
  ...Object.fromEntries(
    GOVERNED.flatMap((object) => [
      [`ov.sa_${object}_assignment`, { ...ASSOCIATION, ...NATIVE[object] }],
      [`ov.actor_sa_${object}_assignment`, ACTOR_ASSOCIATION],
    ]),
  ),
};

/** Names that are tried before the canonical one, because an older Odoo has that for something else. */
const FIRST_NAMES: Readonly<Record<string, Names>> = {
  'uom.uom': { factor: ['factor_inv'] }, // ≤ 18, where `factor` is its inverse
};

/** The names to try for a model, the canonical one first. */
export function namesOfModel(canonical: string): readonly string[] {
  return [canonical, ...(MODEL_NAMES[canonical] ?? [])];
}

/** The names to try for a field, the canonical one first unless it means something else in older versions. */
export function namesOfField(canonicalModel: string, canonical: string): readonly string[] {
  return [...(FIRST_NAMES[canonicalModel]?.[canonical] ?? []), canonical, ...(FIELD_NAMES[canonicalModel]?.[canonical] ?? [])];
}
