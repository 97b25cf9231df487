import { EVERYTHING, NOTHING, and, isNothing, or, where } from '../../odoo/domain/build.ts';
import type { Domain } from '../../odoo/domain/types.ts';
import type { OdooPort, OdooRequest } from '../../odoo/port.ts';
import { idOf, rowsOf, searchRecords, type OdooRow } from '../odoo-records.ts';
import { actorOfRow } from './by-inverse.ts';
import { inAccount, type AccountClause, type ActorClause, type Associations, type GovernanceQuestion } from './governed.ts';
import type { ActorLayout, AssociationLayout } from './layout.ts';

interface Place {
  readonly native: number;
  /** An active row of the SA that was asked about. */
  readonly here: boolean;
  readonly actors: readonly number[];
}

/**
 * Association rows of a database without inverse fields: nothing leads from the native record to its rows, so the rows
 * are read first and the scope becomes a list of ids. Besides the SA's active rows come all rows of the records whose
 * lack of rows matters: those `among`, and those that are stamped with the SA.
 */
export async function associationsByIds(
  layout: AssociationLayout,
  question: GovernanceQuestion,
  stamped: Domain,
  odoo: OdooPort,
  request: OdooRequest,
): Promise<Associations> {
  const { account, among = NOTHING } = question;
  const native = or(among, stamped);
  const rows = or(
    and(inAccount('account_id', account), where('state', '=', 'active'), narrowed(question, layout.actors)),
    isNothing(native) ? NOTHING : where(layout.native, 'any', native),
  );
  const places = await readPlaces(layout, account, rows, odoo, request);
  const here = places.filter((place) => place.here);
  return {
    in: (actor) => where('id', 'in', idsOf(here.filter(({ actors }) => suits(actors, actor)))),
    without: places.length === 0 ? EVERYTHING : where('id', 'not in', idsOf(places)),
  };
}

function narrowed({ onlyActor }: GovernanceQuestion, actors: ActorLayout): Domain {
  const reachable = actors.kind === 'column' || actors.children !== null;
  return onlyActor !== undefined && reachable ? actorOfRow({ me: onlyActor }, actors) : EVERYTHING;
}

async function readPlaces(layout: AssociationLayout, account: AccountClause, rows: Domain, odoo: OdooPort, request: OdooRequest): Promise<readonly Place[]> {
  const { model, native, actors } = layout;
  const specification = { [native]: {}, account_id: {}, state: {}, ...actorSpecification(actors) };
  const [found, actorsOf] = await Promise.all([
    searchRecords(odoo, request, model, rows, specification),
    actors.kind === 'rows' && actors.children === null ? readActors(actors.model, rows, odoo, request) : undefined,
  ]);
  return found.flatMap((row) => {
    const record = idOf(row[native]);
    if (record === null) return [];
    const here = row.state === 'active' && isAmong(account, idOf(row.account_id));
    return [{ native: record, here, actors: actorsOf?.get(Number(row.id)) ?? actorsIn(row, actors) }];
  });
}

function isAmong(account: AccountClause, id: number | null): boolean {
  if (id === null || account === null) return id !== null;
  return typeof account === 'number' ? id === account : account.includes(id);
}

function actorSpecification(actors: ActorLayout): Readonly<Record<string, { fields?: Record<string, object> }>> {
  if (actors.kind === 'column') return { actor_id: {} };
  return actors.children === null ? {} : { [actors.children]: { fields: { actor_id: {}, state: {} } } };
}

function actorsIn(row: OdooRow, actors: ActorLayout): readonly number[] {
  const ids =
    actors.kind === 'column'
      ? [idOf(row.actor_id)]
      : rowsOf(actors.children === null ? [] : row[actors.children])
          .filter(({ state }) => state === 'active')
          .map(({ actor_id }) => idOf(actor_id));
  return ids.filter((id) => id !== null);
}

/** Active actors by association row, where they can not be read through it. */
async function readActors(model: string, rows: Domain, odoo: OdooPort, request: OdooRequest): Promise<ReadonlyMap<number, readonly number[]>> {
  const domain = and(where('assignment_id', 'any', rows), where('state', '=', 'active'));
  const found = await searchRecords(odoo, request, model, domain, { assignment_id: {}, actor_id: {} });
  const actors = Map.groupBy(found, ({ assignment_id }) => idOf(assignment_id) ?? 0);
  return new Map([...actors].map(([row, list]) => [row, list.map(({ actor_id }) => idOf(actor_id)).filter((id) => id !== null)]));
}

function suits(actors: readonly number[], clause: ActorClause): boolean {
  if (clause === 'anyone') return true;
  if (clause === 'someone') return actors.length > 0;
  return clause === 'nobody' ? actors.length === 0 : actors.includes(clause.me);
}

function idsOf(places: readonly Place[]): readonly number[] {
  return [...new Set(places.map(({ native }) => native))].sort((a, b) => a - b);
}
