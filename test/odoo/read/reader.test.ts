import { describe, expect, it } from 'vitest';
import { OdooFault } from '../../../odoo/client/faults.ts';
import { NOTHING } from '../../../odoo/domain/build.ts';
import type { Condition, Domain } from '../../../odoo/domain/types.ts';
import type { OdooCall } from '../../../odoo/port.ts';
import { createReader } from '../../../odoo/read/reader.ts';
import type { Reader } from '../../../odoo/read/records.ts';
import { databaseOf } from '../support/databases.ts';
import { anyRequest, fakePort, type FakePort } from '../support/fake-port.ts';

const DATABASE = databaseOf({
  models: {
    'sale.order': { name: 'char', partner_id: 'many2one res.partner', order_line: 'one2many sale.order.line' },
    'res.partner': { name: 'char', active: 'boolean' },
    'ov.sa_fleet_assignment=ov.sa_fleet': { state: 'selection active expired' },
  },
});

function readerOf(answer: (call: OdooCall) => unknown): { reader: Reader; port: FakePort } {
  const port = fakePort(answer);
  return { port, reader: createReader(port, DATABASE, anyRequest(), { lang: 'fr_FR' }) };
}

/** Finds by `id in`, as Odoo would: no order is promised, missing ids are left out. */
function byIdIn(exists: (id: number) => boolean): (call: OdooCall) => unknown {
  return (call) => {
    const records = idsAskedFor(call).filter(exists).toReversed().map((id) => ({ id, name: `n${id}` }));
    return { length: records.length, records };
  };
}

function idsAskedFor({ args }: OdooCall): readonly number[] {
  const domain = args?.['domain'] as Domain;
  const condition = domain.find((node): node is Condition => Array.isArray(node) && node[0] === 'id');
  return (condition?.[2] ?? []) as number[];
}

describe('searching', () => {
  it('is one web_search_read, with the context of the request and the live name of the model', async () => {
    const { reader, port } = readerOf(() => ({ length: 1, records: [{ id: 3 }] }));
    await reader.search('ov.sa_fleet_assignment', { domain: [['state', '=', 'active']], specification: { state: {} }, order: 'id', limit: 5, offset: 10, context: { active_test: false } });
    expect(port.calls).toEqual([
      {
        model: 'ov.sa_fleet',
        method: 'web_search_read',
        kind: 'read',
        args: { domain: [['state', '=', 'active']], specification: { state: {} }, order: 'id', limit: 5, offset: 10, count_limit: 1 },
        context: { lang: 'fr_FR', active_test: false },
      },
    ]);
  });

  it('counts only where asked', async () => {
    const { reader, port } = readerOf(() => ({ length: 19, records: [{ id: 3 }] }));
    const query = { domain: [], specification: {}, limit: 1 } as const;
    expect((await reader.search('sale.order', query)).length).toBeNull();
    expect((await reader.search('sale.order', { ...query, count: true })).length).toBe(19);
    expect(port.calls.map(({ args }) => args?.['count_limit'])).toEqual([1, undefined]);
  });

  it('counts again beyond the last page, where Odoo says 0', async () => {
    const { reader } = readerOf(({ method }) => (method === 'search_count' ? 7 : { length: 0, records: [] }));
    expect(await reader.search('sale.order', { domain: [], specification: {}, limit: 5, offset: 100, count: true })).toEqual({ records: [], length: 7 });
  });

  it('costs no call where nothing can match', async () => {
    const { reader, port } = readerOf(() => 0);
    expect(await reader.search('sale.order', { domain: NOTHING, specification: {}, count: true })).toEqual({ records: [], length: 0 });
    expect(await reader.count('sale.order', NOTHING)).toBe(0);
    expect(await reader.group('sale.order', { domain: NOTHING, groupBy: [], aggregates: [] })).toEqual([]);
    expect(await reader.byIds('sale.order', [1, 2], NOTHING, {})).toEqual([null, null]);
    expect(port.calls).toHaveLength(0);
  });

  it('reads no record for a limit of 0, and counts where asked', async () => {
    const { reader, port } = readerOf(() => 4);
    expect(await reader.search('sale.order', { domain: [], specification: {}, limit: 0 })).toEqual({ records: [], length: null });
    expect(await reader.search('sale.order', { domain: [], specification: {}, limit: 0, count: true })).toEqual({ records: [], length: 4 });
    expect(port.calls.map(({ method }) => method)).toEqual(['search_count']);
  });
});

