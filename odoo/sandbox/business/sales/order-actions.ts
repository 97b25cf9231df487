import { round } from '../../data/amounts.ts';
import { userError } from '../../errors.ts';
import type { Call, Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { existing, write } from '../../write.ts';
import { convert, digitsOf } from '../currency.ts';
import { fresh } from '../rows.ts';
import { launchDeliveries } from '../stock/launch.ts';
import { cancelPickings } from '../stock/pickings.ts';
import { settleInvoicing } from './invoicing.ts';
import { listPrice, setPrice } from './line-values.ts';

const onOrders = (run: (orders: readonly SandboxRecord[], call: Call) => unknown): Method => ({
  kind: 'record', params: [], required: 0, run: (call) => run(existing(call.model, call.ids, call.env), call),
});

const change = (orders: readonly SandboxRecord[], vals: Readonly<Record<string, unknown>>, { model, env }: Call): true =>
  write(model, orders.map((order) => order.id), vals, env);

/** The addon's and Odoo's reasons why an order is not confirmed. */
function refusal(order: SandboxRecord): string | undefined {
  if (!['draft', 'sent'].includes(order.text('state'))) return 'Some orders are not in a state requiring confirmation.';
  const incomplete = order
    .related('order_line')
    .some((line) => line.value('display_type') === false && line.value('is_downpayment') !== true && line.value('product_id') === false);
  if (incomplete) return 'Some order lines are missing a product, you need to correct them before going further.';
  return needsApproval(order)
    ? `${order.text('name')} is above the minimum order amount and has to be approved before it is confirmed.`
    : undefined;
}

/** Whether the amount, in the company's currency on the order's day, is strictly above the minimum, and nobody has approved. */
function needsApproval(order: SandboxRecord): boolean {
  const company = order.one('company_id');
  if (!('approval_status' in order.model.fields) || company?.value('sale_approval_enabled') !== true || order.value('approval_status') === 'approved') return false;
  const [from, to] = [Number(order.value('currency_id')), Number(company.value('currency_id'))];
  const own = convert(order.env, order.number('amount_total'), from, to, company.id, order.text('date_order').slice(0, 10));
  return round(own, digitsOf(company.one('currency_id'))) > company.number('sale_approval_minimum');
}

function confirm(orders: readonly SandboxRecord[], call: Call): true {
  for (const order of orders) {
    const message = refusal(order);
    if (message !== undefined) throw userError(message);
  }
  change(orders, { state: 'sale', date_order: call.env.now() }, call);
  for (const order of orders) {
    startSubscription(fresh(order), call);
    settleInvoicing(fresh(order));
    launchDeliveries(fresh(order), order.related('order_line'));
  }
  return true;
}

/** The addon's stand-in for Enterprise: a recurring order runs from its confirmation on. */
function startSubscription(order: SandboxRecord, call: Call): void {
  if (order.value('is_subscription') !== true || !['1_draft', '2_renewal'].includes(order.text('subscription_state'))) return;
  const start = order.text('start_date') || call.env.now().slice(0, 10);
  change([order], { subscription_state: '3_progress', start_date: start, next_invoice_date: order.text('next_invoice_date') || start }, call);
}

function cancel(orders: readonly SandboxRecord[], call: Call): true {
  if (orders.some((order) => order.value('locked') === true)) throw userError('You cannot cancel a locked order. Please unlock it first.');
  cancelPickings(orders.flatMap((order) => order.related('picking_ids').filter((picking) => picking.value('state') !== 'done')));
  change(orders, { state: 'cancel' }, call);
  for (const order of orders) settleInvoicing(fresh(order));
  return true;
}

function markSent(orders: readonly SandboxRecord[], call: Call): undefined {
  if (orders.some((order) => order.value('state') !== 'draft')) throw userError('Only draft orders can be marked as sent directly.');
  change(orders, { state: 'sent' }, call);
}

function redraft(orders: readonly SandboxRecord[], call: Call): true {
  const open = orders.filter((order) => ['cancel', 'sent'].includes(order.text('state')));
  return change(open, { state: 'draft', signed_by: false, signed_on: false }, call);
}

const lock = (locked: boolean): Method => onOrders((orders, call) => void change(orders, { locked }, call));

/** The dialogue that writes a mail, as Odoo's web client would open it. */
function openDialogue(orders: readonly SandboxRecord[], { env }: Call): unknown {
  const proforma = env.context['proforma'] === true;
  return {
    name: 'Send', type: 'ir.actions.act_window', view_mode: 'form', res_model: 'mail.compose.message', views: [[false, 'form']], view_id: false, target: 'new',
    context: {
      default_model: 'sale.order', default_res_ids: orders.map(({ id }) => id), default_composition_mode: 'comment',
      default_email_layout_xmlid: 'mail.mail_notification_layout_with_responsible_signature', email_notification_allow_footer: true,
      hide_mail_template_management_options: true, proforma, force_email: true, default_template_id: 1, mark_so_as_sent: true,
    },
  };
}

/** Takes the prices of the pricelist again, agreed ones too; discounts are gone. */
function reprice(orders: readonly SandboxRecord[], { env }: Call): undefined {
  for (const line of orders.flatMap((order) => order.related('order_line'))) {
    const price = listPrice(line);
    if (price !== undefined) write(line.model, [line.id], { ...setPrice(price, env), discount: 0 }, env.sudo());
  }
}

/** The buttons of a sales order. */
export const ORDER_METHODS: Readonly<Record<string, Method>> = {
  action_confirm: onOrders(confirm),
  action_cancel: onOrders(cancel),
  action_draft: onOrders(redraft),
  action_quotation_sent: onOrders(markSent),
  action_quotation_send: onOrders(openDialogue),
  action_update_prices: onOrders(reprice),
  action_lock: lock(true),
  action_unlock: lock(false),
};
