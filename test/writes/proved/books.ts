import { COMPANY } from '../../../odoo/sandbox/data/ids.ts';
import { once } from './kind.ts';
import type { Domain, ProofOdoo, Proved } from './kind.ts';
import { orderOf } from './sales.ts';

/** A service that is invoiced as ordered. */
const INSTALLATION = 2009;
const TOGO = { allowed_company_ids: [COMPANY.TOGO] };
const PART = 1000;

const invoiceOf = (mark: string): Domain => [['move_type', '=', 'out_invoice'], ['invoice_line_ids.sale_line_ids.order_id.client_order_ref', '=', mark]];

async function ordered(mark: string, odoo: ProofOdoo): Promise<number> {
  const order = await orderOf(mark, INSTALLATION, 2, odoo);
  await odoo.press('sale.order', 'action_confirm', order, TOGO);
  return order;
}

async function drafted(mark: string, odoo: ProofOdoo): Promise<number> {
  const order = await ordered(mark, odoo);
  const context = { ...TOGO, active_model: 'sale.order', active_id: order, active_ids: [order] };
  const dialogue = await odoo.create('sale.advance.payment.inv', { advance_payment_method: 'delivered' }, context);
  await odoo.press('sale.advance.payment.inv', 'create_invoices', dialogue, context);
  const [invoice = 0] = await odoo.ids('account.move', invoiceOf(mark));
  return invoice;
}

async function posted(mark: string, odoo: ProofOdoo): Promise<number> {
  const invoice = await drafted(mark, odoo);
  await odoo.press('account.move', 'action_post', invoice, TOGO);
  return invoice;
}

export const invoice: Proved = {
  as: 'manager',
  query: 'mutation($input: CreateInvoiceInput!) { createInvoice(input: $input) { invoice { id } userErrors { code } } }',
  input: () => ({}),
  prepare: async (mark, odoo) => ({ orderId: String(await ordered(mark, odoo)) }),
  count: (mark, odoo) => odoo.count('account.move', invoiceOf(mark)),
};

/** Posted once: one invoice, one item of it that the customer owes. */
export const posting: Proved = {
  as: 'manager',
  query: 'mutation($input: ConfirmInvoiceInput!) { confirmInvoice(input: $input) { invoice { id state } userErrors { code } } }',
  input: () => ({}),
  prepare: async (mark, odoo) => ({ id: String(await drafted(mark, odoo)) }),
  async count(mark, odoo) {
    const found = await odoo.ids('account.move', [...invoiceOf(mark), ['state', '=', 'posted']]);
    return once([found.length, odoo.count('account.move.line', [['move_id', 'in', found], ['display_type', '=', 'payment_term'], ['parent_state', '=', 'posted']])]);
  },
};

/** A part of an invoice is paid, so that nothing but the key keeps it from being paid again. */
export const payment: Proved = {
  as: 'manager',
  query: 'mutation($input: RegisterPaymentInput!) { registerPayment(input: $input) { payment { id } userErrors { code } } }',
  input: (mark) => ({ amount: String(PART), memo: mark }),
  prepare: async (mark, odoo) => ({ invoiceId: String(await posted(mark, odoo)) }),
  async count(mark, odoo) {
    const [id = 0] = await odoo.ids('account.move', invoiceOf(mark));
    const { amount_total: total, amount_residual: open } = await odoo.read('account.move', id, ['amount_total', 'amount_residual']);
    return once([(Number(total) - Number(open)) / PART, odoo.count('account.payment', [['memo', 'like', `${mark} [`]])]);
  },
};

/** A draft over the whole invoice: until it is posted, nothing but the key keeps a second one from being made. */
export const creditNote: Proved = {
  as: 'manager',
  query: 'mutation($input: CreateCreditNoteInput!) { createCreditNote(input: $input) { creditNote { id } userErrors { code } } }',
  input: (mark) => ({ reason: mark }),
  prepare: async (mark, odoo) => ({ invoiceId: String(await posted(mark, odoo)) }),
  count: async (mark, odoo) => odoo.count('account.move', [['move_type', '=', 'out_refund'], ['reversed_entry_id', 'in', await odoo.ids('account.move', invoiceOf(mark))]]),
};
