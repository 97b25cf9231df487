import { Double, Timestamp } from 'mongodb';
import { CommandError } from './errors.ts';
import type { Scope } from './expressions.ts';
import { compare, equal } from './key.ts';
import { compileFilter, isOperators } from './match.ts';
import { add, multiply, type Numeric } from './numbers.ts';
import { position } from './paths.ts';
import { sorter } from './sort.ts';
import { copy, get, isDoc, isNumber, put, toNumber, typeOf, type Doc, type Value } from './values.ts';

type Updater = (doc: Doc, path: readonly string[], operand: Value, scope: Scope | undefined) => void;

const MAX_PADDING = 1_500_000;

/** Where a path ends: the container that is there, and the name in it. Null when something on the way is missing. */
function locate(doc: Doc, path: readonly string[]): { readonly container: Doc | Value[]; readonly name: string } | null {
  let container: Value = doc;
  for (const part of path.slice(0, -1)) {
    container = inside(container, part);
    if (!isDoc(container) && !Array.isArray(container)) return null;
  }
  return { container: container as Doc | Value[], name: path.at(-1) ?? '' };
}

function inside(container: Value, part: string): Value {
  if (isDoc(container)) return get(container, part);
  const index = position(part);
  return Array.isArray(container) && index !== null ? container[index] : undefined;
}

function read(doc: Doc, path: readonly string[]): Value {
  const place = locate(doc, path);
  return place === null ? undefined : inside(place.container, place.name);
}

/** Sets a value; documents on the way are made, anything else there is refused. */
function write(doc: Doc, path: readonly string[], value: Value): void {
  let container: Doc | Value[] = doc;
  for (const [index, part] of path.slice(0, -1).entries()) {
    const next: Value = inside(container, part);
    if (isDoc(next) || Array.isArray(next)) container = next;
    else if (next === undefined) {
      const made: Doc = {};
      assign(container, part, made, path);
      container = made;
    } else {
      throw new CommandError('PathNotViable', `Cannot create field '${path[index + 1] ?? ''}' in element {${part}: ${String(next)}}`);
    }
  }
  assign(container, path.at(-1) ?? '', value, path);
}

function assign(container: Doc | Value[], name: string, value: Value, path: readonly string[]): void {
  if (!Array.isArray(container)) return put(container, name, value);
  const index = position(name);
  if (index === null) throw new CommandError('PathNotViable', `Cannot create field '${name}' in element {${path.at(-2) ?? ''}: [array]}`);
  if (index - container.length > MAX_PADDING) throw new CommandError('BadValue', `You may not add more than ${MAX_PADDING} elements to pad an array`);
  while (container.length < index) container.push(null);
  container[index] = value;
}

function remove(doc: Doc, path: readonly string[]): void {
  const place = locate(doc, path);
  if (place === null) return;
  const { container, name } = place;
  if (!Array.isArray(container)) delete container[name];
  else {
    const index = position(name);
    if (index !== null && index < container.length) container[index] = null;
  }
}

function arithmetic(operator: string, apply: (one: Numeric, other: Numeric) => Numeric, otherwise: (operand: Numeric) => Numeric): Updater {
  return (doc, path, operand) => {
    if (!isNumber(operand)) throw new CommandError('TypeMismatch', `Cannot ${operator.slice(1)} with non-numeric argument: {${path.join('.')}: ${String(operand)}}`);
    const value = read(doc, path);
    if (value !== undefined && !isNumber(value)) {
      throw new CommandError('TypeMismatch', `Cannot apply ${operator} to a value of non-numeric type. {_id: ${String(doc['_id'])}} has the field '${path.at(-1) ?? ''}' of non-numeric type ${typeOf(value)}`);
    }
    const result = value === undefined ? otherwise(operand) : apply(value, operand);
    const integers = typeof operand !== 'object' && typeof value !== 'object' && typeOf(operand) !== 'double' && typeOf(value) !== 'double';
    if (integers && typeOf(result) === 'double') throw new CommandError('BadValue', `Failed to apply ${operator} operations to current value: the long would overflow`);
    write(doc, path, result);
  };
}

function extreme(sign: 1 | -1): Updater {
  return (doc, path, operand) => {
    const value = read(doc, path);
    if (value === undefined || compare(operand, value) * sign > 0) write(doc, path, copy(operand));
  };
}

/** The array at the path; made when nothing is there. */
function arrayAt(doc: Doc, path: readonly string[], operator: string): Value[] {
  const value = read(doc, path);
  if (value !== undefined && !Array.isArray(value)) {
    throw new CommandError('BadValue', `The field '${path.join('.')}' must be an array but is of type ${typeOf(value)} in document {_id: ${String(doc['_id'])}} (${operator})`);
  }
  if (value !== undefined) return value;
  const made: Value[] = [];
  write(doc, path, made);
  return made;
}

function eachOf(operand: Value, operator: string, known: readonly string[]): { readonly items: Value[]; readonly modifiers: Doc } {
  if (!isDoc(operand) || !('$each' in operand)) return { items: [operand], modifiers: {} };
  const unknown = Object.keys(operand).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CommandError('BadValue', `Unrecognized clause in ${operator}: ${unknown}`);
  if (!Array.isArray(operand['$each'])) throw new CommandError('TypeMismatch', `The argument to $each in ${operator} must be an array but it was of type: ${typeOf(operand['$each'])}`);
  return { items: operand['$each'], modifiers: operand };
}

