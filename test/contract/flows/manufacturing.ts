import type { Story } from './story.ts';

const TOGO = 1001;
/** A pack of consumables; a kit with a tracked board, serial numbers and two operations (test/real/flows/production.py). */
const [PACK, KIT, LANTERN, BOARD] = [2015, 2001, 2006, 2018];

const ORDER = [
  'name', 'state', 'product_id', 'product_qty', 'product_uom_qty', 'product_uom_id', 'qty_producing', 'qty_produced', 'bom_id', 'consumption', 'reservation_state',
  'components_availability_state', 'picking_type_id', 'location_src_id', 'location_dest_id', 'production_location_id', 'date_start', 'date_finished', 'date_deadline',
  'user_id', 'company_id', 'origin', 'priority', 'is_locked', 'is_planned', 'backorder_sequence', 'duration_expected', 'warehouse_id',
];
const MOVE = [
  'reference', 'origin', 'state', 'product_id', 'product_uom_qty', 'product_uom', 'quantity', 'picked', 'location_id', 'location_dest_id', 'picking_type_id', 'bom_line_id',
  'unit_factor', 'warehouse_id', 'company_id', 'sequence', 'description_picking',
];
const LINE = ['product_id', 'quantity', 'picked', 'state', 'location_id', 'location_dest_id'];
const STEP = ['name', 'state', 'workcenter_id', 'duration_expected', 'qty_produced', 'qty_remaining', 'qty_producing', 'sequence', 'production_availability', 'is_produced'];
const QUANT = ['location_id', 'lot_id', 'quantity', 'reserved_quantity'];

