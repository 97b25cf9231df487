import type { MutationContext } from '../../../graph/mutations/mutation.ts';
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

/** The record that a button's answer shows; null when it shows none, or several. */
export function shownBy(action: unknown): number | null {
  const id = typeof action === 'object' && action !== null && 'res_id' in action ? action.res_id : null;
  return typeof id === 'number' && id > 0 ? id : null;
}

/** A mark in a text that Odoo keeps, short enough for people and unique enough for us. */
export const marked = (text: string, keyTag: string | null): string => (keyTag === null ? text : `${text} [${keyTag.slice(0, 12)}]`.trim());

/** The mark alone, to look for. */
export const markOf = (keyTag: string): string => `[${keyTag.slice(0, 12)}]`;
