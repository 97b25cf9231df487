import type { OdooContext } from '../odoo/port.ts';
import type { OdooRecords } from './odoo-records.ts';
import { SyncRefusal } from './problems.ts';

const MODEL = 'mrp.production';

/** Questions that `button_mark_done` can ask back: the wizard it wants to open, and the context that its button sets. */
const ANSWERS: Readonly<Record<string, (id: number) => OdooContext>> = {
  'mrp.consumption.warning': () => ({ skip_consumption: true }),
  // What is missing stays on the books as an order of its own, which comes back with the next reading.
  'mrp.production.backorder': (id) => ({ skip_backorder: true, mo_ids_to_backorder: [id] }),
  // Until Odoo 16; some apps still bring it.
  'mrp.immediate.production': () => ({ skip_immediate: true }),
};

/**
 * Finishes an order as Odoo's button does, and answers the wizards that it opens instead: a remaining quantity becomes a
 * backorder, a deviation from the bill of materials passes unless the order forbids it.
 *
 * @throws SyncRefusal where only a person can answer.
 */
export async function finishOrder(odoo: OdooRecords, id: number): Promise<void> {
  let context: OdooContext = { skip_redirection: true };
  for (const _question of Object.keys(ANSWERS)) {
    const wizard = wizardOf(await odoo.do(MODEL, 'button_mark_done', id, context));
    if (wizard === null) return;
    const answer = ANSWERS[wizard];
    if (answer === undefined) throw new SyncRefusal('NOT_FINISHED');
    if (wizard === 'mrp.consumption.warning' && (await consumption(odoo, id)) === 'strict') throw new SyncRefusal('CONSUMPTION_DIFFERS');
    context = { ...context, ...answer(id) };
  }
  throw new SyncRefusal('NOT_FINISHED');
}

/** The wizard that an action opens; null for `true`, reports and the like: then the order is done. */
function wizardOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { res_model: model, target } = answer as { readonly res_model?: unknown; readonly target?: unknown };
  return typeof model === 'string' && target === 'new' ? model : null;
}

async function consumption(odoo: OdooRecords, id: number): Promise<unknown> {
  const [order] = await odoo.page(MODEL, [['id', '=', id]], ['consumption'], 1);
  return order?.['consumption'];
}
