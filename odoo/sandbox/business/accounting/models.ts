import { char, date, float, json, many2many, many2one, monetary, selection, type ModelDef } from '../../schema.ts';
import { BILLING_METHODS, prepareBilling } from './billing.ts';
import { prepareRegister, REGISTER_METHODS } from './payments.ts';
import { prepareReversal, REVERSAL_METHODS } from './reversal.ts';
import { prepareSending, SENDING_METHODS } from './send.ts';

const READERS = ['Accounting/Invoicing'];
const wizard = (name: string, description: string, fields: ModelDef['fields'], business: Pick<ModelDef, 'prepare' | 'methods'>): ModelDef => ({ name, description, order: 'id', recName: null, readers: READERS, fields, ...business });

/** The dialogues by which Odoo invoices orders, takes payments and takes invoices back. */
export const ACCOUNTING_WIZARDS: readonly ModelDef[] = [
  wizard(
    'sale.advance.payment.inv',
    'Sales Advance Payment Invoice',
    {
      advance_payment_method: selection([['delivered', 'Regular invoice'], ['percentage', 'Down payment (percentage)'], ['fixed', 'Down payment (fixed amount)']], 'Create Invoice', { required: true, default: 'delivered' }),
      sale_order_ids: many2many('sale.order', 'Sale Order'),
    },
    { prepare: prepareBilling, methods: BILLING_METHODS },
  ),
  wizard(
    'account.payment.register',
    'Pay',
    {
      payment_date: date('Payment Date', { required: true }),
      amount: monetary('Amount', 'currency_id'),
      communication: char('Memo'),
      currency_id: many2one('res.currency', 'Currency'),
      journal_id: many2one('account.journal', 'Journal'),
      payment_method_line_id: many2one('account.payment.method.line', 'Payment Method'),
      company_id: many2one('res.company', 'Company'),
      partner_id: many2one('res.partner', 'Customer/Vendor'),
      payment_type: selection([['outbound', 'Send Money'], ['inbound', 'Receive Money']], 'Payment Type'),
      partner_type: selection([['customer', 'Customer'], ['supplier', 'Vendor']], 'Partner Type'),
      source_amount: monetary('Amount to Pay (company currency)', 'currency_id'),
      payment_difference: float('Payment Difference'),
      payment_difference_handling: selection([['open', 'Keep open'], ['reconcile', 'Mark as fully paid']], 'Payment Difference Handling'),
      line_ids: many2many('account.move.line', 'Journal items'),
    },
    { prepare: prepareRegister, methods: REGISTER_METHODS },
  ),
  wizard(
    'account.move.reversal',
    'Account Move Reversal',
    {
      move_ids: many2many('account.move', 'Move'),
      new_move_ids: many2many('account.move', 'New Move'),
      date: date('Reversal date'),
      reason: char('Reason displayed on Credit Note'),
      journal_id: many2one('account.journal', 'Journal', { required: true }),
      company_id: many2one('res.company', 'Company', { required: true }),
    },
    { prepare: prepareReversal, methods: REVERSAL_METHODS },
  ),
  wizard(
    'account.move.send.wizard',
    'Account Move Send Wizard',
    { move_id: many2one('account.move', 'Move', { required: true }), sending_methods: json('Sending Methods') },
    { prepare: prepareSending, methods: SENDING_METHODS },
  ),
];
