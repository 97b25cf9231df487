import { COMPANY, EMPLOYEE, personOf } from '../../../odoo/sandbox/data/ids.ts';
import { ORDER_GUARDS } from '../../../subgraphs/sales/order-guards.ts';
import { customerOf, type Entity, type Place, type Role } from './entity.ts';

const [KIT, CABLES] = [2001, 2007];
const ORDER = 'sale.order';
const PERSON: Readonly<Partial<Record<Role, number>>> = { ADMIN: EMPLOYEE.ADMIN, SA_MANAGER: EMPLOYEE.LOME_MANAGER, STAFF: EMPLOYEE.LOME_STAFF, AGENT: EMPLOYEE.LOME_AGENT };

/** An order above the company's minimum, brought into a state past Odoo's methods: what is asked here is what is then permitted. */
async function order(place: Place, vals: Readonly<Record<string, unknown>>, access?: string, lines = [{ product_id: KIT, product_uom_qty: 20 }, { product_id: CABLES, product_uom_qty: 1 }]): Promise<{ readonly id: number }> {
  const { odoo } = place;
  const customer = await customerOf(place, {}, access);
  const id = await odoo.create(ORDER, { partner_id: customer, company_id: COMPANY.TOGO, order_line: lines.map((line) => [0, 0, line]) });
  if (Object.keys(vals).length > 0) await odoo.change(ORDER, id, vals);
  return { id };
}

const STATES = [['draft', false], ['sent', false], ['sale', false], ['sale', true], ['cancel', false]] as const;
const APPROVALS = ['none', 'pending', 'approved', 'rejected'] as const;
const crossed = STATES.flatMap(([state, locked]) =>
  APPROVALS.map((approval) => [`${state}${locked ? ', locked' : ''}, approval ${approval}`, (place: Place) => order(place, { state, locked, approval_status: approval })] as const),
);

export const ORDERS: Entity = {
  root: 'salesOrder',
  actions: Object.keys(ORDER_GUARDS),
  roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'SYSTEM'],
  states: {
    ...Object.fromEntries(crossed),
    'without lines': (place) => order(place, {}, undefined, []),
    'below the minimum': (place) => order(place, {}, undefined, [{ product_id: CABLES, product_uom_qty: 1 }]),
    'pending, asked for by who looks': (place) => order(place, { approval_status: 'pending', approval_submitted_by_id: personOf(PERSON[place.role] ?? EMPLOYEE.LOME_STAFF) }),
    'of a customer without email': async (place) => ({ id: await place.odoo.create(ORDER, { partner_id: await customerOf(place, { email: false }), company_id: COMPANY.TOGO, order_line: [[0, 0, { product_id: CABLES, product_uom_qty: 1 }]] }) }),
    'of a customer whom the account may only see': (place) => order(place, {}, 'access'),
  },
  few: ['sale, approval none', 'cancel, approval none'],
  async input(action, id, { odoo }) {
    const [line] = await odoo.ids('sale.order.line', [['order_id', '=', id]]);
    if (line === undefined && (action === 'updateOrderLine' || action === 'removeOrderLine')) return null;
    switch (action) {
      case 'addOrderLines':
        return { orderId: String(id), lines: [{ productId: String(CABLES), quantity: 1 }] };
      case 'updateOrderLine':
        return { lineId: String(line), quantity: 2 };
      case 'removeOrderLine':
        return { lineId: String(line) };
      case 'rejectOrder':
        return { id: String(id), reason: 'No' };
      default:
        return { id: String(id) };
    }
  },
};
