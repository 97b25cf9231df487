import type { Env } from '../../env.ts';
import { userError } from '../../errors.ts';
import type { Method } from '../../methods/index.ts';
import type { SandboxRecord } from '../../record.ts';
import { create, existing } from '../../write.ts';
import { taxField, unitField } from '../sales/line-values.ts';

type Vals = Readonly<Record<string, unknown>>;

const NOTHING =
  'Cannot create an invoice. No items are available to invoice.\n\nTo resolve this issue, please ensure that:\n' +
  '   • The products have been delivered before attempting to invoice them.\n   • The invoicing policy of the product is configured correctly.\n\n' +
  'If you want to invoice based on ordered quantities instead:\n' +
  "   • For consumable or storable products, open the product, go to the 'General Information' tab and change the 'Invoicing Policy' from 'Delivered Quantities' to 'Ordered Quantities'.\n" +
  "   • For services (and other products), change the 'Invoicing Policy' to 'Prepaid/Fixed Price'.\n";

export const prepareBilling = (vals: Vals, env: Env): Vals => ({ sale_order_ids: [[6, 0, vals['sale_order_ids'] ?? env.context['active_ids'] ?? []]], advance_payment_method: vals['advance_payment_method'] ?? 'delivered' });

const isItem = (line: SandboxRecord): boolean => line.value('display_type') === false;

/** What can be invoiced now, with the headings and notes that stand above it. */
function invoiceable(order: SandboxRecord): readonly SandboxRecord[] {
  const found: SandboxRecord[] = [];
  let pending: SandboxRecord[] = [];
  const lines = order.related('order_line').toSorted((left, right) => left.number('sequence') - right.number('sequence') || left.id - right.id);
  for (const line of lines) {
    if (!isItem(line)) {
      pending = line.value('display_type') === 'line_section' ? [line] : [...pending, line];
      continue;
    }
    if (order.value('state') !== 'sale' || line.number('qty_to_invoice') === 0) continue;
    found.push(...pending, line);
    pending = [];
  }
  return found;
}

/** One draft invoice for an order. */
function bill(order: SandboxRecord): number {
  const lines = invoiceable(order);
  if (!lines.some(isItem)) throw userError(NOTHING);
  const { env } = order;
  const [id = 0] = create(
    env.model('account.move'),
    [{
      move_type: 'out_invoice', company_id: order.value('company_id'), partner_id: order.value('partner_invoice_id'), partner_shipping_id: order.value('partner_shipping_id'), currency_id: order.value('currency_id'),
      ref: order.text('client_order_ref') || order.text('name'), invoice_origin: order.value('name'), invoice_user_id: order.value('user_id') || env.uid, invoice_payment_term_id: order.value('payment_term_id'), team_id: order.value('team_id'),
      narration: order.value('note'), invoice_line_ids: lines.map((line, sequence) => [0, 0, itemOf(line, sequence)]),
    }],
    env,
  );
  return id;
}

function itemOf(line: SandboxRecord, sequence: number): Vals {
  const common = { display_type: line.value('display_type') || 'product', sequence, name: line.value('name'), sale_line_ids: [[6, 0, [line.id]]] };
  if (!isItem(line)) return common;
  return {
    ...common, product_id: line.value('product_id'), quantity: line.number('qty_to_invoice'), price_unit: line.value('price_unit'), discount: line.value('discount'),
    product_uom_id: line.value(unitField(line.env)), tax_ids: [[6, 0, line.value(taxField(line.env))]],
  };
}

export const BILLING_METHODS: Readonly<Record<string, Method>> = {
  create_invoices: {
    kind: 'record', params: [], required: 0,
    run: ({ model, ids, env }) => {
      const made = existing(model, ids, env).flatMap((wizard) => wizard.related('sale_order_ids').map(bill));
      return { name: 'Invoices', type: 'ir.actions.act_window', xml_id: 'account.action_move_out_invoice_type', res_model: 'account.move', context: { default_move_type: 'out_invoice' }, view_mode: 'form', res_id: made[0] };
    },
  },
};
