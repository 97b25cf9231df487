import {
  boolean, char, date, float, integer, many2many, many2one, monetary, one2many, selection,
  type ModelDef,
} from '../schema.ts';
import { callerCompany } from './defaults.ts';

const accountJournal: ModelDef = {
  name: 'account.journal',
  description: 'Journal',
  order: 'sequence, type, code',
  searchNames: ['name', 'code'],
  companyRule: 'parent',
  readers: ['Accounting/Administrator', 'Accounting/Invoicing', 'Inventory/Administrator', 'Inventory/Administrator', 'Sales/User: Own Documents Only', 'Show Accounting Features - Readonly'],
  unique: [
    { fields: ['company_id', 'code'], message: 'Journal codes must be unique per company.' },
  ],
  fields: {
    name: char('Journal Name', { required: true, translate: true }),
    code: char('Sequence Prefix', { required: true }),
    active: boolean('Active', { default: true }),
    type: selection([
        ['sale', 'Sales'], ['purchase', 'Purchase'], ['cash', 'Cash'], ['bank', 'Bank'], ['credit', 'Credit Card'],
        ['general', 'Miscellaneous'],
      ], 'Type', { required: true }),
    currency_id: many2one('res.currency', 'Currency'),
    company_id: many2one('res.company', 'Company', { required: true, readonly: true, default: callerCompany }),
    sequence: integer('Sequence', { default: 10, aggregator: false }),
  },
};

const accountMove: ModelDef = {
  name: 'account.move',
  description: 'Journal Entry',
  order: 'date desc, name desc, invoice_date desc, id desc',
  searchNames: ['name', 'partner_id.name', 'ref'],
  companyRule: 'same',
  readers: ['Accounting/Administrator', 'Accounting/Invoicing', 'Sales/User: Own Documents Only', 'Role / Portal', 'Show Accounting Features - Readonly'],
  fields: {
    name: char('Number', { copy: false }),
    ref: char('Reference', { copy: false }),
    date: date('Date', { required: true, copy: false }),
    state: selection([
        ['draft', 'Draft'], ['posted', 'Posted'], ['cancel', 'Cancelled'],
      ], 'Status', { required: true, readonly: true, default: 'draft', copy: false }),
    move_type: selection([
        ['entry', 'Journal Entry'], ['out_invoice', 'Customer Invoice'], ['out_refund', 'Customer Credit Note'],
        ['in_invoice', 'Vendor Bill'], ['in_refund', 'Vendor Credit Note'], ['out_receipt', 'Sales Receipt'],
        ['in_receipt', 'Purchase Receipt'],
      ], 'Type', { required: true, readonly: true, default: 'entry' }),
    journal_id: many2one('account.journal', 'Journal', { required: true }),
    company_id: many2one('res.company', 'Company'),
    invoice_date: date('Invoice/Bill Date', { copy: false }),
    invoice_date_due: date('Due Date', { copy: false }),
    partner_id: many2one('res.partner', 'Partner', { ondelete: 'restrict' }),
    commercial_partner_id: many2one('res.partner', 'Commercial Entity', { readonly: true, ondelete: 'restrict', copy: false }),
    currency_id: many2one('res.currency', 'Currency', { required: true }),
    amount_untaxed: monetary('Untaxed Amount', 'currency_id', { readonly: true, copy: false }),
    amount_tax: monetary('Tax', 'currency_id', { readonly: true, copy: false }),
    amount_total: monetary('Total', 'currency_id', { readonly: true, copy: false }),
    amount_residual: monetary('Amount Due', 'currency_id', { readonly: true, copy: false }),
    payment_state: selection([
        ['not_paid', 'Not Paid'], ['in_payment', 'In Payment'], ['paid', 'Paid'], ['partial', 'Partially Paid'],
        ['reversed', 'Reversed'], ['blocked', 'Blocked'], ['invoicing_legacy', 'Invoicing App Legacy'],
      ], 'Payment Status', { readonly: true, copy: false }),
    invoice_origin: char('Origin', { readonly: true, copy: false }),
    invoice_user_id: many2one('res.users', 'Salesperson', { copy: false }),
    invoice_payment_term_id: many2one('account.payment.term', 'Payment Terms'),
    reversed_entry_id: many2one('account.move', 'Reversal of', { readonly: true, copy: false }),
    reversal_move_ids: one2many('account.move', 'reversed_entry_id', 'Reversal Move'),
    origin_payment_id: many2one('account.payment', 'Payment', { copy: false, ondelete: 'cascade' }),
    line_ids: one2many('account.move.line', 'move_id', 'Journal Items'),
    invoice_line_ids: one2many('account.move.line', 'move_id', 'Invoice lines'),
    matched_payment_ids: many2many('account.payment', 'Matched Payments', { inverse: 'invoice_ids', copy: false }),
  },
};

