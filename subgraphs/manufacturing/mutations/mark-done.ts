import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import { asId } from '../../../odoo/client/values.ts';
import type { OdooContext } from '../../../odoo/port.ts';
import type { BackorderDecision } from '../generated.ts';

interface Decisions {
  readonly backorder: BackorderDecision | null;
  readonly acceptConsumption: boolean;
}

interface Dialogue {
  readonly res_model: string;
  readonly res_id: unknown;
  readonly context: OdooContext;
}

/** What Odoo answers instead of true: a dialogue that has to be gone through, or the next screen. */
function dialogueOf(answer: unknown): Dialogue | null {
  if (typeof answer !== 'object' || answer === null || !('res_model' in answer)) return null;
  const { res_model: model, res_id: id, context } = answer as { res_model: unknown; res_id?: unknown; context?: unknown };
  return { res_model: String(model), res_id: id, context: typeof context === 'object' && context !== null ? (context as OdooContext) : {} };
}

/** Button of each dialogue, given what the caller has decided. Refuses where a decision is missing. */
function buttonOf(model: string, { backorder, acceptConsumption }: Decisions): string {
  switch (model) {
    case 'mrp.consumption.warning':
      return acceptConsumption ? 'action_confirm' : refuse('CONSUMPTION_DIFFERS', ['input', 'acceptConsumption']);
    case 'mrp.production.backorder':
      if (backorder === null) return refuse('BACKORDER_DECISION_NEEDED', ['input', 'backorder']);
      return backorder === 'CREATE' ? 'action_backorder' : 'action_close_mo';
    case 'mrp.production.serials':
    case 'mrp.batch.produce':
      return refuse('SERIAL_REQUIRED', ['input', 'serialNumbers'], { product: 'The product' });
    default:
      return refuse('REFUSED_BY_ODOO', null, { reason: `Odoo asks for something that only its own screens can answer (${model}).` });
  }
}

/** Presses "Produce All" and goes through Odoo's dialogues. Answers the order that makes the rest, if there is one. */
export async function markDone(order: number, decisions: Decisions, { writer }: MutationContext): Promise<number | null> {
  // Where Odoo asks back it has done nothing yet, so there is nothing to take back.
  const press = (model: string, button: string, id: number, context?: OdooContext): Promise<unknown> =>
    writer.step('Odoo was asked', () => writer.call<unknown>(model, button, { ids: [id], ...(context && { context }) }), () => Promise.resolve());
  let answer = await press('mrp.production', 'button_mark_done', order);
  for (let dialogue = dialogueOf(answer); dialogue !== null; dialogue = dialogueOf(answer)) {
    const { res_model: model, context } = dialogue;
    if (model === 'mrp.production') return asId(dialogue.res_id);
    const button = buttonOf(model, decisions);
    const wizard = await writer.wizard(model, {}, context);
    answer = await press(model, button, wizard, context);
  }
  return null;
}
