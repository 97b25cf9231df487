import { idOf, rowOf } from '../../../access/odoo-records.ts';
import { requireActionable } from '../../../graph/mutations/actionable.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { Row } from '../../../graph/row.ts';
import { asId, asText } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import { INVOICE_GUARDS } from '../actions.ts';
import type { RegisterPaymentInput, RegisterPaymentPayload } from '../generated.ts';
import { marked, markOf, shownBy, throughWizard, withdraw } from './through-wizard.ts';

const INVOICE = 'account.move';
const DIALOGUE = 'account.payment.register';
const READS = ['name', 'payment_reference', 'currency_id.decimal_places'];

/** The journal that was asked for: a bank or a cash of the invoice's company. */
async function journalFor(input: RegisterPaymentInput, invoice: Row, context: MutationContext): Promise<number | null> {
  if (input.journalId === null || input.journalId === undefined) return null;
  const path = ['input', 'journalId'];
  const journal = await requireVisible(context, 'Journal', input.journalId, path, ['type', 'company_id']);
  if (!['bank', 'cash', 'credit'].includes(String(journal.data.type))) refuse('INVALID_VALUE', path, { reason: 'Money comes into journals of banks and cash.' });
  if (idOf(journal.data.company_id) !== idOf(invoice.data.company_id)) refuse('WRONG_COMPANY', path, { reason: 'The journal belongs to another company than the invoice.' });
  return journal.id;
}

/** The payment that an earlier try with the key registered. */
async function paymentOf(invoice: number, keyTag: string, { reader, database }: MutationContext): Promise<number | null> {
  const memo = database.resolve('account.payment', 'memo');
  if (memo === null) return null;
  const { records } = await reader.search('account.payment', { domain: and(where(memo, 'like', markOf(keyTag)), where('reconciled_invoice_ids', 'in', [invoice])), specification: {}, limit: 1 });
  return asId(records[0]?.id);
}

/** `registerPayment`: Odoo's dialogue "Pay". */
export const registerPayment = mutation<RegisterPaymentInput, RegisterPaymentPayload>({
  async run(input, context) {
    const check = new InputCheck();
    const date = check.date(input.date, ['input', 'date']);
    const memo = check.line(input.memo, ['input', 'memo'], { max: 200 });
    // The decimals of the currency are known with the invoice only.
    check.amount(input.amount, ['input', 'amount'], { required: false, decimals: 6 });
    check.done();
    const invoice = await requireActionable(context, 'Invoice', input.invoiceId, ['input', 'invoiceId'], INVOICE_GUARDS.registerPayment, READS);
    const { data } = invoice;
    const decimals = Number(rowOf(data.currency_id)?.decimal_places ?? 2);
    const exact = new InputCheck();
    const asked = exact.amount(input.amount, ['input', 'amount'], { required: false, decimals });
    exact.done();
    const residual = Number(data.amount_residual);
    if (asked !== null && asked > residual + 10 ** -(decimals + 2)) refuse('AMOUNT_ABOVE_RESIDUAL', ['input', 'amount'], { residual: residual.toFixed(decimals) });
    const journal = await journalFor(input, invoice, context);
    const vals = {
      amount: asked ?? residual, communication: marked(memo ?? asText(data.payment_reference) ?? asText(data.name) ?? '', context.keyTag),
      ...(journal !== null && { journal_id: journal }), ...(date !== null && { payment_date: date }),
    };
    const about = { model: INVOICE, id: invoice.id, company: idOf(data.company_id) };
    const payment = shownBy(await throughWizard(about, { model: DIALOGUE, button: 'action_create_payments', vals }, context));
    return { invoice: invoice.id, payment };
  },

  async findByKey(input, context) {
    const invoice = await requireActionable(context, 'Invoice', input.invoiceId, ['input', 'invoiceId'], () => null);
    if (context.keyTag === null) return null;
    // Without a method Odoo makes no payment.
    await withdraw({ model: DIALOGUE, field: 'communication', vals: { payment_method_line_id: false } }, invoice.id, context.keyTag, context);
    const payment = await paymentOf(invoice.id, context.keyTag, context);
    return payment === null ? null : { invoice: invoice.id, payment };
  },
});
