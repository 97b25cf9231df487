import { CommandError } from '../errors.ts';
import { compile, declaring, truthy, withVars, type Operator } from '../expressions.ts';
import { compare, equal, key } from '../key.ts';
import { isNullish } from '../numbers.ts';
import { sorter } from '../sort.ts';
import { isDoc, isNumber, put, toNumber, type Doc, type Value } from '../values.ts';
import { listed, mistyped, named, object, single, strict } from './arguments.ts';

function array(value: Value, name: string): Value[] {
  if (!Array.isArray(value)) throw mistyped(name, 'an array', 28_689);
  return value;
}

function whole(value: Value, name: string): number {
  const number = isNumber(value) ? toNumber(value) : NaN;
  if (!Number.isInteger(number)) throw mistyped(name, 'whole numbers', 28_690);
  return number;
}

/** Array operators that take a function: `input`, `as`, and a body in which the element is a variable. */
function each(body: string, apply: (items: readonly Value[], evaluate: (item: Value) => Value, limit: Value) => Value): Operator {
  return (operand, scope, name) => {
    const { as = 'this', [body]: expression, limit, input } = object(operand, name);
    if (expression === undefined || input === undefined) throw new CommandError('FailedToParse', `Missing 'input' or '${body}' parameter to ${name}`, { code: 28_648 });
    const variable = String(as);
    const [list, inner, most] = [compile(input, scope), compile(expression, declaring(scope, [variable])), compile(limit, scope)];
    return (frame) => {
      const items = list(frame);
      if (isNullish(items)) return null;
      return apply(array(items, name), (item) => inner(withVars(frame, { [variable]: item })), most(frame));
    };
  };
}

/** Values without doubles, in MongoDB's order. */
function asSet(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [key(value), value])).entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}

export const arrayOperators: Readonly<Record<string, Operator>> = {
  $isArray: single((value) => Array.isArray(value)),
  $size: single((value, name) => {
    if (!Array.isArray(value)) throw mistyped(name, 'an array', 17_124);
    return value.length;
  }),
  $arrayElemAt: strict(2, 2, ([list, index], name) => array(list, name).at(whole(index, name))),
  $first: strict(1, 1, ([list], name) => array(list, name)[0]),
  $last: strict(1, 1, ([list], name) => array(list, name).at(-1)),
  $concatArrays: strict(0, Infinity, (lists, name) => lists.flatMap((list) => array(list, name))),
  $slice: strict(2, 3, ([list, one, other], name) => {
    const items = array(list, name);
    if (other === undefined) {
      const size = whole(one, name);
      return size < 0 ? items.slice(size) : items.slice(0, size);
    }
    const start = whole(one, name);
    const from = start < 0 ? Math.max(0, items.length + start) : start;
    return items.slice(from, from + whole(other, name));
  }),
  $reverseArray: strict(1, 1, ([list], name) => array(list, name).toReversed()),
  $range: listed(2, 3, ([from, to, step = 1]) => {
    const [start, end, by] = [from, to, step].map((value) => whole(value, '$range')) as [number, number, number];
    if (by === 0) throw new CommandError('BadValue', '$range requires a non-zero step value', { code: 34_449 });
    return Array.from({ length: Math.max(0, Math.ceil((end - start) / by)) }, (_, index) => start + index * by);
  }),
  $indexOfArray: listed(2, 4, ([list, value, from = 0, to]) => {
    if (isNullish(list)) return null;
    const end = to === undefined ? Infinity : whole(to, '$indexOfArray');
    return array(list, '$indexOfArray').findIndex((item, index) => index >= whole(from, '$indexOfArray') && index < end && equal(item, value));
  }),
  $filter: each('cond', (items, holds, limit) => items.filter((item) => truthy(holds(item))).slice(0, isNullish(limit) ? undefined : whole(limit, '$filter'))),
  $map: each('in', (items, evaluate) => items.map((item) => evaluate(item) ?? null)),
  $reduce: (operand, scope, name) => {
    const { input, initialValue, in: body } = object(operand, name);
    if (input === undefined || initialValue === undefined || body === undefined) throw new CommandError('FailedToParse', '$reduce needs input, initialValue and in', { code: 40_079 });
    const [list, first, inner] = [compile(input, scope), compile(initialValue, scope), compile(body, declaring(scope, ['this', 'value']))];
    return (frame) => {
      const items = list(frame);
      if (isNullish(items)) return null;
      return array(items, name).reduce<Value>((value, item) => inner(withVars(frame, { this: item, value })), first(frame));
    };
  },
  $setUnion: strict(0, Infinity, (lists, name) => asSet(lists.flatMap((list) => array(list, name)))),
  $setIntersection: strict(0, Infinity, (lists, name) => {
    const [first = [], ...rest] = lists.map((list) => new Map(array(list, name).map((value) => [key(value), value])));
    return asSet([...first].filter(([text]) => rest.every((other) => other.has(text))).map(([, value]) => value));
  }),
  $setDifference: strict(2, 2, ([one, other], name) => {
    const taken = new Set(array(other, name).map(key));
    const kept = new Map(array(one, name).filter((value) => !taken.has(key(value))).map((value) => [key(value), value]));
    return [...kept.values()];
  }),
  $setEquals: listed(2, Infinity, (lists) => {
    const [first, ...rest] = lists.map((list) => asSet(array(list, '$setEquals')));
    return rest.every((other) => equal(first, other));
  }),
  $setIsSubset: listed(2, 2, ([one, other]) => {
    const all = new Set(array(other, '$setIsSubset').map(key));
    return array(one, '$setIsSubset').every((value) => all.has(key(value)));
  }),
  $allElementsTrue: single((value, name) => array(value, name).every(truthy)),
  $anyElementTrue: single((value, name) => array(value, name).some(truthy)),
  $objectToArray: strict(1, 1, ([value]) => {
    if (!isDoc(value)) throw mistyped('$objectToArray', 'an object', 40_390);
    return Object.entries(value).map(([k, v]): Doc => ({ k, v }));
  }),
  $arrayToObject: strict(1, 1, ([value], name) => {
    const made: Doc = {};
    for (const item of array(value, name)) {
      const [field, inner] = Array.isArray(item) ? item : isDoc(item) ? [item['k'], item['v']] : [];
      if (typeof field !== 'string') throw mistyped(name, 'pairs of key and value', 40_392);
      put(made, field, inner);
    }
    return made;
  }),
  $sortArray: (operand, scope, name) => {
    const { input, sortBy } = object(operand, name);
    const list = compile(input, scope);
    return (frame) => {
      const items = list(frame);
      if (isNullish(items)) return null;
      if (!isDoc(sortBy)) return array(items, name).toSorted((one, other) => compare(one, other) * (sortBy === -1 ? -1 : 1));
      const order = sorter(sortBy);
      return array(items, name).toSorted((one, other) => order.compare(isDoc(one) ? one : {}, isDoc(other) ? other : {}));
    };
  },
  $zip: (operand, scope, name) => {
    const args = named(operand, scope, name, ['inputs', 'useLongestLength'], ['inputs']);
    return (frame) => {
      const inputs = array(args['inputs']?.(frame), name);
      if (inputs.some(isNullish)) return null;
      const lists = inputs.map((list) => array(list, name));
      const sizes = lists.map(({ length }) => length);
      const length = truthy(args['useLongestLength']?.(frame)) ? Math.max(...sizes) : Math.min(...sizes);
      return Array.from({ length }, (_, index) => lists.map((list) => list[index] ?? null));
    };
  },
};
