import { Changes, type Change } from './changes.ts';
import { Catalogue, type Entry } from './catalogue.ts';
import { Cursors } from './cursors.ts';
import { CommandError } from './errors.ts';
import { StoreFile } from './file.ts';
import { Sessions } from './sessions.ts';
import { Transactions } from './transactions.ts';
import { get, isNumber, toNumber, type Doc, type Value } from './values.ts';
import { scopeOf } from './scope.ts';

const TIDY_MS = 30_000;

/** The state of the embedded store, and the only way to change it. */
export class Engine {
  readonly file: StoreFile;
  readonly catalogue: Catalogue;
  readonly cursors = new Cursors();
  readonly changes = new Changes();
  readonly sessions = new Sessions();
  readonly transactions: Transactions;
  readonly #tidying: NodeJS.Timeout;
  #catalogueChanged = false;

  constructor(folder: string) {
    this.file = StoreFile.open(folder);
    this.catalogue = new Catalogue(this.file);
    this.transactions = new Transactions({
      begin: () => this.file.begin(),
      commit: () => {
        this.file.commit();
        this.changes.publish();
        this.#catalogueChanged = false;
      },
      rollback: () => {
        this.file.rollback();
        this.#forget(0);
      },
    });
    this.#tidying = setInterval(() => this.tidy(), TIDY_MS);
    this.#tidying.unref();
  }

  close(): void {
    clearInterval(this.#tidying);
    this.transactions.abort();
    this.changes.wake();
    this.file.close();
  }

  /** Does all of the work or nothing of it, on disk and in memory. Inside another write it is a part that can fail alone. */
  write<T>(work: () => T): T {
    const noted = this.changes.pending;
    this.file.begin();
    try {
      const result = work();
      this.file.commit();
      if (!this.file.isInside) {
        this.changes.publish();
        this.#catalogueChanged = false;
      }
      return result;
    } catch (error) {
      this.file.rollback();
      this.#forget(noted);
      throw error;
    }
  }

  #forget(noted: number): void {
    this.changes.forget(noted);
    if (this.#catalogueChanged) this.catalogue.reload();
    else this.catalogue.forgetDocuments();
    if (!this.file.isInside) this.#catalogueChanged = false;
  }

  note(change: Change): void {
    this.changes.note(change);
  }

  /** Everything that changes collections or indexes says so, for the case that it is undone. */
  catalogueChanges(): void {
    this.#catalogueChanged = true;
  }

  /** The collection, made when it is not there. */
  ensure(db: string, name: string): Entry {
    const found = this.catalogue.get(db, name);
    if (found !== undefined) return found;
    this.catalogueChanges();
    return this.catalogue.create(db, name, {});
  }

  existing(db: string, name: string): Entry {
    const found = this.catalogue.get(db, name);
    if (found === undefined) throw new CommandError('NamespaceNotFound', `ns does not exist: ${db}.${name}`);
    return found;
  }

  /** Removes what has expired, closes cursors that nobody reads. */
  tidy(now = new Date()): void {
    this.cursors.closeIdle();
    if (this.file.isInside) return;
    for (const entry of this.catalogue.all()) {
      for (const { spec, isExpiring } of entry.collection.indexes) {
        if (isExpiring) this.#expire(entry, Object.keys(spec.key)[0] ?? '', new Date(now.getTime() - (spec.expireAfterSeconds ?? 0) * 1000));
      }
    }
  }

  #expire({ db, name, collection }: Entry, path: string, limit: Date): void {
    const { rows } = collection.find({ filter: { [path]: { $lt: limit } }, scope: scopeOf() });
    if (rows.length === 0) return;
    this.write(() => {
      for (const row of rows) {
        collection.remove(row);
        this.note({ operationType: 'delete', db, collection: name, id: get(row.doc, '_id') });
      }
    });
  }
}

/** A whole number in a command, or what holds without it. */
export function wholeOr(value: Value, otherwise: number): number {
  return isNumber(value) ? Math.trunc(toNumber(value)) : otherwise;
}

/** The name of the collection that a command is about. */
export function target(command: Doc, name: string): string {
  const value = command[name];
  if (typeof value !== 'string') throw new CommandError('InvalidNamespace', `collection name has invalid type ${typeof value}`);
  return value;
}
