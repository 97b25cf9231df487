import { and, where } from '../../odoo/domain/build.ts';
import { idOf, rowsOf, textOf, type DatabaseShape, type OdooRow } from '../odoo-records.ts';
import { layoutOf, type AssociationLayout } from './layout.ts';
import { GOVERNED_OBJECTS, type GovernedObject } from './objects.ts';
import type { PlacingWriter } from './place.ts';
import type { Domain } from '../../odoo/domain/types.ts';

type Vals = Readonly<Record<string, unknown>>;

/** Who acts on a record within an SA: the row that says so (null for stamps), and the persons with the rows that name them. */
export interface Assignment {
  readonly row: OdooRow | null;
  readonly actors: readonly ActingPerson[];
}

export interface ActingPerson {
  /** The row that says so, where actors have rows of their own. */
  readonly id: number | null;
  readonly actor: number;
  readonly isPrimary: boolean;
  readonly since?: string | null;
}

/** What this file needs of the way to Odoo. */
export interface ReassigningWriter extends PlacingWriter {
  importAll(model: string, records: readonly { readonly id?: number; readonly vals: Vals }[]): Promise<readonly number[]>;
}

export interface RowReader {
  search(model: string, query: { readonly domain: Domain; readonly specification: Readonly<Record<string, object>> }): Promise<{ readonly records: readonly Record<string, unknown>[] }>;
  byIds(model: string, ids: readonly number[], scope: Domain, specification: Readonly<Record<string, object>>): Promise<readonly (Record<string, unknown> | null)[]>;
}

const CHILD = { actor_id: {}, is_primary: {}, state: {}, date_from: {}, date_to: {} } as const;

/** The active place of a record in an SA with its active actors; null when it has none of its own there. */
export async function assignmentOf(object: GovernedObject, record: number, account: number, database: DatabaseShape, reader: RowReader): Promise<Assignment | null> {
  const { association, stamps } = layoutOf(object, database);
  if (association === null) return stamps ? stampedAssignment(object, record, account, reader) : null;
  const { model, native, actors } = association;
  const children = actors.kind === 'rows' && actors.children !== null ? { [actors.children]: { fields: CHILD } } : {};
  const own = Object.fromEntries(['access', 'actor_id', 'assigned_by_id', 'date_from'].filter((name) => database.field(model, name) !== null).map((name) => [name, {}]));
  const domain = and(where(native, '=', record), where('account_id', '=', account), where('state', '=', 'active'));
  const { records } = await reader.search(model, { domain, specification: { [native]: {}, account_id: {}, ...own, ...children } });
  const [row] = records;
  if (row === undefined) return null;
  if (actors.kind === 'column') {
    const actor = idOf(row.actor_id);
    return { row, actors: actor === null ? [] : [{ id: null, actor, isPrimary: true }] };
  }
  const rows = actors.children === null ? (await reader.search(actors.model, { domain: where('assignment_id', '=', Number(row.id)), specification: CHILD })).records : rowsOf(row[actors.children]);
  return { row, actors: rows.filter(({ state }) => state === 'active').flatMap((child) => actorOf(child)) };
}

function actorOf(child: OdooRow): Assignment['actors'] {
  const actor = idOf(child.actor_id);
  return actor === null ? [] : [{ id: Number(child.id), actor, isPrimary: child.is_primary === true, since: textOf(child.date_from) }];
}

async function stampedAssignment(object: GovernedObject, record: number, account: number, reader: RowReader): Promise<Assignment | null> {
  const [row] = await reader.byIds(GOVERNED_OBJECTS[object].model, [record], where('x_sa_id', '=', account), { x_actor_id: {} });
  if (!row) return null;
  const actor = idOf(row.x_actor_id);
  return { row: null, actors: actor === null ? [] : [{ id: null, actor, isPrimary: true }] };
}

/** Naive UTC, as Odoo keeps it. */
const odooNow = (): string => new Date().toISOString().slice(0, 19).replace('T', ' ');

/** Whether the database itself lets one of two racing reassignments through: an association row ends and another begins, of which there is one. */
export function isGuardedByIndex(object: GovernedObject, { row }: Assignment, database: DatabaseShape): boolean {
  const actors = layoutOf(object, database).association?.actors;
  return row !== null && !(actors?.kind === 'rows' && actors.children === null);
}