const DISPLAY_TYPES = [
  ['product', 'Product'], ['cogs', 'Cost of Goods Sold'], ['tax', 'Tax'], ['discount', 'Discount'], ['rounding', 'Rounding'],
  ['payment_term', 'Payment Term'], ['line_section', 'Section'], ['line_subsection', 'Subsection'], ['line_note', 'Note'],
  ['epd', 'Early Payment Discount'], ['non_deductible_product_total', 'Non Deductible Products Total'],
  ['non_deductible_product', 'Non Deductible Products'], ['non_deductible_tax', 'Non Deductible Tax'],
] as const;

const accountMoveLine: ModelDef = {
  name: 'account.move.line',
  description: 'Journal Item',
  order: 'date desc, move_name desc, id',
  companyRule: 'same',
  readers: ['Accounting/Administrator', 'Accounting/Invoicing', 'Sales/User: Own Documents Only', 'Role / Portal', 'Show Accounting Features - Readonly'],
  fields: {
    name: char('Label', { copy: false }),
    move_id: many2one('account.move', 'Journal Entry', { required: true, ondelete: 'cascade' }),
    move_name: char('Number', { readonly: true, related: 'move_id.name', stored: true }),
    date: date('Date', { readonly: true, related: 'move_id.date', stored: true }),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'move_id.company_id', stored: true }),
    display_type: selection(DISPLAY_TYPES, 'Display Type', { required: true, default: 'product' }),
    product_id: many2one('product.product', 'Product', { ondelete: 'restrict' }),
    partner_id: many2one('res.partner', 'Partner', { ondelete: 'restrict' }),
    quantity: float('Quantity'),
    price_unit: float('Unit Price'),
    sale_line_ids: many2many('sale.order.line', 'Sales Order Lines', { inverse: 'invoice_lines', copy: false }),
    matched_debit_ids: one2many('account.partial.reconcile', 'credit_move_id', 'Matched Debits'),
    matched_credit_ids: one2many('account.partial.reconcile', 'debit_move_id', 'Matched Credits'),
  },
};

const accountPartialReconcile: ModelDef = {
  name: 'account.partial.reconcile',
  description: 'Partial Reconcile',
  order: 'id',
  recName: null,
  companyRule: 'same',
  readers: ['Accounting/Administrator', 'Accounting/Invoicing', 'Show Accounting Features - Readonly'],
  fields: {
    debit_move_id: many2one('account.move.line', 'Debit Move', { required: true }),
    credit_move_id: many2one('account.move.line', 'Credit Move', { required: true }),
    company_id: many2one('res.company', 'Company', { readonly: true, related: 'debit_move_id.company_id', stored: true }),
  },
};

const accountPayment: ModelDef = {
  name: 'account.payment',
  description: 'Payments',
  order: 'date desc, name desc',
  companyRule: 'same',
  readers: ['Accounting/Administrator', 'Accounting/Invoicing', 'Show Accounting Features - Readonly'],
  fields: {
    name: char('Number', { readonly: true, copy: false }),
    date: date('Date', { required: true, copy: false }),
    state: selection([
        ['draft', 'Draft'], ['in_process', 'In Process'], ['paid', 'Paid'], ['canceled', 'Canceled'], ['rejected', 'Rejected'],
      ], 'State', { required: true, default: 'draft', copy: false }),
    payment_type: selection([['outbound', 'Send'], ['inbound', 'Receive']], 'Payment Type', { required: true, default: 'inbound' }),
    partner_type: selection([['customer', 'Customer'], ['supplier', 'Vendor']], 'Partner Type', { required: true, default: 'customer' }),
    memo: char('Memo'),
    journal_id: many2one('account.journal', 'Journal', { required: true }),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    partner_id: many2one('res.partner', 'Customer/Vendor', { ondelete: 'restrict' }),
    currency_id: many2one('res.currency', 'Currency'),
    amount: monetary('Amount', 'currency_id'),
    move_id: many2one('account.move', 'Journal Entry', { copy: false }),
    invoice_ids: many2many('account.move', 'Invoices', { inverse: 'matched_payment_ids' }),
  },
};

export const ACCOUNTING: readonly ModelDef[] = [accountJournal, accountMove, accountMoveLine, accountPartialReconcile, accountPayment];
