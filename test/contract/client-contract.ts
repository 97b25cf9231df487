import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OdooClient } from '../../odoo/client/client.ts';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { OdooFault, type FaultKind } from '../../odoo/client/faults.ts';
import type { LiveDatabase } from '../../odoo/database/live-database.ts';
import { readDatabase } from '../../odoo/database/read-database.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { CompletedCall, OdooCall, OdooRequest } from '../../odoo/port.ts';
import { createReader } from '../../odoo/read/reader.ts';
import type { Reader } from '../../odoo/read/records.ts';

/** An Odoo that the contract is held against. */
export interface Target {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
  /** A user of the first company only, who may read its partners. */
  readonly salesman: { readonly login: string; readonly apiKey: string };
}

const MODELS = ['res.partner', 'res.users', 'res.company', 'res.country', 'sale.order', 'sale.order.line', 'product.template', 'product.product', 'mrp.workorder'];

function requestOf(done: CompletedCall[] = []): OdooRequest {
  return { signal: new AbortController().signal, deadline: Date.now() + 60_000, tenant: 'contract', onCall: (call) => done.push(call) };
}

async function kindOf(promise: Promise<unknown>): Promise<FaultKind | 'answered'> {
  try {
    await promise;
    return 'answered';
  } catch (error) {
    if (error instanceof OdooFault) return error.kind;
    throw error;
  }
}

/**
 * What the client and the reader promise, of one Odoo over one interface. The same facts hold for the sandbox and for a
 * real Odoo; where they do not, the sandbox is wrong.
 */
