import { round } from '../../data/amounts.ts';
import type { Env } from '../../env.ts';
import { userError, validationError } from '../../errors.ts';
import type { Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { existing } from '../../write.ts';
import { fresh, insert, records, set } from '../rows.ts';
import { accountOf, journalOf } from './accounts.ts';
import { linesOf } from './entry.ts';
import { booked, isInvoice, ratesOf } from './money.ts';
import { numberOf } from './post.ts';
import { endPayment, reconcile } from './reconcile.ts';

type Vals = Readonly<Record<string, unknown>>;

const open = (entry: SandboxRecord): readonly SandboxRecord[] => linesOf(entry, 'payment_term').filter((line) => line.value('reconciled') !== true);

/** What the wizard proposes: all that is open, by the first journal that takes money. */
export function prepareRegister(vals: Vals, env: Env): Vals {
  const entries = records(env, 'account.move', (env.context['active_ids'] ?? []) as readonly number[]).filter(isInvoice);
  const lines = entries.filter((entry) => entry.value('state') === 'posted').flatMap(open);
  if (lines.length === 0) {
    throw userError("There's nothing left to pay for the selected journal items, so no payment registration is necessary. You've got your finances under control like a boss!");
  }
  const [first] = entries;
  const due = round(lines.reduce((sum, line) => sum + line.number('amount_residual_currency'), 0), first === undefined ? 2 : ratesOf(first).digits);
  const journal = env.record('account.journal', vals['journal_id']) ?? journalOf(env, first?.value('company_id'), 'bank', 'cash');
  const amount = Number(vals['amount'] ?? Math.abs(due));
  const type = due < 0 ? 'outbound' : 'inbound';
  const method = env.records('account.payment.method.line').find((line) => line.value('journal_id') === journal?.id && line.value('payment_type') === type);
  return {
    line_ids: [[6, 0, lines.map(({ id }) => id)]], amount, source_amount: Math.abs(due), payment_difference: round(Math.abs(due) - amount, 6), journal_id: journal?.id, payment_method_line_id: method?.id,
    currency_id: vals['currency_id'] ?? first?.value('currency_id'), payment_date: vals['payment_date'] ?? env.now().slice(0, 10), company_id: first?.value('company_id'),
    communication: vals['communication'] ?? (entries.map((entry) => entry.text('payment_reference') || entry.text('ref') || entry.text('name')).join(', ')),
    payment_type: type, partner_type: 'customer', partner_id: first?.value('commercial_partner_id'), payment_difference_handling: vals['payment_difference_handling'] ?? 'open',
  };
}

/** Makes the payment of a wizard, books it, and matches it with what it pays. */
function createPayment(wizard: SandboxRecord): SandboxRecord {
  const { env } = wizard;
  const journal = wizard.one('journal_id');
  const inbound = wizard.value('payment_type') === 'inbound';
  const method = wizard.one('payment_method_line_id');
  if (method === undefined) throw validationError('Please define a payment method line on your payment.');
  const day = wizard.text('payment_date');
  const number = numberOf(env, journal, day, 'P');
  const entries = [...new Map(wizard.related('line_ids').flatMap((line) => line.related('move_id')).map((entry) => [entry.id, entry])).values()];
  const outstanding = method?.value('payment_account_id') || journal?.value('default_account_id') || undefined;
  const amount = wizard.number('amount');
  const sign = inbound ? 1 : -1;
  const common = { company_id: wizard.value('company_id'), journal_id: journal?.id, currency_id: wizard.value('currency_id'), partner_id: wizard.value('partner_id') };
  const payment = insert(env, 'account.payment', {
    ...common, name: number.name, date: day, state: outstanding === journal?.value('default_account_id') ? 'paid' : 'in_process', payment_type: wizard.value('payment_type'), partner_type: 'customer',
    memo: wizard.value('communication'), amount, amount_signed: sign * amount, payment_method_line_id: method?.id, payment_method_id: method?.value('payment_method_id'),
    payment_method_code: method?.value('code') ?? 'manual', outstanding_account_id: outstanding, is_matched: outstanding === journal?.value('default_account_id'), is_sent: false, is_reconciled: false,
    reconciled_invoice_ids: entries.map(({ id }) => id), reconciled_invoices_count: entries.length, reconciled_invoices_type: entries.some((entry) => entry.value('move_type') === 'out_refund') ? 'credit_note' : 'invoice',
    reconciled_bills_count: 0, payment_receipt_title: 'Payment Receipt', invoice_ids: entries.map(({ id }) => id), ref: wizard.value('communication'),
  });
  const entry = insert(env, 'account.move', {
    ...common, ...number, ref: wizard.value('communication'), date: day, state: 'posted', move_type: 'entry', posted_before: true, checked: true, auto_post: 'no', commercial_partner_id: common.partner_id,
    origin_payment_id: payment.id, amount_total: amount, amount_total_signed: amount, amount_total_in_currency_signed: amount, payment_state: 'not_paid', status_in_payment: 'posted', type_name: 'Journal Entry', direction_sign: 1,
  });
  const rates = ratesOf(entry);
  const line = (account: unknown, value: number): SandboxRecord =>
    insert(env, 'account.move.line', {
      ...common, move_id: entry.id, move_name: number.name, date: day, ref: wizard.value('communication'), name: `${method?.text('name') ?? 'Manual Payment'}: ${wizard.text('communication')}`, display_type: 'product',
      sequence: 100, quantity: 1, price_unit: 0, price_subtotal: value, price_total: value, account_id: account, parent_state: 'posted', date_maturity: day, payment_id: payment.id, reconciled: false, deductible_amount: 100,
      company_currency_id: entry.value('company_currency_id'), ...booked(value, rates), amount_residual_currency: value, amount_residual: booked(value, rates)['balance'],
    });
  line(outstanding, sign * amount);
  const own = line(accountOf(entry, 'asset_receivable'), -sign * amount);
  const owed = wizard.related('line_ids').map(fresh);
  if (inbound) reconcile(owed, [own]);
  else reconcile([own], owed);
  const booking = set(payment, { move_id: entry.id, destination_account_id: own.value('account_id'), amount_company_currency_signed: booked(sign * amount, rates)['balance'], is_reconciled: fresh(own).value('reconciled') === true });
  endPayment(booking);
  return fresh(booking);
}

/** The button of the wizard answers the payment that was made. */
export const REGISTER_METHODS: Readonly<Record<string, Method>> = {
  action_create_payments: {
    kind: 'record', params: [], required: 0,
    run: ({ model, ids, env }) => {
      const made = existing(model, ids, env).map(createPayment);
      return { name: 'Payments', type: 'ir.actions.act_window', res_model: 'account.payment', context: { create: false }, view_mode: 'form', res_id: made[0]?.id };
    },
  },
};
