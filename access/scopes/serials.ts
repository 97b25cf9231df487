import { EVERYTHING, NOTHING, and, isNothing, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { idOf, searchRecords } from '../odoo-records.ts';
import { byReach, governedScope } from './business.ts';
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

/**
 * LOT. Visible while it is active in a visible fleet, when its asset is visible, and when a visible delivery brought it to a
 * customer. Nobody sees a new one before that.
 */
export async function lotScope(view: ScopeView, model: string): Promise<Domain> {
  if (view.reach.kind === 'everything') return EVERYTHING;
  if (view.reach.kind === 'nothing') return NOTHING;
  return or(...(await Promise.all(NAMINGS.map((naming) => lotsNamedBy(naming, view, model)))));
}

/** Without our addon nothing leads from a serial number to what names it: then the rows are read, and the scope is a list of ids. */
async function lotsNamedBy({ model, inverse, rows }: Naming, view: ScopeView, lots: string): Promise<Domain> {
  const { database } = view.storage;
  if (!database.has(model)) return NOTHING;
  const naming = await rows(view);
  if (isNothing(naming)) return NOTHING;
  if (database.field(lots, inverse) !== null) return where(inverse, 'any', naming);
  return view.once(`lots of ${model}`, async () => {
    const found = await searchRecords(view.odoo, view.request, database.model(model) ?? model, and(naming, where('lot_id', '!=', false)), { lot_id: {} });
    const ids = [...new Set(found.map((row) => idOf(row['lot_id'])))].filter((id) => id !== null).sort((a, b) => a - b);
    return where('id', 'in', ids);
  });
}
