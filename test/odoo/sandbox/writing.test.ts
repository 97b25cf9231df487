import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { ask, json2, small } from './support.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await small();
});
afterEach(() => sandbox.stop());

const create = async (model: string, vals: object): Promise<number> => ((await ask(sandbox, model, 'create', { vals_list: [vals] })) as number[])[0] ?? 0;
const read = async (model: string, id: number, ...fields: string[]): Promise<unknown> => {
  const [row] = (await ask(sandbox, model, 'read', { ids: [id], fields, load: null })) as Record<string, unknown>[];
  return row;
};
const refusal = async (model: string, method: string, args: object): Promise<unknown[]> => {
  const { status, body } = await json2(sandbox, model, method, { ...args });
  return [status, (body as { name: string }).name.split('.').at(-1), (body as { message: string }).message];
};
const kindOfRefusal = async (...call: Parameters<typeof refusal>): Promise<unknown[]> => (await refusal(...call)).slice(0, 2);

describe('create', () => {
  it('fills in defaults, who and when', async () => {
    const id = await create('ov.fleet', { name: 'Reserve' });
    expect(id).toBe(1);
    expect(await read('ov.fleet', id, 'fleet_kind', 'state', 'company_id', 'create_uid', 'write_date')).toEqual({
      id: 1, fleet_kind: 'other', state: 'active', company_id: 1, create_uid: 2, write_date: '2026-05-15 12:00:00',
    });
  });

  it('computes what follows: names, paths, stored related fields', async () => {
    const partner = await create('res.partner', { name: 'Esi', parent_id: 2, email: ' Esi@Example.COM ' });
    expect(await read('res.partner', partner, 'complete_name', 'commercial_partner_id', 'email_normalized', 'active', 'type')).toEqual({
      id: partner, complete_name: 'Togo SA, Esi', commercial_partner_id: 2, email_normalized: 'esi@example.com', active: true, type: 'contact',
    });
    const account = await create('ov.serviced_account', { name: 'Quarter', parent_id: 3, company_id: 2 });
    expect(await read('ov.serviced_account', account, 'parent_path')).toEqual({ id: account, parent_path: '1/2/3/4/' });
    const lot = await create('stock.lot', { name: 'L1', product_id: 30 });
    expect(await read('ov.asset', await create('ov.asset', { name: 'L1', lot_id: lot }), 'product_id')).toEqual({ id: 1, product_id: 30 });
  });

  it('makes a variant with a template, and a template with a variant', async () => {
    const template = await create('product.template', { name: 'Lamp', list_price: 9, default_code: 'LMP' });
    expect(await read('product.template', template, 'product_variant_ids', 'uom_id')).toEqual({ id: 22, product_variant_ids: [32], uom_id: 1 });
    const variant = await create('product.product', { name: 'Cable', list_price: 3, standard_price: 1 });
    expect(await read('product.product', variant, 'product_tmpl_id', 'name', 'lst_price', 'standard_price')).toEqual({ id: 33, product_tmpl_id: 23, name: 'Cable', lst_price: 3, standard_price: 1 });
  });

  it('takes for an order what its customer and company give', async () => {
    const order = await create('sale.order', { partner_id: 10, company_id: 2, order_line: [[0, 0, { name: 'x', product_id: 30, product_uom_id: 1, product_uom_qty: 1, price_unit: 1, customer_lead: 0 }]] });
    expect(await read('sale.order', order, 'name', 'partner_invoice_id', 'payment_term_id', 'currency_id', 'state', 'date_order')).toEqual({
      id: 102, name: 'S00102', partner_invoice_id: 10, payment_term_id: 1, currency_id: 2, state: 'draft', date_order: '2026-05-15 12:00:00',
    });
    expect(await ask(sandbox, 'sale.order.line', 'search_count', { domain: [['order_id', '=', order]] })).toBe(1);
  });

  it.each([
    ['a missing value', 'ov.fleet', {}, [422, 'ValidationError', "The operation cannot be completed: Missing required value for the field 'Name' (name).\nModel: 'Fleet' (ov.fleet)\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n"]],
    ['a reference to nothing', 'ov.fleet', { name: 'x', partner_id: 987654 }, [422, 'ValidationError', "The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: 'Fleet' (ov.fleet)\nThanks to the following constraint: 'Party' (partner_id)\nHow about archiving the record instead?"]],
    ['a choice that is none', 'ov.fleet', { name: 'x', state: 'nope' }, [500, 'ValueError', "Wrong value for ov.fleet.state: 'nope'"]],
    ['an unknown field', 'ov.fleet', { name: 'x', nope: 1 }, [500, 'ValueError', "Invalid field 'nope' in 'ov.fleet'"]],
    ['a second global root', 'ov.serviced_account', { name: 'x', is_global_root: true }, [422, 'ValidationError', 'The operation cannot be completed: There is a global root already.']],
    ['a second active association', 'ov.sa_customer_assignment', { account_id: 3, partner_id: 10 }, [422, 'ValidationError', 'The operation cannot be completed: This record is associated with the account already.']],
    ['a membership that ends before it begins', 'ov.membership', { account_id: 3, effective_from: '2026-02-01', effective_to: '2026-01-01' }, [422, 'ValidationError', 'The operation cannot be completed: A membership ends before it begins.']],
  ])('refuses %s', async (_, model, vals, expected) => expect(await refusal(model, 'create', { vals_list: [vals] })).toEqual(expected));

  it('allows a second association when the first has expired', async () => {
    expect(await create('ov.sa_customer_assignment', { account_id: 2, partner_id: 11 })).toBe(3);
  });

  it('leaves nothing behind when one of several fails', async () => {
    expect(await kindOfRefusal('ov.fleet', 'create', { vals_list: [{ name: 'fine' }, { name: 'bad', state: 'nope' }] })).toEqual([500, 'ValueError']);
    expect(await ask(sandbox, 'ov.fleet', 'search', { domain: [] })).toEqual([]);
    expect(await create('ov.fleet', { name: 'next' })).toBe(2);
  });
});

