import { BSONRegExp, MaxKey, MinKey } from 'mongodb';
import { after, type Index, type IndexField } from './index.ts';
import { bracket, byte, inverted, key } from './key.ts';
import { isOperators } from './match.ts';
import type { Sorter } from './sort.ts';
import { isDoc, isNumber, toNumber, type Doc, type Value } from './values.ts';

/** Entries of an index from `low` to before `high`, as keys. */
export interface Range {
  readonly low: string;
  readonly high: string;
}

/** How the documents of a query are found: by an index in some ranges, or all of them. */
export interface Plan {
  readonly index: Index | null;
  readonly ranges: readonly Range[];
  /** The entries come in the order that was asked for, read backwards or not; otherwise they have to be sorted. */
  readonly sorted: 'forward' | 'backward' | null;
}

/** What a filter says about one path, as far as an index can use it. */
interface Bounds {
  points: string[] | null;
  ranges: Range[];
  /** A document that lacks the field cannot match. */
  present: boolean;
}

const MAX_RANGES = 1_000;
export const EVERYTHING: Range = { low: '', high: '\xff\xff' };

/** Chooses how to find what the filter asks for. Every plan gives a superset: the filter itself is always applied afterwards. */
export function choose(filter: Doc, order: Sorter | null, indexes: readonly Index[]): Plan {
  const bounds = new Map<string, Bounds>();
  collect(filter, bounds);
  let best: { plan: Plan; score: number } = { plan: { index: null, ranges: [], sorted: null }, score: 0 };
  for (const index of indexes) {
    if (!covers(index, filter, bounds)) continue;
    const { ranges, used, fixed } = rangesOf(index, bounds);
    const sorted = order === null ? null : sortedBy(index, order, bounds, fixed, ranges.length);
    const score = used * 4 + (sorted === null ? 0 : 2) + (index.spec.unique && used >= index.fields.length * 2 ? 1 : 0);
    if (score > best.score) best = { plan: { index, ranges, sorted }, score };
  }
  return best.plan;
}

/** Reads the conditions that hold for every match: the filter's own and those under `$and`. */
function collect(filter: Doc, bounds: Map<string, Bounds>): void {
  for (const [path, value] of Object.entries(filter)) {
    if (path === '$and' && Array.isArray(value)) for (const inner of value) if (isDoc(inner)) collect(inner, bounds);
    if (path.startsWith('$')) continue;
    const found = bounds.get(path) ?? { points: null, ranges: [], present: false };
    bounds.set(path, found);
    if (isOperators(value)) for (const [name, operand] of Object.entries(value)) read(found, name, operand);
    else read(found, '$eq', value);
  }
}

const indexable = (value: Value): boolean =>
  value !== undefined && !Array.isArray(value) && !(value instanceof BSONRegExp) && !(value instanceof MinKey) && !(value instanceof MaxKey) && !(isNumber(value) && Number.isNaN(toNumber(value)));

function read(bounds: Bounds, name: string, operand: Value): void {
  switch (name) {
    case '$eq':
      if (!indexable(operand)) return;
      bounds.points ??= [key(operand)];
      bounds.present ||= operand !== null;
      return;
    case '$in':
      if (!Array.isArray(operand) || operand.length > MAX_RANGES || !operand.every(indexable)) return;
      bounds.points ??= [...new Set(operand.map(key))].sort();
      bounds.present ||= !operand.includes(null);
      return;
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte': {
      if (!indexable(operand) || operand === null) return;
      const [from, to] = bracket(operand);
      const at = key(operand);
      bounds.present = true;
      if (name === '$gt' || name === '$gte') bounds.ranges.push({ low: name === '$gt' ? after(at) : at, high: to });
      else bounds.ranges.push({ low: from, high: name === '$lt' ? at : after(at) });
      return;
    }
    case '$exists':
      bounds.present ||= operand === true;
  }
}

