import { randomBytes } from 'node:crypto';
import { UUID } from 'mongodb';
import { Collection } from './collection.ts';
import { CommandError } from './errors.ts';
import type { StoreFile } from './file.ts';
import { Index, packSpec, sameKeyText, sameOptions, unpackSpec, type IndexSpec } from './index.ts';
import { compileFilter } from './match.ts';
import { scopeOf } from './scope.ts';
import { decode, encode, isDoc, type Doc } from './values.ts';

/** A collection as the catalogue knows it. */
export interface Entry {
  readonly db: string;
  readonly name: string;
  readonly uuid: UUID;
  readonly options: Doc;
  readonly collection: Collection;
}

/** All collections of the file. It reads itself anew when a write that changed it was rolled back. */
export class Catalogue {
  readonly #file: StoreFile;
  #entries = new Map<string, Entry>();

  constructor(file: StoreFile) {
    this.#file = file;
    this.reload();
  }

  reload(): void {
    this.#file.forgetStatements();
    this.#entries = new Map();
    for (const row of this.#file.statement('SELECT * FROM collections ORDER BY id').all()) {
      const [db, name] = [String(row['db']), String(row['name'])];
      const collection = new Collection(this.#file, Number(row['id']), `${db}.${name}`);
      const indexes = this.#file.statement('SELECT * FROM indexes WHERE collection = ? ORDER BY id').all(collection.id);
      collection.indexes = indexes.map((index) => new Index(Number(index['id']), unpackSpec(index['spec'] as Uint8Array), index['multikey'] === 1));
      const entry = { db, name, uuid: new UUID(row['uuid'] as Uint8Array), options: decode(row['options'] as Uint8Array), collection };
      collection.validator = validatorOf(entry.options);
      this.#entries.set(collection.namespace, entry);
    }
  }

  /** Forgets documents that were read in a write that is rolled back. */
  forgetDocuments(): void {
    for (const { collection } of this.#entries.values()) collection.forget();
  }

  get(db: string, name: string): Entry | undefined {
    return this.#entries.get(`${db}.${name}`);
  }

  all(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  create(db: string, name: string, options: Doc): Entry {
    if (name === '' || name.includes('$') || name.includes('\0') || name.startsWith('.') || /[/\\. "$]/.test(db) || db === '') {
      throw new CommandError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
    }
    if (this.get(db, name) !== undefined) throw new CommandError('NamespaceExists', `Collection ${db}.${name} already exists.`);
    validatorOf(options);
    const uuid = randomBytes(16);
    uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x40;
    uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
    const { lastInsertRowid } = this.#file.run('INSERT INTO collections (db, name, uuid, options) VALUES (?, ?, ?, ?)', db, name, uuid, encode(options));
    const collection = new Collection(this.#file, Number(lastInsertRowid), `${db}.${name}`);
    // AUTOINCREMENT: a place is never used twice, so the order of making holds.
    this.#file.exec(`CREATE TABLE ${collection.table} (place INTEGER PRIMARY KEY AUTOINCREMENT, document BLOB NOT NULL)`);
    const entry = { db, name, uuid: new UUID(uuid), options, collection };
    this.#entries.set(collection.namespace, entry);
    collection.validator = validatorOf(options);
    this.#addIndex(entry, { name: '_id_', key: { _id: 1 }, unique: false, sparse: false, partial: null, expireAfterSeconds: null });
    return entry;
  }

  change(entry: Entry, options: Doc): void {
    const validator = validatorOf(options);
    this.#file.run('UPDATE collections SET options = ? WHERE id = ?', encode(options), entry.collection.id);
    entry.collection.validator = validator;
    this.#entries.set(entry.collection.namespace, { ...entry, options });
  }

  drop(entry: Entry): void {
    for (const { table } of entry.collection.indexes) this.#file.exec(`DROP TABLE ${table}`);
    this.#file.exec(`DROP TABLE ${entry.collection.table}`);
    this.#file.run('DELETE FROM indexes WHERE collection = ?', entry.collection.id);
    this.#file.run('DELETE FROM collections WHERE id = ?', entry.collection.id);
    this.#file.forgetStatements();
    this.#entries.delete(entry.collection.namespace);
  }

  /** Makes an index; false when it is there already. */
  createIndex(entry: Entry, spec: IndexSpec): boolean {
    for (const { spec: there } of entry.collection.indexes) {
      const [sameName, sameKey] = [there.name === spec.name, sameKeyText(there) === sameKeyText(spec)];
      if (sameKey && there.name === '_id_') return false;
      if (sameName && sameKey && sameOptions(there, spec)) return false;
      if (sameName && !sameKey) {
        throw new CommandError('IndexKeySpecsConflict', `An existing index has the same name as the requested index but another key: ${spec.name}`);
      }
      if (sameName) throw new CommandError('IndexKeySpecsConflict', `An existing index has the same name as the requested index but other options: ${spec.name}`);
      if (sameKey) throw new CommandError('IndexOptionsConflict', `Index already exists with a different name: ${there.name}`);
    }
    entry.collection.fill(this.#addIndex(entry, spec));
    return true;
  }

  #addIndex({ collection }: Entry, spec: IndexSpec): Index {
    const { lastInsertRowid } = this.#file.run('INSERT INTO indexes (collection, name, spec) VALUES (?, ?, ?)', collection.id, spec.name, packSpec(spec));
    const index = new Index(Number(lastInsertRowid), spec, false);
    this.#file.exec(`CREATE TABLE ${index.table} (key BLOB NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID`);
    collection.indexes = [...collection.indexes, index];
    return index;
  }

  dropIndex({ collection }: Entry, name: string): void {
    const index = collection.indexes.find(({ spec }) => spec.name === name);
    if (index === undefined) throw new CommandError('IndexNotFound', `index not found with name [${name}]`);
    if (name === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
    this.#file.exec(`DROP TABLE ${index.table}`);
    this.#file.run('DELETE FROM indexes WHERE id = ?', index.id);
    this.#file.forgetStatements();
    collection.indexes = collection.indexes.filter((other) => other !== index);
  }
}

function validatorOf({ validator, validationAction, validationLevel }: Doc): ((doc: Doc) => boolean) | null {
  if (!isDoc(validator) || Object.keys(validator).length === 0) return null;
  const matches = compileFilter(validator, scopeOf());
  return validationAction === 'warn' || validationLevel === 'off' ? null : matches;
}
