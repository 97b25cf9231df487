import { describe, expect, it } from 'vitest';
import { OdooFault } from '../../../odoo/client/faults.ts';
import type { Condition, Domain } from '../../../odoo/domain/types.ts';
import type { OdooCall } from '../../../odoo/port.ts';
import { createReader } from '../../../odoo/read/reader.ts';
import type { Reader } from '../../../odoo/read/records.ts';
import type { FieldSpecification, Specification } from '../../../odoo/read/specification.ts';
import { databaseOf } from '../support/databases.ts';
import { anyRequest, fakePort, type FakePort } from '../support/fake-port.ts';

const DATABASE = databaseOf({
  models: {
    'sale.order': { name: 'char', partner_id: 'many2one res.partner', order_line: 'one2many sale.order.line' },
    'sale.order.line': { name: 'char', product_id: 'many2one product.product' },
    'res.partner': { name: 'char', active: 'boolean', country_id: 'many2one res.country' },
    'product.product': { name: 'char' },
  },
});

type Row = Readonly<Record<string, unknown>>;

/** Records by model; relations are ids. Partner 8 and product 31 are forbidden; nobody may read countries at all. */
const RECORDS: Readonly<Record<string, readonly Row[]>> = {
  'sale.order': [
    { id: 1, name: 'S1', partner_id: 7, order_line: [11, 12, 13] },
    { id: 2, name: 'S2', partner_id: 8, order_line: [] },
    { id: 3, name: 'S3', partner_id: false, order_line: [14] },
  ],
  'sale.order.line': [
    { id: 11, name: 'L11', product_id: 30 },
    { id: 12, name: 'L12', product_id: 31 },
    { id: 13, name: 'L13', product_id: 30 },
    { id: 14, name: 'L14', product_id: 31 },
  ],
  'res.partner': [
    { id: 7, name: 'Ama', country_id: 70 },
    { id: 8, name: 'Hidden', country_id: 70 },
  ],
  'product.product': [
    { id: 30, name: 'Panel' },
    { id: 31, name: 'Secret' },
  ],
};
const RELATIONS: Readonly<Record<string, string>> = { partner_id: 'res.partner', order_line: 'sale.order.line', product_id: 'product.product', country_id: 'res.country' };
const FORBIDDEN: ReadonlySet<string> = new Set(['res.partner 8', 'product.product 31']);

/** `web_read` of Odoo 19 in the small: a forbidden record behind a relation fails all of it. */
function read(model: string, ids: readonly number[], specification: Specification): Row[] {
  if (model === 'res.country') throw new OdooFault('ACCESS');
  return ids.map((id) => {
    if (FORBIDDEN.has(`${model} ${id}`)) throw new OdooFault('ACCESS');
    const record = RECORDS[model]?.find((row) => row['id'] === id) ?? { id };
    const entries = Object.entries(specification).map(([field, wanted]) => [field, behind(field, record[field], wanted)] as const);
    return { id, ...Object.fromEntries(entries) };
  });
}

function behind(field: string, value: unknown, wanted: FieldSpecification): unknown {
  const model = RELATIONS[field];
  if (model === undefined || wanted.fields === undefined) return value;
  if (!Array.isArray(value)) return typeof value === 'number' ? read(model, [value], wanted.fields)[0] : false;
  const ids = value as number[];
  const rows = read(model, ids.slice(0, wanted.limit), wanted.fields);
  return ids.map((id, index) => rows[index] ?? { id });
}

function domainOf(args: OdooCall['args']): Domain {
  return args?.['domain'] as Domain;
}

/** Searches leave out what is forbidden. */
function odoo({ model, args }: OdooCall): unknown {
  if (model === 'res.country') throw new OdooFault('ACCESS');
  const condition = domainOf(args).find((node): node is Condition => Array.isArray(node) && node[0] === 'id');
  const all = (RECORDS[model] ?? []).map((row) => row['id'] as number);
  const ids = ((condition?.[2] as number[] | undefined) ?? all).filter((id) => !FORBIDDEN.has(`${model} ${id}`));
  const records = read(model, ids, args?.['specification'] as Specification);
  return { length: records.length, records };
}

function setUp(): { reader: Reader; port: FakePort } {
  const port = fakePort(odoo);
  return { port, reader: createReader(port, DATABASE, anyRequest(), {}) };
}

describe('a read that Odoo refuses for one forbidden record', () => {
  it('is stitched together without it, and the rest is there', async () => {
    const { reader, port } = setUp();
    const { records, length } = await reader.search('sale.order', { domain: [], specification: { name: {}, partner_id: { fields: { name: {} } } }, count: true });
    expect(records).toEqual([
      { id: 1, name: 'S1', partner_id: { id: 7, name: 'Ama' } },
      { id: 2, name: 'S2', partner_id: false },
      { id: 3, name: 'S3', partner_id: false },
    ]);
    expect(length).toBe(3);
    expect(port.calls.map(({ model }) => model)).toEqual(['sale.order', 'sale.order', 'res.partner']);
  });

  it('is stitched at every depth, with limits kept', async () => {
    const { reader } = setUp();
    const specification = { order_line: { fields: { name: {}, product_id: { fields: { name: {} } } }, limit: 2 }, name: {} };
    const { records } = await reader.search('sale.order', { domain: [], specification });
    expect(records).toEqual([
      { id: 1, name: 'S1', order_line: [{ id: 11, name: 'L11', product_id: { id: 30, name: 'Panel' } }, { id: 12, name: 'L12', product_id: false }, { id: 13 }] },
      { id: 2, name: 'S2', order_line: [] },
      { id: 3, name: 'S3', order_line: [{ id: 14, name: 'L14', product_id: false }] },
    ]);
  });

  it('loses a relation whose whole model is forbidden, and no more', async () => {
    const { reader } = setUp();
    const { records } = await reader.search('res.partner', { domain: [], specification: { name: {}, country_id: { fields: { name: {} } } } });
    expect(records).toEqual([{ id: 7, name: 'Ama', country_id: false }]);
  });

  it('finds records by id the same way', async () => {
    const { reader } = setUp();
    const rows = await reader.byIds('sale.order', [2, 1], [], { partner_id: { fields: { name: {} } } });
    expect(rows).toEqual([{ id: 2, partner_id: false }, { id: 1, partner_id: { id: 7, name: 'Ama' } }]);
  });

  it('stays refused where the model itself is forbidden', async () => {
    const { reader } = setUp();
    await expect(reader.search('res.country', { domain: [], specification: { name: {} } })).rejects.toMatchObject({ kind: 'ACCESS' });
  });

  it('stays refused where the way around would lead through an unknown model', async () => {
    const { reader, port } = setUp();
    await expect(reader.search('res.country', { domain: [], specification: { state_ids: { fields: { name: {} } } } })).rejects.toMatchObject({ kind: 'ACCESS' });
    expect(port.calls).toHaveLength(1);
  });
});

describe('a read that works', () => {
  it('costs one call', async () => {
    const { reader, port } = setUp();
    await reader.search('sale.order', { domain: [['id', 'in', [1]]], specification: { partner_id: { fields: { name: {} } } } });
    expect(port.calls).toHaveLength(1);
  });
});

describe('another fault', () => {
  it('is not read around', async () => {
    const port = fakePort(() => {
      throw new OdooFault('CRASH');
    });
    const reader = createReader(port, DATABASE, anyRequest(), {});
    await expect(reader.search('sale.order', { domain: [], specification: { partner_id: { fields: { name: {} } } } })).rejects.toMatchObject({ kind: 'CRASH' });
    expect(port.calls).toHaveLength(1);
  });
});