/**
 * Hands a record to another actor, or to nobody, in one transaction, so that it is never with two and never with none: its row ends and another begins. The index
 * that allows one active row for a record and an SA lets one of two racing calls through; the other fails. Where nothing leads from a row to its actors,
 * the row stays and its actors are exchanged; there as with stamps the caller has to see to it that nobody else does the same at once (`isGuardedByIndex`).
 */
export async function reassign(object: GovernedObject, record: number, assignment: Assignment, actor: number | null, by: number | null, database: DatabaseShape, writer: ReassigningWriter): Promise<void> {
  const { association, stamps } = layoutOf(object, database);
  if (association !== null && assignment.row !== null) {
    if (association.actors.kind === 'rows' && association.actors.children === null) await exchangeActors(association.actors.model, assignment, actor, writer);
    else await replaceRow(association, assignment.row, actor, by, database, writer);
  }
  if (stamps) await writer.step('the record was stamped', () => writer.write(GOVERNED_OBJECTS[object].model, [record], { x_actor_id: actor ?? false }));
}

async function replaceRow(association: AssociationLayout, row: OdooRow, actor: number | null, by: number | null, database: DatabaseShape, writer: ReassigningWriter): Promise<void> {
  const { model, native, actors } = association;
  const now = odooNow();
  const ended = { state: 'expired', date_to: now };
  const children = actors.kind === 'rows' ? actors.children : null;
  const kept = { [native]: idOf(row[native]), account_id: idOf(row.account_id), ...(database.field(model, 'access') !== null && { access: textOf(row.access) }) };
  const old: Vals = {
    ...kept,
    ...ended,
    assigned_by_id: idOf(row.assigned_by_id),
    date_from: textOf(row.date_from),
    ...(actors.kind === 'column' && { actor_id: idOf(row.actor_id) }),
    ...(children !== null && { [children]: rowsOf(row[children]).map((child) => [1, Number(child.id), childVals(child, ended)]) }),
  };
  const made: Vals = {
    ...kept,
    state: 'active',
    date_from: now,
    assigned_by_id: by,
    ...(actors.kind === 'column' && { actor_id: actor }),
    ...(children !== null && actor !== null && { [children]: [[0, 0, { actor_id: actor, is_primary: true, state: 'active', date_from: now }]] }),
  };
  await writer.step('the assignment was replaced', () => writer.importAll(model, [{ id: Number(row.id), vals: old }, { vals: made }]));
}

/** Ends the rows of the actors and makes one for the next, as one file for the table of actors. */
async function exchangeActors(model: string, { row, actors }: Assignment, actor: number | null, writer: ReassigningWriter): Promise<void> {
  const now = odooNow();
  const assignment = Number(row?.id);
  const ended = actors.map((one) => ({ id: one.id ?? 0, vals: { ...actingVals(assignment, one), state: 'expired', date_to: now } }));
  const next = actor === null ? [] : [{ vals: { assignment_id: assignment, actor_id: actor, is_primary: true, state: 'active', date_from: now } }];
  if (ended.length + next.length > 0) await writer.step('the actors were exchanged', () => writer.importAll(model, [...ended, ...next]));
}

/** Makes one of several actors the first, in one transaction. */
export async function promote(object: GovernedObject, { row, actors }: Assignment, first: number, database: DatabaseShape, writer: ReassigningWriter): Promise<void> {
  const { association } = layoutOf(object, database);
  if (association?.actors.kind !== 'rows' || row === null) return;
  const { model, children } = association.actors;
  const changed = actors.filter(({ id, isPrimary }) => isPrimary || id === first).toSorted((one, other) => Number(one.id === first) - Number(other.id === first));
  if (children === null) {
    await writer.importAll(model, changed.map((one) => ({ id: one.id ?? 0, vals: { ...actingVals(Number(row.id), one), state: 'active', is_primary: one.id === first } })));
    return;
  }
  await writer.write(association.model, [Number(row.id)], { [children]: changed.map(({ id }) => [1, id, { is_primary: id === first }]) });
}

/** What an actor's row says: an import empties what it is not given. */
function actingVals(assignment: number, { actor, isPrimary, since }: ActingPerson): Vals {
  return { assignment_id: assignment, actor_id: actor, is_primary: isPrimary, date_from: since ?? null };
}

/** A child row as it is, ended if it was active: an import empties what it is not given. */
function childVals(child: OdooRow, ended: Vals): Vals {
  const same = { actor_id: idOf(child.actor_id), is_primary: child.is_primary === true, date_from: textOf(child.date_from) };
  return child.state === 'active' ? { ...same, ...ended } : { ...same, state: 'expired', date_to: textOf(child.date_to) };
}
