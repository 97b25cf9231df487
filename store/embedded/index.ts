import { CommandError } from './errors.ts';
import { compileFilter, type Predicate } from './match.ts';
import { byte, inverted } from './key.ts';
import { split, valuesAt } from './paths.ts';
import { scopeOf } from './scope.ts';
import { entry } from './sort.ts';
import { decode, encode, get, isDoc, isNumber, toNumber, type Doc, type Value } from './values.ts';

/** An index as it is declared. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Doc;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Doc | null;
  readonly expireAfterSeconds: number | null;
}

export interface IndexField {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
}

/** An index that is kept. */
export class Index {
  readonly id: number;
  readonly spec: IndexSpec;
  readonly fields: readonly IndexField[];
  /** Whether some document has several entries; it only ever becomes true. */
  multikey: boolean;
  readonly #covers: Predicate;

  constructor(id: number, spec: IndexSpec, multikey: boolean) {
    this.id = id;
    this.spec = spec;
    this.multikey = multikey;
    this.fields = Object.entries(spec.key).map(([path, direction]) => ({ path, parts: split(path), descending: isNumber(direction) && toNumber(direction) < 0 }));
    this.#covers = spec.partial === null ? () => true : compileFilter(spec.partial, scopeOf());
  }

  get table(): string {
    return `entries_${this.id}`;
  }

  /** The entries of a document: none when the index leaves it out. */
  entries(doc: Doc): readonly string[] {
    if (!this.#covers(doc)) return [];
    const found = this.fields.map(({ parts }) => valuesAt(doc, parts));
    if (this.spec.sparse && found.every(({ values }) => values.every((value) => value === undefined))) return [];
    if (found.filter(({ many }) => many).length > 1 && !this.#oneArray()) throw new CommandError('BadValue', `cannot index parallel arrays [${this.fields.map(({ path }) => path).join('] [')}]`, { code: 171 });
    let keys: string[] = [''];
    for (const [index, { values }] of found.entries()) {
      const descending = this.fields[index]?.descending === true;
      const parts = [...new Set(values.map((value) => (descending ? inverted(entry(value)) : entry(value))))];
      keys = keys.flatMap((prefix) => parts.map((part) => prefix + part));
    }
    return keys;
  }

  /** Paths below one array may have many values together. */
  #oneArray(): boolean {
    return new Set(this.fields.map(({ parts }) => parts[0])).size === 1;
  }

  /** The values of the index's fields, for a message. */
  valuesOf(doc: Doc): Doc {
    return Object.fromEntries(this.fields.map(({ path, parts }) => [path, single(valuesAt(doc, parts).values)]));
  }

  get isExpiring(): boolean {
    return this.spec.expireAfterSeconds !== null;
  }
}

const single = ([value]: readonly Value[]): Value => value ?? null;

/** The key of everything after the entries that begin with this. */
export const after = (prefix: string): string => prefix + byte(255);

const OPTIONS = new Set(['name', 'key', 'v', 'unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'background', 'hidden', 'ns', 'collation']);

/** Reads a declaration as a client sends it. */
export function readSpec(given: Doc): IndexSpec {
  const unknown = Object.keys(given).find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw new CommandError('InvalidOptions', `The field '${unknown}' is not valid for an index specification here.`, { code: 197, codeName: 'InvalidIndexSpecificationOption' });
  const { name, key, partialFilterExpression: partial, expireAfterSeconds } = given;
  if (!isDoc(key) || Object.keys(key).length === 0) throw new CommandError('CannotCreateIndex', 'Index keys cannot be empty.');
  if (typeof name !== 'string' || name === '') throw new CommandError('FailedToParse', "The 'name' field is a required property of an index specification");
  for (const [path, direction] of Object.entries(key)) {
    if (!isNumber(direction) || toNumber(direction) === 0) throw new CommandError('CannotCreateIndex', `The embedded store has ascending and descending indexes only; ${path} asks for ${String(direction)}.`);
    if (path.startsWith('$') || path.includes('.$')) throw new CommandError('CannotCreateIndex', `Index key contains an illegal field name: ${path}`);
  }
  if (partial !== undefined && !isDoc(partial)) throw new CommandError('TypeMismatch', "The field 'partialFilterExpression' must be an object");
  if (partial !== undefined && given['sparse'] === true) throw new CommandError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  if (expireAfterSeconds !== undefined && (!isNumber(expireAfterSeconds) || toNumber(expireAfterSeconds) < 0 || Object.keys(key).length > 1)) {
    throw new CommandError('CannotCreateIndex', 'TTL indexes are single-field indexes with expireAfterSeconds of 0 or more');
  }
  return { name, key, unique: given['unique'] === true, sparse: given['sparse'] === true, partial: partial ?? null, expireAfterSeconds: isNumber(expireAfterSeconds) ? toNumber(expireAfterSeconds) : null };
}

/** As `listIndexes` shows it. */
export function showSpec({ name, key, unique, sparse, partial, expireAfterSeconds }: IndexSpec): Doc {
  return {
    v: 2,
    key,
    name,
    ...(unique ? { unique } : {}),
    ...(sparse ? { sparse } : {}),
    ...(partial === null ? {} : { partialFilterExpression: partial }),
    ...(expireAfterSeconds === null ? {} : { expireAfterSeconds }),
  };
}

export const packSpec = (spec: IndexSpec): Uint8Array => encode(showSpec(spec));
export const unpackSpec = (bytes: Uint8Array): IndexSpec => readSpec(decode(bytes));

/** Whether two declarations are the same but for the name. */
export function sameOptions(one: IndexSpec, other: IndexSpec): boolean {
  const text = (spec: IndexSpec): string => Buffer.from(packSpec({ ...spec, name: '_', key: { _: 1 } })).toString('latin1') + sameKeyText(spec);
  return text(one) === text(other);
}

export function sameKeyText({ key }: IndexSpec): string {
  return JSON.stringify(Object.entries(key).map(([path, direction]) => [path, isNumber(direction) && toNumber(direction) < 0 ? -1 : 1]));
}

export const idOf = (doc: Doc): Value => get(doc, '_id');
