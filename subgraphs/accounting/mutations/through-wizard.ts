import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { where } from '../../../odoo/domain/build.ts';
import type { OdooContext } from '../../../odoo/port.ts';

/** The company that a document is written in, as Odoo's screens say it. */
export const inCompany = (company: number | null): OdooContext => (company === null ? {} : { allowed_company_ids: [company] });

/** Goes through one of Odoo's dialogues about one record: opens it with values, presses its button, answers what the button says. */
export async function throughWizard(
  about: { readonly model: string; readonly id: number; readonly company: number | null },
  { model, button, vals }: { readonly model: string; readonly button: string; readonly vals: Readonly<Record<string, unknown>> },
  { writer }: MutationContext,
): Promise<unknown> {
  const context = { ...inCompany(about.company), active_model: about.model, active_ids: [about.id], active_id: about.id };
  const wizard = await writer.wizard(model, vals, context);
  return writer.call<unknown>(model, button, { ids: [wizard], context });
}

interface Voided {
  readonly model: string;
  /** The field of the dialogue that carries the key's mark. */
  readonly field: string;
  /** What makes its button do nothing. */
  readonly vals: Readonly<Record<string, unknown>>;
}

/**
 * Ends what Odoo may still be doing for an earlier try whose dialogue carries the key's mark: afterwards it is done or never will be. The dialogue is made void; then `document` is written as it is,
 * where the button does not write to the dialogue but to that. Either the try has written there, and this waits for its end, or it meets this write, begins anew
 * as Odoo does after every collision, and finds the dialogue void.
 */
export async function withdraw({ model, field, vals }: Voided, document: number | null, keyTag: string, { reader, writer }: MutationContext): Promise<void> {
  const { records } = await reader.search(model, { domain: where(field, 'like', markOf(keyTag)), specification: {} });
  if (records.length === 0) return;
  await writer.aside(model, 'write', { ids: records.map(({ id }) => Number(id)), args: { vals } });
  if (document === null) return;
  const [row] = await reader.byIds('account.move', [document], [], { invoice_origin: {} });
  await writer.aside('account.move', 'write', { ids: [document], args: { vals: { invoice_origin: row?.invoice_origin ?? false } } });
}

/** The record that a button's answer shows; null when it shows none, or several. */
export function shownBy(action: unknown): number | null {
  const id = typeof action === 'object' && action !== null && 'res_id' in action ? action.res_id : null;
  return typeof id === 'number' && id > 0 ? id : null;
}

/** A mark in a text that Odoo keeps, short enough for people and unique enough for us. */
export const marked = (text: string, keyTag: string | null): string => (keyTag === null ? text : `${text} [${keyTag.slice(0, 12)}]`.trim());

/** The mark alone, to look for. */
export const markOf = (keyTag: string): string => `[${keyTag.slice(0, 12)}]`;
