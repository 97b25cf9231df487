import { idOf } from '../../../access/odoo-records.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { asFloat, asText } from '../../../odoo/client/values.ts';
import { and, or, where } from '../../../odoo/domain/build.ts';
import type { OpenMove } from '../transfer-guards.ts';
import { placesOf } from './stock-of.ts';
import type { Quant } from './stock-of.ts';

/** So many of a movement, with the numbers of the units where they are told apart. */
export interface ChosenLine {
  readonly move: OpenMove;
  readonly quantity: number;
  readonly lotIds: readonly unknown[];
  readonly serials: readonly string[];
  readonly path: readonly (string | number)[];
}

/** Commands on the lines of a movement. */
export type LineCommand = readonly [2, number, 0] | readonly [0, 0, Readonly<Record<string, unknown>>];

interface Lot {
  readonly id: number;
  readonly name: string;
  readonly product: number;
}

interface Held {
  readonly id: number;
  readonly move: number;
  readonly lot: number | null;
  readonly quantity: number;
}

/** The lines that hold goods for these movements now. */
async function heldLines(moves: readonly number[], { reader, database }: MutationContext): Promise<readonly Held[]> {
  const quantity = database.resolve('stock.move.line', 'quantity') ?? 'quantity';
  const { records } = await reader.search('stock.move.line', { domain: where('move_id', 'in', moves), specification: { move_id: {}, lot_id: {}, [quantity]: {} }, order: 'id' });
  return records.map((row) => ({ id: Number(row.id), move: idOf(row.move_id) ?? 0, lot: idOf(row.lot_id), quantity: asFloat(row[quantity]) ?? 0 }));
}

/** The lots that are named, of whatever product: whoever has a unit in hand may name it. */
async function namedLots(lines: readonly ChosenLine[], { reader }: MutationContext): Promise<readonly Lot[]> {
  const ids = lines.flatMap(({ lotIds }) => lotIds.map(Number)).filter(Number.isSafeInteger);
  const names = lines.flatMap(({ serials }) => serials.map((name) => name.trim()));
  if (ids.length === 0 && names.length === 0) return [];
  const products = [...new Set(lines.map(({ move }) => move.product))];
  const domain = or(where('id', 'in', ids), and(where('name', 'in', names), where('product_id', 'in', products)));
  const { records } = await reader.search('stock.lot', { domain, specification: { name: {}, product_id: {} } });
  return records.map((row) => ({ id: Number(row.id), name: asText(row.name) ?? '', product: idOf(row.product_id) ?? 0 }));
}

/** For each movement of tracked products the commands that make exactly the chosen units go out. Every unit that cannot is refused at its place. */
export async function chosenLots(lines: readonly ChosenLine[], source: string, transfer: number, context: MutationContext): Promise<ReadonlyMap<number, readonly LineCommand[]>> {
  const tracked = lines.filter(({ move }) => move.tracking !== 'none');
  if (tracked.length === 0) return new Map();
  const [held, lots] = await Promise.all([heldLines(tracked.map(({ move }) => move.id), context), namedLots(tracked, context)]);
  const places = await placesOf(lots.map(({ id }) => id), context);
  const check = new InputCheck();
  const chosen = new Map<number, LineCommand[]>();
  const seen = new Set<number>();
  for (const line of tracked) {
    const units = unitsOf(line, held, lots, check);
    for (const unit of units) checkUnit(unit, line, { source, places, held, seen }, check);
    const commands = chosen.get(line.move.id) ?? held.filter(({ move }) => move === line.move.id).map(({ id }): LineCommand => [2, id, 0]);
    commands.push(...units.map(({ lot, quantity }): LineCommand => [0, 0, { product_id: line.move.product, lot_id: lot.id, quantity, picking_id: transfer, ...placeOf(lot, places, source) }]));
    chosen.set(line.move.id, commands);
  }
  check.done();
  return chosen;
}

