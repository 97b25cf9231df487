import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { and, where } from '../../../odoo/domain/build.ts';

/** Has the ticket a place in the SA in context? */
export async function isPlaced(ticket: number, { principal, scopes, reader }: MutationContext): Promise<boolean> {
  const account = principal.serviceAccount?.id;
  if (account === undefined) return false;
  const one = where('id', '=', ticket);
  const governed = await scopes.governed('ticket', { account, among: one, actors: 'none' });
  return (await reader.count('helpdesk.ticket', and(one, governed.in('anyone')), { active_test: false })) > 0;
}
