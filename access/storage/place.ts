import type { DatabaseShape } from '../odoo-records.ts';
import type { Principal } from '../principal.ts';
import { layoutOf, type AssociationLayout } from './layout.ts';
import { GOVERNED_OBJECTS, type GovernedObject } from './objects.ts';

type Vals = Readonly<Record<string, unknown>>;

/** Where a record is put: into which SA, to whom, by whom (both res.partner). */
export interface Placement {
  readonly account: number;
  readonly actor: number | null;
  readonly by: number | null;
  /** What the association allows, where rows say so; everything by default. */
  readonly access?: string;
}

/** What this file needs of the way to Odoo. */
export interface PlacingWriter {
  create(model: string, vals: Vals): Promise<number>;
  write(model: string, ids: readonly number[], vals: Vals): Promise<void>;
  call<T>(model: string, method: string, call: { readonly ids: readonly number[] }): Promise<T>;
  step<T>(name: string, make: () => Promise<T>, undo?: (made: T) => Promise<unknown>): Promise<T>;
}

/**
 * Where a caller's new records belong: into the SA in context; to the caller, if else they would not see what they made. Null for a
 * system without an SA, whose records stay ungoverned.
 */
export function placementOf({ serviceAccount, policy, partnerId }: Principal): Placement | null {
  if (serviceAccount === null) return null;
  return { account: serviceAccount.id, actor: policy === 'assigned_only' ? partnerId : null, by: partnerId };
}

/**
 * The values that put a new record into its place in the call that creates it, stamps included. `complete` is false where the database
 * has no inverse fields: then `place` adds the rows afterwards.
 */
export function placeAtBirth(object: GovernedObject, placement: Placement, database: DatabaseShape): { readonly vals: Vals; readonly complete: boolean } {
  const { association, stamps } = layoutOf(object, database);
  const stamped = stamps ? stampVals(placement) : {};
  if (association === null) return { vals: stamped, complete: true };
  const nested = association.inverse === null ? null : associationVals(association, placement, database);
  if (association.inverse === null || nested === null) return { vals: stamped, complete: false };
  return { vals: { ...stamped, [association.inverse]: [[0, 0, nested]] }, complete: true };
}

/** The row that names an actor of an association, where rows are not made with their association. */
export const actorVals = (assignment: number, actor: number): Vals => ({ assignment_id: assignment, actor_id: actor, is_primary: true });

/** Puts an existing record, which has no place in the SA, into it. Takes itself back when a later step is refused. */
export async function place(object: GovernedObject, record: number, placement: Placement, database: DatabaseShape, writer: PlacingWriter): Promise<void> {
  const { association, stamps } = layoutOf(object, database);
  const { model } = GOVERNED_OBJECTS[object];
  if (association !== null) {
    const remove = (from: string) => (id: number) => writer.call(from, 'unlink', { ids: [id] });
    const nested = associationVals(association, placement, database);
    const row = await writer.step(
      'the record was put into the Service Account',
      () => writer.create(association.model, { ...(nested ?? baseVals(association, placement, database)), [association.native]: record }),
      remove(association.model),
    );
    const { actors } = association;
    const { actor } = placement;
    if (nested === null && actors.kind === 'rows' && actor !== null) await writer.step('the actor was assigned', () => writer.create(actors.model, actorVals(row, actor)), remove(actors.model));
  }
  if (stamps) {
    await writer.step(
      'the record was stamped',
      () => writer.write(model, [record], stampVals(placement)),
      () => writer.write(model, [record], { x_sa_id: false, x_actor_id: false }),
    );
  }
}

function stampVals({ account, actor }: Placement): Vals {
  return { x_sa_id: account, x_actor_id: actor ?? false };
}

function baseVals({ model }: AssociationLayout, { account, by, access }: Placement, database: DatabaseShape): Vals {
  const leveled = access !== undefined && database.field(model, 'access') !== null;
  return { account_id: account, ...(by !== null && { assigned_by_id: by }), ...(leveled && { access }) };
}

/** The association row with its actor, where both can be made at once; null where the actor's row has to follow. */
function associationVals(association: AssociationLayout, placement: Placement, database: DatabaseShape): Vals | null {
  const { actor } = placement;
  const { actors } = association;
  const base = baseVals(association, placement, database);
  if (actor === null) return base;
  if (actors.kind === 'column') return { ...base, actor_id: actor };
  return actors.children === null ? null : { ...base, [actors.children]: [[0, 0, { actor_id: actor, is_primary: true }]] };
}
