import { EVERYTHING, NOTHING, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';
import type { ActorClause, Associations, GovernanceQuestion } from './governed.ts';
import type { AssociationLayout } from './layout.ts';
import { readPlaces, type Place } from './read-places.ts';

/**
 * Association rows of a database without inverse fields: nothing leads from the native record to its rows, so the rows
 * are read first and the scope becomes a list of ids. `stamped` are the records whose stamp names the SA.
 */
export async function associationsByIds(
  layout: AssociationLayout,
  question: GovernanceQuestion,
  stamped: Domain,
  odoo: OdooPort,
  request: OdooRequest,
): Promise<Associations> {
  const places = await readPlaces(layout, question, stamped, odoo, request);
  const here = places.filter((place) => place.here);
  return {
    in(actor) {
      if (question.actors === 'none' && actor !== 'anyone') throw new Error('The question said that it asks about no actor.');
      return idsIn(here.filter(({ actors }) => suits(actors, actor)));
    },
    without: places.length === 0 ? EVERYTHING : where('id', 'not in', idsOf(places)),
  };
}

function suits(actors: readonly number[], clause: ActorClause): boolean {
  if (clause === 'anyone') return true;
  if (clause === 'someone') return actors.length > 0;
  return clause === 'nobody' ? actors.length === 0 : actors.includes(clause.me);
}

function idsIn(places: readonly Place[]): Domain {
  return places.length === 0 ? NOTHING : where('id', 'in', idsOf(places));
}

function idsOf(places: readonly Place[]): readonly number[] {
  return [...new Set(places.map(({ native }) => native))].sort((a, b) => a - b);
}
