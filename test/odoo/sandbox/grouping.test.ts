import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { ask, json2, small } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await small();
});
afterAll(() => sandbox.stop());

const groups = (model: string, args: object): Promise<unknown> => ask(sandbox, model, 'formatted_read_group', { domain: [], ...args });

describe('formatted_read_group', () => {
  it('groups by a selection and a month, with aggregates and the domain of each group', async () => {
    expect(await groups('sale.order', { groupby: ['state', 'date_order:month'], aggregates: ['__count', 'amount_total:sum', 'margin:avg', 'id:array_agg'] })).toEqual([
      {
        state: 'draft', 'date_order:month': ['2026-04-01 00:00:00', 'April 2026'], __count: 1, 'amount_total:sum': 20, 'margin:avg': 15, 'id:array_agg': [101],
        __extra_domain: ['&', '&', ['state', '=', 'draft'], ['date_order', '>=', '2026-04-01 00:00:00'], ['date_order', '<', '2026-05-01 00:00:00']],
      },
      {
        state: 'sale', 'date_order:month': ['2026-03-01 00:00:00', 'March 2026'], __count: 1, 'amount_total:sum': 240, 'margin:avg': 75, 'id:array_agg': [100],
        __extra_domain: ['&', '&', ['state', '=', 'sale'], ['date_order', '>=', '2026-03-01 00:00:00'], ['date_order', '<', '2026-04-01 00:00:00']],
      },
    ]);
  });

  it('cuts months on the clock of the caller, and gives their bounds in UTC', async () => {
    expect(await groups('sale.order', { groupby: ['date_order:month'], aggregates: ['__count'], context: { tz: 'Africa/Nairobi' } })).toEqual([
      {
        'date_order:month': ['2026-03-31 21:00:00', 'April 2026'], __count: 2,
        __extra_domain: ['&', ['date_order', '>=', '2026-03-31 21:00:00'], ['date_order', '<', '2026-04-30 21:00:00']],
      },
    ]);
  });

  it.each([
    ['hour', ['2026-03-31 23:00:00', '11:00 31 Mar']],
    ['day', ['2026-03-31 00:00:00', '31 Mar 2026']],
    ['week', ['2026-03-29 00:00:00', 'W14 2026']],
    ['quarter', ['2026-01-01 00:00:00', 'Q1 2026']],
    ['year', ['2026-01-01 00:00:00', '2026']],
    ['month_number', 3],
    ['day_of_week', 2],
    ['iso_week_number', 14],
    ['day_of_year', 90],
  ])('knows the %s', async (granularity, key) => {
    const rows = (await groups('sale.order', { domain: [['id', '=', 100]], groupby: [`date_order:${granularity}`] })) as Record<string, unknown>[];
    expect(rows.map((row) => row[`date_order:${granularity}`])).toEqual([key]);
  });

  it('groups by a many2one in its model’s order, NULL last, and by a path', async () => {
    const rows = async (groupby: string): Promise<unknown> =>
      ((await groups('res.partner', { groupby: [groupby], aggregates: ['__count'], domain: [['customer_rank', '>', 0]] })) as Record<string, unknown>[]).map((row) => [row[groupby], row['__count']]);
    expect(await rows('country_id')).toEqual([[[1, 'Togo'], 1], [false, 1]]);
    expect(await rows('country_id.code')).toEqual([['TG', 1], [false, 1]]);
  });

  it('counts what is not NULL, and each value once', async () => {
    expect(await groups('sale.order', { aggregates: ['approval_date:count', 'currency_id:count_distinct', 'approval_date:max', 'commitment_date:min'] })).toEqual([
      { __extra_domain: [[1, '=', 1]], 'approval_date:count': 1, 'currency_id:count_distinct': 1, 'approval_date:max': '2026-03-30 08:00:00', 'commitment_date:min': false },
    ]);
  });

  it('keeps groups by having, sorts them by aggregates and pages them', async () => {
    const names = async (args: object): Promise<unknown> =>
      ((await groups('sale.order', { groupby: ['name'], aggregates: ['amount_total:sum'], ...args })) as { name: string }[]).map(({ name }) => name);
    expect(await names({ having: [['amount_total:sum', '>', 100]] })).toEqual(['S00100']);
    expect(await names({ order: 'amount_total:sum desc' })).toEqual(['S00100', 'S00101']);
    expect(await names({ order: 'name desc', limit: 1, offset: 1 })).toEqual(['S00100']);
  });

  it.each([
    [{ groupby: ['date_order'] }, "Granularity not set on a date(time) field: 'date_order'"],
    [{ groupby: ['state:month'] }, "Granularity set on a no-datetime field or property: 'state:month'"],
    [{ aggregates: ['amount_total'] }, "Aggregate method is mandatory for 'amount_total'"],
    [{ groupby: ['state'], order: 'nope' }, "Order term 'nope' is not a valid aggregate nor valid groupby"],
    [{ groupby: ['state'], having: [['__count', 'like', 1]] }, "Invalid having clause ['__count', 'like', 1]: supported comparators are ('in', 'not in', '<', '>', '<=', '>=', '=', '!=')"],
  ])('refuses %j', async (args, message) => {
    const { status, body } = await json2(sandbox, 'sale.order', 'formatted_read_group', { domain: [], ...args });
    expect([status, (body as { message: string }).message]).toEqual([500, message]);
  });
});

describe('read_group', () => {
  it('groups by the first field when lazy, and says by what to go on', async () => {
    expect(await ask(sandbox, 'sale.order', 'read_group', { domain: [['id', '=', 100]], fields: ['amount_total:sum'], groupby: ['state', 'partner_id'] })).toEqual([
      { state: 'sale', state_count: 1, amount_total: 240, __domain: ['&', ['id', '=', 100], ['state', '=', 'sale']], __context: { group_by: ['partner_id'] } },
    ]);
  });

  it('groups by all fields when not, with the ranges of dates', async () => {
    expect(await ask(sandbox, 'sale.order', 'read_group', { domain: [['id', '=', 100]], fields: ['amount_total'], groupby: ['date_order:month', 'partner_id'], lazy: false })).toEqual([
      {
        'date_order:month': 'March 2026', partner_id: [10, 'Ama'], __count: 1, amount_total: 240,
        __domain: ['&', '&', '&', ['id', '=', 100], ['date_order', '>=', '2026-03-01 00:00:00'], ['date_order', '<', '2026-04-01 00:00:00'], ['partner_id', '=', 10]],
        __range: { 'date_order:month': { from: '2026-03-01 00:00:00', to: '2026-04-01 00:00:00' } },
      },
    ]);
  });
});
