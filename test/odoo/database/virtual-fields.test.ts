import { describe, expect, it } from 'vitest';
import type { VirtualField } from '../../../odoo/database/virtual-fields.ts';
import { matches } from '../../../odoo/domain/evaluate.ts';
import { databaseOf, type ShortField } from '../support/databases.ts';

type Row = Readonly<Record<string, unknown>>;

function virtual(model: string, field: string, fields: Readonly<Record<string, ShortField>>, major = 19): VirtualField | null {
  return databaseOf({ major, models: { [model]: fields } }).virtual(model, field);
}

function existing(field: VirtualField | null): VirtualField {
  if (field === null) throw new Error('expected a virtual field');
  return field;
}

/** For every value: the rows that decode to it, and the rows that its domain finds. They must be the same. */
function agreement(field: VirtualField, rows: readonly Row[]) {
  const found = (value: string | boolean): readonly Row[] => {
    const domain = field.domain('=', [value]);
    return rows.filter((row) => matches(domain, { value: (name) => row[name], related: () => [] }));
  };
  return {
    decoded: field.values.map((value) => rows.filter((row) => field.decode(row) === value)),
    found: field.values.map(found),
  };
}

describe('the product type', () => {
  const odoo19 = { type: 'selection consu service combo', is_storable: 'boolean' };
  const odoo17 = { detailed_type: 'selection consu service product event', type: 'selection consu service product' };
  const rows19 = [
    { type: 'consu', is_storable: true },
    { type: 'consu', is_storable: false },
    { type: 'service', is_storable: false },
    { type: 'combo', is_storable: false },
  ];
  const rows17 = [
    { detailed_type: 'product', type: 'product' },
    { detailed_type: 'consu', type: 'consu' },
    { detailed_type: 'service', type: 'service' },
    { detailed_type: 'event', type: 'service' },
  ];

  it('is type and is_storable since Odoo 18', () => {
    const field = existing(virtual('product.template', 'product_type', odoo19));
    expect(field.reads).toEqual(['type', 'is_storable']);
    expect(field.values).toEqual(['product', 'consu', 'service', 'combo']);
    expect(rows19.map((row) => field.decode(row))).toEqual(['product', 'consu', 'service', 'combo']);
  });

  it('is detailed_type until Odoo 17, where types of other apps are services', () => {
    const field = existing(virtual('product.product', 'product_type', odoo17, 17));
    expect(rows17.map((row) => field.decode(row))).toEqual(['product', 'consu', 'service', 'service']);
    expect(field.values).toEqual(['product', 'consu', 'service']);
  });

  it('has no storables without the stock app', () => {
    const field = existing(virtual('product.template', 'product_type', { type: 'selection consu service combo' }));
    expect(field.values).toEqual(['consu', 'service', 'combo']);
    expect(field.domain('=', ['product'])).toEqual([['id', 'in', []]]);
  });

  it.each([
    ['19', odoo19, 19, rows19],
    ['17', odoo17, 17, rows17],
  ] as const)('is searched as it is read on Odoo %s', (_, fields, major, rows) => {
    const { decoded, found } = agreement(existing(virtual('product.template', 'product_type', fields, major)), rows);
    expect(found).toEqual(decoded);
  });

  it('is searched by several values and by none of them', () => {
    const field = existing(virtual('product.template', 'product_type', odoo19));
    const goods = [['type', '=', 'consu'], ['is_storable', '=', true]];
    expect(field.domain('in', ['product', 'service'])).toEqual(['|', '&', ...goods, ['type', '=', 'service']]);
    expect(field.domain('not in', ['product'])).toEqual(['!', '&', ...goods]);
    expect(field.domain('!=', ['combo'])).toEqual(['!', ['type', '=', 'combo']]);
    expect(field.domain('in', [])).toEqual([['id', 'in', []]]);
  });

  it('reads 17’s own `type` in the values of 19', () => {
    const field = existing(virtual('product.template', 'type', odoo17, 17));
    expect([field.decode({ type: 'product' }), field.decode({ type: 'service' }), field.values]).toEqual(['consu', 'service', ['consu', 'service']]);
    expect(field.domain('=', ['consu'])).toEqual([['type', 'in', ['consu', 'product']]]);
    expect(virtual('product.template', 'type', odoo19)).toBeNull();
  });

  it('gives is_storable to 17', () => {
    const field = existing(virtual('product.template', 'is_storable', odoo17, 17));
    expect([field.decode({ detailed_type: 'product' }), field.decode({ detailed_type: 'consu' })]).toEqual([true, false]);
    expect(field.domain('=', [false])).toEqual([['detailed_type', '!=', 'product']]);
    expect(virtual('product.template', 'is_storable', odoo19)).toBeNull();
  });
});