interface Unit {
  readonly lot: Lot;
  readonly quantity: number;
  readonly path: readonly (string | number)[];
  /** Chosen by the caller, rather than held for the delivery. */
  readonly given: boolean;
}

/** The units of one line: those that are named, else those that are held. */
function unitsOf(line: ChosenLine, held: readonly Held[], lots: readonly Lot[], check: InputCheck): readonly Unit[] {
  const { move, quantity, lotIds, serials, path } = line;
  const named = lotIds.length + serials.length;
  const serial = move.tracking === 'serial';
  if (named === 0) return heldUnits(line, held, check);
  if (serial && named !== quantity) {
    check.refuse('SERIAL_QUANTITY', [...path, 'quantity']);
    return [];
  }
  if (!serial && named !== 1) {
    check.refuse('INVALID_VALUE', path, { reason: 'Give one lot for each line.' });
    return [];
  }
  const each = serial ? 1 : quantity;
  const byId = lotIds.map((id, index) => ({ lot: lots.find((lot) => String(lot.id) === String(id)), path: [...path, 'lotIds', index], missing: 'NOT_FOUND' as const, told: String(id) }));
  const byName = serials.map((name, index) => ({
    lot: lots.find((lot) => lot.name === name.trim() && lot.product === move.product), path: [...path, 'serials', index], missing: 'SERIAL_NOT_IN_STOCK' as const, told: name.trim(),
  }));
  return [...byId, ...byName].flatMap(({ lot, path: at, missing, told }) => {
    if (lot !== undefined) return [{ lot, quantity: each, path: at, given: true }];
    check.refuse(missing, at, { serial: told.slice(0, 100) });
    return [];
  });
}

function heldUnits({ move, quantity, path }: ChosenLine, held: readonly Held[], check: InputCheck): readonly Unit[] {
  let open = quantity;
  const units: Unit[] = [];
  for (const line of held.filter(({ move: of, lot }) => of === move.id && lot !== null)) {
    const taken = Math.min(open, line.quantity);
    if (taken <= 0) continue;
    units.push({ lot: { id: line.lot ?? 0, name: '', product: move.product }, quantity: taken, path, given: false });
    open -= taken;
  }
  if (open > 0) check.refuse('SERIAL_REQUIRED', path.length > 1 ? [...path, 'lotIds'] : ['input', 'lines'], { product: move.name });
  return units;
}

interface Known {
  readonly source: string;
  readonly places: readonly Quant[];
  readonly held: readonly Held[];
  readonly seen: Set<number>;
}

/** A unit that is named belongs to the product, lies where the delivery takes from, and is named once. */
function checkUnit({ lot, quantity, path, given }: Unit, { move }: ChosenLine, { source, places, seen }: Known, check: InputCheck): void {
  if (!given) return;
  if (lot.product !== move.product) return check.refuse('LOT_OF_OTHER_PRODUCT', path, { serial: lot.name });
  if (move.tracking === 'serial' && seen.has(lot.id)) return check.refuse('SERIAL_QUANTITY', path);
  seen.add(lot.id);
  const own = places.filter((place) => place.lot === lot.id);
  const here = own.filter((place) => place.path.startsWith(source)).reduce((sum, place) => sum + place.quantity, 0);
  if (here >= quantity) return;
  const delivered = here === 0 && own.some(({ usage }) => usage === 'customer');
  if (move.tracking === 'lot' && here > 0) return check.refuse('INSUFFICIENT_STOCK', path, { product: `${move.name}, ${lot.name}`, available: here, wanted: quantity });
  check.refuse(delivered ? 'SERIAL_ALREADY_DELIVERED' : 'SERIAL_NOT_IN_STOCK', path, { serial: lot.name });
}

/** The very place that the unit lies in. Of what is held Odoo knows it. */
function placeOf(lot: Lot, places: readonly Quant[], source: string): Readonly<Record<string, unknown>> {
  const place = places.find((quant) => quant.lot === lot.id && quant.path.startsWith(source));
  return place === undefined ? {} : { location_id: place.location };
}
