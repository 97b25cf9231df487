import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { withLock } from '../../../graph/mutations/lock.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { where } from '../../../odoo/domain/build.ts';
import { idOf } from '../../../access/odoo-records.ts';
import type { ValidateReceiptInput, ValidateReceiptPayload } from '../generated.ts';
import { openMoves, TRANSFER_GUARDS } from '../transfer-guards.ts';
import type { OpenMove } from '../transfer-guards.ts';
import { backorderOf, book, inCompany, placeBackorder } from './book.ts';
import type { MoveCommand } from './book.ts';
import { checkNew, unitsOf } from './received.ts';
import type { NamedUnit, ReceivedLine } from './received.ts';

type Came = ReceivedLine & { readonly move: OpenMove };

/** What came of each movement; without lines everything. */
function came(input: ValidateReceiptInput, moves: readonly OpenMove[]): readonly Came[] {
  const lineOf = (move: OpenMove, quantity: number, serials: readonly string[], path: readonly (string | number)[]): Came => ({ move, product: move.product, name: move.name, tracking: move.tracking, quantity, serials, path });
  if (input.lines === null || input.lines === undefined) return moves.map((move) => lineOf(move, move.demand, [], ['input', 'lines']));
  const check = new InputCheck();
  const seen = new Set<number>();
  const lines = input.lines.flatMap((line, index) => {
    const path = ['input', 'lines', index];
    const quantity = check.quantity(line.quantity, [...path, 'quantity'], { zero: true, digits: 2 });
    const move = moves.find(({ id }) => String(id) === String(line.moveId));
    if (move === undefined) check.refuse('NOT_FOUND', [...path, 'moveId']);
    else if (seen.has(move.id)) check.refuse('DUPLICATE', [...path, 'moveId'], { reason: 'The move is named twice.' });
    else if (quantity !== null && quantity > move.demand) check.refuse('INVALID_VALUE', [...path, 'quantity'], { reason: `At most ${move.demand} of ${move.name} are expected.` });
    if (move !== undefined) seen.add(move.id);
    return move === undefined || quantity === null || quantity === 0 ? [] : [lineOf(move, quantity, line.serials ?? [], path)];
  });
  check.done();
  return lines;
}

/** The lines that Odoo has laid out for these movements, which give way to those with numbers. */
async function laidOut(moves: readonly number[], { reader }: MutationContext): Promise<ReadonlyMap<number, readonly number[]>> {
  const { records } = await reader.search('stock.move.line', { domain: where('move_id', 'in', moves), specification: { move_id: {} }, order: 'id' });
  return new Map([...Map.groupBy(records, (row) => idOf(row.move_id) ?? 0)].map(([move, rows]) => [move, rows.map(({ id }) => Number(id))]));
}

function commandOf({ move, quantity }: Came, units: readonly NamedUnit[], lines: readonly number[], transfer: number): MoveCommand {
  if (move.tracking === 'none') return [1, move.id, { quantity, picked: true }];
  const fresh = units.map((unit) => [0, 0, { ...unit, product_id: move.product, picking_id: transfer }]);
  return [1, move.id, { move_line_ids: [...lines.map((id) => [2, id, 0]), ...fresh], picked: true }];
}

/** `validateReceipt`. */
export const validateReceipt = mutation<ValidateReceiptInput, ValidateReceiptPayload>({
  async run(input, context) {
    const { id } = await requireVisible(context, 'Transfer', input.id, ['input', 'id']);
    // What moves is written in one call and booked in the next: a second one in between would change what is booked already.
    return withLock(context, `transfer ${id}`, async () => {
      const transfer = await requireActionable(context, 'Transfer', id, ['input', 'id'], TRANSFER_GUARDS.validateReceipt);
      const moves = openMoves(transfer, context);
      const lines = came(input, moves);
      if (lines.length === 0) refuse('NOTHING_TO_TRANSFER', ['input', 'lines']);
      const check = new InputCheck();
      const units = lines.map((line) => unitsOf(line, check));
      await checkNew(lines, check, context);
      check.done();
      const short = moves.some((move) => (lines.find((line) => line.move.id === move.id)?.quantity ?? 0) < move.demand);
      if (short && (input.backorder ?? null) === null) refuse('BACKORDER_DECISION_NEEDED', ['input', 'backorder']);
      const laid = await laidOut(lines.map(({ move }) => move.id), context);
      const commands = lines.map((line, index) => commandOf(line, units[index] ?? [], laid.get(line.move.id) ?? [], id));
      await book(id, commands, input.backorder ?? null, inCompany(transfer), context);
      const backorder = await backorderOf(id, context);
      await placeBackorder(transfer, backorder, context);
      return { transfer: id, backorder };
    }, { waits: true });
  },

  /** A receipt that is done is what the key was for; its rest may still have to find its place. */
  async findByKey(input, context) {
    const transfer = await requireVisible(context, 'Transfer', input.id, ['input', 'id'], ['state', 'sale_id']);
    if (transfer.data.state !== 'done') return null;
    const backorder = await backorderOf(transfer.id, context);
    await placeBackorder(transfer, backorder, context);
    return { transfer: transfer.id, backorder };
  },
});
