import type { SandboxRecord } from '../record.ts';

/** Invoices name the order they come from; the sandbox keeps no link on the lines. */
export function invoices(order: SandboxRecord): readonly number[] {
  const name = order.text('name');
  return order.env.records('account.move').filter((move) => move.text('invoice_origin') === name).map((move) => move.id);
}

export function isExpired(order: SandboxRecord): boolean {
  const until = order.text('validity_date');
  return ['draft', 'sent'].includes(order.text('state')) && until !== '' && until < order.env.now().slice(0, 10);
}

/** "S00001 - Product", or the second line of the description where it was edited. */
export function lineDisplayName(line: SandboxRecord): string {
  const order = line.one('order_id')?.text('name') ?? '';
  const product = line.one('product_id')?.displayName() || '';
  const [first = '', second = ''] = line.text('name').split('\n');
  return `${order} - ${product === '' ? first : second || product}`;
}

export function accountable(line: SandboxRecord): string | undefined {
  if (line.value('display_type') !== false || line.value('is_downpayment') === true) return undefined;
  const complete = line.value('product_id') !== false && line.value('product_uom_id') !== false;
  return complete ? undefined : 'Missing required fields on accountable sale order line.';
}
