import { COMPANY } from '../../../odoo/sandbox/data/ids.ts';
import { INVOICE_GUARDS } from '../../../subgraphs/accounting/actions.ts';
import { customerOf, TOGO, type Entity, type Made, type Place } from './entity.ts';

const MOVE = 'account.move';
/** A service that is invoiced as ordered. */
const VISIT = 2009;

async function wizard({ odoo }: Place, model: string, button: string, about: string, id: number, vals: Readonly<Record<string, unknown>>): Promise<void> {
  const context = { ...TOGO, active_model: about, active_id: id, active_ids: [id] };
  await odoo.press(model, button, await odoo.create(model, vals, context), context);
}

async function draft(place: Place, customer?: number): Promise<number> {
  const { odoo } = place;
  const partner = customer ?? (await customerOf(place));
  const order = await odoo.create('sale.order', { partner_id: partner, company_id: COMPANY.TOGO, order_line: [[0, 0, { product_id: VISIT, product_uom_qty: 2, price_unit: 5000 }]] });
  await odoo.press('sale.order', 'action_confirm', order, TOGO);
  await wizard(place, 'sale.advance.payment.inv', 'create_invoices', 'sale.order', order, { advance_payment_method: 'delivered' });
  const [id = 0] = await odoo.ids(MOVE, [['invoice_line_ids.sale_line_ids.order_id', '=', order]]);
  return id;
}

async function posted(place: Place, customer?: number): Promise<number> {
  const id = await draft(place, customer);
  await place.odoo.press(MOVE, 'action_post', id, TOGO);
  return id;
}

async function paid(place: Place, amount: number): Promise<number> {
  const id = await posted(place);
  await wizard(place, 'account.payment.register', 'action_create_payments', MOVE, id, amount === 0 ? {} : { amount });
  return id;
}

/** A credit note over an invoice. */
async function credited(place: Place, invoice: number): Promise<number> {
  const { journal_id: journal } = await place.odoo.read(MOVE, invoice, ['journal_id']);
  await wizard(place, 'account.move.reversal', 'refund_moves', MOVE, invoice, { journal_id: journal });
  const [id = 0] = await place.odoo.ids(MOVE, [['reversed_entry_id', '=', invoice]]);
  return id;
}

const made = (make: (place: Place) => Promise<number>) => async (place: Place): Promise<Made> => ({ id: await make(place) });

export const INVOICES: Entity = {
  root: 'invoice',
  actions: Object.keys(INVOICE_GUARDS),
  roles: ['ADMIN', 'SA_MANAGER', 'STAFF', 'AGENT', 'SYSTEM'],
  states: {
    'a draft': made((place) => draft(place)),
    'a draft without lines': made(async (place) => place.odoo.create(MOVE, { move_type: 'out_invoice', company_id: COMPANY.TOGO, partner_id: await customerOf(place) }, TOGO)),
    'a draft without an account': made(async (place) => {
      const id = await draft(place);
      for (const line of await place.odoo.ids('account.move.line', [['move_id', '=', id], ['display_type', '=', 'product']])) await place.odoo.change('account.move.line', line, { account_id: false });
      return id;
    }),
    'a draft of a customer whom the account may only see': made(async (place) => draft(place, await customerOf(place, {}, 'access'))),
    posted: made((place) => posted(place)),
    'posted, of a customer without email': made(async (place) => posted(place, await customerOf(place, { email: false }))),
    'posted, of a customer whom the account may only see': made(async (place) => posted(place, await customerOf(place, {}, 'access'))),
    'paid in part': made((place) => paid(place, 1000)),
    paid: made((place) => paid(place, 0)),
    cancelled: made(async (place) => {
      const id = await draft(place);
      await place.odoo.press(MOVE, 'button_cancel', id, TOGO);
      return id;
    }),
    'taken back': made(async (place) => {
      const id = await posted(place);
      await place.odoo.press(MOVE, 'action_post', await credited(place, id), TOGO);
      return id;
    }),
    'a draft of a credit note': made(async (place) => credited(place, await posted(place))),
    'a credit note that is open': made(async (place) => {
      const id = await credited(place, await paid(place, 0));
      await place.odoo.press(MOVE, 'action_post', id, TOGO);
      return id;
    }),
  },
  few: ['a draft without lines', 'posted', 'taken back'],
  sandboxOnly: ['a draft without an account'],
  input: (action, id) => (action === 'confirmInvoice' || action === 'sendInvoice' ? { id: String(id) } : { invoiceId: String(id) }),
};
