import type { DatabaseShape } from '../odoo-records.ts';
import { GOVERNED_OBJECTS, actorModel, associationModel, type GovernedObject } from './objects.ts';

/** Where a database keeps the actors of an association row. */
export type ActorLayout =
  /** One-table generation: a column of the row itself. */
  | { readonly kind: 'column' }
  /** Two-table generation: rows of their own, reachable from their parent or not. */
  | { readonly kind: 'rows'; readonly model: string; readonly children: string | null };

export interface AssociationLayout {
  readonly model: string;
  /** The many2one to the native record. */
  readonly native: string;
  /** The one2many on the native model that leads back here, where the database has one. */
  readonly inverse: string | null;
  readonly actors: ActorLayout;
}

/** How one object is governed in one database; both null: not at all. */
export interface GovernanceLayout {
  readonly association: AssociationLayout | null;
  readonly stamps: boolean;
}

const INVERSE = 'ov_sa_assignment_ids';
const CHILDREN = 'actor_assignment_ids';

export function layoutOf(object: GovernedObject, database: DatabaseShape): GovernanceLayout {
  const native = GOVERNED_OBJECTS[object].model;
  return {
    association: associationLayout(object, database),
    stamps: database.field(native, 'x_sa_id') !== null,
  };
}

function associationLayout(object: GovernedObject, database: DatabaseShape): AssociationLayout | null {
  const model = database.model(associationModel(object));
  if (model === null) return null;
  const native = GOVERNED_OBJECTS[object];
  const inverse = database.field(native.model, INVERSE);
  return {
    model,
    native: native.native,
    inverse: inverse?.type === 'one2many' && inverse.relation === model ? INVERSE : null,
    actors: actorLayout(object, model, database),
  };
}

function actorLayout(object: GovernedObject, association: string, database: DatabaseShape): ActorLayout {
  const model = database.model(actorModel(object));
  if (model === null) return { kind: 'column' };
  return { kind: 'rows', model, children: database.field(association, CHILDREN) === null ? null : CHILDREN };
}
