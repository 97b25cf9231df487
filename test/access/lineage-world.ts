import type { OdooPort } from '../../odoo/port.ts';
import type { Dataset, Row, Value } from '../../odoo/sandbox/data/types.ts';
import { tellLineage, type Story, type Teller } from './lineage-story.ts';
import { REQUEST, openWorld, type Storage, type World } from './world.ts';

export interface Told {
  readonly world: World;
  readonly story: Story;
}

type Values = Readonly<Record<string, Value>>;

const CURRENCY = 1;

const GROUND: Readonly<Record<string, readonly Row[]>> = {
  'stock.location': [
    { id: 1, name: 'Vendors', usage: 'supplier', company_id: false },
    { id: 2, name: 'Customers', usage: 'customer', company_id: false },
    { id: 1010, name: 'Stock', usage: 'internal', company_id: 1001 },
    { id: 1018, name: 'Stock', usage: 'internal', company_id: 1002 },
  ],
  'stock.picking.type': [
    [1001, 'incoming', 1001], [1002, 'outgoing', 1001], [1011, 'mrp_operation', 1001], [1012, 'incoming', 1002], [1022, 'mrp_operation', 1002],
  ].map(([id, code, company]) => ({ id: Number(id), name: String(code), code: String(code), company_id: Number(company), sequence_code: String(code), default_location_src_id: 1010, default_location_dest_id: 2 })),
  'account.journal': [
    { id: 9001, name: 'Sales', code: 'LIN', type: 'sale', company_id: 1001 },
    { id: 9002, name: 'Bank', code: 'LIB', type: 'bank', company_id: 1001 },
  ],
  'mail.message.subtype': [{ id: 1, name: 'Discussions', internal: false }, { id: 2, name: 'Note', internal: true }],
};

/** The reference data that the story needs, where the data set does not have it. */
export function withGround(data: Dataset): Dataset {
  const added = Object.entries(GROUND).map(([model, rows]) => {
    const known = data[model] ?? [];
    return [model, [...known, ...rows.filter(({ id }) => !known.some((row) => row.id === id))]] as const;
  });
  return { ...data, ...Object.fromEntries(added) };
}

/** The journals of Togo on the server at hand. */
export async function journalsOf(odoo: OdooPort): Promise<{ readonly sales: Values; readonly bank: Values }> {
  const domain = [['company_id', '=', 1001], ['type', 'in', ['sale', 'bank']]] as const;
  const found = await odoo.call<readonly Readonly<Record<string, Value>>[]>(
    { model: 'account.journal', method: 'search_read', args: { domain, fields: ['type'], order: 'id' }, kind: 'read' }, REQUEST);
  const journal = (type: string): Values => {
    const id = found.find((row) => row['type'] === type)?.['id'];
    if (id === undefined) throw new Error(`Togo has no journal for ${type}.`);
    return { journal_id: id, company_id: 1001, currency_id: CURRENCY };
  };
  return { sales: journal('sale'), bank: journal('bank') };
}

async function write(odoo: OdooPort, model: string, ids: readonly number[], values: Values): Promise<void> {
  await odoo.call({ model, method: 'write', ids, args: { vals: values }, kind: 'write' }, REQUEST);
}

/** Puts one of a serial number into a place of a sandbox. */
export async function place(odoo: OdooPort, product: number, lot: number, location: number): Promise<void> {
  await odoo.call({ model: 'stock.quant', method: 'create', args: { vals_list: [{ product_id: product, lot_id: lot, location_id: location, quantity: 1 }] }, kind: 'write' }, REQUEST);
}

/** The story on a sandbox, where goods arrive because we say so. */
export async function openLineage(storage: Storage): Promise<Told> {
  const world = await openWorld(storage, withGround);
  const generation: Teller['generation'] = storage === 'stamps' ? 'stamps' : storage.startsWith('one') ? 'one-table' : 'two-table';
  const story = await tellLineage({ odoo: world.odoo, generation, finish: (moves) => write(world.odoo, 'stock.move', moves, { state: 'done' }), place: (...where) => place(world.odoo, ...where) }, await journalsOf(world.odoo));
  return { world, story };
}
