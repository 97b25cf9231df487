import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { withLock } from '../../../graph/mutations/lock.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { ValidateDeliveryInput, ValidateDeliveryPayload } from '../generated.ts';
import { namedDelivery, openMoves, sourcePath, TRANSFER_GUARDS } from '../transfer-guards.ts';
import type { OpenMove } from '../transfer-guards.ts';
import { backorderOf, book, inCompany, PICKING, placeBackorder } from './book.ts';
import type { MoveCommand } from './book.ts';
import { chosenLots } from './chosen-lots.ts';
import type { ChosenLine } from './chosen-lots.ts';
import { freeIn, stockOf } from './stock-of.ts';

/** What is asked for of each movement; without lines what is held. */
function wanted(input: ValidateDeliveryInput, moves: readonly OpenMove[]): readonly ChosenLine[] {
  if (input.lines === null || input.lines === undefined) return moves.flatMap((move) => (move.held > 0 ? [{ move, quantity: Math.min(move.held, move.demand), lotIds: [], serials: [], path: ['input'] }] : []));
  const check = new InputCheck();
  const lines = input.lines.flatMap((line, index) => {
    const path = ['input', 'lines', index];
    const quantity = check.quantity(line.quantity, [...path, 'quantity'], { zero: true, digits: 2 });
    const move = moves.find(({ id }) => String(id) === String(line.moveId));
    if (move === undefined) check.refuse('NOT_FOUND', [...path, 'moveId']);
    if (move?.tracking === 'none') for (const field of ['lotIds', 'serials'] as const) if ((line[field] ?? []).length > 0) check.refuse('INVALID_VALUE', [...path, field], { reason: 'The product is not tracked by serial or lot.' });
    return move === undefined || quantity === null || quantity === 0 ? [] : [{ move, quantity, lotIds: line.lotIds ?? [], serials: line.serials ?? [], path }];
  });
  check.done();
  return lines;
}

/** Refuses more than was ordered, and nothing at all. */
function checkAmounts(lines: readonly ChosenLine[]): void {
  if (lines.length === 0) refuse('NOTHING_TO_TRANSFER', ['input', 'lines']);
  const check = new InputCheck();
  for (const { move, path } of lines) {
    const all = lines.filter((line) => line.move.id === move.id).reduce((sum, { quantity }) => sum + quantity, 0);
    if (all > move.demand) check.refuse('INVALID_VALUE', [...path, 'quantity'], { reason: `At most ${move.demand} of ${move.name} are to be delivered.` });
  }
  check.done();
}

/** What is not told apart by numbers has to be there: held for this delivery, or free. */
async function checkStock(lines: readonly ChosenLine[], source: string, context: MutationContext): Promise<void> {
  const check = new InputCheck();
  await Promise.all(
    lines.map(async ({ move, quantity, path }) => {
      if (!move.storable || move.tracking !== 'none' || quantity <= move.held) return;
      const available = move.held + Math.max(0, freeIn(await stockOf(move.product, context), source));
      if (quantity > available) check.refuse('INSUFFICIENT_STOCK', path.length > 1 ? [...path, 'quantity'] : path, { product: move.name, available, wanted: quantity });
    }),
  );
  check.done();
}

function isShort(moves: readonly OpenMove[], lines: readonly ChosenLine[]): boolean {
  return moves.some((move) => lines.filter((line) => line.move.id === move.id).reduce((sum, { quantity }) => sum + quantity, 0) < move.demand);
}

/** `validateDelivery`. */
export const validateDelivery = mutation<ValidateDeliveryInput, ValidateDeliveryPayload>({
  async run(input, context) {
    const { id } = await requireVisible(context, 'Transfer', input.id, ['input', 'id']);
    // What moves is written in one call and booked in the next: a second one in between would change what is booked already.
    return withLock(context, `transfer ${id}`, async () => {
      const named = input.lines !== null && input.lines !== undefined;
      const transfer = await requireActionable(context, 'Transfer', id, ['input', 'id'], named ? namedDelivery : TRANSFER_GUARDS.validateDelivery);
      const odoo = inCompany(transfer);
      const before = openMoves(transfer, context);
      // Nothing held and something free: Odoo's button "Check availability" comes first.
      const idle = !named && before.every(({ held, storable }) => held === 0 && storable);
      if (idle) await context.writer.step('goods were reserved', () => context.writer.call(PICKING, 'action_assign', { ids: [id], context: odoo }), () => context.writer.call(PICKING, 'do_unreserve', { ids: [id], context: odoo }));
      const current = idle ? await requireVisible(context, 'Transfer', id, ['input', 'id'], ['move_ids.state', 'move_ids.product_uom_qty', 'move_ids.quantity', 'move_ids.product_id.display_name', 'move_ids.product_id.tracking', 'move_ids.product_id.product_type']) : transfer;
      const moves = openMoves(current, context);
      const lines = wanted(input, moves);
      checkAmounts(lines);
      await checkStock(lines, sourcePath(transfer), context);
      const chosen = await chosenLots(lines, sourcePath(transfer), id, context);
      if (isShort(moves, lines) && (input.backorder ?? null) === null) refuse('BACKORDER_DECISION_NEEDED', ['input', 'backorder']);
      const commands = moves.flatMap((move): MoveCommand[] => {
        const own = lines.filter((line) => line.move.id === move.id);
        if (own.length === 0) return [];
        const lots = chosen.get(move.id);
        const quantity = own.reduce((sum, line) => sum + line.quantity, 0);
        return [[1, move.id, lots === undefined ? { quantity, picked: true } : { move_line_ids: lots, picked: true }]];
      });
      await book(id, commands, input.backorder ?? null, odoo, context);
      const backorder = await backorderOf(id, context);
      await placeBackorder(transfer, backorder, context);
      return { transfer: id, backorder };
    }, { waits: true });
  },

  /** A delivery that is done is what the key was for; its rest may still have to find its place. */
  async findByKey(input, context) {
    const transfer = await requireVisible(context, 'Transfer', input.id, ['input', 'id'], ['state', 'sale_id']);
    if (transfer.data.state !== 'done') return null;
    const backorder = await backorderOf(transfer.id, context);
    await placeBackorder(transfer, backorder, context);
    return { transfer: transfer.id, backorder };
  },
});
