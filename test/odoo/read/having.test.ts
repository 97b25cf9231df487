import { describe, expect, it } from 'vitest';
import type { Domain } from '../../../odoo/domain/types.ts';
import { matchesHaving } from '../../../odoo/read/having.ts';

const VALUES = { __count: 3, 'amount_total:sum': 120, 'margin:avg': null, 'date_order:max': '2026-10-01 00:00:00' };

describe('having', () => {
  it.each<[Domain, boolean]>([
    [[], true],
    [[['__count', '=', 3]], true],
    [[['__count', '!=', 3]], false],
    [[['amount_total:sum', '>', 120]], false],
    [[['amount_total:sum', '>=', 120]], true],
    [[['amount_total:sum', '<', 121]], true],
    [[['amount_total:sum', '<=', 119]], false],
    [[['__count', 'in', [1, 3]]], true],
    [[['__count', 'not in', [1, 3]]], false],
    [[['date_order:max', '>', '2026-09-30']], true],
    [[['__count', '=', 3], ['amount_total:sum', '=', 0]], false],
    [['|', ['__count', '=', 0], ['amount_total:sum', '=', 120]], true],
    [['!', ['__count', '=', 3]], false],
    [['&', '!', ['__count', '=', 4], '|', ['__count', '=', 0], ['__count', '=', 3]], true],
    [[['margin:avg', '>', 0]], false],
    [[['margin:avg', '!=', 0]], false],
  ])('%j is %s', (having, expected) => {
    expect(matchesHaving(having, VALUES)).toBe(expected);
  });

  it('refuses an operator that aggregates do not have', () => {
    expect(() => matchesHaving([['__count', 'ilike', 'x']], VALUES)).toThrow('got ilike');
  });
});
