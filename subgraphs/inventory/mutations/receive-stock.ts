import { idOf } from '../../../access/odoo-records.ts';
import { place, placeAtBirth, placementOf } from '../../../access/storage/place.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { finishPlace } from '../../../graph/mutations/placed.ts';
import { requireAllVisible, requireVisible } from '../../../graph/mutations/records.ts';
import { refuse, Refusal } from '../../../graph/mutations/refusal.ts';
import { asText } from '../../../odoo/client/values.ts';
import type { OdooContext } from '../../../odoo/port.ts';
import type { ReceiveStockInput, ReceiveStockPayload } from '../generated.ts';
import { agents } from '../transfer-guards.ts';
import { PICKING, validate } from './book.ts';
import { checkNew, unitsOf } from './received.ts';
import type { ReceivedLine } from './received.ts';

type Vals = Readonly<Record<string, unknown>>;

interface Kind {
  readonly id: number;
  readonly source: number;
  readonly target: number;
  readonly company: number;
}

/** How the warehouse receives. */
async function receiptKind(input: ReceiveStockInput, context: MutationContext): Promise<Kind> {
  const PATHS = ['in_type_id.default_location_src_id', 'in_type_id.default_location_dest_id', 'company_id'];
  const { data } = await requireVisible(context, 'Warehouse', input.warehouseId, ['input', 'warehouseId'], PATHS);
  const type = data.in_type_id as Vals | false | undefined;
  const [id, source, target, company] = [idOf(type), idOf(type && type.default_location_src_id), idOf(type && type.default_location_dest_id), idOf(data.company_id)];
  if (id === null || source === null || target === null || company === null) refuse('NOT_AVAILABLE', ['input', 'warehouseId'], { reason: 'The warehouse has no operation type for receipts.' });
  return { id, source, target, company };
}

/** The lines of the input with their products, which are carried, are the company's, and come with the numbers that they need. */
async function received(input: ReceiveStockInput, company: number, context: MutationContext): Promise<readonly ReceivedLine[]> {
  const check = new InputCheck();
  if (input.lines.length === 0) check.refuse('REQUIRED', ['input', 'lines']);
  const quantities = input.lines.map(({ quantity }, index) => check.quantity(quantity, ['input', 'lines', index, 'quantity'], { digits: 2 }) ?? 0);
  check.done();
  const wanted = input.lines.map(({ productId }, index) => ({ id: productId, path: ['input', 'lines', index, 'productId'] }));
  const products = await requireAllVisible(context, 'Product', wanted, ['display_name', 'tracking', 'product_type', 'company_id']);
  const lines = products.map(({ id, data }, index): ReceivedLine => {
    const path = ['input', 'lines', index];
    const owner = idOf(data.company_id);
    if (context.database.virtual('product.product', 'product_type')?.decode(data) === 'service') check.refuse('INVALID_VALUE', [...path, 'productId'], { reason: 'A service is not received.' });
    else if (owner !== null && owner !== company) check.refuse('WRONG_COMPANY', [...path, 'productId'], { reason: 'The product belongs to another company than the warehouse.' });
    const tracking = asText(data.tracking);
    return { product: id, name: asText(data.display_name) ?? '', tracking: tracking === 'serial' || tracking === 'lot' ? tracking : 'none', quantity: quantities[index] ?? 0, serials: input.lines[index]?.serials ?? [], path };
  });
  check.done();
  return lines;
}

/** The moves of the receipt; serial numbers stand on their lines at once when the goods are here. */
function movesOf(lines: readonly ReceivedLine[], kind: Kind, booked: boolean): readonly (readonly [0, 0, Vals])[] {
  const check = new InputCheck();
  const moves = lines.map((line) => {
    const named = booked || line.serials.length > 0 ? unitsOf(line, check) : [];
    const units = line.tracking === 'none' ? [] : named.map((unit) => [0, 0, { ...unit, product_id: line.product }]);
    const where = { location_id: kind.source, location_dest_id: kind.target };
    return [0, 0, { product_id: line.product, product_uom_qty: line.quantity, ...where, ...(units.length > 0 && { move_line_ids: units }) }] as const;
  });
  check.done();
  return moves;
}

/** The receipt is made; now it is booked, or announced. */
async function carryOut(receipt: number, input: ReceiveStockInput, odoo: OdooContext, context: MutationContext): Promise<void> {
  if (input.validate !== false) await validate(receipt, 'CREATE', odoo, context);
  else await context.writer.call(PICKING, 'action_confirm', { ids: [receipt], context: odoo });
}

/** `receiveStock`: the receipt with all its numbers in one call, booked by the next. */
export const receiveStock = mutation<ReceiveStockInput, ReceiveStockPayload>({
  async run(input, context) {
    const { writer, principal, database, keyTag } = context;
    if (principal.role === 'AGENT') throw new Refusal([agents()]);
    const head = new InputCheck();
    const reference = head.line(input.reference, ['input', 'reference']);
    head.done();
    const kind = await receiptKind(input, context);
    const lines = await received(input, kind.company, context);
    const moves = movesOf(lines, kind, input.validate !== false);
    const numbers = new InputCheck();
    await checkNew(lines, numbers, context);
    numbers.done();
    const placement = placementOf(principal);
    const born = placement === null ? null : placeAtBirth('picking', placement, database);
    const odoo = { allowed_company_ids: [kind.company] };
    const vals = {
      picking_type_id: kind.id, location_id: kind.source, location_dest_id: kind.target, ...(reference !== null && { origin: reference }), move_ids: moves, ...born?.vals,
    };
    const receipt = await writer.step(
      'the receipt was created',
      () => writer.createOnce(PICKING, vals, keyTag, odoo),
      async (id) => {
        await writer.call(PICKING, 'action_cancel', { ids: [id], context: odoo });
        await writer.call(PICKING, 'unlink', { ids: [id], context: odoo });
      },
    );
    if (placement !== null && born?.complete === false) await place('picking', receipt, placement, database, writer);
    await carryOut(receipt, input, odoo, context);
    return { transfer: receipt };
  },

  async findByKey(input, context) {
    const { writer, principal, reader, keyTag } = context;
    const receipt = keyTag === null ? null : await writer.findOnce(PICKING, keyTag);
    if (receipt === null) return null;
    const placement = placementOf(principal);
    if (placement !== null) await finishPlace('picking', receipt, placement, context);
    const kind = await receiptKind(input, context);
    const [row] = await reader.byIds(PICKING, [receipt], [], { state: {} });
    const finished = row?.state === 'done' || row?.state === 'cancel' || (input.validate === false && row?.state !== 'draft');
    if (!finished) await carryOut(receipt, input, { allowed_company_ids: [kind.company] }, context);
    return { transfer: receipt };
  },
});