const push: Updater = (doc, path, operand) => {
  const { items, modifiers } = eachOf(operand, '$push', ['$each', '$position', '$slice', '$sort']);
  const list = arrayAt(doc, path, '$push');
  const whole = (name: string): number | undefined => {
    const value = modifiers[name];
    if (value === undefined) return undefined;
    if (!isNumber(value) || !Number.isInteger(toNumber(value))) throw new CommandError('BadValue', `The value for ${name} must be an integer`);
    return toNumber(value);
  };
  const at = whole('$position') ?? list.length;
  list.splice(at < 0 ? Math.max(0, list.length + at) : at, 0, ...copy(items));
  const order = modifiers['$sort'];
  if (isDoc(order)) {
    const { compare: byFields } = sorter(order);
    list.sort((one, other) => byFields(isDoc(one) ? one : {}, isDoc(other) ? other : {}));
  } else if (order !== undefined) list.sort((one, other) => compare(one, other) * (order === -1 ? -1 : 1));
  const slice = whole('$slice');
  if (slice !== undefined) {
    const kept = slice < 0 ? list.slice(slice) : list.slice(0, slice);
    list.splice(0, list.length, ...(slice === 0 ? [] : kept));
  }
};

const addToSet: Updater = (doc, path, operand) => {
  const { items } = eachOf(operand, '$addToSet', ['$each']);
  const list = arrayAt(doc, path, '$addToSet');
  for (const item of items) if (!list.some((there) => equal(there, item))) list.push(copy(item));
};

function existing(doc: Doc, path: readonly string[], operator: string): Value[] | null {
  const value = read(doc, path);
  if (value === undefined) return null;
  if (!Array.isArray(value)) throw new CommandError('BadValue', `Cannot apply ${operator} to a non-array value`);
  return value;
}

const pull: Updater = (doc, path, operand, scope) => {
  const list = existing(doc, path, '$pull');
  if (list === null || scope === undefined) return;
  const isCondition = isDoc(operand) || (typeof operand === 'object' && operand !== null && '_bsontype' in operand && operand._bsontype === 'BSONRegExp');
  const goes = !isCondition
    ? (item: Value) => equal(item, operand)
    : isDoc(operand) && !isOperators(operand)
      ? ((matches) => (item: Value) => isDoc(item) && matches(item))(compileFilter(operand, scope))
      : ((matches) => (item: Value) => matches({ item }))(compileFilter({ item: operand }, scope));
  write(doc, path, list.filter((item) => !goes(item)));
};

const pullAll: Updater = (doc, path, operand) => {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$pullAll requires an array argument');
  const list = existing(doc, path, '$pullAll');
  if (list !== null) write(doc, path, list.filter((item) => !operand.some((gone) => equal(gone, item))));
};

/** Refuses a path that leads through something that has no fields. */
function refuseBlocked(doc: Doc, path: readonly string[]): void {
  let container: Value = doc;
  for (const part of path) {
    if (container === undefined) return;
    if (!isDoc(container) && !(Array.isArray(container) && position(part) !== null)) throw new CommandError('PathNotViable', `Cannot use the part (${part}) of (${path.join('.')}) to traverse the element`);
    container = inside(container, part);
  }
}

const pop: Updater = (doc, path, operand) => {
  const end = isNumber(operand) ? toNumber(operand) : NaN;
  if (end !== 1 && end !== -1) throw new CommandError('FailedToParse', '$pop expects 1 or -1');
  refuseBlocked(doc, path);
  const value = read(doc, path);
  if (value === undefined) return;
  if (!Array.isArray(value)) throw new CommandError('TypeMismatch', `Path '${path.join('.')}' contains an element of non-array type '${typeOf(value)}'`);
  write(doc, path, end === 1 ? value.slice(0, -1) : value.slice(1));
};

const rename: Updater = (doc, path, operand) => {
  if (typeof operand !== 'string') throw new CommandError('BadValue', `The 'to' field for $rename must be a string: ${path.join('.')}: ${String(operand)}`);
  const value = read(doc, path);
  if (value === undefined) return;
  remove(doc, path);
  write(doc, operand.split('.'), value);
};

const currentDate: Updater = (doc, path, operand, scope) => {
  const type = isDoc(operand) ? operand['$type'] : operand;
  const now = scope?.vars['NOW'] instanceof Date ? scope.vars['NOW'] : new Date();
  if (type === 'timestamp') write(doc, path, new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }));
  else if (type === true || type === 'date') write(doc, path, now);
  else throw new CommandError('BadValue', `${String(type)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`);
};

const set: Updater = (doc, path, operand) => write(doc, path, copy(operand));

const zeroLike = (operand: Numeric): Numeric => (operand instanceof Double || typeOf(operand) === 'double' ? new Double(0) : multiply(operand, 0));

/** The update operators. Each changes the document it is given. */
export const UPDATERS: Readonly<Record<string, Updater>> = {
  $set: set,
  $setOnInsert: set,
  $unset: (doc, path) => remove(doc, path),
  $inc: arithmetic('$inc', add, (operand) => operand),
  $mul: arithmetic('$mul', multiply, zeroLike),
  $min: extreme(-1),
  $max: extreme(1),
  $rename: rename,
  $currentDate: currentDate,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};
