import { COMPANY, WAREHOUSE } from '../../../odoo/sandbox/data/ids.ts';
import { TRANSFER_GUARDS } from '../../../subgraphs/inventory/transfer-guards.ts';
import { customerOf, inLome, TOGO, type Entity, type Place } from './entity.ts';

const PICKING = 'stock.picking';
/** A pump, counted and not told apart; a swap cabinet with a serial number. */
const [PUMP, CABINET] = [2021, 2005];

/** A transfer of one kind, a draft. */
async function transfer({ odoo, role, mark }: Place, kind: 'in' | 'out' | 'int', vals: Readonly<Record<string, unknown>> = {}, { product = PUMP, quantity = 2, access = 'binding' } = {}): Promise<number> {
  const field = `${kind}_type_id`;
  const { [field]: type } = await odoo.read('stock.warehouse', WAREHOUSE.TOGO, [field]);
  const { default_location_src_id: from, default_location_dest_id: to } = await odoo.read('stock.picking.type', Number(type), ['default_location_src_id', 'default_location_dest_id']);
  const places = { location_id: from, location_dest_id: to };
  return odoo.create(PICKING, { picking_type_id: type, origin: mark, ...places, ov_sa_assignment_ids: inLome(role, access), move_ids: [[0, 0, { product_id: product, product_uom_qty: quantity, ...places }]], ...vals }, TOGO);
}

async function confirmed(place: Place, ...rest: Parameters<typeof transfer> extends [Place, ...infer More] ? More : never): Promise<number> {
  const id = await transfer(place, ...rest);
  await place.odoo.press(PICKING, 'action_confirm', id, TOGO);
  return id;
}

/** Goods to deliver. */
async function stock(place: Place, quantity: number): Promise<void> {
  await place.odoo.press(PICKING, 'button_validate', await confirmed(place, 'in', {}, { quantity }), { ...TOGO, skip_sms: true });
}

async function ready(place: Place, access?: string): Promise<number> {
  await stock(place, 4);
  const id = await confirmed(place, 'out', { partner_id: await customerOf(place, {}, access) }, access === undefined ? {} : { access });
  await place.odoo.press(PICKING, 'action_assign', id, TOGO);
  return id;
}

async function after(id: Promise<number>, button: string, { odoo }: Place): Promise<{ readonly id: number }> {
  await odoo.press(PICKING, button, await id, { ...TOGO, skip_sms: true });
  return { id: await id };
}

export const TRANSFERS: Entity = {
  root: 'transfer',
  actions: Object.keys(TRANSFER_GUARDS),
  roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'SYSTEM'],
  states: {
    'a delivery, a draft': async (place) => {
      await stock(place, 4);
      return { id: await transfer(place, 'out') };
    },
    'a delivery, ready': async (place) => ({ id: await ready(place) }),
    'a delivery of an order, ready': async (place) => {
      await stock(place, 4);
      const order = await place.odoo.create('sale.order', { partner_id: await customerOf(place), company_id: COMPANY.TOGO, order_line: [[0, 0, { product_id: PUMP, product_uom_qty: 1, price_unit: 1 }]] });
      await place.odoo.press('sale.order', 'action_confirm', order, TOGO);
      const [id = 0] = await place.odoo.ids(PICKING, [['sale_id', '=', order]]);
      await place.odoo.press(PICKING, 'action_assign', id, TOGO);
      return { id };
    },
    'a delivery of goods that are not there': async (place) => {
      const product = await place.odoo.create('product.product', { name: place.mark, is_storable: true, type: 'consu', company_id: COMPANY.TOGO });
      return { id: await confirmed(place, 'out', {}, { product }) };
    },
    'a delivery that the account may only see': async (place) => ({ id: await ready(place, 'access') }),
    'a delivery without goods': async (place) => ({ id: await transfer(place, 'out', { move_ids: [] }) }),
    'a delivery, done': (place) => after(ready(place), 'button_validate', place),
    'a delivery, cancelled': (place) => after(ready(place), 'action_cancel', place),
    'a receipt, a draft': async (place) => ({ id: await transfer(place, 'in') }),
    'a receipt, ready': async (place) => ({ id: await confirmed(place, 'in') }),
    'a receipt of goods with numbers, ready': async (place) => ({ id: await confirmed(place, 'in', {}, { product: CABINET }) }),
    'a receipt, done': (place) => after(confirmed(place, 'in'), 'button_validate', place),
    'a receipt, cancelled': (place) => after(confirmed(place, 'in'), 'action_cancel', place),
    'within the warehouse': async (place) => ({ id: await confirmed(place, 'int') }),
  },
  few: ['a delivery, ready', 'a delivery of goods that are not there', 'a delivery, done', 'a receipt, ready', 'within the warehouse'],
  async input(action, id, { odoo, mark }) {
    const moves = await odoo.ids('stock.move', [['picking_id', '=', id]]);
    if (action !== 'validateReceipt' || moves.length === 0) return { id: String(id), backorder: 'CREATE' };
    const lines = await Promise.all(
      moves.map(async (move) => {
        const { product_id: product, product_uom_qty: quantity } = await odoo.read('stock.move', move, ['product_id', 'product_uom_qty']);
        return { moveId: String(move), quantity: String(quantity), ...(product === CABINET && { serials: Array.from({ length: Number(quantity) }, (_, unit) => `${mark} ${unit}`) }) };
      }),
    );
    return { id: String(id), lines };
  },
};
