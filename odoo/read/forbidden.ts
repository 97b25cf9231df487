import { OdooFault } from '../client/faults.ts';
import { asId, asIds } from '../client/values.ts';
import type { LiveDatabase } from '../database/live-database.ts';
import { where } from '../domain/build.ts';
import { withArchived } from './archived.ts';
import { CHUNK, chunksOf } from './chunks.ts';
import type { OdooRecord, SearchQuery, WebSearchRead } from './records.ts';
import type { FieldSpecification, Specification } from './specification.ts';

type Read = (model: string, query: SearchQuery) => Promise<WebSearchRead>;

interface Relation {
  readonly field: string;
  readonly wanted: FieldSpecification & { readonly fields: Specification };
  readonly model: string;
  readonly toMany: boolean;
}

/**
 * `web_search_read`, and when Odoo refuses it because one record behind a relation is forbidden (one such many2one fails
 * the whole call), the same in pieces: the records with bare ids, then each relation by a search of its own, which
 * Odoo's rules filter silently. What cannot be read is `false` in a many2one and left out of an x2many.
 *
 * Costs 1 + 1 call per relation on top of the refused one, and only then.
 */
export async function searchAroundForbidden(database: LiveDatabase, read: Read, model: string, query: SearchQuery): Promise<WebSearchRead> {
  try {
    return await read(model, query);
  } catch (error) {
    const relations = relationsOf(database, model, query.specification);
    if (!isForbidden(error) || relations === null || relations.length === 0) throw error;
    const bare = Object.fromEntries(relations.map(({ field, wanted }) => [field, bareOf(wanted)]));
    // Fails again, and rightly so, when it is the model itself that is forbidden.
    const { records, length } = await read(model, { ...query, specification: { ...query.specification, ...bare } });
    const parts = await Promise.all(relations.map((relation) => readBehind(database, read, relation, records, query)));
    return { length, records: records.map((record) => Object.assign({}, record, ...parts.map((part) => part(record)))) };
  }
}

/** The relations whose rows are wanted; null when one of them leads to a model that is not known here. */
function relationsOf(database: LiveDatabase, model: string, specification: Specification): readonly Relation[] | null {
  const relations: Relation[] = [];
  for (const [field, wanted] of Object.entries(specification)) {
    if (wanted.fields === undefined) continue;
    const info = database.field(model, field);
    if (info?.relation === undefined) return null;
    relations.push({ field, wanted: { ...wanted, fields: wanted.fields }, model: info.relation, toMany: info.type !== 'many2one' });
  }
  return relations;
}

/** Bare ids, still in the order that was asked for (Odoo sorts them by a search, which leaves out the forbidden ones). */
function bareOf({ order, context }: FieldSpecification): FieldSpecification {
  return { ...(order !== undefined && { order }), ...(context !== undefined && { context }) };
}

/** Reads the rows behind one relation of all records, and answers how to put them into one record. */
async function readBehind(
  database: LiveDatabase,
  read: Read,
  { field, wanted, model, toMany }: Relation,
  records: readonly OdooRecord[],
  query: SearchQuery,
): Promise<(record: OdooRecord) => OdooRecord> {
  const limit = wanted.limit ?? Number.POSITIVE_INFINITY;
  const idsOf = (record: OdooRecord): readonly number[] => (toMany ? asIds(record[field]) : [asId(record[field])].filter((id) => id !== null));
  const ids = [...new Set(records.flatMap((record) => idsOf(record).slice(0, limit)))];
  const rows = new Map<number, OdooRecord>();
  const context = { ...query.context, ...wanted.context };
  const search = async (chunk: readonly number[]): Promise<void> => {
    const domain = withArchived(database, model, where('id', 'in', chunk));
    const found = await searchAroundForbidden(database, read, model, { domain, specification: wanted.fields, limit: CHUNK, context });
    for (const row of found.records) rows.set(asId(row) ?? 0, row);
  };
  try {
    await Promise.all(chunksOf(ids).map(search));
  } catch (error) {
    // No right on the whole model: none of its records can be read, and the rest of the answer still can.
    if (!isForbidden(error)) throw error;
  }
  if (!toMany) return (record) => ({ [field]: rows.get(asId(record[field]) ?? 0) ?? false });
  return (record) => ({ [field]: idsOf(record).flatMap((id, index) => (index < limit ? (rows.get(id) ?? []) : { id })) });
}

function isForbidden(error: unknown): boolean {
  return error instanceof OdooFault && error.kind === 'ACCESS';
}
