import type { Domain } from '../../odoo/domain/types.ts';

/** Models whose records Odoo makes by itself: every field that the sandbox keeps is captured. A domain limits which records. */
export const CAPTURED_MODELS: Readonly<Record<string, Domain>> = {
  'account.account': [],
  'account.journal': [],
  'account.move': [],
  'account.move.line': [],
  'account.partial.reconcile': [],
  'account.payment': [],
  'account.payment.method': [],
  'account.payment.method.line': [],
  'account.payment.term': [],
  'account.payment.term.line': [],
  'crm.team': [],
  'mail.message': [['model', '=', 'helpdesk.ticket']],
  'mail.message.subtype': [],
  'mrp.bom': [],
  'mrp.bom.line': [],
  'mrp.production': [],
  'mrp.routing.workcenter': [],
  'mrp.workcenter': [],
  'mrp.workorder': [],
  'stock.location': [],
  'stock.lot': [],
  'stock.move': [],
  'stock.move.line': [],
  'stock.picking': [],
  'stock.picking.type': [],
  'stock.quant': [],
  'stock.warehouse': [],
};

/** Values that Odoo throws dice for, as it is installed or as it writes a message: no two installations have the same. */
export const RANDOM_FIELDS: Readonly<Record<string, readonly string[]>> = { 'crm.team': ['color'], 'mail.message': ['message_id'] };

/** Values of written-down records that Odoo's business methods change. */
export const CHANGED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'res.company': ['account_fiscal_country_id'],
  'sale.order': ['invoice_status', 'delivery_status', 'effective_date', 'amount_invoiced', 'amount_to_invoice', 'invoice_ids'],
  'sale.order.line': [
    'qty_delivered', 'qty_invoiced', 'qty_to_invoice', 'invoice_status', 'untaxed_amount_invoiced', 'untaxed_amount_to_invoice',
    'amount_invoiced', 'amount_to_invoice', 'invoice_lines',
  ],
};
