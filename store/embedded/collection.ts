import { BSON } from 'mongodb';
import { CommandError } from './errors.ts';
import type { Scope } from './expressions.ts';
import type { StoreFile } from './file.ts';
import { idOf, packSpec, type Index } from './index.ts';
import { compileFilter, type Predicate } from './match.ts';
import { choose, type Plan } from './plan.ts';
import type { Sorter } from './sort.ts';
import { decode, encode, MAX_DOCUMENT_BYTES, type Doc } from './values.ts';

/** A stored document with its place. */
export interface Row {
  readonly place: number;
  readonly doc: Doc;
}

/** What a query is to find. */
export interface Wanted {
  readonly filter: Doc;
  readonly scope: Scope;
  readonly order?: Sorter | null;
  readonly skip?: number;
  readonly limit?: number;
  readonly hint?: string | Doc | undefined;
}

/** How a query was carried out. */
export interface Effort {
  readonly plan: Plan;
  examined: number;
}

const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 100_000;

// Decoded documents are kept up to this many bytes of their stored form.
const CACHE_BYTES = 48 * 1024 * 1024;

/** One collection in the file: its documents in the order of their making, their entries in the indexes. */
export class Collection {
  readonly id: number;
  readonly namespace: string;
  readonly #file: StoreFile;
  readonly #decoded = new Map<number, Doc>();
  #decodedBytes = 0;
  indexes: readonly Index[] = [];
  validator: Predicate | null = null;

  constructor(file: StoreFile, id: number, namespace: string) {
    this.#file = file;
    this.id = id;
    this.namespace = namespace;
  }

  get table(): string {
    return `documents_${this.id}`;
  }

  count(): number {
    return Number((this.#file.statement(`SELECT count(*) AS n FROM ${this.table}`).get() as { n: number }).n);
  }

  /** Finds documents, by an index where one helps. */
  find(wanted: Wanted): { readonly rows: Row[]; readonly effort: Effort } {
    const { filter, scope, order = null, skip = 0, limit = Infinity } = wanted;
    const matches = compileFilter(filter, scope);
    const plan = this.#plan(wanted);
    const effort: Effort = { plan, examined: 0 };
    const enough = order !== null && plan.sorted === null ? Infinity : skip + limit;
    const rows: Row[] = [];
    // Without a limit everything is read; without conditions exactly what is asked for.
    const expected = enough === Infinity ? LARGEST_CHUNK : enough;
    for (const place of this.#places(plan, expected)) {
      const doc = this.#read(place);
      effort.examined += 1;
      if (matches(doc)) rows.push({ place, doc });
      if (rows.length >= enough) break;
    }
    if (order === null || plan.sorted !== null) return { rows: rows.slice(skip, skip + limit), effort };
    const places = new Map(rows.map(({ place, doc }) => [doc, place]));
    const sorted = order.sort(rows.map(({ doc }) => doc)).slice(skip, skip + limit);
    return { rows: sorted.map((doc) => ({ place: places.get(doc) ?? 0, doc })), effort };
  }

  #plan({ filter, order = null, hint }: Wanted): Plan {
    if (hint === undefined) return choose(filter, order, this.indexes);
    const natural = typeof hint === 'object' && '$natural' in hint;
    if (natural) return { index: null, ranges: [], sorted: null };
    const index = this.indexes.find(({ spec }) => (typeof hint === 'string' ? spec.name === hint : JSON.stringify(spec.key) === JSON.stringify(hint)));
    if (index === undefined) throw new CommandError('BadValue', 'error processing query: planner returned error: hint provided does not correspond to an existing index');
    return choose(filter, order, [index]);
  }

  /** The places of a plan, one after the other; `expected` is how many will be asked for, as far as that is known. */
  *#places({ index, ranges, sorted }: Plan, expected: number): Generator<number> {
    if (index === null) {
      yield* this.#chunks(`SELECT place FROM ${this.table} ORDER BY place`, [], expected);
      return;
    }
    const direction = sorted === 'backward' ? 'DESC' : 'ASC';
    const sql = `SELECT place FROM ${index.table} WHERE key >= ? AND key < ? ORDER BY key ${direction}, place ${direction}`;
    const seen = index.multikey || ranges.length > 1 ? new Set<number>() : null;
    for (const { low, high } of ranges) {
      for (const place of this.#chunks(sql, [bytes(low), bytes(high)], expected)) {
        if (seen?.has(place) === true) continue;
        seen?.add(place);
        yield place;
      }
    }
  }