/** Orders from draft to done, in part, with serial numbers, cancelled and deleted: what Odoo 19 makes of moves, steps and stock. */
export async function manufacture({ act, made, look, find }: Story): Promise<void> {
  const press = (id: number, method: string, context: Readonly<Record<string, unknown>> = {}): Promise<unknown> => act(method, 'mrp.production', method, { ids: [id], context });
  const write = (id: number, vals: Readonly<Record<string, unknown>>): Promise<unknown> => act(`write ${JSON.stringify(vals)}`, 'mrp.production', 'write', { ids: [id], vals });
  const show = async (step: string, id: number): Promise<void> => {
    await look(step, 'mrp.production', [id], ORDER);
    await find('components', 'stock.move', [['raw_material_production_id', '=', id]], MOVE);
    await find('made', 'stock.move', [['production_id', '=', id]], MOVE);
    await find('lines', 'stock.move.line', ['|', ['move_id.raw_material_production_id', '=', id], ['move_id.production_id', '=', id]], LINE, 'product_id, id');
    await find('steps', 'mrp.workorder', [['production_id', '=', id]], STEP);
  };
  const stock = (step: string, product: number): Promise<unknown> => find(step, 'stock.quant', [['product_id', '=', product], ['company_id', '=', TOGO]], QUANT);
  const order = async (step: string, vals: Readonly<Record<string, unknown>>): Promise<number> => (await made(step, 'mrp.production', { company_id: TOGO, ...vals }))[0] ?? 0;
  const go = async (result: unknown, method: string): Promise<void> => {
    const { res_model: model = '', context = {} } = (result ?? {}) as { res_model?: string; context?: Readonly<Record<string, unknown>> };
    const ids = await made(`the dialogue ${model}`, model, {}, context);
    await act(method, model, method, { ids, context });
  };

  const whole = await order('an order of a pack', { product_id: PACK, product_qty: 4, origin: 'Dashboard-1' });
  await show('a draft', whole);
  await press(whole, 'action_confirm');
  await show('confirmed and reserved', whole);
  await press(whole, 'action_assign');
  await press(whole, 'action_start');
  await look('started', 'mrp.production', [whole], ['state', 'qty_producing', 'is_planned']);
  await press(whole, 'button_mark_done');
  await show('made as planned', whole);
  await press(whole, 'action_cancel');
  await act('what is done stays', 'mrp.production', 'unlink', { ids: [whole] });
  await press(whole, 'action_confirm');

  const part = await order('an order of which a part is made', { product_id: PACK, product_qty: 4 });
  await press(part, 'action_confirm');
  await write(part, { qty_producing: 3 });
  await press(part, 'set_qty_producing');
  await show('three of four', part);
  await go(await press(part, 'button_mark_done'), 'action_backorder');
  await show('what was made', part);
  const [{ name = '' } = {}] = await look('its name', 'mrp.production', [part], ['name']);
  const rest = await find('the rest', 'mrp.production', [['name', '=', String(name).replace('-001', '-002')]], ['id']);
  await show('an order of its own', Number(rest[0]?.['id'] ?? 0));

  const short = await order('an order that ends early', { product_id: PACK, product_qty: 4 });
  await press(short, 'action_confirm');
  await write(short, { qty_producing: 3 });
  await press(short, 'set_qty_producing');
  await go(await press(short, 'button_mark_done'), 'action_close_mo');
  await show('without a rest', short);

  const loose = await order('an order whose components nobody took', { product_id: PACK, product_qty: 2 });
  await press(loose, 'action_confirm');
  await write(loose, { qty_producing: 2 });
  await look('to close', 'mrp.production', [loose], ['state']);
  await go(await press(loose, 'button_mark_done'), 'action_confirm');
  await show('made of nothing', loose);

  const kit = await order('an order with steps, a tracked component and serial numbers', { product_id: KIT, product_qty: 2, bom_id: 40001 });
  await show('with steps', kit);
  await stock('boards', BOARD);
  await press(kit, 'action_confirm');
  await show('the steps wait for each other', kit);
  await stock('boards are reserved', BOARD);
  await press(kit, 'button_mark_done');
  const steps = await find('its steps', 'mrp.workorder', [['production_id', '=', kit]], ['id']);
  const [first = 0, second = 0] = steps.map((step) => Number(step['id']));
  await act('the first step starts', 'mrp.workorder', 'button_start', { ids: [first] });
  await show('in work', kit);
  await act('and ends', 'mrp.workorder', 'button_finish', { ids: [first] });
  await show('the next is ready', kit);
  const lots = await made('serial numbers', 'stock.lot', [1, 2].map((number) => ({ name: `FLOW-${number}`, product_id: KIT, company_id: TOGO })));
  await act('are written', 'mrp.production', 'write', { ids: [kit], vals: { lot_producing_ids: [[6, 0, lots]] } });
  await press(kit, 'button_mark_done');
  await show('made', kit);
  await stock('boards are used', BOARD);
  await find('kits are there', 'stock.quant', [['lot_id.name', 'in', ['FLOW-1', 'FLOW-2']]], ['location_id', 'quantity'], 'lot_id, location_id');
  await find('their numbers know where', 'stock.lot', [['name', 'in', ['FLOW-1', 'FLOW-2']]], ['name', 'location_id', 'product_qty'], 'name');
  await act('a finished step does not start again', 'mrp.workorder', 'button_start', { ids: [second] });

  const many = await order('an order for which there is not enough', { product_id: KIT, product_qty: 500 });
  await press(many, 'action_confirm');
  await look('waits', 'mrp.production', [many], ['state', 'reservation_state', 'bom_id']);
  await find('some of it is there', 'stock.move', [['raw_material_production_id', '=', many]], ['product_id', 'state', 'product_uom_qty', 'quantity']);
  await press(many, 'action_cancel');
  await show('cancelled', many);
  await stock('boards are free again', BOARD);
  await press(many, 'action_confirm');
  await look('and stays so', 'mrp.production', [many], ['state']);

  const draft = await order('a draft of another size', { product_id: PACK, product_qty: 2 });
  await write(draft, { product_qty: 5 });
  await show('five', draft);
  await press(draft, 'action_confirm');
  await write(draft, { product_qty: 3 });
  await show('afterwards the number alone changes', draft);
  await write(draft, { date_start: '2027-01-04 08:00:00', date_deadline: '2027-01-06 08:00:00', priority: '1', origin: 'Dashboard-2' });
  await look('other dates', 'mrp.production', [draft], ['priority', 'origin']);
  await write(draft, { date_start: '2027-01-04T08:00:00Z' });
  await act('it may be deleted', 'mrp.production', 'unlink', { ids: [draft] });
  await look('and is gone', 'mrp.production', [draft], ['state']);

  const plain = await order('a product without a bill of materials', { product_id: LANTERN, product_qty: 3 });
  await press(plain, 'action_confirm');
  await show('is made of nothing', plain);
  await press(plain, 'button_mark_done');
  await show('and done', plain);
  const eager = await order('a draft that is done at once', { product_id: PACK, product_qty: 1 });
  await press(eager, 'action_start');
  await press(eager, 'button_mark_done');
  await look('done', 'mrp.production', [eager], ['state', 'qty_producing', 'consumption']);
  await made('without a quantity', 'mrp.production', { product_id: PACK, product_qty: 0, company_id: TOGO });
  await made('without a product', 'mrp.production', { product_qty: 1, company_id: TOGO });
}
