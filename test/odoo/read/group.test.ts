import { describe, expect, it } from 'vitest';
import type { Group, GroupQuery } from '../../../odoo/read/group.ts';
import { createReader } from '../../../odoo/read/reader.ts';
import { databaseOf } from '../support/databases.ts';
import { anyRequest, fakePort, type FakePort } from '../support/fake-port.ts';

const MODELS = {
  'sale.order': { state: 'selection draft sale', partner_id: 'many2one res.partner', date_order: 'datetime', validity_date: 'date', locked: 'boolean', amount_total: 'monetary', note: 'html' },
};

async function grouped(major: number, rows: readonly unknown[], query: Partial<GroupQuery>): Promise<{ groups: readonly Group[]; port: FakePort }> {
  const port = fakePort(() => rows, major);
  const reader = createReader(port, databaseOf({ major, models: MODELS }), anyRequest(), { tz: 'Africa/Lome' });
  return { groups: await reader.group('sale.order', { domain: [], groupBy: [], aggregates: [], ...query }), port };
}

const QUERY = {
  domain: [['state', '!=', 'cancel']],
  groupBy: ['state', 'date_order:month', 'partner_id'],
  aggregates: ['amount_total:sum', 'amount_total:avg'],
  order: 'amount_total:sum desc, date_order:month, partner_id asc',
  limit: 10,
  offset: 20,
} as const;

const EXPECTED = [
  {
    keys: { state: 'draft', 'date_order:month': '2026-10-01T00:00:00Z', partner_id: { id: 9, name: 'Acme Corporation' } },
    aggregates: { 'amount_total:sum': 2145, 'amount_total:avg': 1072.5 },
    count: 2,
  },
  { keys: { state: 'sale', 'date_order:month': null, partner_id: null }, aggregates: { 'amount_total:sum': 0, 'amount_total:avg': null }, count: 1 },
];

describe('grouping on Odoo 19', () => {
  const ROWS = [
    { state: 'draft', 'date_order:month': ['2026-10-01 00:00:00', 'October 2026'], partner_id: [9, 'Acme Corporation'], 'amount_total:sum': 2145.0, 'amount_total:avg': 1072.5, __count: 2, __extra_domain: [] },
    { state: 'sale', 'date_order:month': false, partner_id: false, 'amount_total:sum': 0, 'amount_total:avg': false, __count: 1, __extra_domain: [] },
  ];

  it('is formatted_read_group, with having and paging left to Odoo', async () => {
    const { port } = await grouped(19, ROWS, { ...QUERY, having: [['amount_total:sum', '>', 100]] });
    expect(port.calls).toEqual([
      {
        model: 'sale.order',
        method: 'formatted_read_group',
        kind: 'read',
        args: {
          domain: [['state', '!=', 'cancel']],
          groupby: ['state', 'date_order:month', 'partner_id'],
          aggregates: ['amount_total:sum', 'amount_total:avg', '__count'],
          having: [['amount_total:sum', '>', 100]],
          order: 'amount_total:sum desc, date_order:month, partner_id asc',
          limit: 10,
          offset: 20,
        },
        context: { tz: 'Africa/Lome' },
      },
    ]);
  });

  it('answers in the normal form', async () => {
    expect((await grouped(19, ROWS, QUERY)).groups).toEqual(EXPECTED);
  });

  it('gives days as days, parts of dates as numbers, false as a value of a boolean', async () => {
    const rows = [{ 'validity_date:week': ['2026-09-28', 'W40 2026'], 'date_order:month_number': 10, locked: false, note: false, __count: 3 }];
    const { groups } = await grouped(19, rows, { groupBy: ['validity_date:week', 'date_order:month_number', 'locked', 'note'] });
    expect(groups).toEqual([{ keys: { 'validity_date:week': '2026-09-28', 'date_order:month_number': 10, locked: false, note: null }, aggregates: {}, count: 3 }]);
  });

  it('gives one row for the whole where nothing is grouped by', async () => {
    expect((await grouped(19, [{ 'amount_total:sum': 5, __count: 3 }], { aggregates: ['amount_total:sum'] })).groups).toEqual([{ keys: {}, aggregates: { 'amount_total:sum': 5 }, count: 3 }]);
  });
});

describe.each([17, 18])('grouping on Odoo %d', (major) => {
  const ROWS = [
    {
      state: 'draft',
      'date_order:month': 'October 2026',
      partner_id: [9, 'Acme Corporation'],
      a0: 2145.0,
      a1: 1072.5,
      __count: 2,
      __range: { 'date_order:month': { from: '2026-10-01 00:00:00', to: '2026-11-01 00:00:00' } },
      __domain: [],
    },
    { state: 'sale', 'date_order:month': false, partner_id: false, a0: 0, a1: false, __count: 1, __range: { 'date_order:month': false }, __domain: [] },
  ];

  it('is read_group with aliases, in Odoo’s words for the order', async () => {
    const { port } = await grouped(major, ROWS, QUERY);
    expect(port.calls).toEqual([
      {
        model: 'sale.order',
        method: 'read_group',
        kind: 'read',
        args: {
          domain: [['state', '!=', 'cancel']],
          groupby: ['state', 'date_order:month', 'partner_id'],
          fields: ['a0:sum(amount_total)', 'a1:avg(amount_total)'],
          lazy: false,
          orderby: 'a0 desc, date_order, partner_id asc',
          limit: 10,
          offset: 20,
        },
        context: { tz: 'Africa/Lome' },
      },
    ]);
  });

  it('answers in the same normal form', async () => {
    expect((await grouped(major, ROWS, QUERY)).groups).toEqual(EXPECTED);
  });

  it('applies having here, before paging', async () => {
    const rows = Array.from({ length: 6 }, (_, index) => ({ state: `s${index}`, a0: index * 10, __count: index }));
    const { groups, port } = await grouped(major, rows, { groupBy: ['state'], aggregates: ['amount_total:sum'], having: [['amount_total:sum', '>=', 20]], limit: 2, offset: 1 });
    expect(groups.map(({ keys }) => keys['state'])).toEqual(['s3', 's4']);
    expect(port.calls[0]?.args).not.toHaveProperty('limit');
  });
});
