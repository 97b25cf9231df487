import { describe, expect, it } from 'vitest';
import {
  asBoolean, asDate, asDateTime, asFloat, asId, asIds, asInteger, asJson, asMoney, asName, asRows, asText, decode, toOdooDate, toOdooDateTime, toOdooNumber,
} from '../../../odoo/client/values.ts';

describe('Odoo’s false', () => {
  it('is null except in a boolean', () => {
    expect([asText(false), asDate(false), asDateTime(false), asId(false), asName(false), asJson(false), asInteger(false), asFloat(false), asMoney(false, 2)]).toEqual(Array(9).fill(null));
    expect(asIds(false)).toEqual([]);
    expect(asBoolean(false)).toBe(false);
  });

  it.each(['char', 'text', 'html', 'selection', 'binary', 'date', 'datetime', 'many2one', 'json', 'float', 'integer', 'monetary'])('is null as %s', (type) => {
    expect(decode(type, false)).toBeNull();
  });

  it('is a value as boolean', () => {
    expect([decode('boolean', false), decode('boolean', true)]).toEqual([false, true]);
  });
});

describe('empty values that are values', () => {
  it('stay: 0, 0.0 and the empty string', () => {
    expect([asInteger(0), asFloat(0), asText(''), asMoney(0, 2)]).toEqual([0, 0, '', '0.00']);
  });
});

describe('money', () => {
  it.each([
    [9.379999999999995, 2, '9.38'],
    [19681.25, 2, '19681.25'],
    [1500, 0, '1500'],
    [1499.5, 0, '1500'],
    [0.005, 2, '0.01'],
    [1.005, 2, '1.01'],
    [-1.005, 2, '-1.01'],
    [2.675, 2, '2.68'],
    [0.1 + 0.2, 2, '0.30'],
    [-0, 2, '0.00'],
    [-0.004, 2, '0.00'],
    [-0.4, 0, '0'],
    [1234567890.12, 2, '1234567890.12'],
    [0.12345, 4, '0.1235'],
    [1e15, 2, '1000000000000000.00'],
    [7, 3, '7.000'],
  ])('%d with %d decimals is %s', (amount, decimals, text) => {
    expect(asMoney(amount, decimals)).toBe(text);
  });
});

describe('a float', () => {
  it('loses its noise and keeps its digits', () => {
    expect([asFloat(9.379999999999995, 2), asFloat(0.1 + 0.2), asFloat(1 / 3, 4), asFloat(-0), asFloat(12345.678)]).toEqual([9.38, 0.3, 0.3333, 0, 12345.678]);
  });
});

describe('dates', () => {
  it('of Odoo are UTC without saying so', () => {
    expect(asDateTime('2026-02-01 10:20:30')).toBe('2026-02-01T10:20:30Z');
    expect(asDateTime('2026-02-01 10:20:30.123456')).toBe('2026-02-01T10:20:30.123456Z');
    expect(asDate('2026-01-01')).toBe('2026-01-01');
    expect(asDate('2026-02-01 10:20:30')).toBe('2026-02-01');
  });

  it.each([
    ['2026-02-01T10:20:30Z', '2026-02-01 10:20:30'],
    ['2026-02-01T10:20:30.999Z', '2026-02-01 10:20:30'],
    ['2026-02-01T10:20Z', '2026-02-01 10:20:00'],
    ['2026-02-01T00:30:00+01:00', '2026-01-31 23:30:00'],
    ['2026-02-01T23:30:00-0300', '2026-02-02 02:30:00'],
    ['2026-02-01 10:20:30Z', '2026-02-01 10:20:30'],
  ])('%s goes to Odoo as %s', (iso, odoo) => {
    expect(toOdooDateTime(iso)).toBe(odoo);
  });

  it.each(['2026-02-01T10:20:30', '2026-02-30T00:00:00Z', '2026-02-01', 'yesterday', '2026-02-01T25:00:00Z', ''])('refuses %j as a datetime', (iso) => {
    expect(() => toOdooDateTime(iso)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it('takes a day that exists and no other', () => {
    expect(toOdooDate('2028-02-29')).toBe('2028-02-29');
    for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-02-01T00:00:00Z']) expect(() => toOdooDate(day)).toThrow('Expected a date');
  });
});

describe('decimals', () => {
  it('go to Odoo as numbers', () => {
    expect(['12.50', '-3', '+0.1', '.5', '7.'].map(toOdooNumber)).toEqual([12.5, -3, 0.1, 0.5, 7]);
  });

  it.each(['', 'abc', '1e9', '1,5', '0x10', 'Infinity', ' 1'])('refuses %j', (text) => {
    expect(() => toOdooNumber(text)).toThrow('Expected a decimal');
  });
});

describe('relations', () => {
  it('have an id in every form of the wire', () => {
    expect([7, [7, 'Acme'], { id: 7, name: 'Acme' }].map(asId)).toEqual([7, 7, 7]);
    expect([false, null, undefined, 0, [], 'x', { id: false }].map(asId)).toEqual(Array(7).fill(null));
  });

  it('have a name where it was read', () => {
    expect([asName([7, 'Acme']), asName({ id: 7, display_name: 'Acme' }), asName({ id: 7 }), asName(7)]).toEqual(['Acme', 'Acme', null, null]);
  });

  it('are lists of ids with or without rows', () => {
    expect([asIds([1, 2]), asIds([{ id: 1, name: 'a' }, { id: 2 }]), asIds([])]).toEqual([[1, 2], [1, 2], []]);
  });

  it('that are one in older Odoos and many now are read as many', () => {
    expect([asIds([7, 'LOT']), asIds({ id: 7, name: 'LOT' }), asIds(7)]).toEqual([[7], [7], [7]]);
    expect([asRows({ id: 7, name: 'LOT' }), asRows(7), asRows(false), asRows([{ id: 7, name: 'LOT' }, 8])]).toEqual([
      [{ id: 7, name: 'LOT' }],
      [{ id: 7 }],
      [],
      [{ id: 7, name: 'LOT' }, { id: 8 }],
    ]);
  });
});
