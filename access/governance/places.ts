import DataLoader from 'dataloader';
import { asDateTime } from '../../odoo/client/values.ts';
import { where } from '../../odoo/domain/build.ts';
import type { Reader } from '../../odoo/read/records.ts';
import type { Specification } from '../../odoo/read/specification.ts';
import { idOf, rowsOf, type DatabaseShape, type OdooRow } from '../odoo-records.ts';
import type { Principal } from '../principal.ts';
import { layoutOf, type AssociationLayout } from '../storage/layout.ts';
import type { GovernedObject } from '../storage/objects.ts';

/** What saying where a record stands needs of a request; every resolver's context has it. */
export interface PlacesContext {
  readonly principal: Principal;
  readonly database: DatabaseShape;
  readonly reader: Pick<Reader, 'search'>;
  readonly memory: Map<unknown, unknown>;
}

/** Where the answer comes from; `AMBIGUOUS`: from records above that stand in different Service Accounts. */
export type Provenance = 'ASSOCIATION' | 'STAMP' | 'CUSTOMER' | 'ORDER' | 'INVOICE' | 'TRANSFER' | 'FLEET' | 'ASSET' | 'COMPANY' | 'AMBIGUOUS' | 'NONE';

export interface PlacedActor {
  readonly partner: number;
  /** The actor as read: its id, or the record where the parent's read carried it. */
  readonly found: unknown;
  readonly isPrimary: boolean;
  readonly since: string | null;
}

/** A Service Account in which a record stands now, and who acts on it there. */
export interface Place {
  /** Null for stamps that name an actor only. */
  readonly account: number | null;
  /** The Service Account as read: its id, or the record where the parent's read carried it. */
  readonly found: unknown;
  readonly actors: readonly PlacedActor[];
}

export interface Governance {
  readonly provenance: Provenance;
  readonly places: readonly Place[];
}

const CHILDREN = 'actor_assignment_ids';
export const NOWHERE: Governance = { provenance: 'NONE', places: [] };

function isActive(row: OdooRow): boolean {
  return row.state === 'active';
}

/** One table: the actor is a column. Two tables: the actors are rows below. */
function actorsOf(row: OdooRow): readonly PlacedActor[] {
  const column = idOf(row.actor_id);
  if (column !== null) return [{ partner: column, found: row.actor_id, isPrimary: true, since: asDateTime(row.date_from) }];
  return rowsOf(row[CHILDREN])
    .filter(isActive)
    .flatMap((child) => {
      const partner = idOf(child.actor_id);
      return partner === null ? [] : [{ partner, found: child.actor_id, isPrimary: child.is_primary === true, since: asDateTime(child.date_from) }];
    })
    .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || a.partner - b.partner);
}

function placeOf(row: OdooRow): Place {
  return { account: idOf(row.account_id), found: row.account_id, actors: actorsOf(row) };
}

const ROW: Specification = { account_id: {}, state: {}, date_from: {} };
const ACTOR: Specification = { actor_id: {}, state: {}, is_primary: {}, date_from: {} };

async function actorRows(model: string, assignments: readonly number[], context: PlacesContext): Promise<ReadonlyMap<number | null, readonly OdooRow[]>> {
  const { records } = await context.reader.search(model, { domain: where('assignment_id', 'in', assignments), specification: { assignment_id: {}, ...ACTOR } });
  return Map.groupBy(records, (record) => idOf(record.assignment_id));
}

/** The association rows of records that nothing leads from: searched, all records of a hop at once. */
async function searchRows({ model, native, actors }: AssociationLayout, ids: readonly number[], context: PlacesContext): Promise<readonly (readonly OdooRow[])[]> {
  const inner = actors.kind === 'column' ? { actor_id: {} } : actors.children === null ? {} : { [actors.children]: { fields: ACTOR } };
  const { records } = await context.reader.search(model, { domain: where(native, 'in', ids), specification: { [native]: {}, ...ROW, ...inner }, order: 'id' });
  const apart = actors.kind === 'rows' && actors.children === null ? await actorRows(actors.model, records.flatMap((record) => idOf(record) ?? []), context) : null;
  const complete = records.map((record) => (apart ? { ...record, [CHILDREN]: apart.get(idOf(record)) ?? [] } : record));
  const byNative = Map.groupBy(complete, (record) => idOf((record as OdooRow)[native]));
  return ids.map((id) => byNative.get(id) ?? []);
}

/** One for each object and hop, so that all records of a hop are asked about at once. */
function rowsLoader(object: GovernedObject, association: AssociationLayout, context: PlacesContext): DataLoader<number, readonly OdooRow[]> {
  const key = `places ${object}`;
  const known = context.memory.get(key);
  if (known !== undefined) return known as DataLoader<number, readonly OdooRow[]>;
  const made = new DataLoader<number, readonly OdooRow[]>((ids) => searchRows(association, ids, context));
  context.memory.set(key, made);
  return made;
}

function associationRows(object: GovernedObject, id: number, data: OdooRow, context: PlacesContext): readonly OdooRow[] | Promise<readonly OdooRow[]> {
  const { association } = layoutOf(object, context.database);
  if (association === null) return [];
  const readable = association.inverse !== null && (association.actors.kind === 'column' || association.actors.children !== null);
  if (readable && association.inverse !== null) return rowsOf(data[association.inverse]);
  return rowsLoader(object, association, context).load(id);
}

function stampOf(data: OdooRow): Governance {
  const account = idOf(data.x_sa_id);
  const actor = idOf(data.x_actor_id);
  if (account === null && actor === null) return NOWHERE;
  return { provenance: 'STAMP', places: [{ account, found: data.x_sa_id, actors: actor === null ? [] : [{ partner: actor, found: data.x_actor_id, isPrimary: true, since: null }] }] };
}

/**
 * Where a record stands in every Service Account by itself: by its association rows if it ever had one, else by its stamp.
 * `data` holds what the SDL's `reads` name.
 */
export async function ownGovernance(object: GovernedObject, id: number, data: OdooRow, context: PlacesContext): Promise<Governance> {
  const rows = await associationRows(object, id, data, context);
  if (rows.length === 0) return stampOf(data);
  return { provenance: 'ASSOCIATION', places: rows.filter(isActive).map(placeOf).toSorted((a, b) => (a.account ?? 0) - (b.account ?? 0)) };
}
