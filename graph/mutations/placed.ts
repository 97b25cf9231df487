import type { MutationContext } from './mutation.ts';
import { layoutOf } from '../../access/storage/layout.ts';
import type { GovernedObject } from '../../access/storage/objects.ts';
import { GOVERNED_OBJECTS } from '../../access/storage/objects.ts';
import { actorVals, place } from '../../access/storage/place.ts';
import type { Placement } from '../../access/storage/place.ts';
import { assignmentOf } from '../../access/storage/reassign.ts';
import { and, where } from '../../odoo/domain/build.ts';

/** Has the record a place in the SA in context? */
export async function isPlaced(object: GovernedObject, id: number, { principal, scopes, reader }: MutationContext): Promise<boolean> {
  const account = principal.serviceAccount?.id;
  if (account === undefined) return false;
  const one = where('id', '=', id);
  const governed = await scopes.governed(object, { account, among: one, actors: 'none' });
  return (await reader.count(GOVERNED_OBJECTS[object].model, and(one, governed.in('anyone')), { active_test: false })) > 0;
}

/** Makes up for what a mutation that was broken off left out: the place of the record that it made, or the actor there. */
export async function finishPlace(object: GovernedObject, id: number, placement: Placement, { database, reader, writer }: MutationContext): Promise<void> {
  const there = await assignmentOf(object, id, placement.account, database, reader);
  if (there === null) return place(object, id, placement, database, writer);
  const actors = layoutOf(object, database).association?.actors;
  if (placement.actor === null || there.row === null || actors?.kind !== 'rows' || actors.children !== null) return;
  // Somebody who was assigned once and is no more was taken off since.
  const known = await reader.count(actors.model, where('assignment_id', '=', Number(there.row.id)));
  if (known === 0) await writer.create(actors.model, actorVals(Number(there.row.id), placement.actor));
}
