import type { Collection, Db, Document, IndexSpecification } from 'mongodb';

/** An index that the database keeps; `name` identifies it, so a changed definition gets a new name or a migration. */
export interface IndexDefinition {
  readonly name: string;
  readonly key: IndexSpecification & Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly partialFilterExpression?: Document;
  /** Seconds after the date in the (single) field at which the document is removed, within a minute or so. */
  readonly expireAfterSeconds?: number;
}

export interface CollectionDefinition {
  readonly name: string;
  /** `$jsonSchema` that the database checks every write against. */
  readonly schema: Document;
  readonly indexes?: readonly IndexDefinition[];
}

/** A collection as it is declared once: its shape, what the database checks, and its indexes. */
export interface DefinedCollection<T extends Document> extends CollectionDefinition {
  readonly indexes: readonly IndexDefinition[];
  /** The collection of an open database. */
  in(db: Db): Collection<T>;
}

/**
 * Declares a collection; `prepare(store, [orders, …])` brings a database to what was declared.
 *
 *     interface Order { number: string; quantity: number; odooId?: number }
 *     export const orders = defineCollection<Order>({
 *       name: 'orders',
 *       schema: object({ number: { bsonType: 'string' }, quantity: { bsonType: 'int', minimum: 1 }, odooId: { bsonType: 'int' } }, ['number', 'quantity']),
 *       indexes: [
 *         { name: 'number', key: { number: 1 }, unique: true },
 *         { name: 'odooId', key: { odooId: 1 }, unique: true, sparse: true },
 *       ],
 *     });
 */
export function defineCollection<T extends Document>(definition: CollectionDefinition): DefinedCollection<T> {
  const indexes = definition.indexes ?? [];
  const names = indexes.map(({ name }) => name);
  if (new Set(names).size < names.length || names.includes('_id_')) {
    throw new Error(`Collection ${definition.name}: index names must differ from each other and from _id_: ${names.join(', ')}`);
  }
  return { ...definition, indexes, in: (db) => db.collection<T>(definition.name) };
}

/** Schema of a document or a part of one: these fields and no others. */
export function object(properties: Readonly<Record<string, Document>>, required: readonly string[] = Object.keys(properties)): Document {
  return { bsonType: 'object', required: [...required], properties: { _id: {}, ...properties }, additionalProperties: false };
}