  /** Reads a list of places in growing pieces: ten thousand as one JSON text take a tenth of the time of ten thousand rows. */
  *#chunks(sql: string, values: readonly Buffer[], expected: number): Generator<number> {
    const statement = this.#file.statement(`SELECT json_group_array(place) AS places FROM (${sql} LIMIT ? OFFSET ?)`);
    let [size, offset] = [Math.min(Math.max(expected, FIRST_CHUNK), LARGEST_CHUNK), 0];
    for (;;) {
      const { places } = statement.get(...values, size, offset) as { places: string };
      const found = JSON.parse(places) as number[];
      yield* found;
      if (found.length < size) return;
      offset += size;
      size = Math.min(size * 4, LARGEST_CHUNK);
    }
  }

  #read(place: number): Doc {
    const kept = this.#decoded.get(place);
    if (kept !== undefined) return kept;
    const { document } = this.#file.statement(`SELECT document FROM ${this.table} WHERE place = ?`).get(place) as { document: Uint8Array };
    const doc = decode(document);
    this.#keep(place, doc, document.length);
    return doc;
  }

  #keep(place: number, doc: Doc, size: number): void {
    if (this.#decodedBytes + size > CACHE_BYTES) this.forget();
    this.#decoded.set(place, doc);
    this.#decodedBytes += size;
  }

  /** Forgets what was read: it may have been rolled back. */
  forget(): void {
    this.#decoded.clear();
    this.#decodedBytes = 0;
  }

  insert(doc: Doc, validate = true): void {
    this.#check(doc, validate);
    const document = this.#pack(doc);
    this.#refuseDouble(doc, null);
    const { lastInsertRowid } = this.#file.run(`INSERT INTO ${this.table} (document) VALUES (?)`, document);
    const place = Number(lastInsertRowid);
    for (const index of this.indexes) this.#enter(index, doc, place);
  }

  /** Replaces a document; false when the new one is the old one, byte by byte. */
  replace({ place, doc: old }: Row, doc: Doc, validate = true): boolean {
    const document = this.#pack(doc);
    if (Buffer.compare(encode(old), document) === 0) return false;
    this.#check(doc, validate);
    this.#refuseDouble(doc, place);
    this.#file.run(`UPDATE ${this.table} SET document = ? WHERE place = ?`, document, place);
    for (const index of this.indexes) {
      if (index.spec.name === '_id_') continue;
      const [before, now] = [index.entries(old), index.entries(doc)];
      if (before.length === now.length && before.every((text, at) => text === now[at])) continue;
      this.#leave(index, before, place);
      this.#enter(index, doc, place);
    }
    this.#decoded.delete(place);
    this.#keep(place, doc, document.length);
    return true;
  }

  remove({ place, doc }: Row): void {
    this.#file.run(`DELETE FROM ${this.table} WHERE place = ?`, place);
    for (const index of this.indexes) this.#leave(index, index.entries(doc), place);
    this.#decoded.delete(place);
  }

  /** Fills an index that was just made. */
  fill(index: Index): void {
    for (const row of this.#file.statement(`SELECT place, document FROM ${this.table} ORDER BY place`).all()) {
      const doc = decode(row['document'] as Uint8Array);
      this.#refuseEntry(index, doc, null);
      this.#enter(index, doc, Number(row['place']));
    }
  }

  #pack(doc: Doc): Uint8Array {
    const document = encode(doc);
    if (document.length > MAX_DOCUMENT_BYTES) throw new CommandError('BSONObjectTooLarge', `object to insert too large. size in bytes: ${document.length}, max size: ${MAX_DOCUMENT_BYTES}`);
    return document;
  }

  #check(doc: Doc, validate: boolean): void {
    if (validate && this.validator !== null && !this.validator(doc)) {
      throw new CommandError('DocumentValidationFailure', 'Document failed validation', { errInfo: { failingDocumentId: idOf(doc), details: { operatorName: '$jsonSchema' } } });
    }
  }

  #refuseDouble(doc: Doc, place: number | null): void {
    for (const index of this.indexes) if (index.spec.unique || index.spec.name === '_id_') this.#refuseEntry(index, doc, place);
  }

  #refuseEntry(index: Index, doc: Doc, place: number | null): void {
    if (!index.spec.unique && index.spec.name !== '_id_') return;
    const statement = this.#file.statement(`SELECT place FROM ${index.table} WHERE key = ? AND place <> ? LIMIT 1`);
    for (const text of index.entries(doc)) {
      if (statement.get(bytes(text), place ?? -1) === undefined) continue;
      const keyValue = index.valuesOf(doc);
      const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${BSON.EJSON.stringify(value)}`).join(', ');
      throw new CommandError('DuplicateKey', `E11000 duplicate key error collection: ${this.namespace} index: ${index.spec.name} dup key: { ${shown} }`, { keyPattern: index.spec.key, keyValue });
    }
  }

  #enter(index: Index, doc: Doc, place: number): void {
    const entries = index.entries(doc);
    for (const text of entries) this.#file.run(`INSERT OR IGNORE INTO ${index.table} (key, place) VALUES (?, ?)`, bytes(text), place);
    if (entries.length > 1 && !index.multikey) {
      index.multikey = true;
      this.#file.run('UPDATE indexes SET multikey = 1, spec = ? WHERE id = ?', packSpec(index.spec), index.id);
    }
  }

  #leave(index: Index, entries: readonly string[], place: number): void {
    for (const text of entries) this.#file.run(`DELETE FROM ${index.table} WHERE key = ? AND place = ?`, bytes(text), place);
  }
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
