import type { OdooPort } from '../../odoo/port.ts';
import type { Dataset, Row, Value } from '../../odoo/sandbox/data/types.ts';
import { tellLineage, type Story, type Teller } from './lineage-story.ts';
import { REQUEST, openWorld, type Storage, type World } from './world.ts';

export interface Told {
  readonly world: World;
  readonly story: Story;
}

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
    { id: 1, name: 'Sales', code: 'INV', type: 'sale', company_id: 1 },
    { id: 6, name: 'Bank', code: 'BNK1', type: 'bank', company_id: 1 },
  ],
  'mail.message.subtype': [{ id: 1, name: 'Discussions', internal: false }, { id: 2, name: 'Note', internal: true }],
};

/** The reference data that the story needs, where the data set does not have it. */
function withGround(data: Dataset): Dataset {
  const added = Object.entries(GROUND).map(([model, rows]) => {
    const known = data[model] ?? [];
    return [model, [...known, ...rows.filter(({ id }) => !known.some((row) => row.id === id))]] as const;
  });
  return { ...data, ...Object.fromEntries(added) };
}

export const journals = {
  sales: { journal_id: 1, company_id: 1, currency_id: 1 },
  bank: { journal_id: 6, company_id: 1, currency_id: 1 },
} as const satisfies Record<string, Readonly<Record<string, Value>>>;

async function write(odoo: OdooPort, model: string, ids: readonly number[], values: Readonly<Record<string, Value>>): Promise<void> {
  await odoo.call({ model, method: 'write', ids, args: { vals: values }, kind: 'write' }, REQUEST);
}

/** The story on a sandbox, where goods arrive because we say so. */
export async function openLineage(storage: Storage): Promise<Told> {
  const world = await openWorld(storage, withGround);
  const generation: Teller['generation'] = storage === 'stamps' ? 'stamps' : storage.startsWith('one') ? 'one-table' : 'two-table';
  const story = await tellLineage({ odoo: world.odoo, generation, finish: (moves) => write(world.odoo, 'stock.move', moves, { state: 'done' }) }, journals);
  return { world, story };
}
