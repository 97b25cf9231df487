import { describe, expect, it } from 'vitest';
import { mergeSpecifications, specificationsConflict } from '../../../odoo/read/specification.ts';

describe('merging specifications', () => {
  it('unites fields at every depth', () => {
    expect(mergeSpecifications({ name: {}, partner_id: { fields: { name: {} } } }, { state: {}, partner_id: { fields: { email: {}, country_id: { fields: { code: {} } } } } })).toEqual({
      name: {},
      state: {},
      partner_id: { fields: { name: {}, email: {}, country_id: { fields: { code: {} } } } },
    });
  });

  it('lets rows win over bare ids, whose limit does not count', () => {
    const rows = { order_line: { fields: { name: {} }, limit: 5, order: 'id' } };
    expect(mergeSpecifications({ order_line: {} }, rows)).toEqual(rows);
    expect(mergeSpecifications(rows, { order_line: {} })).toEqual(rows);
  });

  it('takes the larger of two limits, and none over any', () => {
    const lines = (limit?: number) => ({ order_line: { fields: { name: {} }, order: 'id', ...(limit !== undefined && { limit }) } });
    expect(mergeSpecifications(lines(5), lines(20))).toEqual(lines(20));
    expect(mergeSpecifications(lines(5), lines())).toEqual(lines());
  });

  it('keeps no limit where the orders differ', () => {
    expect(mergeSpecifications({ l: { fields: {}, order: 'id', limit: 5 } }, { l: { fields: {}, order: 'name', limit: 5 } })).toEqual({ l: { fields: {}, order: 'id' } });
  });

  it('changes neither of them', () => {
    const a = { partner_id: { fields: { name: {} } } };
    mergeSpecifications(a, { partner_id: { fields: { email: {} } } });
    expect(a).toEqual({ partner_id: { fields: { name: {} } } });
  });
});

describe('a conflict', () => {
  it.each([
    ['another order', { l: { fields: {}, order: 'id' } }, { l: { fields: {}, order: 'name' } }, true],
    ['another context', { p: { fields: {}, context: { lang: 'fr_FR' } } }, { p: { fields: {} } }, true],
    ['another order further down', { p: { fields: { l: { fields: {}, order: 'id' } } } }, { p: { fields: { l: { fields: {}, order: 'name' } } } }, true],
    ['bare ids against rows', { l: {} }, { l: { fields: {}, order: 'name' } }, false],
    ['other fields', { a: {} }, { b: {} }, false],
    ['another limit', { l: { fields: {}, limit: 5 } }, { l: { fields: {}, limit: 6 } }, false],
  ])('%s', (_, a, b, conflict) => {
    expect([specificationsConflict(a, b), specificationsConflict(b, a)]).toEqual([conflict, conflict]);
  });
});
