import DataLoader from 'dataloader';
import { asId } from '../client/values.ts';
import type { LiveDatabase } from '../database/live-database.ts';
import { and, isNothing, where } from '../domain/build.ts';
import type { Domain } from '../domain/types.ts';
import type { OdooContext } from '../port.ts';
import { withArchived } from './archived.ts';
import { CHUNK, chunksOf } from './chunks.ts';
import type { OdooRecord, Reader } from './records.ts';
import { mergeSpecifications, specificationsConflict, type Specification } from './specification.ts';

interface Wanted {
  readonly id: number;
  readonly specification: Specification;
}

interface Batch {
  specification: Specification;
  readonly wanted: { readonly id: number; readonly place: number }[];
}

/**
 * `Reader.byIds`: one loader per (model, scope, context), whose calls of one tick become one read of all ids with all fields.
 * Nothing is kept for later ticks: a mutation between them may have changed the record.
 */
export function createById(database: LiveDatabase, search: Reader['search']): Reader['byIds'] {
  const loaders = new Map<string, DataLoader<Wanted, OdooRecord | null>>();
  /** A scope may hold thousands of ids, and is the same object for all rows of a type. */
  const scopeKeys = new WeakMap<Domain, string>();

  function scopeKey(scope: Domain): string {
    const key = scopeKeys.get(scope) ?? JSON.stringify(scope);
    scopeKeys.set(scope, key);
    return key;
  }

  function loaderFor(model: string, scope: Domain, context: OdooContext | undefined): DataLoader<Wanted, OdooRecord | null> {
    const key = JSON.stringify([database.model(model) ?? model, scopeKey(scope), context]);
    const known = loaders.get(key);
    if (known !== undefined) return known;
    const load = (keys: readonly Wanted[]): Promise<(OdooRecord | null)[]> => readBatches(model, scope, context, keys);
    const made = new DataLoader<Wanted, OdooRecord | null>(load, { cache: false });
    loaders.set(key, made);
    return made;
  }

  async function readBatches(model: string, scope: Domain, context: OdooContext | undefined, keys: readonly Wanted[]): Promise<(OdooRecord | null)[]> {
    const results: (OdooRecord | null)[] = keys.map(() => null);
    const readBatch = async ({ specification, wanted }: Batch): Promise<void> => {
      const rows = new Map<number, OdooRecord>();
      const readChunk = async (ids: readonly number[]): Promise<void> => {
        const domain = withArchived(database, model, and(where('id', 'in', ids), scope));
        const { records } = await search(model, { domain, specification, limit: CHUNK, context });
        for (const record of records) rows.set(asId(record) ?? 0, record);
      };
      await Promise.all(chunksOf([...new Set(wanted.map(({ id }) => id))]).map(readChunk));
      for (const { id, place } of wanted) results[place] = rows.get(id) ?? null;
    };
    await Promise.all(batchesOf(keys).map(readBatch));
    return results;
  }

  return async (model, ids, scope, specification, context) => {
    if (isNothing(scope)) return ids.map(() => null);
    const loader = loaderFor(model, scope, context);
    // Odoo answers id 0 with a phantom record, and ids beyond 32 bits with an error of its database.
    return Promise.all(ids.map((id) => (isPossibleId(id) ? loader.load({ id, specification }) : null)));
  };
}

/** As few batches as the specifications allow: usually one. */
function batchesOf(keys: readonly Wanted[]): readonly Batch[] {
  const batches: Batch[] = [];
  const placed = new Map<Specification, Batch>();
  keys.forEach(({ id, specification }, place) => {
    let batch = placed.get(specification) ?? batches.find((other) => !specificationsConflict(other.specification, specification));
    if (batch === undefined) {
      batch = { specification, wanted: [] };
      batches.push(batch);
    } else if (placed.get(specification) !== batch) {
      batch.specification = mergeSpecifications(batch.specification, specification);
    }
    placed.set(specification, batch);
    batch.wanted.push({ id, place });
  });
  return batches;
}

function isPossibleId(id: number): boolean {
  return Number.isInteger(id) && id > 0 && id <= 2_147_483_647;
}
