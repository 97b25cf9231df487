import { idOf } from '../../../access/odoo-records.ts';
import { OdooFault } from '../../../odoo/client/faults.ts';
import { requireLevel } from '../../../graph/mutations/levels.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { Row } from '../../../graph/row.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import type { CreateInvoiceInput, CreateInvoicePayload } from '../generated.ts';
import { shownBy, throughWizard } from './through-wizard.ts';

const READS = ['state', 'invoice_status', 'partner_id', 'company_id'];

async function orderOf({ orderId }: CreateInvoiceInput, context: MutationContext): Promise<Row> {
  const order = await requireVisible(context, 'SalesOrder', orderId, ['input', 'orderId'], READS);
  await requireLevel(context, 'sale_order', order.id, 'assignment', ['input', 'orderId'], idOf(order.data.partner_id));
  return order;
}

/** The latest invoice of the order that is not cancelled. */
async function latestOf(order: number, { reader }: MutationContext): Promise<number | null> {
  const domain = and(where('invoice_line_ids.sale_line_ids.order_id', '=', order), where('move_type', '=', 'out_invoice'), where('state', '!=', 'cancel'));
  const { records } = await reader.search('account.move', { domain, specification: {}, order: 'id desc', limit: 1 });
  return idOf(records[0]?.id);
}

/** `createInvoice`: Odoo's dialogue "Create invoices" for one order. */
export const createInvoice = mutation<CreateInvoiceInput, CreateInvoicePayload>({
  async run(input, context) {
    const order = await orderOf(input, context);
    if (order.data.state !== 'sale') refuse('WRONG_STATE', ['input', 'orderId'], { reason: 'Only confirmed orders are invoiced.' });
    if (order.data.invoice_status !== 'to invoice') refuse('NOTHING_TO_INVOICE', ['input', 'orderId']);
    const about = { model: 'sale.order', id: order.id, company: idOf(order.data.company_id) };
    const wizard = { model: 'sale.advance.payment.inv', button: 'create_invoices', vals: { advance_payment_method: 'delivered' } };
    try {
      const invoice = shownBy(await throughWizard(about, wizard, context)) ?? (await latestOf(order.id, context));
      return { invoice };
    } catch (error) {
      // Somebody else was faster, or what the order's status counts (as an upselling) is nothing that Odoo bills.
      if (error instanceof OdooFault && error.kind === 'BUSINESS' && !error.uncertain && (await latestStatus(order.id, context)) !== 'to invoice') refuse('NOTHING_TO_INVOICE', ['input', 'orderId']);
      throw error;
    }
  },

  /** What is invoiced is not there to be invoiced again: an order with nothing left was invoiced by the first try. */
  async findByKey(input, context) {
    const order = await orderOf(input, context);
    return order.data.invoice_status === 'to invoice' ? null : { invoice: await latestOf(order.id, context) };
  },
});

async function latestStatus(order: number, { reader }: MutationContext): Promise<unknown> {
  const { records } = await reader.search('sale.order', { domain: where('id', '=', order), specification: { invoice_status: {} } });
  return records[0]?.invoice_status;
}
