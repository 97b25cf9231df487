import { describe, expect, it } from 'vitest';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { Refusal } from '../../../graph/mutations/refusal.ts';

const AT = ['input', 'value'];

/** What comes of a value, or the codes of the refusal. */
function checked<T>(read: (check: InputCheck) => T): T | readonly string[] {
  const check = new InputCheck();
  const value = read(check);
  try {
    check.done();
    return value;
  } catch (error) {
    if (error instanceof Refusal) return error.errors.map(({ code }) => code);
    throw error;
  }
}

const WRONG = ['INVALID_VALUE'];

describe('a quantity', () => {
  it.each([
    [1, 1], ['2.5', 2.5], [0.000_001, 0.000_001], [0.1 + 0.2, 0.1 + 0.2], ['1000000000000', 1e12], [' 3 ', 3],
    [0, WRONG], [-0, WRONG], ['-0', WRONG], [-1, WRONG], [1e308, WRONG], [Number.POSITIVE_INFINITY, WRONG], [Number.NaN, WRONG], ['1e3', WRONG], ['0x10', WRONG], ['', WRONG], ['1,5', WRONG], ['9'.repeat(30), WRONG],
    [0.000_000_1, WRONG], [null, ['REQUIRED']], [undefined, ['REQUIRED']],
  ])('%s', (given, expected) => {
    expect(checked((check) => check.quantity(given, AT))).toEqual(expected);
  });

  it('may be zero, or whole, where that is asked for', () => {
    expect(checked((check) => check.quantity(-0, AT, { zero: true }))).toBe(0);
    expect(checked((check) => check.quantity(1.5, AT, { digits: 0 }))).toEqual(WRONG);
    expect(checked((check) => check.quantity(null, AT, { required: false }))).toBeNull();
  });
});

describe('an amount', () => {
  it.each([['10.25', 10.25], ['0.01', 0.01], ['0.00', ['AMOUNT_NOT_POSITIVE']], ['-5', ['AMOUNT_NOT_POSITIVE']], ['10.255', WRONG], ['1e308', WRONG], [1e308, WRONG]])('%s', (given, expected) => {
    expect(checked((check) => check.amount(given, AT))).toEqual(expected);
  });

  it('has no more decimals than its currency', () => {
    expect(checked((check) => check.amount('1500', AT, { decimals: 0 }))).toBe(1500);
    expect(checked((check) => check.amount('1500.5', AT, { decimals: 0 }))).toEqual(WRONG);
  });
});

describe('a text', () => {
  it.each([
    ['  Ann ', 'Ann'], ['e\u0301', '\u00e9'], ['😀', '😀'], ['', null], ['   ', null], [null, null],
    ['a\u0000', WRONG], ['a\nb', WRONG], ['\ud83d', WRONG], ['x'.repeat(501), ['TOO_LONG']],
  ])('of one line: %j', (given, expected) => {
    expect(checked((check) => check.line(given, AT))).toEqual(expected);
  });

  it('of several lines keeps them, up to ten thousand characters', () => {
    expect(checked((check) => check.text('a\n\tb', AT))).toBe('a\n\tb');
    expect(checked((check) => check.text('x'.repeat(10_001), AT))).toEqual(['TOO_LONG']);
  });

  it('that has to be there is missed', () => {
    expect(checked((check) => check.line(' ', AT, { required: true }))).toEqual(['REQUIRED']);
  });
});

describe('an email address and a day', () => {
  it.each([['a@b.example', 'a@b.example'], ['a@b', WRONG], ['a b@c.example', WRONG], ['<a@b.example>', WRONG], ['a@b.example, c@d.example', WRONG]])('%s', (given, expected) => {
    expect(checked((check) => check.email(given, AT))).toEqual(expected);
  });

  it.each([['2028-02-29', '2028-02-29'], ['2026-02-29', WRONG], ['2026-13-01', WRONG], ['2026-1-1', WRONG], ['today', WRONG], [null, null]])('%s', (given, expected) => {
    expect(checked((check) => check.date(given, AT))).toEqual(expected);
  });
});

it('every mistake is told at once, with its path', () => {
  const check = new InputCheck();
  check.line('', ['input', 'name'], { required: true });
  check.quantity(0, ['input', 'lines', 2, 'quantity']);
  try {
    check.done();
    expect.unreachable();
  } catch (error) {
    expect(error instanceof Refusal ? error.errors.map(({ code, path }) => [code, path]) : error).toEqual([['REQUIRED', ['input', 'name']], ['INVALID_VALUE', ['input', 'lines', '2', 'quantity']]]);
  }
});