describe('write', () => {
  it('writes to all or none', async () => {
    expect(await kindOfRefusal('res.partner', 'write', { ids: [10, 987654], vals: { name: 'x' } })).toEqual([404, 'MissingError']);
    expect(await read('res.partner', 10, 'name')).toEqual({ id: 10, name: 'Ama' });
  });

  it('reaches what follows from the record', async () => {
    const child = await create('res.partner', { name: 'Esi', parent_id: 2 });
    await ask(sandbox, 'res.partner', 'write', { ids: [2], vals: { name: 'Togo SARL' } });
    expect([await read('res.partner', child, 'complete_name'), await read('res.company', 2, 'name')]).toEqual([{ id: child, complete_name: 'Togo SARL, Esi' }, { id: 2, name: 'Togo SARL' }]);
    await ask(sandbox, 'product.product', 'write', { ids: [30], vals: { name: 'Sun kit' } });
    expect(await read('product.template', 20, 'name')).toEqual({ id: 20, name: 'Sun kit' });
  });

  it('keeps one value for each company where the field depends on it', async () => {
    await ask(sandbox, 'product.product', 'write', { ids: [30], vals: { standard_price: 70 }, context: { allowed_company_ids: [2] } });
    const cost = async (company: number): Promise<unknown> =>
      ((await ask(sandbox, 'product.product', 'read', { ids: [30], fields: ['standard_price'], context: { allowed_company_ids: [company] } })) as { standard_price: number }[])[0]?.standard_price;
    expect([await cost(1), await cost(2)]).toEqual([60, 70]);
  });

  it('applies relational commands', async () => {
    const tags = (await ask(sandbox, 'res.partner.category', 'create', { vals_list: [{ name: 'A' }, { name: 'B' }] })) as number[];
    const [a = 0, b = 0] = tags;
    const after = async (commands: unknown): Promise<unknown> => {
      await ask(sandbox, 'res.partner', 'write', { ids: [10], vals: { category_id: commands } });
      return read('res.partner', 10, 'category_id');
    };
    expect(await after([[4, b], [4, a]])).toEqual({ id: 10, category_id: [a, b] });
    expect(await after([[3, a]])).toEqual({ id: 10, category_id: [b] });
    expect(await after([[6, 0, [a]]])).toEqual({ id: 10, category_id: [a] });
    expect(await after([[5]])).toEqual({ id: 10, category_id: [] });
    expect(await after([[0, 0, { name: 'C' }]])).toEqual({ id: 10, category_id: [3] });
    await ask(sandbox, 'res.partner.category', 'write', { ids: [a], vals: { partner_ids: [[4, 11]] } });
    expect(await read('res.partner', 11, 'category_id')).toEqual({ id: 11, category_id: [a] });
  });

  it('deletes lines that are unlinked from their quotation', async () => {
    sandbox.table('sale.order').update(100, { state: 'draft' });
    for (const line of [200, 201]) sandbox.table('sale.order.line').update(line, { state: 'draft' });
    await ask(sandbox, 'sale.order', 'write', { ids: [100], vals: { order_line: [[1, 200, { product_uom_qty: 5 }], [3, 201]] } });
    expect([await read('sale.order', 100, 'order_line'), await read('sale.order.line', 200, 'product_uom_qty')]).toEqual([{ id: 100, order_line: [200] }, { id: 200, product_uom_qty: 5 }]);
    expect(await ask(sandbox, 'sale.order.line', 'search_count', { domain: [['id', '=', 201]] })).toBe(0);
  });
});

