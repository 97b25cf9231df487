import { COMPANY, SA, WAREHOUSE } from '../../../odoo/sandbox/data/ids.ts';
import { once } from './kind.ts';
import type { ProofOdoo, Proved } from './kind.ts';
import { orderOf } from './sales.ts';

/** A swap cabinet, each with a serial number, for which no other order waits; a pump, counted and not told apart. */
const [CABINET, PUMP] = [2005, 2021];
const TOGO = { allowed_company_ids: [COMPANY.TOGO] };

/** A receipt of one product, a draft. */
async function expected(product: number, quantity: number, odoo: ProofOdoo, vals: Readonly<Record<string, unknown>> = {}, move: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const { in_type_id: type } = await odoo.read('stock.warehouse', WAREHOUSE.TOGO, ['in_type_id']);
  const { default_location_src_id: from, default_location_dest_id: to } = await odoo.read('stock.picking.type', Number(type), ['default_location_src_id', 'default_location_dest_id']);
  const places = { location_id: from, location_dest_id: to };
  return odoo.create('stock.picking', { picking_type_id: type, ...places, move_ids: [[0, 0, { product_id: product, product_uom_qty: quantity, ...places, ...move }]], ...vals }, TOGO);
}

const booked = (receipt: number, odoo: ProofOdoo): Promise<void> => odoo.press('stock.picking', 'button_validate', receipt, { ...TOGO, skip_sms: true });

/** Goods without numbers come in, past the graph. */
export async function arrived(product: number, quantity: number, odoo: ProofOdoo): Promise<void> {
  const receipt = await expected(product, quantity, odoo);
  await odoo.press('stock.picking', 'action_confirm', receipt, TOGO);
  await booked(receipt, odoo);
}

/** Cabinets come in, past the graph. */
async function cabinets(names: readonly string[], odoo: ProofOdoo): Promise<void> {
  await booked(await expected(CABINET, names.length, odoo, {}, { move_line_ids: names.map((name) => [0, 0, { product_id: CABINET, lot_name: name, quantity: 1 }]) }), odoo);
}

/** Two of three cabinets go out, named by their serial numbers; the third is owed. */
export const delivery: Proved = {
  as: 'manager',
  query: 'mutation($input: ValidateDeliveryInput!) { validateDelivery(input: $input) { transfer { id state } backorder { id } userErrors { code } } }',
  input: () => ({ backorder: 'CREATE' }),
  async prepare(mark, odoo) {
    await cabinets([`${mark} A`, `${mark} B`, `${mark} C`], odoo);
    const order = await orderOf(mark, CABINET, 3, odoo);
    await odoo.press('sale.order', 'action_confirm', order, TOGO);
    const [transfer = 0] = await odoo.ids('stock.picking', [['sale_id', '=', order]]);
    const [move] = await odoo.ids('stock.move', [['picking_id', '=', transfer]]);
    return { id: String(transfer), lines: [{ moveId: String(move), quantity: '2', serials: [`${mark} A`, `${mark} B`] }] };
  },
  count: (mark, odoo) => once([
    odoo.count('stock.picking', [['sale_id.client_order_ref', '=', mark], ['state', '=', 'done']]),
    odoo.count('stock.picking', [['sale_id.client_order_ref', '=', mark], ['state', '!=', 'done']]),
    ...['A', 'B'].map((unit) => odoo.count('stock.move.line', [['lot_id.name', '=', `${mark} ${unit}`], ['state', '=', 'done'], ['location_dest_id.usage', '=', 'customer']])),
  ]),
};

/** A receipt counts as done once it is booked, with one unit of each number, and has its place in the Service Account. */
export const receipt: Proved = {
  as: 'manager',
  query: 'mutation($input: ReceiveStockInput!) { receiveStock(input: $input) { transfer { id state } userErrors { code } } }',
  input: (mark) => ({
    warehouseId: String(WAREHOUSE.TOGO), reference: mark,
    lines: [{ productId: String(CABINET), quantity: '2', serials: [`${mark} A`, `${mark} B`] }, { productId: String(PUMP), quantity: '3' }],
  }),
  count: (mark, odoo) => once([
    odoo.count('stock.picking', [['origin', '=', mark]]),
    odoo.count('stock.move', [['picking_id.origin', '=', mark], ['product_id', '=', PUMP], ['state', '=', 'done'], ['quantity', '=', 3]]),
    odoo.count('ov.sa_picking_assignment', [['picking_id.origin', '=', mark], ['state', '=', 'active']]),
    ...['A', 'B'].map((unit) => odoo.count('stock.move.line', [['lot_id.name', '=', `${mark} ${unit}`], ['state', '=', 'done']])),
  ]),
};

/** Two of three cabinets that were expected come in; the third is expected by another receipt, which has its place too. */
export const arrival: Proved = {
  as: 'manager',
  query: 'mutation($input: ValidateReceiptInput!) { validateReceipt(input: $input) { transfer { id state } backorder { id } userErrors { code } } }',
  input: () => ({ backorder: 'CREATE' }),
  async prepare(mark, odoo) {
    const id = await expected(CABINET, 3, odoo, { origin: mark, ov_sa_assignment_ids: [[0, 0, { account_id: SA.LOME }]] });
    await odoo.press('stock.picking', 'action_confirm', id, TOGO);
    const [move] = await odoo.ids('stock.move', [['picking_id', '=', id]]);
    return { id: String(id), lines: [{ moveId: String(move), quantity: '2', serials: [`${mark} A`, `${mark} B`] }] };
  },
  count: (mark, odoo) => once([
    ...['=', '!='].map((rest) => odoo.count('ov.sa_picking_assignment', [['picking_id.origin', '=', mark], ['picking_id.state', rest, 'done'], ['state', '=', 'active']])),
    ...['=', '!='].map((rest) => odoo.count('stock.picking', [['origin', '=', mark], ['state', rest, 'done']])),
    ...['A', 'B'].map((unit) => odoo.count('stock.move.line', [['lot_id.name', '=', `${mark} ${unit}`], ['state', '=', 'done']])),
  ]),
};

export const lot: Proved = {
  as: 'manager',
  query: 'mutation($input: CreateLotInput!) { createLot(input: $input) { lot { id } userErrors { code } } }',
  input: (mark) => ({ productId: String(CABINET), name: mark }),
  count: (mark, odoo) => odoo.count('stock.lot', [['name', '=', mark]]),
};
