import type { Story } from './story.ts';

const TOGO = 1001;
const [SALES, CASH] = [30501, 30515];
/** A service invoiced as ordered, a consumable invoiced as delivered, another service (odoo/sandbox/data/product-facts.ts). */
const [INSTALLATION, LANTERN, MAINTENANCE] = [2009, 2006, 2010];
const VAT = 1001;

const ENTRY = [
  'name', 'ref', 'state', 'move_type', 'journal_id', 'company_id', 'partner_id', 'commercial_partner_id', 'currency_id', 'amount_untaxed', 'amount_tax', 'amount_total', 'amount_residual', 'payment_state',
  'invoice_origin', 'invoice_user_id', 'invoice_payment_term_id', 'partner_shipping_id', 'amount_untaxed_signed', 'amount_tax_signed', 'amount_total_signed', 'amount_residual_signed',
  'amount_total_in_currency_signed', 'payment_count', 'invoice_currency_rate', 'payment_reference', 'posted_before', 'status_in_payment', 'type_name', 'checked', 'invoice_date', 'invoice_date_due', 'date',
  'direction_sign', 'sale_order_count', 'country_code',
];
const ITEM = [
  'name', 'display_type', 'product_id', 'partner_id', 'quantity', 'price_unit', 'parent_state', 'account_id', 'currency_id', 'product_uom_id', 'discount', 'price_subtotal', 'price_total', 'debit', 'credit',
  'balance', 'amount_currency', 'amount_residual', 'amount_residual_currency', 'reconciled', 'tax_ids', 'tax_line_id', 'tax_group_id', 'tax_base_amount', 'date_maturity', 'invoice_date', 'ref',
];
const SOLD = ['product_id', 'qty_invoiced', 'qty_to_invoice', 'invoice_status', 'untaxed_amount_invoiced', 'untaxed_amount_to_invoice', 'amount_invoiced'];
const PAYMENT = [
  'name', 'date', 'state', 'payment_type', 'partner_type', 'memo', 'journal_id', 'company_id', 'partner_id', 'currency_id', 'amount', 'is_reconciled', 'amount_signed', 'payment_method_line_id', 'payment_method_code',
  'outstanding_account_id', 'destination_account_id', 'reconciled_invoices_count', 'reconciled_invoices_type',
];

