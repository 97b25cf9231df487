import { EVERYTHING, NOTHING, and, not, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import { byReach } from './business.ts';
import { companyScope } from './companies.ts';
import { through, type ScopeView } from './view.ts';

const ofCustomers = where('move_type', 'in', ['out_invoice', 'out_refund']);

/** What is billed to a customer: to themselves, and to the addresses and contacts that they are the commercial entity of. */
const billedTo = (me: number): Domain => or(where('partner_id', '=', me), where('commercial_partner_id', '=', me));

/**
 * INVOICE. A customer's own are those that are billed to them. For employees an invoice is visible when every order behind its lines, and behind the invoice that it credits, is: an invoice that also bills a
 * hidden order would tell of it. With no order behind it, through its customer (domain.md U13). The domain names each
 * policy as seldom as it can: payments contain it several times, and PostgreSQL compiles what it finds.
 */
export function invoiceScope(view: ScopeView): Domain | Promise<Domain> {
  if (view.reach.kind === 'own') return billedTo(view.reach.me);
  return byReach(view, 'partner_id', async () => {
    const orders = await view.domain('SALES_ORDER', 'sale.order');
    const customers = await view.domain('CUSTOMER', 'res.partner');
    const billing = (lines: Domain): Domain => where('invoice_line_ids', 'any', lines);
    const behindIt = (invoices: Domain): Domain => or(invoices, where('reversed_entry_id', 'any', invoices));
    const hiddenOrder = behindIt(billing(where('sale_line_ids', 'any', not(through('order_id', orders)))));
    const anyOrder = behindIt(billing(where('sale_line_ids', '!=', false)));
    return and(not(hiddenOrder), or(anyOrder, through('partner_id', customers)));
  });
}

/** The ways from a payment to the documents that it pays: by what it was made for (18 and later), and by reconciliation. */
function waysToDocuments({ storage }: ScopeView): readonly ((documents: Domain) => Domain)[] {
  const along = (documents: Domain, ...path: readonly string[]): Domain => path.reduceRight<Domain>((inner, field) => where(field, 'any', inner), documents);
  const reconciled = (documents: Domain): Domain =>
    along(or(along(documents, 'matched_debit_ids', 'debit_move_id', 'move_id'), along(documents, 'matched_credit_ids', 'credit_move_id', 'move_id')), 'move_id', 'line_ids');
  const named = (documents: Domain): Domain => where('invoice_ids', 'any', documents);
  return storage.database.field('account.payment', 'invoice_ids') === null ? [reconciled] : [named, reconciled];
}

/** PAYMENT. A customer's own are those that they, or who they are the commercial entity of, have paid. For employees visible when every invoice that it pays is; a payment of nothing through its partner. */
export function paymentScope(view: ScopeView): Domain | Promise<Domain> {
  if (view.reach.kind === 'own') return or(where('partner_id', '=', view.reach.me), through('partner_id', where('commercial_partner_id', '=', view.reach.me)));
  return byReach(view, 'partner_id', async () => {
    const visible = and(ofCustomers, await view.domain('INVOICE', 'account.move'));
    const paying = (documents: Domain): Domain => or(...waysToDocuments(view).map((way) => way(documents)));
    const documents = where('move_type', '!=', 'entry');
    const hiddenDocument = paying(and(documents, not(visible)));
    return and(not(hiddenDocument), or(paying(documents), through('partner_id', await view.domain('CUSTOMER', 'res.partner'))));
  });
}

/** ACCOUNTING. Journals, accounts and taxes of the caller's companies; no customer looks into the books. */
export function accountingScope(view: ScopeView, model: string): Domain {
  const { reach, principal, storage } = view;
  if (reach.kind === 'own' || reach.kind === 'nothing') return NOTHING;
  if (principal.companyIds === null) return EVERYTHING;
  // Since 18 an account may belong to several companies.
  if (storage.database.field(model, 'company_ids') === null) return companyScope(view);
  return or(where('company_ids', '=', false), principal.companyIds.length === 0 ? NOTHING : where('company_ids', 'in', principal.companyIds));
}
