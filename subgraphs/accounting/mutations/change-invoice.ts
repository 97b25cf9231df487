import { idOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { outcomeOf } from '../../../graph/mutations/mail.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import type { Row } from '../../../graph/row.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import { INVOICE_GUARDS } from '../actions.ts';
import type {
  ConfirmInvoiceInput, ConfirmInvoicePayload, CreateCreditNoteInput, CreateCreditNotePayload, SendInvoiceInput, SendInvoicePayload,
} from '../generated.ts';
import { inCompany, marked, markOf, shownBy, throughWizard, withdraw } from './through-wizard.ts';

const INVOICE = 'account.move';
const REVERSAL = 'account.move.reversal';
const companyOf = ({ data }: Row): number | null => idOf(data.company_id);

/** `confirmInvoice`: Odoo's `action_post`. */
export const confirmInvoice = mutation<ConfirmInvoiceInput, ConfirmInvoicePayload>({
  async run({ id }, context) {
    const invoice = await requireActionable(context, 'Invoice', id, ['input', 'id'], INVOICE_GUARDS.confirmInvoice);
    await context.writer.call(INVOICE, 'action_post', { ids: [invoice.id], context: inCompany(companyOf(invoice)) });
    return { invoice: invoice.id };
  },

  /** A posted invoice is what the key was for. */
  async findByKey({ id }, context) {
    const invoice = await requireVisible(context, 'Invoice', id, ['input', 'id'], ['state']);
    return invoice.data.state === 'posted' ? { invoice: invoice.id } : null;
  },
});

/** `sendInvoice`: Odoo's dialogue "Send"; what became of the mail is what Odoo says of it. */
export const sendInvoice = mutation<SendInvoiceInput, SendInvoicePayload>({
  async run({ id }, context) {
    const invoice = await requireActionable(context, 'Invoice', id, ['input', 'id'], INVOICE_GUARDS.sendInvoice);
    const about = { model: INVOICE, id: invoice.id, company: companyOf(invoice) };
    const wizard = { model: 'account.move.send.wizard', button: 'action_send_and_print', vals: { move_id: invoice.id, sending_methods: ['email'] } };
    const mail = await outcomeOf(INVOICE, invoice.id, context, async () => void (await throughWizard(about, wizard, context)));
    return { invoice: invoice.id, mail };
  },
});

/** The credit note that an earlier try with the key made. */
async function creditNoteOf(invoice: number, keyTag: string, { reader }: MutationContext): Promise<number | null> {
  const domain = and(where('reversed_entry_id', '=', invoice), where('ref', 'like', markOf(keyTag)));
  const { records } = await reader.search(INVOICE, { domain, specification: {}, limit: 1 });
  return idOf(records[0]?.id);
}

/** `createCreditNote`: Odoo's dialogue "Credit Note". */
export const createCreditNote = mutation<CreateCreditNoteInput, CreateCreditNotePayload>({
  async run(input, context) {
    const check = new InputCheck();
    const reason = check.line(input.reason, ['input', 'reason'], { max: 200 });
    const date = check.date(input.date, ['input', 'date']);
    check.done();
    const invoice = await requireActionable(context, 'Invoice', input.invoiceId, ['input', 'invoiceId'], INVOICE_GUARDS.createCreditNote, ['journal_id']);
    const text = marked(reason ?? '', context.keyTag);
    const vals = { journal_id: idOf(invoice.data.journal_id), ...(text !== '' && { reason: text }), ...(date !== null && { date }) };
    const about = { model: INVOICE, id: invoice.id, company: companyOf(invoice) };
    const creditNote = shownBy(await throughWizard(about, { model: REVERSAL, button: 'refund_moves', vals }, context));
    return { invoice: invoice.id, creditNote };
  },

  async findByKey(input, context) {
    const invoice = await requireActionable(context, 'Invoice', input.invoiceId, ['input', 'invoiceId'], () => null);
    if (context.keyTag === null) return null;
    // Without a date Odoo makes none.
    await withdraw({ model: REVERSAL, field: 'reason', vals: { date: false } }, null, context.keyTag, context);
    const creditNote = await creditNoteOf(invoice.id, context.keyTag, context);
    return creditNote === null ? null : { invoice: invoice.id, creditNote };
  },
});
