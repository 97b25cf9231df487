import type { Env } from '../../env.ts';
import { userError } from '../../errors.ts';
import type { Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { existing } from '../../write.ts';
import { fresh, set } from '../rows.ts';
import { highest, nextNumber, padded } from '../sequences.ts';
import { linesOf, settleEntry, settleOrders } from './entry.ts';
import { isInvoice } from './money.ts';
import { reconcile, settlePayment, unmatch } from './reconcile.ts';

/** The next number of a journal in a year; credit notes and payments have their own. */
export function numberOf(env: Env, journal: SandboxRecord | undefined, day: string, prefix = ''): Readonly<{ name: string; sequence_prefix: string; sequence_number: number }> {
  const stem = `${prefix}${journal?.text('code') ?? 'MISC'}/${day.slice(0, 4)}/`;
  const company = Number(journal?.value('company_id'));
  const number = nextNumber(env, `${company}:${stem}`, () => highest(env, 'account.move', stem, (row) => row['company_id'] === company));
  return { name: `${stem}${padded(number)}`, sequence_prefix: stem, sequence_number: number };
}

function refusal(entry: SandboxRecord): string | undefined {
  if (entry.value('state') !== 'draft') return `The entry ${entry.text('name') || 'False'} (id ${entry.id}) must be in draft.`;
  if (linesOf(entry, 'product').length === 0) return "Even magicians can't post nothing!";
  if (!isInvoice(entry)) return undefined;
  if (entry.value('partner_id') === false) {
    return "The 'Customer' field is required to validate the invoice.\nYou probably don't want to explain to your auditor that you invoiced an invisible man :)";
  }
  if (entry.number('amount_total') < 0) {
    return 'You cannot validate an invoice with a negative total amount. You should create a credit note instead. Use the action menu to transform it into a credit note or refund.';
  }
  const missing = linesOf(entry, 'product').some((line) => line.value('account_id') === false);
  return missing ? 'The following accountable lines have no account: set one on the product, its category or the journal.' : undefined;
}

export function post(of: SandboxRecord): void {
  const entry = fresh(of);
  const message = refusal(entry);
  if (message !== undefined) throw userError(message);
  const { env } = entry;
  const day = entry.text('invoice_date') || env.now().slice(0, 10);
  const refund = entry.value('move_type') === 'out_refund';
  const number = entry.text('name') === '' || entry.value('name') === '/' ? numberOf(env, entry.one('journal_id'), day, refund && entry.one('journal_id')?.value('refund_sequence') !== false ? 'R' : '') : {};
  const name = 'name' in number ? number.name : entry.text('name');
  const dated = set(entry, { invoice_date: isInvoice(entry) ? day : entry.value('invoice_date'), date: day, ...number, payment_reference: entry.text('payment_reference') || (entry.value('move_type') === 'out_invoice' ? name : undefined) });
  settleEntry(dated);
  const posted = set(fresh(dated), { state: 'posted', posted_before: true, checked: true, status_in_payment: 'posted' });
  for (const line of posted.related('line_ids')) set(line, { parent_state: 'posted', move_name: name, date: day, invoice_date: posted.value('invoice_date'), ref: posted.value('ref') });
  settleOrders(fresh(posted));
  creditOriginal(fresh(posted));
  settlePayment(posted);
}

/** A credit note that takes an invoice back is matched with it at once. */
function creditOriginal(entry: SandboxRecord): void {
  const original = entry.one('reversed_entry_id');
  if (entry.value('move_type') !== 'out_refund' || original === undefined || original.value('state') !== 'posted') return;
  const open = (of: SandboxRecord): readonly SandboxRecord[] => linesOf(of, 'payment_term').filter((line) => line.value('reconciled') !== true);
  reconcile(open(original), open(entry));
}

function setState(entry: SandboxRecord, state: 'draft' | 'cancel'): SandboxRecord {
  const changed = set(entry, { state, checked: false, status_in_payment: state });
  for (const line of changed.related('line_ids')) set(line, { parent_state: state });
  return fresh(changed);
}

export function redraft(entry: SandboxRecord): void {
  if (!['posted', 'cancel'].includes(entry.text('state'))) throw userError('Only posted/cancelled journal entries can be reset to draft.');
  unmatch(entry);
  settleOrders(setState(fresh(entry), 'draft'));
  settlePayment(entry);
}

function cancel(entry: SandboxRecord): void {
  if (entry.value('state') === 'posted') redraft(entry);
  if (fresh(entry).value('state') !== 'draft') throw userError('Only draft journal entries can be cancelled.');
  settleOrders(setState(fresh(entry), 'cancel'));
}

const each = (run: (entry: SandboxRecord) => void, answer?: boolean): Method => ({
  kind: 'record', params: [], required: 0,
  run: ({ model, ids, env }) => {
    for (const entry of existing(model, ids, env)) run(entry);
    return answer;
  },
});

/** The buttons of a journal entry. */
export const ENTRY_METHODS: Readonly<Record<string, Method>> = { action_post: each(post, false), button_draft: each(redraft), button_cancel: each(cancel) };
