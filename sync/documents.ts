import type { Collection, Db, Filter, OptionalUnlessRequiredId, UpdateFilter } from 'mongodb';
import type { DefinedCollection } from '../store/collections.ts';
import type { Synced } from './model.ts';

/** Longer than everything that is done under a claim may take; a crashed owner's is free after it. */
const CLAIM_SECONDS = 120;

export type Values = Readonly<Record<string, unknown>>;

/** Nobody has it, we have it, or whoever had it is gone: by the server's clock. */
const free = (owner: string): Values => ({ $or: [{ claim: null }, { 'claim.owner': owner }, { $expr: { $lte: ['$claim.until', '$$NOW'] } }] });

type Identified = { readonly _id: string };

/**
 * Reading and writing of synchronised documents. Every write is atomic in one document and grows `rev`; what was read and
 * is written back says the `rev` it read, so that nobody's edit in between is overwritten.
 */
export class Documents<Doc extends Synced<object> & Identified> {
  readonly collection: Collection<Doc>;

  constructor(definition: DefinedCollection<Doc>, db: Db) {
    this.collection = definition.in(db);
  }

  find(filter: Values, options: { readonly limit?: number; readonly sort?: Readonly<Record<string, 1 | -1>> } = {}): Promise<Doc[]> {
    const cursor = this.collection.find(filter as Filter<Doc>);
    if (options.sort) cursor.sort(options.sort);
    if (options.limit !== undefined) cursor.limit(options.limit);
    return cursor.toArray() as Promise<Doc[]>;
  }

  async byId(id: string): Promise<Doc | null> {
    return (await this.find({ _id: id }, { limit: 1 }))[0] ?? null;
  }

  insert(document: Doc): Promise<unknown> {
    return this.collection.insertOne(document as OptionalUnlessRequiredId<Doc>);
  }

  /** Takes the document for this owner, by the server's clock; null while somebody else has it, or when there is none. */
  async claim(id: string, owner: string, seconds = CLAIM_SECONDS): Promise<Doc | null> {
    const until = { $add: ['$$NOW', seconds * 1000] };
    const found = await this.collection.findOneAndUpdate({ _id: id, ...free(owner) } as unknown as Filter<Doc>, [{ $set: { claim: { owner, until } } }], { returnDocument: 'after' });
    return found as Doc | null;
  }

  /** `claim` of many in one call; answers those that are the owner's then. */
  async claimMany(ids: readonly string[], owner: string, seconds = CLAIM_SECONDS): Promise<Doc[]> {
    const until = { $add: ['$$NOW', seconds * 1000] };
    await this.collection.updateMany({ _id: { $in: [...ids] }, ...free(owner) } as unknown as Filter<Doc>, [{ $set: { claim: { owner, until } } }]);
    return this.find({ _id: { $in: [...ids] }, 'claim.owner': owner }, { sort: { _id: 1 } });
  }

  /** Gives back what the owner still has of these. */
  async releaseMany(ids: readonly string[], owner: string): Promise<void> {
    await this.collection.updateMany({ _id: { $in: [...ids] }, 'claim.owner': owner } as unknown as Filter<Doc>, { $set: { claim: null }, $inc: { rev: 1 } } as unknown as UpdateFilter<Doc>);
  }

  /** Many `setClaimed` in one call; with a `rev` only where the document is still as it was read. Answers how many were written. */
  async setClaimedMany(changes: readonly { readonly id: string; readonly rev?: number; readonly set: Values; readonly more?: Values }[], owner: string): Promise<number> {
    if (changes.length === 0) return 0;
    const operations = changes.map(({ id, rev, set, more = {} }) => ({
      updateOne: {
        filter: { _id: id, 'claim.owner': owner, ...(rev !== undefined && { rev }) } as unknown as Filter<Doc>,
        update: { ...more, $set: set, $inc: { ...(more['$inc'] as Values | undefined), rev: 1 } } as unknown as UpdateFilter<Doc>,
      },
    }));
    return (await this.collection.bulkWrite(operations, { ordered: false })).matchedCount;
  }

  /** Writes if the document is still as it was read; false otherwise. */
  async replaceIf(id: string, rev: number, set: Values, more: Values = {}): Promise<boolean> {
    const update = { ...more, $set: set, $inc: { ...(more['$inc'] as Values | undefined), rev: 1 } };
    return (await this.collection.updateOne({ _id: id, rev } as unknown as Filter<Doc>, update as unknown as UpdateFilter<Doc>)).matchedCount === 1;
  }

  /** Writes what belongs to the owner of the claim, whatever else has changed meanwhile; false when the claim is lost. */
  async setClaimed(id: string, owner: string, set: Values, more: Values = {}): Promise<boolean> {
    const update = { ...more, $set: set, $inc: { ...(more['$inc'] as Values | undefined), rev: 1 } };
    return (await this.collection.updateOne({ _id: id, 'claim.owner': owner } as unknown as Filter<Doc>, update as unknown as UpdateFilter<Doc>)).matchedCount === 1;
  }

  /** Many `replaceIf` of unclaimed documents in one call; answers how many were still as they were read. */
  async replaceMany(changes: readonly { readonly id: string; readonly rev: number; readonly set: Values; readonly more: Values }[]): Promise<number> {
    if (changes.length === 0) return 0;
    const operations = changes.map(({ id, rev, set, more }) => ({
      updateOne: {
        filter: { _id: id, rev, claim: null } as unknown as Filter<Doc>,
        update: { ...more, $set: set, $inc: { ...(more['$inc'] as Values | undefined), rev: 1 } } as unknown as UpdateFilter<Doc>,
      },
    }));
    return (await this.collection.bulkWrite(operations, { ordered: false })).matchedCount;
  }
}
