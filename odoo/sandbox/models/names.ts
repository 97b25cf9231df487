import type { SandboxRecord } from '../record.ts';

const DRAFT: Readonly<Record<string, string>> = {
  out_invoice: 'Draft Invoice', out_refund: 'Draft Credit Note', in_invoice: 'Draft Bill', in_refund: 'Draft Vendor Credit Note',
  out_receipt: 'Draft Sales Receipt', in_receipt: 'Draft Purchase Receipt', entry: 'Draft Entry',
};

/** At most 50 characters of a reference, cut between words. */
function shorten(text: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.join(' ').length <= 50) return words.join(' ');
  while (words.length > 0 && `${words.join(' ')} [...]`.length > 50) words.pop();
  return `${words.join(' ')} [...]`.trim();
}

/** "Draft Invoice INV/2026/00001 (reference)", as far as there is something to say. */
export function journalEntryName(move: SandboxRecord): string {
  const name = move.text('name') === '/' ? '' : move.text('name');
  const draft = move.text('state') === 'draft' ? (DRAFT[move.text('move_type')] ?? '') : '';
  const ref = move.text('ref');
  return `${`${draft} ${name}`.trim()}${ref === '' ? '' : ` (${shorten(ref)})`}`;
}

export function journalItemName(item: SandboxRecord): string {
  const move = item.one('move_id')?.text('name') ?? '';
  const ref = item.text('ref');
  const label = item.text('name') || item.one('product_id')?.displayName() || '';
  const own = ['/', move, `${ref} - ${move}`, ref].includes(label) ? '' : label;
  const parts = [move === '/' ? '' : move, ref === '' || ref === '/' ? '' : `(${ref})`, own];
  return parts.filter((part) => part !== '').join(' ') || 'Draft Entry';
}

/** "S00001/SHK-050: Stock>Customers". */
export function stockMoveName(move: SandboxRecord): string {
  const origin = move.one('picking_id')?.text('origin') ?? '';
  const code = move.one('product_id')?.text('default_code') ?? '';
  const way = `${move.one('location_id')?.text('name') ?? ''}>${move.one('location_dest_id')?.text('name') ?? ''}`;
  return `${origin === '' ? '' : `${origin}/`}${code === '' ? '' : `${code}: `}${way}`;
}

/** Where it is, and the serial number. */
export function quantName(quant: SandboxRecord): string {
  const parts = [quant.one('location_id')?.displayName(), quant.one('lot_id')?.text('name'), quant.one('owner_id')?.text('name')];
  return parts.filter(Boolean).join(' - ');
}

export function billOfMaterialsName(bill: SandboxRecord): string {
  const code = bill.text('code');
  return `${code === '' ? '' : `${code}: `}${bill.one('product_tmpl_id')?.displayName() || ''}`;
}
