import { COMPANY } from '../../../odoo/sandbox/data/ids.ts';
import { once } from './kind.ts';
import type { Proved } from './kind.ts';
import { arrived } from './stock.ts';

/** A pack without numbers of its own, and what it is made of. */
const [PACK, LANTERN, CABLES] = [2015, 2006, 2007];
const TOGO = { allowed_company_ids: [COMPANY.TOGO] };

/** One of two packs is made; another order makes the second. */
export const finishing: Proved = {
  as: 'manager',
  query: 'mutation($input: FinishManufacturingOrderInput!) { finishManufacturingOrder(input: $input) { manufacturingOrder { id state } backorder { id } userErrors { code } } }',
  input: () => ({ quantity: '1', backorder: 'CREATE' }),
  async prepare(mark, odoo) {
    for (const component of [LANTERN, CABLES]) await arrived(component, 8, odoo);
    const order = await odoo.create('mrp.production', { product_id: PACK, product_qty: 2, company_id: COMPANY.TOGO, origin: mark }, TOGO);
    await odoo.press('mrp.production', 'action_confirm', order, TOGO);
    await odoo.press('mrp.production', 'action_assign', order, TOGO);
    return { id: String(order) };
  },
  count: (mark, odoo) => once([
    odoo.count('mrp.production', [['origin', '=', mark], ['state', '=', 'done']]),
    odoo.count('mrp.production', [['origin', '=', mark], ['state', '!=', 'done']]),
    odoo.count('stock.move', [['production_id.origin', '=', mark], ['state', '=', 'done'], ['quantity', '=', 1]]),
  ]),
};
