import type { InputCheck } from '../../../graph/mutations/input.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireAllVisible, requireVisible } from '../../../graph/mutations/records.ts';
import type { TicketPriority, UpdateTicketInput } from '../generated.ts';

type Input = Partial<UpdateTicketInput>;

const PRIORITIES: Readonly<Record<TicketPriority, string>> = { LOW: '0', MEDIUM: '1', HIGH: '2', URGENT: '3' };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Plain text as the HTML that Odoo keeps: what looks like markup stays text. */
export const asHtml = (text: string): string => `<p>${escaped(text).replaceAll(/\r\n|\r|\n/g, '<br>')}</p>`;

/** What a ticket says, in Odoo's terms. Refuses what cannot be kept. */
export function textVals(input: Input, check: InputCheck): Record<string, unknown> {
  const vals: Record<string, unknown> = {};
  if (input.subject !== undefined) vals.name = check.line(input.subject, ['input', 'subject'], { required: true });
  if (input.description !== undefined) {
    const text = check.text(input.description, ['input', 'description']);
    vals.description = text === null ? false : asHtml(text);
  }
  if (input.priority !== undefined && input.priority !== null) vals.priority = PRIORITIES[input.priority];
  check.done();
  return vals;
}

/** What a ticket is about: records that the caller sees. */
export async function linkVals(input: Input, context: MutationContext): Promise<Record<string, unknown>> {
  const vals: Record<string, unknown> = {};
  if (input.orderId !== undefined) vals.x_sale_order_id = input.orderId === null ? false : (await requireVisible(context, 'SalesOrder', input.orderId, ['input', 'orderId'])).id;
  if (input.lotId !== undefined) vals.x_lot_id = input.lotId === null ? false : (await requireVisible(context, 'Lot', input.lotId, ['input', 'lotId'])).id;
  if (input.tagIds !== undefined && input.tagIds !== null) {
    const tags = await requireAllVisible(context, 'TicketTag', input.tagIds.map((id, index) => ({ id, path: ['input', 'tagIds', index] })));
    vals.tag_ids = [[6, 0, tags.map(({ id }) => id)]];
  }
  return vals;
}