describe('the state of a payment', () => {
  it('is read as it is since Odoo 18', () => {
    expect(virtual('account.payment', 'state', { state: 'selection draft in_process paid canceled rejected' })).toBeNull();
  });

  it('is made of the entry’s state and the bank’s word until 17', () => {
    const field = existing(virtual('account.payment', 'state', { state: 'selection draft posted cancel', is_matched: 'boolean' }, 17));
    const rows = [
      { state: 'draft', is_matched: false },
      { state: 'posted', is_matched: false },
      { state: 'posted', is_matched: true },
      { state: 'cancel', is_matched: false },
    ];
    expect(rows.map((row) => field.decode(row))).toEqual(['draft', 'in_process', 'paid', 'canceled']);
    const { decoded, found } = agreement(field, rows);
    expect(found).toEqual(decoded);
  });
});

describe('the state of a work order', () => {
  it('is blocked for pending and waiting until 18', () => {
    const field = existing(virtual('mrp.workorder', 'state', { state: 'selection pending waiting ready progress done cancel' }, 18));
    expect(field.values).toEqual(['blocked', 'ready', 'progress', 'done', 'cancel']);
    expect(['pending', 'waiting', 'ready', 'cancel'].map((state) => field.decode({ state }))).toEqual(['blocked', 'blocked', 'ready', 'cancel']);
    expect(field.domain('=', ['blocked'])).toEqual([['state', 'in', ['pending', 'waiting']]]);
    expect(field.domain('=', [null])).toEqual([['state', '=', false]]);
  });

  it('is read as it is on 19', () => {
    expect(virtual('mrp.workorder', 'state', { state: 'selection blocked ready progress done cancel' })).toBeNull();
  });
});

describe('the closing stage of helpdesk', () => {
  it.each([
    ['fold', { fold: 'boolean' }],
    ['is_close', { fold: 'boolean', is_close: 'boolean' }],
    ['closed', { fold: 'boolean', closed: 'boolean' }],
  ])('is told by %s', (live, fields) => {
    const field = existing(virtual('helpdesk.stage', 'closing', fields));
    expect([field.type, field.reads, field.decode({ [live]: true }), field.decode({ [live]: false })]).toEqual(['boolean', [live], true, false]);
    expect(field.domain('=', [true])).toEqual([[live, '=', true]]);
  });
});

describe('whether an entry was checked', () => {
  it('is the opposite of to_check until 17', () => {
    const field = existing(virtual('account.move', 'checked', { to_check: 'boolean' }, 17));
    expect([field.decode({ to_check: true }), field.decode({ to_check: false })]).toEqual([false, true]);
    expect([field.domain('=', [true]), field.domain('=', ['true'])]).toEqual([[['to_check', '=', false]], [['to_check', '=', false]]]);
    expect(virtual('account.move', 'checked', { checked: 'boolean' })).toBeNull();
  });
});

describe('whether an account is in use', () => {
  it('is the opposite of deprecated until 18', () => {
    const field = existing(virtual('account.account', 'active', { deprecated: 'boolean' }, 18));
    expect([field.decode({ deprecated: true }), field.decode({ deprecated: false })]).toEqual([false, true]);
    expect(field.domain('=', [true])).toEqual([['deprecated', '=', false]]);
    expect(virtual('account.account', 'active', { active: 'boolean' })).toBeNull();
  });
});

describe('levels of abs_connector', () => {
  it('know a manager as a role: he is staff', () => {
    const field = existing(virtual('ov.membership', 'role_code', { role_code: 'selection agent manager' }));
    expect([field.decode({ role_code: 'manager' }), field.decode({ role_code: 'agent' })]).toEqual(['staff', 'agent']);
    expect(virtual('ov.membership', 'role_code', { role_code: 'selection admin staff agent' })).toBeNull();
  });

  it('call an expired association inactive', () => {
    const field = existing(virtual('ov.sa_ticket_assignment', 'state', { state: 'selection active inactive' }));
    expect([field.decode({ state: 'inactive' }), field.domain('=', ['expired'])]).toEqual(['expired', [['state', 'in', ['inactive']]]]);
  });
});

describe('any other field', () => {
  it('is not virtual', () => {
    expect(virtual('sale.order', 'state', { state: 'selection draft sent sale cancel' })).toBeNull();
    expect(databaseOf({ models: {} }).virtual('product.template', 'product_type')).toBeNull();
  });
});
