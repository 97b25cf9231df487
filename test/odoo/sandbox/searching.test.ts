import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Domain } from '../../../odoo/domain/types.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { ask, json2, small } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await small();
});
afterAll(() => sandbox.stop());

const search = (model: string, domain: Domain, args: object = {}): Promise<unknown> => ask(sandbox, model, 'search', { domain, ...args });

describe('domains', () => {
  it.each<[string, string, Domain, number[]]>([
    ['archived records are hidden', 'res.partner', [['name', '=', 'Gone']], []],
    ['unless the domain speaks of active', 'res.partner', [['name', '=', 'Gone'], ['active', 'in', [true, false]]], [12]],
    ['text on a relation is a search by name', 'res.partner', [['country_id', 'ilike', 'tog']], [10]],
    ['a path', 'sale.order', [['order_line.product_id.default_code', '=', 'KIT']], [100]],
    ['a path through an inherited field', 'sale.order.line', [['product_id.categ_id', 'child_of', 1]], [200]],
    ['a stored tree by child_of', 'ov.serviced_account', [['id', 'child_of', [2]]], [2, 3]],
    ['a many2one by child_of', 'ov.membership', [['account_id', 'child_of', 2]], [1]],
    ['parent_of', 'ov.serviced_account', [['id', 'parent_of', [3]]], [1, 2, 3]],
    ['the inverse of an association', 'res.partner', [['ov_sa_assignment_ids', 'any', [['state', '=', 'active'], ['account_id', '=', 3]]]], [10]],
    ['an actor two levels down', 'res.partner', [['ov_sa_assignment_ids.actor_assignment_ids.actor_id', '=', 3]], [10]],
    ['not any', 'res.partner', [['customer_rank', '>', 0], ['ov_sa_assignment_ids', 'not any', [['state', '=', 'active']]]], [11]],
    ['a variant by its barcode', 'product.product', [['display_name', 'ilike', '590']], [30]],
    ['a name in brackets', 'product.product', [['display_name', '=', '[KIT] Solar kit']], [30]],
    ['an inherited field', 'product.product', [['type', '=', 'service']], [31]],
    ['what a related field lacks is not set', 'product.product', [['categ_id', '=', false]], [31]],
    ['a part of a date', 'sale.order', [['date_order.month_number', '=', 4]], [101]],
  ])('%s', async (_, model, domain, ids) => expect(await search(model, domain, { order: 'id' })).toEqual(ids));

  it('reads a day in the time zone of the caller', async () => {
    const domain: Domain = [['date_order', '>=', '2026-04-01']];
    expect([await search('sale.order', domain, { order: 'id' }), await search('sale.order', domain, { order: 'id', context: { tz: 'Africa/Nairobi' } })]).toEqual([[101], [100, 101]]);
  });

  it.each([
    [[['name', '~', 'x']], "Invalid operator in condition ('name', '~', 'x')"],
    [['&', ['name', '=', 'x']], "Domain() malformed domain ['&', ['name', '=', 'x']]"],
    [[['name', '=', 'x'], 3], 'Domain() invalid item in domain: 3'],
    [[['name', 'any', [['id', '=', 1]]]], "Cannot use 'any' with non-relational fields in condition ('name', 'any', [('id', '=', 1)])"],
    [[['country_id.nope', '=', 1]], "Invalid field res.country.nope in condition ('nope', '=', 1)"],
    [[['company_type', '=', 'person']], 'Cannot convert res.partner.company_type to SQL because it is not stored'],
  ])('refuses %j', async (domain, message) => {
    const { status, body } = await json2(sandbox, 'res.partner', 'search', { domain });
    expect([status, (body as { name: string }).name, (body as { message: string }).message]).toEqual([500, 'builtins.ValueError', message]);
  });
});

describe('orders', () => {
  it.each<[string, string, number[]]>([
    ['the model’s own, newest first', '', [101, 100]],
    ['a many2one by its model’s order', 'partner_id', [100, 101]],
    ['downwards', 'partner_id desc', [101, 100]],
    ['NULL last going up', 'approval_date', [100, 101]],
    ['NULL first going down', 'approval_date desc', [101, 100]],
    ['unless told otherwise', 'approval_date nulls first', [101, 100]],
    ['several keys', 'company_id, amount_total', [101, 100]],
  ])('%s', async (_, order, ids) => expect(await search('sale.order', [], { order })).toEqual(ids));

  it('sort text by code points, capitals first', async () => {
    await ask(sandbox, 'res.partner.category', 'create', { vals_list: [{ name: 'beta' }, { name: 'Zeta' }, { name: 'Éta' }] });
    const rows = (await ask(sandbox, 'res.partner.category', 'search_read', { domain: [], fields: ['name'] })) as { name: string }[];
    expect(rows.map(({ name }) => name)).toEqual(['Zeta', 'beta', 'Éta']);
  });

  it('refuse what is no order', async () => {
    const { status, body } = await json2(sandbox, 'sale.order', 'search', { domain: [], order: 'name sideways' });
    expect([status, (body as { message: string }).message]).toEqual([
      422,
      'Invalid "order" specified (name sideways). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)',
    ]);
  });
});

describe('names', () => {
  it('are searched in the fields that Odoo searches', async () => {
    expect(await ask(sandbox, 'res.partner', 'name_search', { name: 'example' })).toEqual([[3, 'Administrator'], [10, 'Ama']]);
    expect(await ask(sandbox, 'product.template', 'name_search', { name: 'kit' })).toEqual([[20, '[KIT] Solar kit']]);
  });
});
