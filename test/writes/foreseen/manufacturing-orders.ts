import { COMPANY } from '../../../odoo/sandbox/data/ids.ts';
import { ORDER_GUARDS } from '../../../subgraphs/manufacturing/actions.ts';
import { inLome, TOGO, type Entity, type Made, type Place } from './entity.ts';

const ORDER = 'mrp.production';
/** A pack of consumables; a kit with serial numbers and two steps. */
const [PACK, KIT] = [2015, 2001];

const draft = ({ odoo, role }: Place, product: number, quantity: number, access?: string): Promise<number> =>
  odoo.create(ORDER, { product_id: product, product_qty: quantity, company_id: COMPANY.TOGO, ov_sa_assignment_ids: inLome(role, access) }, TOGO);

async function pressed(place: Place, id: number, ...buttons: readonly string[]): Promise<Made> {
  for (const button of buttons) await place.odoo.press(ORDER, button, id, TOGO);
  return { id };
}

const pack = async (place: Place, ...buttons: readonly string[]): Promise<Made> => pressed(place, await draft(place, PACK, 1), ...buttons);

export const MANUFACTURING_ORDERS: Entity = {
  root: 'manufacturingOrder',
  actions: Object.keys(ORDER_GUARDS),
  roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT'],
  states: {
    'a draft': (place) => pack(place),
    'confirmed, with its components': (place) => pack(place, 'action_confirm', 'action_assign'),
    'confirmed, waiting for components': async (place) => pressed(place, await draft(place, KIT, 400), 'action_confirm'),
    'with steps, confirmed': async (place) => pressed(place, await draft(place, KIT, 1), 'action_confirm', 'action_assign'),
    'begun': (place) => pack(place, 'action_confirm', 'action_assign', 'action_start'),
    'to be signed off': async (place) => {
      const { id } = await pack(place, 'action_confirm', 'action_assign');
      await place.odoo.change(ORDER, id, { qty_producing: 1 });
      return pressed(place, id, 'set_qty_producing');
    },
    'done': (place) => pack(place, 'action_confirm', 'action_assign', 'button_mark_done'),
    'cancelled': (place) => pack(place, 'action_cancel'),
    'a draft that the account may only see': async (place) => ({ id: await draft(place, PACK, 1, 'access') }),
  },
  few: ['a draft', 'confirmed, with its components', 'to be signed off', 'done'],
  async input(action, id, { odoo, mark }) {
    if (action !== 'finishManufacturingOrder') return { id: String(id) };
    const { product_id: product } = await odoo.read(ORDER, id, ['product_id']);
    return { id: String(id), acceptConsumption: true, ...(product === KIT && { serialNumbers: [mark] }) };
  },
};
