import { EVERYTHING, NOTHING, and, isNothing, not, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { idOf, searchRecords } from '../odoo-records.ts';
import { byReach, governedScope } from './business.ts';
import { companyWork } from './company-work.ts';
import { seenIn, standingByCustomer } from './standing.ts';
import { governedTransfers } from './stock.ts';
import { through, type ScopeView } from './view.ts';

/** FLEET. By its own association; customers see the fleets that are theirs. */
export function fleetScope(view: ScopeView): Domain | Promise<Domain> {
  return byReach(view, 'partner_id', (reach) => governedScope('fleet', reach, view));
}

/** FLEET_ITEM. As its fleet, those of the past included. */
export async function fleetItemScope(view: ScopeView): Promise<Domain> {
  if (view.reach.kind === 'everything') return EVERYTHING;
  return through('fleet_id', await view.domain('FLEET', 'ov.fleet'));
}

/** ASSET. By its own association or stamp, without one through its customer. */
export function assetScope(view: ScopeView): Domain | Promise<Domain> {
  return byReach(view, 'partner_id', async (reach) => seenIn(await standingByCustomer(view, reach, 'asset'), reach));
}

/** A model whose rows name a serial number, and the one2many by which our addon leads there from the serial number. */
interface Naming {
  readonly model: string;
  readonly inverse: string;
  rows(view: ScopeView): Promise<Domain>;
}

const NAMINGS: readonly Naming[] = [
  {
    model: 'ov.fleet_item',
    inverse: 'ov_fleet_item_ids',
    rows: async (view) => and(where('state', '=', 'active'), await view.domain('FLEET_ITEM', 'ov.fleet_item')),
  },
  { model: 'ov.asset', inverse: 'ov_asset_ids', rows: (view) => view.domain('ASSET', 'ov.asset') },
  {
    model: 'stock.move.line',
    inverse: 'ov_move_line_ids',
    // Receipts and internal transfers bring serial numbers into the house; they make them nobody's.
    rows: async (view) =>
      and(where('state', '=', 'done'), where('location_dest_id', 'any', where('usage', '=', 'customer')), through('picking_id', await governedTransfers(view))),
  },
];

/** Rows by which a serial number is somebody's, whoever that is. */
const CLAIMS: readonly Omit<Naming, 'rows'>[] = [
  { model: 'ov.fleet_item', inverse: 'ov_fleet_item_ids' },
  { model: 'ov.asset', inverse: 'ov_asset_ids' },
];
const HELD = where('state', '=', 'active');

/** What lies in the company's own places and is nobody's: made or received, and not yet delivered. */
async function lotsInTheHouse(view: ScopeView, lots: string): Promise<Domain> {
  const work = companyWork(view);
  if (isNothing(work) || view.storage.database.field(lots, 'quant_ids') === null) return NOTHING;
  const lying = where('quant_ids', 'any', and(work, where('quantity', '>', 0), where('location_id', 'any', where('usage', '=', 'internal'))));
  const claims = CLAIMS.map((claim) => lotsNamedBy({ ...claim, rows: async () => (claim.model === 'ov.fleet_item' ? HELD : EVERYTHING) }, view, lots, 'anybody'));
  return and(lying, not(or(...(await Promise.all(claims)))));
}

/**
 * LOT. Visible while it is active in a visible fleet, when its asset is visible, and when a visible delivery brought it to a
 * customer. One that lies in the company's house and is nobody's yet is the company's own, as its quantity is: for who sees a whole SA.
 */
export async function lotScope(view: ScopeView, model: string): Promise<Domain> {
  if (view.reach.kind === 'everything') return EVERYTHING;
  if (view.reach.kind === 'nothing') return NOTHING;
  return or(...(await Promise.all([...NAMINGS.map((naming) => lotsNamedBy(naming, view, model, 'visible')), lotsInTheHouse(view, model)])));
}

/** Without our addon nothing leads from a serial number to what names it: then the rows are read, and the scope is a list of ids. */
async function lotsNamedBy({ model, inverse, rows }: Naming, view: ScopeView, lots: string, whose: string): Promise<Domain> {
  const { database } = view.storage;
  if (!database.has(model)) return NOTHING;
  const naming = await rows(view);
  if (isNothing(naming)) return NOTHING;
  if (database.field(lots, inverse) !== null) return naming.length === 0 ? where(inverse, '!=', false) : where(inverse, 'any', naming);
  return view.once(`lots of ${model}, ${whose}`, async () => {
    const found = await searchRecords(view.odoo, view.request, database.model(model) ?? model, and(naming, where('lot_id', '!=', false)), { lot_id: {} });
    const ids = [...new Set(found.map((row) => idOf(row['lot_id'])))].filter((id) => id !== null).sort((a, b) => a - b);
    return where('id', 'in', ids);
  });
}
