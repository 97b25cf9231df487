import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { ask, json2, small } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await small();
});
afterAll(() => sandbox.stop());

describe('read', () => {
  it('keeps the order asked for, repeats duplicates and leaves out what is missing', async () => {
    expect(await ask(sandbox, 'res.partner', 'read', { ids: [11, 10, 987654, 11], fields: ['name'] })).toEqual([
      { id: 11, name: 'Kofi' }, { id: 10, name: 'Ama' }, { id: 11, name: 'Kofi' },
    ]);
  });

  it('gives a many2one with its name, or bare', async () => {
    const args = { ids: [100], fields: ['partner_id', 'user_id'] };
    expect(await ask(sandbox, 'sale.order', 'read', args)).toEqual([{ id: 100, partner_id: [10, 'Ama'], user_id: false }]);
    expect(await ask(sandbox, 'sale.order', 'read', { ...args, load: null })).toEqual([{ id: 100, partner_id: 10, user_id: false }]);
  });

  it('gives false for what is empty, and 0 for numbers', async () => {
    expect(await ask(sandbox, 'sale.order', 'read', { ids: [101], fields: ['note', 'validity_date', 'margin_percent', 'locked', 'tag_ids'] })).toEqual([
      { id: 101, note: false, validity_date: false, margin_percent: 0, locked: false, tag_ids: [] },
    ]);
  });

  it('orders the ids of an x2many as their model does', async () => {
    expect(await ask(sandbox, 'sale.order', 'read', { ids: [100], fields: ['order_line'] })).toEqual([{ id: 100, order_line: [201, 200] }]);
  });

  it('hides archived records behind an x2many unless told otherwise', async () => {
    const write = await ask(sandbox, 'res.partner', 'write', { ids: [12], vals: { parent_id: 2 } });
    const read = (context: object): Promise<unknown> => ask(sandbox, 'res.partner', 'read', { ids: [2], fields: ['child_ids'], context });
    expect([write, await read({}), await read({ active_test: false })]).toEqual([true, [{ id: 2, child_ids: [] }], [{ id: 2, child_ids: [12] }]]);
  });

  it('answers all that it knows when no field is named', async () => {
    const [row] = (await ask(sandbox, 'ov.bop.sheet', 'search_read', { domain: [] })) as Record<string, unknown>[];
    expect(row).toBeUndefined();
    const [account] = (await ask(sandbox, 'ov.serviced_account', 'read', { ids: [3] })) as Record<string, unknown>[];
    expect(account).toMatchObject({ id: 3, display_name: 'Lomé', parent_path: '1/2/3/', member_count: 1, child_count: 0, membership_ids: [1], note: false });
  });

  it('tells the size of binary content when asked for that only', async () => {
    sandbox.table('product.template').update(20, { image_128: Buffer.from('hello').toString('base64') });
    const read = (context: object): Promise<unknown> => ask(sandbox, 'product.template', 'read', { ids: [20], fields: ['image_128'], context });
    expect([await read({}), await read({ bin_size: true })]).toEqual([[{ id: 20, image_128: 'aGVsbG8=' }], [{ id: 20, image_128: '5.00 bytes' }]]);
  });

  it('sees what a test changes behind its back', async () => {
    sandbox.table('res.partner').update(11, { ref: 'K-1' });
    expect(await ask(sandbox, 'res.partner', 'search_read', { domain: [['ref', '=', 'K-1']], fields: ['ref'] })).toEqual([{ id: 11, ref: 'K-1' }]);
  });
});

describe('fields_get', () => {
  it('describes fields by the attributes asked for', async () => {
    const attributes = ['type', 'string', 'required', 'readonly', 'relation', 'relation_field', 'selection', 'store', 'currency_field'];
    expect(await ask(sandbox, 'sale.order', 'fields_get', { allfields: ['state', 'order_line', 'amount_total', 'type_name'], attributes })).toEqual({
      state: {
        type: 'selection', string: 'Status', required: false, readonly: true, store: true,
        selection: [['draft', 'Quotation'], ['sent', 'Quotation Sent'], ['sale', 'Sales Order'], ['cancel', 'Cancelled']],
      },
      order_line: { type: 'one2many', string: 'Order Lines', required: false, readonly: false, store: true, relation: 'sale.order.line', relation_field: 'order_id' },
      amount_total: { type: 'monetary', string: 'Total', required: false, readonly: true, store: true, currency_field: 'currency_id' },
      type_name: { type: 'char', string: 'Type Name', required: false, readonly: true, store: false },
    });
  });

  it('leaves out what the caller may not read', async () => {
    const { body } = await json2(sandbox, 'sale.order', 'fields_get', { allfields: ['tag_ids', 'state'], attributes: ['type'] }, sandbox.users.portal.apiKey);
    expect(body).toEqual({ state: { type: 'selection' } });
  });
});

