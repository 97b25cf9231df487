import { Decimal128, Double, ObjectId } from 'mongodb';
import { CommandError } from './errors.ts';
import type { Scope } from './expressions.ts';
import { equal } from './key.ts';
import { compileFilter, isOperators } from './match.ts';
import { position, split } from './paths.ts';
import { runUpdatePipeline } from './update-pipeline.ts';
import { UPDATERS } from './updaters.ts';
import { copy, get, isDoc, put, type Doc, type Value } from './values.ts';

export interface UpdateOptions {
  readonly filter: Doc;
  readonly arrayFilters: readonly Doc[];
  /** The document is being made by an upsert. */
  readonly inserting: boolean;
}

/** Makes the new document from the old one; the old one stays as it is. */
export type Update = (doc: Doc, options: UpdateOptions) => Doc;

/** Compiles operators, a pipeline, or a whole new document. */
export function compileUpdate(update: Value, scope: Scope): { readonly apply: Update; readonly replaces: boolean } {
  if (Array.isArray(update)) return { apply: (doc) => runUpdatePipeline(update, copy(doc), scope), replaces: false };
  if (!isDoc(update)) throw new CommandError('FailedToParse', 'Update argument must be either an object or an array');
  if (!Object.keys(update).some((name) => name.startsWith('$'))) return { apply: (doc) => replaced(doc, update), replaces: true };
  return { apply: operated(update, scope), replaces: false };
}

function replaced(doc: Doc, update: Doc): Doc {
  const id = get(doc, '_id');
  return id === undefined || '_id' in update ? copy(update) : { _id: id, ...copy(update) };
}

interface Change {
  readonly parts: readonly string[];
  readonly operator: string;
  readonly operand: Value;
}

function operated(update: Doc, scope: Scope): Update {
  const changes: Change[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (!Object.hasOwn(UPDATERS, operator)) throw new CommandError('FailedToParse', `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`);
    if (!isDoc(fields)) throw new CommandError('FailedToParse', `Modifiers operate on fields but we found another type instead: {${operator}: ${String(fields)}}`);
    for (const [path, operand] of Object.entries(fields)) {
      const parts = split(path);
      if (parts.includes('')) throw new CommandError('BadValue', `The update path '${path}' contains an empty field name, which is not allowed.`, { code: 56 });
      changes.push({ parts, operator, operand });
      // Renaming writes its target as well: the conflict check has to know.
      if (operator === '$rename') changes.push({ parts: split(String(operand)), operator: '', operand });
    }
  }
  changes.sort((one, other) => order(one.parts, other.parts));
  refuseConflicts(changes);
  return (doc, options) => {
    const made = copy(doc);
    for (const { parts, operator, operand } of changes) {
      if (operator === '' || (operator === '$setOnInsert' && !options.inserting)) continue;
      for (const path of concrete(made, parts, options, scope)) UPDATERS[operator]?.(made, path, operand, scope);
    }
    return made;
  };
}

/** Fields are changed in the order of their names, positions of arrays by number. */
function order(one: readonly string[], other: readonly string[]): number {
  for (const [index, part] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    if (part === against) continue;
    const [first, second] = [position(part), position(against)];
    return first !== null && second !== null ? first - second : part < against ? -1 : 1;
  }
  return one.length - other.length;
}

function refuseConflicts(changes: readonly Change[]): void {
  for (const [index, { parts }] of changes.entries()) {
    const next = changes[index + 1]?.parts;
    if (next !== undefined && parts.every((part, at) => next[at] === part)) {
      throw new CommandError('ConflictingUpdateOperators', `Updating the path '${next.join('.')}' would create a conflict at '${parts.join('.')}'`);
    }
  }
}

/** The paths that a path with `$`, `$[]` or `$[name]` stands for in this document. */
function concrete(doc: Doc, parts: readonly string[], options: UpdateOptions, scope: Scope): string[][] {
  let paths: { path: string[]; value: Value }[] = [{ path: [], value: doc }];
  for (const part of parts) {
    paths = paths.flatMap(({ path, value }) => {
      if (!part.startsWith('$')) return [{ path: [...path, part], value: child(value, part) }];
      if (!Array.isArray(value)) {
        throw new CommandError('BadValue', `The path '${path.join('.')}' must exist in the document in order to apply array updates.`);
      }
      return chosen(value, part, path.join('.'), options, scope).map((index) => ({ path: [...path, String(index)], value: value[index] }));
    });
  }
  return paths.map(({ path }) => path);
}

