import { describe, expect, it } from 'vitest';
import { compileDomain } from '../../../odoo/domain/evaluate.ts';
import { viewOf } from '../../../graph/row.ts';
import { beyond, compare, orderIn } from '../../../subgraphs/sales/subscription-order.ts';
import type { Placed } from '../../../subgraphs/sales/subscription-order.ts';
import { SOURCES } from '../../../subgraphs/sales/subscription-sources.ts';

const DAYS = ['2026-03-01', '2026-03-02', null] as const;
const LIST: readonly Placed[] = DAYS.flatMap((date) => [0, 1].flatMap((rank) => [11, 12].map((id) => ({ id, rank, date }))));
const ORDERS = ['START_DATE_ASC', 'START_DATE_DESC', 'NEXT_DATE_ASC', 'NEXT_DATE_DESC'] as const;

function key({ id, rank, date }: Placed): string {
  return `${date} ${rank} ${id}`;
}

describe('a list over both sources', () => {
  it('sorts by day, then source, then the newest, with the empty day where PostgreSQL puts it', () => {
    expect(LIST.toSorted((a, b) => compare(a, b, 'START_DATE_ASC')).map(key)).toEqual([
      '2026-03-01 0 12', '2026-03-01 0 11', '2026-03-01 1 12', '2026-03-01 1 11',
      '2026-03-02 0 12', '2026-03-02 0 11', '2026-03-02 1 12', '2026-03-02 1 11',
      'null 0 12', 'null 0 11', 'null 1 12', 'null 1 11',
    ]);
    expect(LIST.toSorted((a, b) => compare(a, b, 'START_DATE_DESC')).map((entry) => entry.date)).toEqual(
      [null, null, null, null, '2026-03-02', '2026-03-02', '2026-03-02', '2026-03-02', '2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01'],
    );
  });

  it.each(ORDERS)('goes on after any of its entries with exactly the rest: %s', (orderBy) => {
    const sorted = LIST.toSorted((a, b) => compare(a, b, orderBy));
    for (const [index, last] of sorted.entries()) {
      const position = { kind: 'record', values: [last.date, last.rank], id: last.id } as const;
      const rest = LIST.filter((entry) => {
        const source = SOURCES[entry.rank];
        if (!source) return false;
        const record = { id: entry.id, [orderIn(source, orderBy).keys[0]?.live ?? '']: entry.date ?? false };
        return compileDomain(beyond(source, entry.rank, position, orderBy))(viewOf(record));
      });
      expect(rest.map(key).toSorted()).toEqual(sorted.slice(index + 1).map(key).toSorted());
    }
  });
});
