import {
  boolean, char, date, integer, many2one, monetary, selection,
  type ModelDef,
} from '../schema.ts';
import { callerCompany } from './defaults.ts';

const accountJournal: ModelDef = {
  name: 'account.journal',
  description: 'Journal',
  order: 'sequence, type, code',
  searchNames: ['name', 'code'],
  companyRule: 'parent',
  readers: [
    'Accounting/Administrator', 'Accounting/Invoicing', 'Inventory/Administrator', 'Inventory/Administrator',
    'Sales/User: Own Documents Only', 'Show Accounting Features - Readonly',
  ],
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
  readers: [
    'Accounting/Administrator', 'Accounting/Invoicing', 'Sales/User: Own Documents Only', 'Role / Portal',
    'Show Accounting Features - Readonly',
  ],
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
  },
};

export const ACCOUNTING: readonly ModelDef[] = [accountJournal, accountMove];