function child(value: Value, part: string): Value {
  if (isDoc(value)) return get(value, part);
  const index = position(part);
  return Array.isArray(value) && index !== null ? value[index] : undefined;
}

function chosen(list: Value[], part: string, path: string, { filter, arrayFilters }: UpdateOptions, scope: Scope): number[] {
  if (part === '$[]') return [...list.keys()];
  if (part === '$') return [matchedPosition(list, path, filter, scope)];
  const name = /^\$\[([a-z]\w*)\]$/.exec(part)?.[1];
  const wanted = arrayFilters.find((one) => split(Object.keys(flat(one))[0] ?? '')[0] === name);
  if (name === undefined || wanted === undefined) throw new CommandError('BadValue', `No array filter found for identifier '${name ?? part}' in path '${path}'`);
  const matches = compileFilter(wanted, scope);
  return [...list.keys()].filter((index) => matches({ [name]: list[index] }));
}

/** The fields of an array filter, also below `$and` and `$or`. */
function flat(filter: Doc): Doc {
  const [first] = Object.keys(filter);
  const inner = first?.startsWith('$') === true ? filter[first] : undefined;
  return Array.isArray(inner) && isDoc(inner[0]) ? flat(inner[0]) : filter;
}

/** The first element that the conditions on the array accept. */
function matchedPosition(list: Value[], path: string, filter: Doc, scope: Scope): number {
  const about = conditionsOn(filter, path);
  const matches = compileFilter(about, scope);
  const found = Object.keys(about).length === 0 ? -1 : list.findIndex((item) => matches(nest(path, [item])));
  if (found < 0) throw new CommandError('BadValue', 'The positional operator did not find the match needed from the query.');
  return found;
}

function conditionsOn(filter: Doc, path: string): Doc {
  const made: Doc = {};
  for (const [name, value] of Object.entries(filter)) {
    if (name === path || name.startsWith(`${path}.`)) put(made, name, value);
    else if (name === '$and' && Array.isArray(value)) for (const inner of value) if (isDoc(inner)) Object.assign(made, conditionsOn(inner, path));
  }
  return made;
}

function nest(path: string, value: Value): Doc {
  return split(path).reduceRight<Value>((inner, part) => ({ [part]: inner }), value) as Doc;
}

/** The document that an upsert starts from: what the filter says must be equal. */
export function seed(filter: Doc): Doc {
  const made: Doc = {};
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) for (const inner of value) if (isDoc(inner)) Object.assign(made, seed(inner));
    if (name.startsWith('$')) continue;
    const wanted = !isOperators(value) ? value : '$eq' in value ? value['$eq'] : undefined;
    if (wanted === undefined || (typeof wanted === 'object' && wanted !== null && '_bsontype' in wanted && wanted._bsontype === 'BSONRegExp')) continue;
    UPDATERS['$set']?.(made, [...split(name)], wanted, undefined);
  }
  return made;
}

/** Puts `_id` first, makes one when there is none, and refuses what cannot be one. */
export function withId(doc: Doc): Doc {
  const id = get(doc, '_id') ?? (Object.hasOwn(doc, '_id') ? null : new ObjectId());
  if (Array.isArray(id)) throw new CommandError('InvalidIdField', "The '_id' value cannot be of type array");
  if (typeof id === 'object' && id !== null && '_bsontype' in id && id._bsontype === 'BSONRegExp') throw new CommandError('InvalidIdField', "The '_id' value cannot be of type regex");
  return Object.keys(doc)[0] === '_id' ? doc : { _id: id, ...doc };
}

/** Whether an update left `_id` as it was: another number type is another id. */
export function sameId(before: Doc, after: Doc): boolean {
  const [one, other] = [get(before, '_id'), get(after, '_id')];
  const kind = (value: Value): string => (value instanceof Double ? 'double' : value instanceof Decimal128 ? 'decimal' : typeof value);
  return equal(one, other) && kind(one) === kind(other);
}
