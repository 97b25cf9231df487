import { closeSync, fdatasync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';

/** The store's file is open elsewhere, or it was written by a later version. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

const toDisk = promisify(fdatasync);
const FORMAT = 1;
const BUSY = 5;

/**
 * The one file of the embedded store: SQLite with a write-ahead log, held exclusively. A commit writes the log, which survives the death of the
 * process; `flushed` waits until the log is on disk, which survives the death of the machine. Commits that wait together share one flush, and the
 * process goes on meanwhile: SQLite's own flush would stop it for milliseconds with each commit.
 */
export class StoreFile {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** The write-ahead log, only to flush it: the locks are on the file itself. */
  readonly #log: number;
  #depth = 0;
  #commits = 0;
  #onDisk = 0;
  #flushing: Promise<void> | null = null;

  /** Opens or makes the file in a folder that only its owner can enter. */
  static open(folder: string): StoreFile {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'store.sqlite');
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      // In this mode the lock is taken with the first access and given back when the file is closed or the process has ended.
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;');
      // A transaction of its own, so that the lock is taken and the log exists from here on.
      database.exec('BEGIN IMMEDIATE; PRAGMA application_id = 1869570930; COMMIT');
      const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
      if (version > FORMAT) throw new FileRefused(`${path} was written by a later version of this program (format ${version}, known is ${FORMAT}).`);
      if (version === 0) create(database);
    } catch (error) {
      database.close();
      if (!isBusy(error)) throw error;
      throw new FileRefused(`${path} is in use by another process. One process can have the embedded store open: end the other one, set another DATA_DIR, or set MONGODB_URI to share a MongoDB.`, { cause: error });
    }
    return new StoreFile(database, openSync(`${path}-wal`, 'r+'));
  }

  private constructor(database: DatabaseSync, log: number) {
    this.#database = database;
    this.#log = log;
  }

  close(): void {
    this.#statements.clear();
    closeSync(this.#log);
    this.#database.close();
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** A prepared statement, kept for the next time. */
  statement(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept !== undefined) return kept;
    const made = this.#database.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  run(sql: string, ...values: SQLInputValue[]): { readonly lastInsertRowid: number | bigint; readonly changes: number | bigint } {
    return this.statement(sql).run(...values);
  }

  /** Whether a write is under way. */
  get isInside(): boolean {
    return this.#depth > 0;
  }

  begin(): void {
    this.run(this.#depth === 0 ? 'BEGIN IMMEDIATE' : `SAVEPOINT s${this.#depth}`);
    this.#depth += 1;
  }

  commit(): void {
    this.run(this.#depth === 1 ? 'COMMIT' : `RELEASE s${this.#depth - 1}`);
    this.#depth -= 1;
    if (this.#depth === 0) this.#commits += 1;
  }

  /** Resolves when everything that is committed now is on disk. */
  async flushed(): Promise<void> {
    const wanted = this.#commits;
    while (this.#onDisk < wanted) {
      this.#flushing ??= this.#flush();
      await this.#flushing;
    }
  }

  async #flush(): Promise<void> {
    const covered = this.#commits;
    try {
      await toDisk(this.#log);
      this.#onDisk = covered;
    } finally {
      this.#flushing = null;
    }
  }

  rollback(): void {
    this.#depth -= 1;
    this.#database.exec(this.#depth === 0 ? 'ROLLBACK' : `ROLLBACK TO s${this.#depth}; RELEASE s${this.#depth}`);
  }

  /** Forgets statements of tables that are gone or were rolled back. */
  forgetStatements(): void {
    this.#statements.clear();
  }
}

function create(database: DatabaseSync): void {
  database.exec(`
    BEGIN;
    CREATE TABLE collections (id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, options BLOB NOT NULL, UNIQUE (db, name));
    CREATE TABLE indexes (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, name TEXT NOT NULL, spec BLOB NOT NULL, multikey INTEGER NOT NULL DEFAULT 0, UNIQUE (collection, name));
    PRAGMA user_version = ${FORMAT};
    COMMIT;
  `);
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === BUSY;
}