describe('unlink', () => {
  it('takes along what belongs, empties what points, and refuses what is needed', async () => {
    expect(await kindOfRefusal('res.partner', 'unlink', { ids: [11] })).toEqual([422, 'ValidationError']);
    expect(await ask(sandbox, 'sale.order', 'unlink', { ids: [101] })).toBe(true);
    expect(await ask(sandbox, 'sale.order.line', 'search_count', { domain: [['id', '=', 202]] })).toBe(0);
    expect(await ask(sandbox, 'res.partner', 'unlink', { ids: [11] })).toBe(true);
    expect(await ask(sandbox, 'ov.sa_customer_assignment', 'search', { domain: [] })).toEqual([1]);
  });
});

describe('other methods', () => {
  it('copies what is to be copied', async () => {
    const [copy = 0] = (await ask(sandbox, 'res.partner', 'copy', { ids: [10] })) as number[];
    expect(await read('res.partner', copy, 'name', 'email', 'country_id', 'customer_rank')).toEqual({ id: copy, name: 'Ama (copy)', email: 'Ama@Example.com', country_id: 1, customer_rank: 0 });
  });

  it('copies an order with its lines, as a new quotation', async () => {
    const [copy = 0] = (await ask(sandbox, 'sale.order', 'copy', { ids: [100] })) as number[];
    expect(await read('sale.order', copy, 'name', 'state', 'partner_id', 'approval_date')).toEqual({ id: 102, name: 'S00102', state: 'draft', partner_id: 10, approval_date: false });
    const lines = (await ask(sandbox, 'sale.order.line', 'search_read', { domain: [['order_id', '=', copy]], fields: ['product_id', 'product_uom_qty'], load: null })) as Record<string, unknown>[];
    expect(lines.map(({ product_id, product_uom_qty }) => [product_id, product_uom_qty])).toEqual([[31, 2], [30, 2]]);
  });

  it('archives and brings back', async () => {
    await ask(sandbox, 'res.partner', 'action_archive', { ids: [10] });
    expect(await ask(sandbox, 'res.partner', 'search', { domain: [['id', '=', 10]] })).toEqual([]);
    await ask(sandbox, 'res.partner', 'action_unarchive', { ids: [10] });
    expect(await ask(sandbox, 'res.partner', 'search', { domain: [['id', '=', 10]] })).toEqual([10]);
  });

  it('posts messages where messages are kept', async () => {
    expect(await ask(sandbox, 'sale.order', 'message_post', { ids: [100], body: '1 < 2' })).toEqual([1]);
    expect(await read('mail.message', 1, 'model', 'res_id', 'body', 'author_id')).toEqual({ id: 1, model: 'sale.order', res_id: 100, body: '<p>1 &lt; 2</p>', author_id: 3 });
    expect(await refusal('res.country', 'message_post', { ids: [1], body: 'x' })).toEqual([404, 'NotFound', "The method 'res.country.message_post' does not exist"]);
  });

  it('creates by name', async () => {
    expect(await ask(sandbox, 'res.partner.category', 'name_create', { name: 'New' })).toEqual([1, 'New']);
  });

  it('tells defaults', async () => {
    expect(await ask(sandbox, 'sale.order', 'default_get', { fields: ['state', 'company_id', 'partner_id'], context: { default_partner_id: 10 } })).toEqual({ state: 'draft', company_id: 1, partner_id: 10 });
  });
});
