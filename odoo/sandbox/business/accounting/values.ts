import type { Env } from '../../env.ts';
import { userError } from '../../errors.ts';
import type { SandboxRecord } from '../../record.ts';
import { journalOf } from './accounts.ts';
import { settleEntry, settleOrders } from './entry.ts';

type Vals = Readonly<Record<string, unknown>>;

/** What Odoo fills in for a new invoice: journal, currency, the customer's terms. */
function prepareEntry(vals: Vals, env: Env): Vals {
  const kind = String(vals['move_type'] ?? 'entry');
  const journal = env.record('account.journal', vals['journal_id']) ?? journalOf(env, vals['company_id'] ?? env.company, kind.startsWith('out_') ? 'sale' : kind.startsWith('in_') ? 'purchase' : 'general');
  const company = env.record('res.company', vals['company_id'] ?? journal?.value('company_id') ?? env.company);
  const partner = env.record('res.partner', vals['partner_id']);
  const invoice = kind !== 'entry';
  return {
    journal_id: journal?.id, company_id: company?.id, date: vals['date'] ?? (vals['invoice_date'] || env.now().slice(0, 10)), state: 'draft', auto_post: 'no', checked: false, posted_before: false,
    is_move_sent: false, payment_state: 'not_paid', currency_id: vals['currency_id'] ?? journal?.value('currency_id') ?? company?.value('currency_id'),
    ...(vals['currency_id'] === undefined && (journal?.value('currency_id') ?? false) === false ? { currency_id: company?.value('currency_id') } : {}),
    commercial_partner_id: partner?.value('commercial_partner_id') || partner?.id, invoice_partner_display_name: partner?.displayName() ?? false,
    ...(invoice && {
      partner_shipping_id: vals['partner_shipping_id'] ?? partner?.id, invoice_user_id: vals['invoice_user_id'] ?? env.uid,
      invoice_payment_term_id: vals['invoice_payment_term_id'] ?? (kind === 'out_invoice' ? partner?.value('property_payment_term_id') : false) ?? false,
    }),
  };
}

/** What a line of an invoice takes from its product and its invoice. */
function prepareItem(vals: Vals, env: Env): Vals {
  const entry = env.record('account.move', vals['move_id']);
  const product = env.record('product.product', vals['product_id']);
  const plain = vals['display_type'] === 'product' || vals['display_type'] === undefined;
  const journal = entry?.one('journal_id');
  const taxes = product?.related('taxes_id').filter((tax) => tax.value('company_id') === entry?.value('company_id')) ?? [];
  return {
    sequence: vals['sequence'] ?? 100, currency_id: vals['currency_id'] ?? entry?.value('currency_id'), partner_id: vals['partner_id'] ?? entry?.value('commercial_partner_id'),
    deductible_amount: vals['deductible_amount'] ?? 100,
    quantity: plain ? (vals['quantity'] ?? 1) : 0, price_unit: plain ? (vals['price_unit'] ?? product?.value('list_price') ?? 0) : 0,
    name: vals['name'] ?? (product === undefined ? false : [product.displayName(), product.text('description_sale')].filter(Boolean).join('\n')),
    ...(plain && { account_id: vals['account_id'] ?? journal?.value('default_account_id'), product_uom_id: vals['product_uom_id'] ?? product?.value('uom_id') ?? false, tax_ids: vals['tax_ids'] ?? [[6, 0, taxes.map(({ id }) => id)]] }),
  };
}

const FIXED = ['partner_id', 'invoice_line_ids', 'line_ids', 'invoice_payment_term_id', 'currency_id', 'journal_id', 'invoice_date', 'move_type'];

function refuseWrite(entry: SandboxRecord, vals: Vals): string | undefined {
  const touched = FIXED.filter((name) => name in vals);
  return entry.value('state') === 'posted' && touched.length > 0 ? `You cannot modify the following readonly fields on a posted move: ${touched.join(', ')}` : undefined;
}

function refuseUnlink(entry: SandboxRecord): string | undefined {
  if (entry.value('state') === 'posted') throw userError('You can\'t delete a posted journal item. Don’t play games with your accounting records; reset the journal entry to draft before deleting it.');
  return undefined;
}

const SETTLED = ['invoice_line_ids', 'line_ids', 'invoice_date', 'invoice_payment_term_id', 'currency_id', 'ref', 'payment_reference'];

export const ENTRY = {
  prepare: prepareEntry,
  created: (entry: SandboxRecord) => settleOrders(settleEntry(entry)),
  written: (entry: SandboxRecord, vals: Vals) => {
    if (SETTLED.some((name) => name in vals)) settleOrders(settleEntry(entry));
  },
  refuseWrite,
  refuseUnlink,
} as const;

export const ITEM = { prepare: prepareItem } as const;