describe('reading by id', () => {
  it('is one call for all of one tick, with all fields, in the order of each asker, null for the absent', async () => {
    const { reader, port } = readerOf(byIdIn((id) => id !== 99));
    const [a, b, c] = await Promise.all([
      reader.byIds('res.partner', [3, 99, 1], [], { name: {} }),
      reader.byIds('res.partner', [1, 2], [], { email: {} }),
      Promise.resolve().then(() => reader.byIds('res.partner', [5], [], { name: {} })),
    ]);
    expect([a, b, c].map((rows) => rows.map((row) => row?.['id'] ?? null))).toEqual([[3, null, 1], [1, 2], [5]]);
    expect(port.calls.map(({ args }) => args)).toEqual([
      { domain: ['&', ['id', 'in', [3, 99, 1, 2, 5]], ['active', 'in', [true, false]]], specification: { name: {}, email: {} }, limit: 1000, count_limit: 1 },
    ]);
  });

  it('puts the scope into the domain, and never mixes scopes', async () => {
    const { reader, port } = readerOf(byIdIn(() => true));
    await Promise.all([reader.byIds('sale.order', [1], [['state', '=', 'sale']], {}), reader.byIds('sale.order', [2], [], {}), reader.byIds('sale.order', [3], [['state', '=', 'sale']], {})]);
    expect(port.calls.map(({ args }) => args?.['domain'])).toEqual([['&', ['id', 'in', [1, 3]], ['state', '=', 'sale']], [['id', 'in', [2]]]]);
  });

  it('never mixes contexts', async () => {
    const { reader, port } = readerOf(byIdIn(() => true));
    await Promise.all([reader.byIds('sale.order', [1], [], {}, { lang: 'en_US' }), reader.byIds('sale.order', [1], [], {})]);
    expect(port.calls.map(({ context }) => context)).toEqual([{ lang: 'en_US' }, { lang: 'fr_FR' }]);
  });

  it('reads in two calls what one cannot answer: the same rows in two orders', async () => {
    const { reader, port } = readerOf(byIdIn(() => true));
    const lines = (order: string) => ({ order_line: { fields: { name: {} }, order } });
    await Promise.all([reader.byIds('sale.order', [1], [], lines('id')), reader.byIds('sale.order', [1, 2], [], lines('name')), reader.byIds('sale.order', [3], [], lines('id'))]);
    expect(port.calls.map(({ args }) => [args?.['domain'], args?.['specification']])).toEqual([
      [[['id', 'in', [1, 3]]], lines('id')],
      [[['id', 'in', [1, 2]]], lines('name')],
    ]);
  });

  it('asks for a thousand at a time', async () => {
    const { reader, port } = readerOf(byIdIn(() => true));
    const ids = Array.from({ length: 2_500 }, (_, index) => index + 1);
    const rows = await reader.byIds('sale.order', ids, [], {});
    expect(rows.map((row) => row?.['id'])).toEqual(ids);
    expect(port.calls.map((call) => idsAskedFor(call).length)).toEqual([1000, 1000, 500]);
  });

  it('keeps nothing: after a write the same record is read again', async () => {
    let version = 0;
    const { reader, port } = readerOf(() => ({ length: 1, records: [{ id: 1, name: `v${(version += 1)}` }] }));
    const first = await reader.byIds('sale.order', [1], [], { name: {} });
    const second = await reader.byIds('sale.order', [1], [], { name: {} });
    expect([first[0]?.['name'], second[0]?.['name'], port.calls.length]).toEqual(['v1', 'v2', 2]);
  });

  it('asks for no id that cannot be one', async () => {
    const { reader, port } = readerOf(byIdIn(() => true));
    expect(await reader.byIds('sale.order', [0, -1, 1.5, Number.NaN, 2 ** 31], [], {})).toEqual([null, null, null, null, null]);
    expect(port.calls).toHaveLength(0);
  });

  it('fails all of a batch with its fault', async () => {
    const { reader } = readerOf(() => {
      throw new OdooFault('TIMEOUT');
    });
    const outcomes = await Promise.allSettled([reader.byIds('sale.order', [1], [], {}), reader.byIds('sale.order', [2], [], {})]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
