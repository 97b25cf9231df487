import type { Row } from './types.ts';
import { moment } from './calendar.ts';

/** One actor of an association: a person of the same serviced account. */
export interface Actor {
  readonly person: number;
  readonly primary?: boolean;
  /** Day on which the actor was released; absent while active. */
  readonly released?: number;
}

/** One row of `ov.sa_<object>_assignment` with its actors. */
export interface Association {
  readonly account: number;
  readonly access?: 'access' | 'assignment' | 'binding';
  readonly actors?: readonly Actor[];
  readonly since: number;
  /** Day on which it ended; absent while active. */
  readonly ended?: number;
  /** The known inconsistency of historic data: the account's row ended and its actors stayed. */
  readonly actorsLeftBehind?: boolean;
}

export interface Governed {
  readonly record: number;
  readonly associations: readonly Association[];
}

export interface AssociationTables {
  readonly assignments: readonly Row[];
  readonly actorAssignments: readonly Row[];
}

/**
 * The rows of both tables for records of one kind, in the order given, with consecutive ids.
 * `field` is the many2one to the governed record; `assignedBy` a res.partner id.
 */
export function associationTables(
  field: string, governed: readonly Governed[], firstId: { assignment: number; actor: number }, assignedBy: (account: number) => number,
): AssociationTables {
  const assignments: Row[] = [];
  const actorAssignments: Row[] = [];
  for (const { record, associations } of governed) {
    for (const association of associations) {
      const id = firstId.assignment + assignments.length;
      assignments.push({
        id,
        account_id: association.account,
        [field]: record,
        access: association.access ?? 'binding',
        assigned_by_id: assignedBy(association.account),
        ...period(association.since, association.ended),
      });
      for (const actor of association.actors ?? []) {
        const released = association.actorsLeftBehind === true ? actor.released : (actor.released ?? association.ended);
        actorAssignments.push({
          id: firstId.actor + actorAssignments.length,
          assignment_id: id,
          actor_id: actor.person,
          is_primary: actor.primary ?? released === undefined,
          ...period(association.since, released),
        });
      }
    }
  }
  return { assignments, actorAssignments };
}

function period(since: number, ended: number | undefined): { state: string; date_from: string; date_to: string | false; create_date: string; write_date: string } {
  return {
    state: ended === undefined ? 'active' : 'expired',
    date_from: moment(since, 10),
    date_to: ended === undefined ? false : moment(ended, 18),
    create_date: moment(since, 10),
    write_date: moment(ended ?? since, 18),
  };
}
