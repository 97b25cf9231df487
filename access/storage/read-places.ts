import { EVERYTHING, NOTHING, and, isNothing, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';
import type { Specification } from '../../odoo/read/specification.ts';
import { idOf, rowOf, rowsOf, searchRecords, type OdooRow } from '../odoo-records.ts';
import { actorOfRow } from './by-inverse.ts';
import { inAccount, type AccountClause, type GovernanceQuestion } from './governed.ts';
import type { ActorLayout, AssociationLayout } from './layout.ts';

/** One association row, with its active actors as far as the question asks about them. */
export interface Place {
  readonly row: number;
  readonly native: number;
  /** An active row of an SA that was asked about. */
  readonly here: boolean;
  readonly actors: readonly number[];
}

const ACTIVE = where('state', '=', 'active');

/**
 * The rows that a question needs: the active ones of the SA, and every row of the records whose lack of rows matters (those
 * `among`, and those that are stamped with the SA). One call; two where actors live in a table that the row does not lead to.
 */
export async function readPlaces(
  layout: AssociationLayout,
  { account, among = NOTHING, actors = 'all' }: GovernanceQuestion,
  stamped: Domain,
  odoo: OdooPort,
  request: OdooRequest,
): Promise<readonly Place[]> {
  const { model, native } = layout;
  const mattering = or(among, stamped);
  const ofMattering = isNothing(mattering) ? NOTHING : where(native, 'any', mattering);
  const here = and(inAccount('account_id', account), ACTIVE);

  const read = async (rows: Domain, actorFields: Specification, actorsOf: (row: OdooRow) => readonly number[]): Promise<readonly Place[]> => {
    const found = await searchRecords(odoo, request, model, rows, { [native]: {}, account_id: {}, state: {}, ...actorFields });
    return found.flatMap((row) => placeOf(row, native, account, actorsOf(row)));
  };

  if (actors === 'none') return read(or(here, ofMattering), {}, () => []);
  const byRow = actorsByRow(layout.actors);
  if (byRow !== null) {
    const narrowed = actors === 'all' ? EVERYTHING : actorOfRow({ me: actors.only }, layout.actors);
    return read(or(and(here, narrowed), ofMattering), byRow.fields, byRow.actorsOf);
  }
  if (actors === 'all') {
    const rows = or(here, ofMattering);
    const [places, theirs] = await Promise.all([read(rows, {}, () => []), readActors(layout, where('assignment_id', 'any', rows), odoo, request)]);
    const byPlace = Map.groupBy(theirs, ({ row }) => row);
    return places.map((place) => ({ ...place, actors: (byPlace.get(place.row) ?? []).flatMap((one) => one.actors) }));
  }
  const mine = and(where('assignment_id', 'any', here), where('actor_id', '=', actors.only));
  const [own, others] = await Promise.all([
    readActors(layout, mine, odoo, request),
    isNothing(ofMattering) ? [] : read(ofMattering, {}, () => []),
  ]);
  return [...own, ...others];
}

function placeOf(row: OdooRow, native: string, account: AccountClause, actors: readonly number[]): Place[] {
  const record = idOf(row[native]);
  return record === null ? [] : [{ row: Number(row.id), native: record, here: row.state === 'active' && isAmong(account, idOf(row.account_id)), actors }];
}

function isAmong(account: AccountClause, id: number | null): boolean {
  if (id === null || account === null) return id !== null;
  return typeof account === 'number' ? id === account : account.includes(id);
}

/** How a row tells its active actors itself; null where it does not. */
function actorsByRow(actors: ActorLayout): { readonly fields: Specification; actorsOf(row: OdooRow): readonly number[] } | null {
  if (actors.kind === 'column') return { fields: { actor_id: {} }, actorsOf: ({ actor_id: actor }) => actorIds([actor]) };
  const { children } = actors;
  if (children === null) return null;
  return {
    fields: { [children]: { fields: { actor_id: {}, state: {} } } },
    actorsOf: (row) => actorIds(rowsOf(row[children]).filter(({ state }) => state === 'active').map(({ actor_id: actor }) => actor)),
  };
}

const actorIds = (values: readonly unknown[]): readonly number[] => values.map(idOf).filter((id) => id !== null);

/** Active actor rows of the wanted association rows, as places with one actor each; only those of rows `here` are asked for alone. */
async function readActors({ actors, native }: AssociationLayout, wanted: Domain, odoo: OdooPort, request: OdooRequest): Promise<readonly Place[]> {
  if (actors.kind === 'column') return [];
  const found = await searchRecords(odoo, request, actors.model, and(wanted, ACTIVE), { assignment_id: { fields: { [native]: {} } }, actor_id: {} });
  return found.flatMap((actorRow) => {
    const [row, record, actor] = [idOf(actorRow.assignment_id), idOf(rowOf(actorRow.assignment_id)?.[native]), idOf(actorRow.actor_id)];
    return row === null || record === null || actor === null ? [] : [{ row, native: record, here: true, actors: [actor] }];
  });
}