describe('display names', () => {
  it.each([
    ['product.product', 30, '[KIT] Solar kit'],
    ['product.category', 2, 'Goods / Kits'],
    ['ov.membership', 1, 'Administrator'],
    ['ov.sa_customer_assignment', 1, 'ov.sa_customer_assignment,1'],
    ['sale.order.line', 200, 'S00100 - [KIT] Solar kit (Ama)'],
  ])('of %s', async (model, id, name) => {
    expect(await ask(sandbox, model, 'read', { ids: [id], fields: ['display_name'] })).toEqual([{ id, display_name: name }]);
  });

  it('follow the context', async () => {
    const name = async (model: string, id: number, context: object): Promise<unknown> =>
      ((await ask(sandbox, model, 'read', { ids: [id], fields: ['display_name'], context })) as { display_name: unknown }[])[0]?.display_name;
    expect(await name('res.partner', 10, { show_email: true })).toBe('Ama <Ama@Example.com>');
    expect(await name('product.product', 30, { display_default_code: false })).toBe('Solar kit');
  });
});

describe('web_search_read', () => {
  it('nests to-one and to-many, with order and limit inside', async () => {
    const specification = {
      name: {},
      partner_id: { fields: { display_name: {}, country_id: { fields: { code: {} } } } },
      user_id: { fields: { display_name: {} } },
      order_line: { fields: { product_id: { fields: { default_code: {} } }, price_subtotal: {} }, order: 'price_subtotal desc', limit: 1 },
    };
    expect(await ask(sandbox, 'sale.order', 'web_search_read', { domain: [['state', '=', 'sale']], specification })).toEqual({
      length: 1,
      records: [
        {
          id: 100, name: 'S00100', user_id: false,
          partner_id: { id: 10, display_name: 'Ama', country_id: { id: 1, code: 'TG' } },
          order_line: [{ id: 200, product_id: { id: 30, default_code: 'KIT' }, price_subtotal: 200 }, { id: 201 }],
        },
      ],
    });
  });

  it('counts beyond the page only when the page is full', async () => {
    const length = async (args: object): Promise<unknown> =>
      ((await ask(sandbox, 'sale.order', 'web_search_read', { domain: [], specification: {}, ...args })) as { length: number }).length;
    expect([await length({ limit: 1 }), await length({ limit: 1, count_limit: 1 }), await length({ limit: 5 }), await length({ limit: 5, offset: 9 })]).toEqual([2, 1, 2, 0]);
  });
});

describe('companies', () => {
  it('hide the records of others, silently in a search and loudly in a read', async () => {
    const context = { allowed_company_ids: [1] };
    expect(await ask(sandbox, 'sale.order', 'search', { domain: [], context })).toEqual([]);
    const { status, body } = await json2(sandbox, 'sale.order', 'read', { ids: [100], fields: ['name'], context });
    expect([status, (body as { context: unknown }).context]).toEqual([403, { suggested_company: { id: 2, display_name: 'Togo SA' } }]);
    expect((body as { message: string }).message).toContain('you might be able to access the record by switching to the company: Togo SA.');
  });

  it('hide a forbidden record behind a many2one by refusing the whole nested read', async () => {
    const { status } = await json2(sandbox, 'res.company', 'web_read', { ids: [1], specification: { partner_id: { fields: { name: {} } } }, context: { allowed_company_ids: [2] } });
    expect(status).toBe(200);
    const refused = await json2(sandbox, 'ov.sa_customer_assignment', 'web_read', { ids: [1], specification: { partner_id: { fields: { name: {} } } }, context: { allowed_company_ids: [1] } });
    expect(refused.status).toBe(403);
  });
});

describe('little users', () => {
  it('have no rights on models of other groups', async () => {
    const { status, body } = await json2(sandbox, 'product.pricelist', 'search', { domain: [] }, sandbox.users.portal.apiKey);
    expect([status, (body as { message: string }).message.split('\n')[0]]).toEqual([403, "You are not allowed to access 'Pricelist' (product.pricelist) records."]);
  });

  it('see their own', async () => {
    expect(await json2(sandbox, 'res.partner', 'search', { domain: [] }, sandbox.users.portal.apiKey)).toEqual({ status: 200, body: [7] });
    expect(await json2(sandbox, 'sale.order', 'has_access', { ids: [100], operation: 'read' }, sandbox.users.salesman.apiKey)).toEqual({ status: 200, body: false });
  });

  it('may not read fields of other groups', async () => {
    const { status, body } = await json2(sandbox, 'sale.order', 'search_read', { domain: [], fields: ['tag_ids'] }, sandbox.users.portal.apiKey);
    expect([status, (body as { message: string }).message.split('\n')[0]]).toEqual([
      403, 'You do not have enough rights to access the field "tag_ids" on Sales Order (sale.order). Please contact your system administrator.',
    ]);
  });
});
