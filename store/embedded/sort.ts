import { CommandError } from './errors.ts';
import { inverted, key } from './key.ts';
import { split, valuesAt } from './paths.ts';
import { get, isNumber, toNumber, type Doc, type Value } from './values.ts';

/** Fields to sort by, each ascending or descending. */
export interface Sorter {
  readonly fields: readonly { readonly path: string; readonly descending: boolean }[];
  compare(one: Doc, other: Doc): number;
  /** Sorts a list; equal ones keep their order. */
  sort(docs: Doc[]): Doc[];
}

/** Reads a sort specification. An array is represented by its least element, or its greatest when descending. */
export function sorter(specification: Doc): Sorter {
  const fields = Object.entries(specification).map(([path, direction]) => {
    const sign = isNumber(direction) ? toNumber(direction) : 0;
    if (sign !== 1 && sign !== -1) throw new CommandError('BadValue', `Illegal key in $sort specification: ${path}: the direction must be 1 or -1`);
    return { path, parts: split(path), descending: sign === -1 };
  });
  if (fields.length === 0) throw new CommandError('BadValue', '$sort stage must have at least one sort key', { code: 15_976 });
  const keyOf = (doc: Doc): string => fields.map(({ parts, descending }) => part(doc, parts, descending)).join('');
  return {
    fields,
    compare: (one, other) => order(keyOf(one), keyOf(other)),
    sort: (docs) => docs.map((doc) => [keyOf(doc), doc] as const).sort(([one], [other]) => order(one, other)).map(([, doc]) => doc),
  };
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function part(doc: Doc, parts: readonly string[], descending: boolean): string {
  const [only = ''] = parts;
  const direct = parts.length === 1 ? get(doc, only) : [];
  // The usual case: a field with one value.
  if (!Array.isArray(direct)) return descending ? inverted(key(direct)) : key(direct);
  const keys = valuesAt(doc, parts).values.map(entry);
  const [first = entry(undefined)] = keys;
  if (!descending) return keys.reduce((least, next) => (next < least ? next : least), first);
  return inverted(keys.reduce((greatest, next) => (next > greatest ? next : greatest), first));
}

/** Key of a value in an index: an empty array comes before null. */
export function entry(value: Value): string {
  return Array.isArray(value) && value.length === 0 ? EMPTY : key(value);
}

const EMPTY = '\x03';
