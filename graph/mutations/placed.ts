import type { MutationContext } from './mutation.ts';
import type { GovernedObject } from '../../access/storage/objects.ts';
import { GOVERNED_OBJECTS } from '../../access/storage/objects.ts';
import { and, where } from '../../odoo/domain/build.ts';

/** Has the record a place in the SA in context? */
export async function isPlaced(object: GovernedObject, id: number, { principal, scopes, reader }: MutationContext): Promise<boolean> {
  const account = principal.serviceAccount?.id;
  if (account === undefined) return false;
  const one = where('id', '=', id);
  const governed = await scopes.governed(object, { account, among: one, actors: 'none' });
  return (await reader.count(GOVERNED_OBJECTS[object].model, and(one, governed.in('anyone')), { active_test: false })) > 0;
}
