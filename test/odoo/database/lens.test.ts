import { describe, expect, it } from 'vitest';
import { databaseOf } from '../support/databases.ts';

/** Canonical field, and its name in databases of older versions or other levels of abs_connector. */
const RENAMES: readonly (readonly [model: string, canonical: string, live: string])[] = [
  ['sale.order.line', 'product_uom_id', 'product_uom'],
  ['sale.order.line', 'tax_ids', 'tax_id'],
  ['stock.move', 'quantity', 'quantity_done'],
  ['stock.move', 'reference_ids', 'group_id'],
  ['stock.move.line', 'quantity', 'qty_done'],
  ['account.payment', 'memo', 'ref'],
  ['account.move', 'origin_payment_id', 'payment_id'],
  ['account.move', 'reversal_move_ids', 'reversal_move_id'],
  ['account.account', 'company_ids', 'company_id'],
  ['mrp.production', 'date_start', 'date_planned_start'],
  ['mrp.production', 'date_finished', 'date_planned_finished'],
  ['mrp.production', 'lot_producing_ids', 'lot_producing_id'],
  ['mrp.production', 'production_group_id', 'procurement_group_id'],
  ['res.users', 'group_ids', 'groups_id'],
  ['res.groups', 'user_ids', 'users'],
  ['ov.membership', 'person_partner_id', 'person_id'],
  ['ov.membership', 'role_code', 'role'],
  ['ov.membership', 'membership_state', 'state'],
  ['ov.membership', 'effective_from', 'date_from'],
  ['ov.membership', 'effective_to', 'date_to'],
  ['ov.membership', 'account_id', 'sa_id'],
  ['ov.serviced_account', 'account_class', 'sa_class'],
  ['ov.sa_fleet_assignment', 'access', 'association_kind'],
  ['ov.sa_ticket_assignment', 'account_id', 'sa_id'],
  ['ov.actor_sa_fleet_assignment', 'date_from', 'effective_from'],
];

describe('the lens', () => {
  it.each(RENAMES)('finds %s.%s under its older name %s', (model, canonical, live) => {
    const database = databaseOf({ major: 17, models: { [model]: { [live]: 'char' } } });
    expect(database.resolve(model, canonical)).toBe(live);
  });

  it.each(RENAMES)('prefers %s.%s to %s where both exist', (model, canonical, live) => {
    const database = databaseOf({ models: { [model]: { [live]: 'char', [canonical]: 'char' } } });
    expect(database.resolve(model, canonical)).toBe(canonical);
  });

  it('does not take a field for another model’s of the same old name', () => {
    const database = databaseOf({ major: 17, models: { 'sale.order': { ref: 'char' } } });
    expect(database.resolve('sale.order', 'memo')).toBeNull();
  });

  it('knows a model by both names, and resolves its fields by both', () => {
    const database = databaseOf({ models: { 'ov.sa_fleet_assignment=ov.sa_fleet': { association_kind: 'selection access binding' } } });
    expect(database.model('ov.sa_fleet_assignment')).toBe('ov.sa_fleet');
    expect([database.has('ov.sa_fleet_assignment'), database.has('ov.sa_fleet'), database.has('ov.sa_ticket_assignment')]).toEqual([true, true, false]);
    expect(database.resolve('ov.sa_fleet', 'access')).toBe('association_kind');
    expect(database.field('ov.sa_fleet_assignment', 'association_kind')?.type).toBe('selection');
    expect(database.selection('ov.sa_fleet_assignment', 'access')).toEqual([['access', 'access'], ['binding', 'binding']]);
  });
});

describe('what is missing', () => {
  it('is null with one warning, however often it is asked for', () => {
    const database = databaseOf({ models: { 'res.partner': { name: 'char' } } });
    expect([database.resolve('res.partner', 'mobile'), database.resolve('res.partner', 'mobile')]).toEqual([null, null]);
    expect(database.warnings).toEqual([{ model: 'res.partner', field: 'mobile', cause: 'Odoo removed it in 19', remedy: 'Odoo 19 keeps one number: read `phone`.' }]);
  });

  it('on an older Odoo is explained by its version', () => {
    const database = databaseOf({ major: 17, models: { 'stock.move': { state: 'selection draft' } } });
    database.resolve('stock.move', 'location_final_id');
    expect(database.warnings[0]).toMatchObject({ cause: 'Odoo 17.0 does not have it yet', remedy: 'Read `location_dest_id`.' });
  });

  it('is explained by the module that brings it', () => {
    const database = databaseOf({ models: { 'sale.order': { name: 'char' } } });
    database.resolve('sale.order', 'margin');
    database.resolve('sale.order', 'x_outlet_id');
    database.resolve('helpdesk.ticket', 'name');
    expect(database.warnings.map(({ model, field, cause }) => [model, field, cause])).toEqual([
      ['sale.order', 'margin', 'The model has no such field, or the gateway’s user may not see it; it comes with sale_margin'],
      ['sale.order', 'x_outlet_id', 'The model has no such field, or the gateway’s user may not see it; it comes with abs_connector or this project’s addon'],
      ['helpdesk.ticket', null, 'The database has no such model; it comes with helpdesk (Enterprise) or this project’s addon'],
    ]);
  });

  it('warns of a missing model once, not once per field', () => {
    const database = databaseOf({ models: {} });
    database.resolve('helpdesk.ticket', 'name');
    database.resolve('helpdesk.ticket', 'stage_id');
    expect(database.warnings).toHaveLength(1);
  });

  it('leaves no warning where nothing is missing', () => {
    const database = databaseOf({ models: { 'res.partner': { name: 'char' } } });
    database.resolve('res.partner', 'name');
    expect([database.field('res.partner', 'nope'), database.selection('res.partner', 'name'), database.warnings]).toEqual([null, null, []]);
  });
});
