import { idOf, rowOf, rowsOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { Row } from '../../../graph/row.ts';
import { asId } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import { ORDER_GUARDS } from '../actions.ts';
import type { FinishManufacturingOrderInput, FinishManufacturingOrderPayload } from '../generated.ts';
import { markDone } from './mark-done.ts';

const ORDER = 'mrp.production';
const READS = ['name', 'product_qty', 'qty_producing', 'company_id', 'product_id.tracking', 'lot_producing_ids', 'backorder_sequence'];

const lotField = ({ database }: MutationContext): string => database.resolve(ORDER, 'lot_producing_ids') ?? 'lot_producing_ids';

/** The serial numbers that the input gives and Odoo does not have yet; each one is needed, once. */
async function newSerials(input: FinishManufacturingOrderInput, order: Row, quantity: number, context: MutationContext): Promise<readonly string[]> {
  const product = rowOf(order.data.product_id);
  const given = input.serialNumbers ?? [];
  const path = ['input', 'serialNumbers'];
  const serial = product?.tracking === 'serial';
  if (product?.tracking === 'none' && given.length > 0) refuse('INVALID_VALUE', path, { reason: 'The product has no serial numbers.' });
  const present = lotsOf(order, context);
  if (product?.tracking !== 'none' && given.length === 0 && present === 0) refuse('SERIAL_REQUIRED', path, { product: String(product?.display_name ?? '') });
  if (given.length === 0) return [];
  const check = new InputCheck();
  const names = given.map((name, index) => check.line(name, [...path, index], { required: true, max: 100 }) ?? '');
  check.done();
  if ((await ofFirstTry(names, context)) !== null) return names;
  if (new Set(names).size !== names.length || (serial && names.length !== quantity)) refuse('SERIAL_QUANTITY', path);
  const { records } = await context.reader.search('stock.lot', { domain: and(where('name', 'in', names), where('product_id', '=', product?.id as number)), specification: { name: {} } });
  const known = records[0];
  if (known !== undefined) refuse('SERIAL_EXISTS', [...path, names.indexOf(String(known.name))], { serial: String(known.name) });
  return names;
}

/** The serial numbers that an earlier try with the key made before it was broken off. */
const ofFirstTry = async (names: readonly string[], { recovering, keyTag, writer }: MutationContext): Promise<readonly number[] | null> => (recovering && keyTag !== null ? writer.findAllOnce('stock.lot', keyTag, names.length) : null);

function lotsOf({ data }: Row, context: MutationContext): number {
  const value = data[lotField(context)];
  return Array.isArray(value) ? value.length : idOf(value) === null ? 0 : 1;
}

/** Tells Odoo how much was made, with which numbers: components are then taken in proportion. */
async function produce(order: Row, quantity: number, serials: readonly string[], context: MutationContext): Promise<void> {
  const { writer, keyTag } = context;
  const numbers = serials.map((name) => ({ name, product_id: idOf(order.data.product_id), company_id: idOf(order.data.company_id) }));
  const remove = (ids: readonly number[]): Promise<unknown> => writer.call('stock.lot', 'unlink', { ids });
  const lots = serials.length === 0 ? [] : ((await ofFirstTry(serials, context)) ?? (await writer.step('the serial numbers were created', () => writer.createAllOnce('stock.lot', numbers, keyTag), remove)));
  const field = lotField(context);
  const many = context.database.field(ORDER, field)?.type === 'many2many';
  const numbered = lots.length === 0 ? {} : { lot_producing_ids: many ? [[6, 0, lots]] : (lots[0] ?? false) };
  const undone = lots.length === 0 ? {} : { lot_producing_ids: many ? [[6, 0, []]] : false };
  const set = async (vals: Readonly<Record<string, unknown>>): Promise<void> => {
    await writer.write(ORDER, [order.id], vals);
    await writer.call(ORDER, 'set_qty_producing', { ids: [order.id] });
  };
  await writer.step(
    'the quantity was noted on the order',
    () => set({ qty_producing: quantity, ...numbered }),
    async () => {
      await set({ qty_producing: Number(order.data.qty_producing), ...undone });
      await writer.call(ORDER, 'action_assign', { ids: [order.id] });
    },
  );
}

/** `finishManufacturingOrder`: what was made, then Odoo's `button_mark_done` with its dialogues. */
export const finishManufacturingOrder = mutation<FinishManufacturingOrderInput, FinishManufacturingOrderPayload>({
  async run(input, context) {
    const check = new InputCheck();
    const asked = check.quantity(input.quantity, ['input', 'quantity'], { required: false });
    check.done();
    const order = await requireActionable(context, 'ManufacturingOrder', input.id, ['input', 'id'], ORDER_GUARDS.finishManufacturingOrder, READS);
    const ordered = Number(order.data.product_qty);
    const quantity = asked ?? ordered;
    if (quantity > ordered) refuse('INVALID_VALUE', ['input', 'quantity'], { reason: `At most ${ordered} were ordered.` });
    if (quantity < ordered && (input.backorder ?? null) === null) refuse('BACKORDER_DECISION_NEEDED', ['input', 'backorder']);
    const serials = await newSerials(input, order, quantity, context);
    await produce(order, quantity, serials, context);
    const backorder = await markDone(order.id, { backorder: input.backorder ?? null, acceptConsumption: input.acceptConsumption === true }, context);
    return { manufacturingOrder: order.id, backorder };
  },

  /** An order is done once: what is done was done by the first try, and its backorder stands beside it. */
  async findByKey(input, context) {
    const order = await requireVisible(context, 'ManufacturingOrder', input.id, ['input', 'id'], ['state', 'name', 'backorder_sequence']);
    if (order.data.state !== 'done') return null;
    const stem = String(order.data.name).replace(/-\d{3}$/, '');
    const wanted = input.backorder === 'CREATE' ? and(where('name', '=like', `${stem}-%`), where('id', '>', order.id)) : null;
    const { records } = wanted === null ? { records: [] } : await context.reader.search(ORDER, { domain: wanted, specification: {}, order: 'id', limit: 1 });
    return { manufacturingOrder: order.id, backorder: asId(rowsOf(records)[0]?.id) };
  },
});