/** Orders invoiced, invoices posted, paid in part and whole, taken back, reset and cancelled: what Odoo 19 makes of entries and their items. */
export async function keepBooks({ act, made, look, find }: Story): Promise<void> {
  const show = async (step: string, entry: number): Promise<void> => {
    await look(step, 'account.move', [entry], ENTRY);
    await find('items', 'account.move.line', [['move_id', '=', entry]], ITEM, 'display_type, sequence, id');
  };
  const press = (entry: number, method: string): Promise<unknown> => act(method, 'account.move', method, { ids: [entry] });
  const through = async (model: string, button: string, of: string, id: number, vals: Readonly<Record<string, unknown>>): Promise<void> => {
    const context = { active_model: of, active_ids: [id] };
    const ids = await made(`${model} ${JSON.stringify(vals)}`, model, vals, context);
    if (ids.length > 0) await act(button, model, button, { ids, context });
  };
  const bill = (order: number): Promise<void> => through('sale.advance.payment.inv', 'create_invoices', 'sale.order', order, { advance_payment_method: 'delivered' });
  const pay = (entry: number, vals: Readonly<Record<string, unknown>>): Promise<void> => through('account.payment.register', 'action_create_payments', 'account.move', entry, vals);
  const credit = (entry: number, reason: string): Promise<void> => through('account.move.reversal', 'refund_moves', 'account.move', entry, { journal_id: SALES, reason });
  /** A dialogue that somebody has taken the ground from before its button is pressed. */
  const voided = async (entry: number, model: string, button: string, vals: Readonly<Record<string, unknown>>, change: Readonly<Record<string, unknown>>): Promise<void> => {
    const context = { active_model: 'account.move', active_ids: [entry] };
    const ids = await made(model, model, vals, context);
    await act(`write ${JSON.stringify(change)}`, model, 'write', { ids, vals: change });
    await act(button, model, button, { ids, context });
  };
  const last = async (step: string, domain: readonly unknown[]): Promise<number> => Number((await find(step, 'account.move', domain, ['id'], 'id desc'))[0]?.['id'] ?? 0);

  const [order = 0] = await made('an order', 'sale.order', {
    partner_id: 1201, company_id: TOGO, order_line: [
      [0, 0, { product_id: INSTALLATION, product_uom_qty: 2, tax_ids: [[6, 0, [VAT]]] }], [0, 0, { product_id: LANTERN, product_uom_qty: 3 }], [0, 0, { display_type: 'line_section', name: 'Extras' }],
      [0, 0, { product_id: MAINTENANCE, product_uom_qty: 1, discount: 10 }],
    ],
  });
  await bill(order);
  await act('is confirmed', 'sale.order', 'action_confirm', { ids: [order] });
  await bill(order);
  const invoice = await last('its invoice', [['invoice_line_ids.sale_line_ids.order_id', '=', order]]);
  await show('a draft', invoice);
  await find('what is invoiced', 'sale.order.line', [['order_id', '=', order]], SOLD);
  await bill(order);
  await press(invoice, 'action_post');
  await show('posted', invoice);
  await find('what is invoiced now', 'sale.order.line', [['order_id', '=', order]], SOLD);
  await look('and of the order', 'sale.order', [order], ['invoice_status', 'invoice_count', 'amount_to_invoice']);
  await press(invoice, 'action_post');
  await pay(invoice, { amount: 10_000 });
  await show('paid in part', invoice);
  await pay(invoice, { journal_id: CASH, communication: 'The rest' });
  await show('paid', invoice);
  await find('the payments', 'account.payment', [['invoice_ids', '=', invoice]], PAYMENT);
  await find('their entries', 'account.move.line', [['payment_id.invoice_ids', '=', invoice]], ITEM);
  await find('the matches', 'account.partial.reconcile', [['debit_move_id.move_id', '=', invoice]], ['amount', 'debit_amount_currency', 'credit_amount_currency']);
  await pay(invoice, { amount: 1 });

  const terms = [[0, 0, { product_id: INSTALLATION, quantity: 2, price_unit: 1234.5, tax_ids: [[6, 0, [VAT]]] }], [0, 0, { name: 'Travel', quantity: 1, price_unit: 5000, discount: 10 }], [0, 0, { display_type: 'line_note', name: 'A note' }]];
  const [direct = 0] = await made('an invoice without an order, in two instalments', 'account.move', { move_type: 'out_invoice', company_id: TOGO, partner_id: 1202, ref: 'R1', invoice_payment_term_id: 1001, invoice_line_ids: terms });
  await show('a draft', direct);
  await credit(direct, 'x');
  await press(direct, 'action_post');
  await show('posted', direct);
  await voided(direct, 'account.payment.register', 'action_create_payments', {}, { payment_method_line_id: false });
  await voided(direct, 'account.move.reversal', 'refund_moves', { journal_id: SALES }, { date: false });
  await press(direct, 'button_draft');
  await look('a draft again', 'account.move', [direct], ENTRY);
  await press(direct, 'button_cancel');
  await look('cancelled', 'account.move', [direct], ENTRY);
  await press(direct, 'button_draft');
  await press(direct, 'action_post');
  await credit(direct, 'Broken');
  const note = await last('its credit note', [['reversed_entry_id', '=', direct]]);
  await show('a draft', note);
  await press(note, 'action_post');
  await show('posted', note);
  await show('taken back', direct);
  await pay(direct, {});

  const plain = async (step: string, vals: Readonly<Record<string, unknown>>): Promise<number> => (await made(step, 'account.move', { move_type: 'out_invoice', company_id: TOGO, partner_id: 1202, ...vals }))[0] ?? 0;
  const line = (price: number): unknown => [[0, 0, { name: 'x', quantity: 1, price_unit: price }]];
  await press(await plain('nothing', {}), 'action_post');
  await press(await plain('for nobody', { partner_id: false, invoice_line_ids: line(10) }), 'action_post');
  await press(await plain('less than nothing', { invoice_line_ids: line(-10) }), 'action_post');
  const posted = await plain('something', { invoice_line_ids: line(10) });
  await press(posted, 'action_post');
  await act('stays', 'account.move', 'unlink', { ids: [posted] });
  await act('as it is', 'account.move', 'write', { ids: [posted], vals: { partner_id: 1201 } });
  const draft = await plain('a draft', { invoice_line_ids: line(10) });
  await act('that changes', 'account.move', 'write', { ids: [draft], vals: { invoice_line_ids: [[0, 0, { name: 'y', quantity: 2, price_unit: 7, tax_ids: [[6, 0, [VAT]]] }]] } });
  await show('has changed', draft);
  await act('goes', 'account.move', 'unlink', { ids: [draft] });
  const foreign = await plain('in another currency', { company_id: 1002, partner_id: 1222, currency_id: 1, invoice_line_ids: line(99.99) });
  await show('in dollars', foreign);
}