export function describeClient(transport: 'jsonrpc' | 'json2', major: number, targetOf: () => Target): void {
  describe(`over ${transport}`, () => {
    let client: OdooClient;
    let database: LiveDatabase;
    const mark = `contract ${transport} ${process.pid}`;

    const connect = (user?: { readonly login: string; readonly apiKey: string }): Promise<OdooClient> => {
      const { url, db, username, apiKey } = targetOf();
      return connectOdoo({ url, db, username: user?.login ?? username, apiKey: user?.apiKey ?? apiKey, transport, attempts: 1 });
    };
    const call = <T>(given: Omit<OdooCall, 'kind'>): Promise<T> => client.call<T>({ kind: 'write', ...given }, requestOf());
    const create = async (model: string, ...vals: readonly object[]): Promise<number[]> => call<number[]>({ model, method: 'create', args: { vals_list: vals } });
    const reader = (done: CompletedCall[] = [], by = client): Reader => createReader(by, database, requestOf(done), { lang: 'en_US', tz: 'UTC' });
    const mine = (text: string): Domain => [['name', 'like', `${mark} ${text}`]];

    beforeAll(async () => {
      client = await connect();
      database = await readDatabase(client, MODELS, requestOf());
    }, 120_000);
    afterAll(() => client?.close());

    it('knows the version and speaks as told', () => {
      expect([client.version.major, client.transport]).toEqual([major, transport]);
    });

    describe('writing', () => {
      it('creates one or many, and answers their ids', async () => {
        const one = await create('res.partner', { name: `${mark} write A` });
        const many = await create('res.partner', { name: `${mark} write B` }, { name: `${mark} write C` });
        expect([one.length, many.length]).toEqual([1, 2]);
        expect(new Set([...one, ...many].map((id) => typeof id))).toEqual(new Set(['number']));
      });

      it('writes, archives (which answers nothing), copies and deletes', async () => {
        const [id = 0] = await create('res.partner', { name: `${mark} write D` });
        expect(await call({ model: 'res.partner', method: 'write', ids: [id], args: { vals: { email: 'd@example.com' } } })).toBe(true);
        expect(await call({ model: 'res.partner', method: 'action_archive', ids: [id] })).toBeNull();
        const copies = await call<number[]>({ model: 'res.partner', method: 'copy', ids: [id] });
        expect(copies).toHaveLength(1);
        expect(await call({ model: 'res.partner', method: 'unlink', ids: [id, ...copies] })).toBe(true);
        expect(await reader().byIds('res.partner', [id], [], {})).toEqual([null]);
      });
    });

    describe('a fault', () => {
      const read = (model: string, method: string, args: Record<string, unknown>): Promise<FaultKind | 'answered'> => kindOf(client.call({ model, method, args, kind: 'read' }, requestOf()));
      const write = (model: string, method: string, ids: readonly number[] | undefined, args: Record<string, unknown>): Promise<FaultKind | 'answered'> =>
        kindOf(call({ model, method, args, ...(ids !== undefined && { ids }) }));

      it('names what is unknown', async () => {
        expect(await read('no.such.model', 'search_count', { domain: [] })).toBe('UNKNOWN_MODEL');
        expect(await read('res.partner', 'no_such_method', {})).toBe('UNKNOWN_METHOD');
        expect(await read('res.partner', 'search', { domain: [['no_such_field', '=', 1]] })).toBe('UNKNOWN_FIELD');
        expect(await read('res.partner', 'search', { domain: [], order: 'no_such_field desc' })).toBe('UNKNOWN_FIELD');
        expect(await read('res.partner', 'web_search_read', { domain: [], specification: { no_such_field: {} } })).toBe('UNKNOWN_FIELD');
        expect(await write('res.partner', 'create', undefined, { vals_list: [{ no_such_field: 1 }] })).toBe('UNKNOWN_FIELD');
      });

      it('names what is invalid', async () => {
        const [id = 0] = await create('res.partner', { name: `${mark} fault` });
        expect(await write('res.partner', 'write', [id], { vals: { type: 'nope' } })).toBe('INVALID_VALUE');
        expect(await read('res.partner', 'search', { domain: [['name', '<<', 'x']] })).toBe('INVALID_VALUE');
        expect(await write('res.partner', 'write', [99_999_999], { vals: { name: 'x' } })).toBe('MISSING_RECORD');
        expect(await write('res.partner', 'write', [id, 99_999_999], { vals: { name: 'x' } })).toBe('MISSING_RECORD');
        expect(await write('sale.order', 'create', undefined, { vals_list: [{}] })).toBe('VALIDATION');
        expect(await write('sale.order', 'create', undefined, { vals_list: [{ partner_id: 99_999_999 }] })).toBe('BAD_REFERENCE');
        expect(await write('res.partner', 'unlink', [1], {})).toBe('IN_USE');
      });

      it('names wrong calls and private methods', async () => {
        expect(await read('res.partner', 'search', { domain: [], bogus: 1 })).toBe('BAD_ARGUMENTS');
        expect(await write('res.partner', 'write', [1], {})).toBe('BAD_ARGUMENTS');
        expect(await read('res.partner', '_search', { domain: [] })).toBe('ACCESS');
      });

      it('tells a refused key', async () => {
        const stranger = await connect({ login: targetOf().username, apiKey: 'no-such-key-0123456789abcdef0123456789abcdef' });
        expect(await kindOf(stranger.call({ model: 'res.partner', method: 'search_count', args: { domain: [] }, kind: 'read' }, requestOf()))).toBe('AUTHENTICATION');
        await stranger.close();
      });
    });

    describe('reading', () => {
      let parent = 0;
      let children: number[] = [];
      let archived = 0;
      beforeAll(async () => {
        [parent = 0] = await create('res.partner', { name: `${mark} read parent`, is_company: true, comment: false });
        children = await create('res.partner', ...['b', 'c', 'a'].map((letter) => ({ name: `${mark} read ${letter}`, parent_id: parent, type: 'contact' })));
        [archived = 0] = await create('res.partner', { name: `${mark} read gone`, parent_id: parent, active: false });
      }, 60_000);

      it('nests to-one and to-many in one call; beyond the limit rows are bare ids; empty is false', async () => {
        const done: CompletedCall[] = [];
        const { records, length } = await reader(done).search('res.partner', {
          domain: [['id', '=', parent]],
          specification: { email: {}, is_company: {}, parent_id: { fields: { name: {} } }, child_ids: { fields: { name: {}, parent_id: {} }, order: 'name', limit: 2 } },
          count: true,
        });
        const [b = 0, c = 0, a = 0] = children;
        expect(records).toEqual([
          { id: parent, email: false, is_company: true, parent_id: false, child_ids: [{ id: a, name: `${mark} read a`, parent_id: parent }, { id: b, name: `${mark} read b`, parent_id: parent }, { id: c }] },
        ]);
        expect([length, done.length]).toEqual([1, 1]);
      });

      it('pages in order, and counts what matches in all, also beyond the end', async () => {
        const query = { domain: [['parent_id', '=', parent]] as const, specification: { name: {} }, order: 'name desc, id', limit: 2, count: true };
        const pages = await Promise.all([0, 2, 4].map((offset) => reader().search('res.partner', { ...query, offset })));
        expect(pages.map(({ records, length }) => [records.map(({ name }) => String(name).at(-1)), length])).toEqual([[['c', 'b'], 3], [['a'], 3], [[], 3]]);
      });

      it('reads by id in the order asked for, with archived and without missing records, in one call', async () => {
        const done: CompletedCall[] = [];
        const asked = reader(done);
        const [some, more] = await Promise.all([
          asked.byIds('res.partner', [archived, 99_999_999, parent], [], { active: {} }),
          asked.byIds('res.partner', [parent], [], { is_company: {} }),
        ]);
        expect(some?.map((row) => row && [row['id'], row['active']])).toEqual([[archived, false], null, [parent, true]]);
        expect(more?.[0]).toMatchObject({ id: parent, is_company: true });
        expect(done).toHaveLength(1);
      });

      it('reads by id only what is within the scope', async () => {
        const rows = await reader().byIds('res.partner', [parent, ...children], [['parent_id', '=', parent]], {});
        expect(rows.map((row) => row?.['id'] ?? null)).toEqual([null, ...children]);
      });

      it('counts', async () => {
        expect(await reader().count('res.partner', [['parent_id', '=', parent]])).toBe(3);
        expect(await reader().count('res.partner', [['parent_id', '=', parent]], { active_test: false })).toBe(4);
      });

      it('groups by records, selections, booleans and periods, into one normal form', async () => {
        const groups = await reader().group('res.partner', {
          domain: mine('read'),
          groupBy: ['parent_id', 'is_company', 'create_date:month'],
          aggregates: ['id:count_distinct', 'color:sum'],
          order: '__count desc',
        });
        const now = new Date();
        const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth())).toISOString().replace('.000', '');
        expect(groups).toEqual([
          { keys: { parent_id: { id: parent, name: `${mark} read parent` }, is_company: false, 'create_date:month': month }, aggregates: { 'id:count_distinct': 3, 'color:sum': 0 }, count: 3 },
          { keys: { parent_id: null, is_company: true, 'create_date:month': month }, aggregates: { 'id:count_distinct': 1, 'color:sum': 0 }, count: 1 },
        ]);
      });

      it('groups with having, order and paging', async () => {
        const query = { domain: mine('read'), groupBy: ['name'], aggregates: ['id:count_distinct'], order: 'name desc' } as const;
        const letters = async (rest: object): Promise<(string | undefined)[]> => (await reader().group('res.partner', { ...query, ...rest })).map(({ keys }) => String(keys['name']).split(' ').at(-1));
        expect(await letters({ limit: 2, offset: 1 })).toEqual(['c', 'b']);
        expect(await letters({ having: [['__count', '>', 1]] })).toEqual([]);
        expect(await letters({ having: [['id:count_distinct', '>=', 1]], limit: 3, offset: 2 })).toEqual(['b', 'a']);
      });

      it('sums up the whole where nothing is grouped by', async () => {
        expect(await reader().group('res.partner', { domain: mine('read'), groupBy: [], aggregates: ['id:count_distinct'] })).toEqual([{ keys: {}, aggregates: { 'id:count_distinct': 4 }, count: 4 }]);
      });
    });

    describe('the database', () => {
      it('answers canonical names whatever the version', () => {
        const live = major >= 19 ? ['product_uom_id', 'tax_ids'] : ['product_uom', 'tax_id'];
        expect([database.resolve('sale.order.line', 'product_uom_id'), database.resolve('sale.order.line', 'tax_ids')]).toEqual(live);
        expect(database.resolve('res.partner', 'mobile')).toBe(major >= 19 ? null : 'mobile');
        expect(database.virtual('mrp.workorder', 'state') === null).toBe(major >= 19);
        expect(database.selection('sale.order', 'state')?.map(([value]) => value)).toEqual(['draft', 'sent', 'sale', 'cancel']);
        expect(database.currency(1)).toMatchObject({ name: 'USD', decimals: 2 });
      });

      it('translates the product type, in reading and in searching', async () => {
        const field = database.virtual('product.template', 'product_type');
        const specification = Object.fromEntries((field?.reads ?? []).map((name) => [name, {}]));
        const values: readonly Record<string, unknown>[] =
          major >= 18 ? [{ type: 'consu', is_storable: true }, { type: 'consu' }, { type: 'service' }] : [{ detailed_type: 'product' }, { detailed_type: 'consu' }, { detailed_type: 'service' }];
        const ids = await create('product.template', ...values.map((vals, index) => ({ name: `${mark} type ${index}`, ...vals })));
        const rows = await reader().byIds('product.template', ids, [], specification);
        expect(rows.map((row) => row && field?.decode(row))).toEqual(['product', 'consu', 'service']);
        for (const [index, value] of ['product', 'consu', 'service'].entries()) {
          const domain: Domain = [...mine('type'), ...(field?.domain('=', [value]) ?? [])];
          const { records } = await reader().search('product.template', { domain, specification: {} });
          expect(records.map(({ id }) => id)).toEqual([ids[index]]);
        }
      });
    });

    describe('a user who may not read a record behind a relation', () => {
      it('gets the rest, and false for the relation', async () => {
        const [company] = await create('res.company', { name: `${mark} other company` });
        const [open = 0, hidden = 0] = await create('res.partner', { name: `${mark} open` }, { name: `${mark} hidden` });
        const [first = 0, second = 0] = await create('res.partner', { name: `${mark} first`, parent_id: open }, { name: `${mark} second`, parent_id: hidden });
        await call({ model: 'res.partner', method: 'write', ids: [hidden], args: { vals: { company_id: company } } });
        // Odoo hands a company down to the children.
        await call({ model: 'res.partner', method: 'write', ids: [second], args: { vals: { company_id: false } } });

        const salesman = await connect(targetOf().salesman);
        const done: CompletedCall[] = [];
        const asked = reader(done, salesman);
        const query = { domain: [['id', 'in', [first, second]]], specification: { parent_id: { fields: { name: {} } } }, order: 'id' } as const;
        expect((await asked.search('res.partner', query)).records).toEqual([{ id: first, parent_id: { id: open, name: `${mark} open` } }, { id: second, parent_id: false }]);
        expect(done.map(({ outcome }) => outcome)).toEqual(['fault', 'ok', 'ok']);
        expect(await asked.byIds('res.partner', [open, hidden], [], {})).toEqual([{ id: open }, null]);
        expect(await kindOf(salesman.call({ model: 'res.partner', method: 'read', ids: [hidden], args: { fields: ['name'] }, kind: 'read' }, requestOf()))).toBe('ACCESS');
        await salesman.close();
      }, 60_000);
    });
  });
}