/** Whether the index has every document that can match. */
function covers(index: Index, filter: Doc, bounds: ReadonlyMap<string, Bounds>): boolean {
  if (index.spec.sparse && !index.fields.some(({ path }) => bounds.get(path)?.present === true)) return false;
  const { partial } = index.spec;
  return partial === null || Object.entries(partial).every(([path, condition]) => implied(path, condition, filter, bounds));
}

/** Whether the filter contains the condition, literally or, for `$exists: true`, by asking for a value. */
function implied(path: string, condition: Value, filter: Doc, bounds: ReadonlyMap<string, Bounds>): boolean {
  if (isDoc(condition) && Object.keys(condition).length === 1 && condition['$exists'] === true) return bounds.get(path)?.present === true;
  const said = filter[path];
  return said !== undefined && (key(said) === key(condition) || (isDoc(condition) && isDoc(said) && Object.entries(condition).every(([name, value]) => name in said && key(said[name]) === key(value))));
}

interface Ranges {
  readonly ranges: readonly Range[];
  /** Two for each field that is fixed, one for a range. */
  readonly used: number;
  /** Leading fields with exactly one value. */
  readonly fixed: number;
}

function rangesOf(index: Index, bounds: ReadonlyMap<string, Bounds>): Ranges {
  let prefixes = [''];
  let used = 0;
  let fixed = 0;
  for (const field of index.fields) {
    const found = bounds.get(field.path);
    if (found?.points !== null && found?.points !== undefined && prefixes.length * found.points.length <= MAX_RANGES) {
      const { points } = found;
      if (points.length === 1 && fixed * 2 === used) fixed += 1;
      prefixes = prefixes.flatMap((prefix) => points.map((point) => prefix + (field.descending ? inverted(point) : point)));
      used += 2;
      continue;
    }
    const range = found === undefined ? null : narrowest(found.ranges, index.multikey);
    if (range === null) break;
    return { ranges: prefixes.map((prefix) => within(prefix, range, field)), used: used + 1, fixed };
  }
  return { ranges: used === 0 ? [EVERYTHING] : prefixes.map((prefix) => ({ low: prefix, high: after(prefix) })), used, fixed };
}

/** Several ranges hold together for a single value; for an array each may hold for another element. */
function narrowest(ranges: readonly Range[], multikey: boolean): Range | null {
  const [first, ...rest] = ranges;
  if (first === undefined) return null;
  if (multikey) return first;
  return rest.reduce((one, other) => ({ low: one.low > other.low ? one.low : other.low, high: one.high < other.high ? one.high : other.high }), first);
}

function within(prefix: string, { low, high }: Range, { descending }: IndexField): Range {
  if (!descending) return { low: prefix + low, high: prefix + high };
  // The end of a range may be "everything that begins with this": turned round that is where it begins.
  return { low: prefix + inverted(high.endsWith('\xff') ? high.slice(0, -1) : high), high: prefix + successor(inverted(low)) };
}

/** The first text after all that begin with this one. */
function successor(text: string): string {
  const kept = text.replace(/\xff+$/, '');
  return kept === '' ? '\xff\xff' : kept.slice(0, -1) + byte(kept.charCodeAt(kept.length - 1) + 1);
}

/** Whether reading the index gives the order, and in which direction. */
function sortedBy(index: Index, order: Sorter, bounds: ReadonlyMap<string, Bounds>, fixed: number, ranges: number): Plan['sorted'] {
  if (index.multikey || ranges > 1) return null;
  const one = (path: string): boolean => bounds.get(path)?.points?.length === 1 && index.fields.slice(0, fixed).some((field) => field.path === path);
  const wanted = order.fields.filter(({ path }) => !one(path));
  const rest = index.fields.slice(fixed);
  const turned = wanted.map(({ path, descending }, at) => {
    const field = rest[at];
    return field?.path === path ? field.descending !== descending : null;
  });
  if (turned.includes(null)) return null;
  if (turned.every((turn) => turn === false)) return 'forward';
  return turned.every((turn) => turn === true) ? 'backward' : null;
}
