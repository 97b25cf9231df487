import { round } from '../../data/amounts.ts';
import type { SandboxRecord } from '../../record.ts';
import { digitsOf } from '../currency.ts';
import { isGoods, quantity, set } from '../rows.ts';
import { taxField } from './line-values.ts';

/** Brings up to date what a line and its order have to be invoiced, after a change of state, of what was delivered or of what was invoiced. */
export function settleInvoicing(order: SandboxRecord): SandboxRecord {
  const lines = order.related('order_line').map(settleLine);
  const counted = lines.filter((line) => line.value('display_type') === false && line.value('is_downpayment') !== true).map((line) => line.text('invoice_status'));
  return set(order, {
    invoice_status: statusOf(order, counted),
    amount_to_invoice: round(lines.reduce((sum, line) => sum + line.number('amount_to_invoice'), 0), digitsOf(order.one('currency_id'))),
  });
}

function statusOf(order: SandboxRecord, lines: readonly string[]): string {
  if (order.value('state') !== 'sale') return 'no';
  if (lines.includes('to invoice')) return 'to invoice';
  if (lines.length === 0) return 'no';
  if (lines.every((status) => status === 'invoiced')) return 'invoiced';
  return lines.every((status) => status === 'invoiced' || status === 'upselling') ? 'upselling' : 'no';
}

function settleLine(line: SandboxRecord): SandboxRecord {
  if (line.value('display_type') !== false) return set(line, { qty_to_invoice: 0, invoice_status: line.value('state') === 'sale' ? 'invoiced' : 'no' });
  const product = line.one('product_id');
  const ordered = product?.value('invoice_policy') !== 'delivery';
  const considered = ordered ? line.number('product_uom_qty') : line.number('qty_delivered');
  const confirmed = line.value('state') === 'sale';
  const open = confirmed ? quantity(considered - line.number('qty_invoiced')) : 0;
  const digits = digitsOf(line.one('currency_id'));
  const reduced = line.number('price_unit') * (1 - line.number('discount') / 100);
  const perUnit = line.number('product_uom_qty') === 0 ? 0 : line.number('price_total') / line.number('product_uom_qty');
  return set(line, {
    qty_to_invoice: open,
    invoice_status: lineStatus(line, confirmed, ordered, open),
    untaxed_amount_to_invoice: confirmed ? round(untaxed(line, reduced * considered) - line.number('untaxed_amount_invoiced'), digits) : 0,
    amount_to_invoice: perUnit * (considered - postedQuantity(line)),
  });
}

/** Taxes of the sandbox are never included in prices. */
const untaxed = (line: SandboxRecord, amount: number): number => {
  const included = line.related(taxField(line.env)).filter((tax) => tax.value('price_include') === true);
  return included.reduce((rest, tax) => rest / (1 + tax.number('amount') / 100), amount);
};

/** What posted invoices bill; drafts do not count. */
function postedQuantity(line: SandboxRecord): number {
  const posted = line.related('invoice_lines').filter((item) => item.one('move_id')?.value('state') === 'posted');
  return posted.reduce((sum, item) => sum + (item.one('move_id')?.value('move_type') === 'out_refund' ? -1 : 1) * item.number('quantity'), 0);
}

function lineStatus(line: SandboxRecord, confirmed: boolean, ordered: boolean, open: number): string {
  const [asked, delivered, invoiced] = [line.number('product_uom_qty'), line.number('qty_delivered'), line.number('qty_invoiced')];
  if (!confirmed) return 'no';
  if (open !== 0) return 'to invoice';
  if (ordered && asked >= 0 && delivered > asked) return 'upselling';
  if (invoiced >= asked) return 'invoiced';
  const moves = line.related('move_ids').map((move) => move.text('state'));
  const over = moves.includes('done') && moves.every((state) => state === 'done' || state === 'cancel');
  // Odoo: goods that were delivered in part, and will not be any further, count as invoiced.
  return isGoods(line.one('product_id')) && !ordered && over ? 'invoiced' : 'no';
}
