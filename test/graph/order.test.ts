import { describe, expect, it } from 'vitest';
import { matches } from '../../odoo/domain/evaluate.ts';
import { decodeCursor, encodeCursor } from '../../graph/cursor.ts';
import { afterPosition, positionOf } from '../../graph/order.ts';
import type { OrderKey, Ordering } from '../../graph/order.ts';
import { viewOf } from '../../graph/row.ts';

type Stored = Record<string, unknown> & { readonly id: number };

function ordering(keys: readonly OrderKey[], idDescending = false): Ordering {
  const text = [...keys.map((key) => `${key.live}${key.descending ? ' desc' : ''}`), `id${idDescending ? ' desc' : ''}`].join(', ');
  return { text, keys, idDescending, keyset: true };
}

/** PostgreSQL's order: nulls last ascending, first descending. */
function compare(order: Ordering, a: Stored, b: Stored): number {
  for (const key of order.keys) {
    const [x, y] = [a[key.live], b[key.live]];
    if (x === y) continue;
    const empty = key.type === 'boolean' ? undefined : x === false ? 1 : y === false ? -1 : undefined;
    const up = empty ?? ((x as string | number) < (y as string | number) ? -1 : 1);
    return key.descending ? -up : up;
  }
  return order.idDescending ? b.id - a.id : a.id - b.id;
}

const NAMES = ['Ama', 'Kofi', 'Zoë', false];
const DATES = ['2026-01-01 00:00:00', '2026-03-05 10:00:00', false];
const rows: readonly Stored[] = Array.from({ length: 60 }, (_unused, index) => ({
  id: 1000 + ((index * 37) % 60),
  name: NAMES[index % 4],
  date: DATES[(index * 7) % 3],
  amount: (index * 13) % 5,
  active: index % 3 === 0,
}));

const char = { live: 'name', type: 'char' };
const date = { live: 'date', type: 'datetime' };
const amount = { live: 'amount', type: 'monetary' };
const active = { live: 'active', type: 'boolean' };

const ORDERS: readonly Ordering[] = [false, true].flatMap((descending) => [
  ordering([], descending),
  ordering([{ ...char, descending }]),
  ordering([{ ...date, descending }], true),
  ordering([{ ...amount, descending }]),
  ordering([{ ...active, descending }]),
  ordering([{ ...char, descending }, { ...date, descending: !descending }, { ...amount, descending }]),
  ordering([{ ...active, descending }, { ...char, descending: !descending }], descending),
]);

describe('afterPosition', () => {
  it.each(ORDERS.map((order) => [order.text, order] as const))('cuts a list sorted by %s exactly after any record', (_text, order) => {
    const sorted = [...rows].sort((a, b) => compare(order, a, b));
    sorted.forEach((record, index) => {
      const domain = afterPosition(order, positionOf(order, record, index));
      const after = sorted.filter((candidate) => matches(domain, viewOf(candidate))).map((candidate) => candidate.id);
      expect(after).toEqual(sorted.slice(index + 1).map((candidate) => candidate.id));
    });
  });
});

describe('cursors', () => {
  const order = ordering([{ ...date, descending: true }, { ...amount, descending: false }]);
  const cursor = encodeCursor(order, { kind: 'record', values: ['2026-01-01 00:00:00', 12.5], id: 7 });

  it('read back what they were made from', () => {
    expect(decodeCursor(order, cursor)).toEqual({ kind: 'record', values: ['2026-01-01 00:00:00', 12.5], id: 7 });
    const byOffset = { ...order, keyset: false };
    expect(decodeCursor(byOffset, encodeCursor(byOffset, { kind: 'offset', offset: 40 }))).toEqual({ kind: 'offset', offset: 40 });
  });

  const forged = (body: unknown): string => `r${Buffer.from(JSON.stringify(body)).toString('base64url')}`;
  const [print] = JSON.parse(Buffer.from(cursor.slice(1), 'base64url').toString()) as [string];

  it.each([
    ['of another order', encodeCursor(ordering([{ ...char, descending: false }]), { kind: 'record', values: ['Ama'], id: 7 })],
    ['that are empty', ''],
    ['that are no base64 of JSON', 'rzzzz'],
    ['with a text where a number belongs', forged([print, 7, '2026-01-01 00:00:00', "1' or '1'='1"])],
    ['with a day where a moment belongs', forged([print, 7, '2026-01-01', 1])],
    ['with a value too many', forged([print, 7, '2026-01-01 00:00:00', 1, 1])],
    ['with a negative id', forged([print, -1, '2026-01-01 00:00:00', 1])],
    ['with an object for a value', forged([print, 7, { any: [] }, 1])],
    ['with an offset beyond reason', `o${Buffer.from(JSON.stringify([print, 1e9])).toString('base64url')}`],
  ])('refuses cursors %s', (_what, given) => {
    expect(() => decodeCursor(order, given)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
  });
});
