import { idOf } from '../../../access/odoo-records.ts';
import { place, placementOf } from '../../../access/storage/place.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { isPlaced } from '../../../graph/mutations/placed.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { Row } from '../../../graph/row.ts';
import { asId } from '../../../odoo/client/values.ts';
import { where } from '../../../odoo/domain/build.ts';
import type { OdooContext } from '../../../odoo/port.ts';
import type { BackorderDecision } from '../generated.ts';

export const PICKING = 'stock.picking';
const BACKORDER = 'stock.backorder.confirmation';

/** Odoo's moves of one transfer, as commands. */
export type MoveCommand = readonly [1, number, Readonly<Record<string, unknown>>];

interface Dialogue {
  readonly res_model?: string;
  readonly name?: string;
  readonly context?: OdooContext;
}

export function inCompany({ data }: Row): OdooContext {
  const company = idOf(data.company_id);
  return company === null ? {} : { allowed_company_ids: [company] };
}

/** The transfer that does the rest of this one; null when there is none. */
export async function backorderOf(transfer: number, { reader }: MutationContext): Promise<number | null> {
  const { records } = await reader.search(PICKING, { domain: where('backorder_id', '=', transfer), specification: {}, order: 'id desc', limit: 1 });
  return asId(records[0]?.id);
}

/** The rest of a transfer that stands in a Service Account by itself stands there too: Odoo copies neither rows nor stamps. */
export async function placeBackorder(transfer: Row, backorder: number | null, context: MutationContext): Promise<void> {
  const placement = placementOf(context.principal);
  if (backorder === null || placement === null || idOf(transfer.data.sale_id) !== null) return;
  if ((await isPlaced('picking', transfer.id, context)) && !(await isPlaced('picking', backorder, context))) await place('picking', backorder, placement, context.database, context.writer);
}

/** Writes what is moved and books it; a question about the rest is answered as was decided. What was written is taken back when Odoo refuses. */
export async function book(transfer: number, moves: readonly MoveCommand[], backorder: BackorderDecision | null, odoo: OdooContext, context: MutationContext): Promise<void> {
  const { writer } = context;
  const anew = async (): Promise<void> => {
    await writer.write(PICKING, [transfer], { move_ids: moves.map(([, id]) => [1, id, { picked: false }]) }, odoo);
    await writer.call(PICKING, 'do_unreserve', { ids: [transfer], context: odoo });
    await writer.call(PICKING, 'action_assign', { ids: [transfer], context: odoo });
  };
  if (moves.length > 0) await writer.step('the quantities were written', () => writer.write(PICKING, [transfer], { move_ids: moves }, odoo), anew);
  await validate(transfer, backorder, odoo, context);
}

/** Presses the button, and goes through the dialogue that may come. */
export async function validate(transfer: number, backorder: BackorderDecision | null, odoo: OdooContext, { writer }: MutationContext): Promise<void> {
  // A text message to the customer is another decision.
  const answer = await writer.call<Dialogue | boolean>(PICKING, 'button_validate', { ids: [transfer], context: { ...odoo, skip_sms: true } });
  if (typeof answer !== 'object' || answer === null || answer.res_model === undefined) return;
  if (answer.res_model !== BACKORDER) refuse('REFUSED_BY_ODOO', null, { reason: `Odoo asks first: ${answer.name ?? answer.res_model}.` });
  const asked = { ...odoo, skip_sms: true, ...answer.context, button_validate_picking_ids: [transfer] };
  const wizard = await writer.wizard(BACKORDER, { pick_ids: [[6, 0, [transfer]]] }, asked);
  await writer.call(BACKORDER, backorder === 'CREATE' ? 'process' : 'process_cancel_backorder', { ids: [wizard], context: asked });
}
