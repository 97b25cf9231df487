import { describe, expect, test } from 'vitest';
import { tablesOf, toCsv } from '../../../gateway/console/page/csv.ts';

const csvOf = (data: unknown): Record<string, string[]> =>
  Object.fromEntries(tablesOf(data).map((table) => [table.name, toCsv(table).replace('\uFEFF', '').trimEnd().split('\r\n')]));

describe('the lists of an answer as tables', () => {
  test('a connection has a row for each record, with dotted columns for records within', () => {
    const data = {
      salesOrders: {
        totalCount: 2,
        nodes: [
          { name: 'S1', amountTotal: { amount: '12.50', currency: 'XOF' }, customer: { name: 'Afi' } },
          { name: 'S2', amountTotal: { amount: '-3', currency: 'XOF' }, customer: null },
        ],
      },
    };
    expect(csvOf(data)).toEqual({ salesOrders: ['name,amountTotal.amount,amountTotal.currency,customer.name', 'S1,12.50,XOF,Afi', 'S2,-3,XOF,'] });
  });

  test('edges are read as nodes are', () => {
    expect(csvOf({ lots: { edges: [{ cursor: 'a', node: { name: 'L1' } }] } })).toEqual({ lots: ['name', 'L1'] });
  });

  test('an aggregate is a list', () => {
    const data = { byState: [{ keys: { state: 'SALE' }, count: 3, sum: { quantity: '7' } }] };
    expect(csvOf(data)).toEqual({ byState: ['keys.state,count,sum.quantity', 'SALE,3,7'] });
  });

  test('a list within a record is a table of its own that names the record', () => {
    const data = { orders: { nodes: [{ name: 'S1', lines: { nodes: [{ quantity: '1' }, { quantity: '2' }] } }, { name: 'S2', lines: { nodes: [{ quantity: '3' }] } }] } };
    expect(csvOf(data)).toEqual({ orders: ['name', 'S1', 'S2'], 'orders.lines': ['orders.name,quantity', 'S1,1', 'S1,2', 'S2,3'] });
  });

  test('a list below a single record is found as well', () => {
    expect(csvOf({ customer: { name: 'Afi', orders: { nodes: [{ name: 'S1' }] } } })).toEqual({ 'customer.orders': ['name', 'S1'] });
  });

  test('what is no list makes no table', () => {
    expect(tablesOf({ viewer: { name: 'Kodjo', roles: ['AGENT'] }, salesOrder: null })).toEqual([]);
    expect(tablesOf(null)).toEqual([]);
  });
});

describe('cells', () => {
  const cell = (value: unknown): string | undefined => csvOf({ rows: [{ value }] })['rows']?.slice(1).join('\r\n');

  test.each(['=1+1', '+1+cmd', '-2+3', '@SUM(A1)', '\t=1', '  =HYPERLINK("x")', '|calc', '＝1'])('%j cannot become a formula', (text) => {
    expect(cell(text)?.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  test.each(['-12.50', '+3', '0', '2026-11-26', 'S01017'])('%j stays what it is', (text) => {
    expect(cell(text)).toBe(text);
  });

  test('commas, quotes and line ends are quoted', () => {
    expect(cell('a,b')).toBe('"a,b"');
    expect(cell('say "hi"')).toBe('"say ""hi"""');
    expect(cell('a\nb')).toBe('"a\nb"');
  });

  test('null is empty, booleans are words', () => {
    expect([cell(null), cell(true)]).toEqual(['', 'true']);
  });
});
