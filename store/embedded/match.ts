import { BSONRegExp, Decimal128, Double, MaxKey, MinKey } from 'mongodb';
import { CommandError } from './errors.ts';
import { compile, truthy, type Scope } from './expressions.ts';
import { compare, equal } from './key.ts';
import { some, split } from './paths.ts';
import { textMatcher } from './regex.ts';
import { schemaMatcher } from './schema.ts';
import { isDoc, isNumber, toNumber, typeMatcher, TYPES, typeOf, type Doc, type Value } from './values.ts';

export type Predicate = (doc: Doc) => boolean;
type Test = (value: Value) => boolean;

/** A condition on a path: some value there is accepted, or conditions that hold together, or do not. Each looks at the path by itself. */
type Condition = { readonly test: Test; readonly elements: boolean } | { readonly all: readonly Condition[] } | { readonly none: readonly Condition[] };

/** Whether some value that the path leads to is accepted; elements of an array at its end are looked at one by one, too. */
type Looks = (test: Test, elements: boolean) => boolean;

function holds(condition: Condition, looks: Looks): boolean {
  if ('test' in condition) return looks(condition.test, condition.elements);
  if ('all' in condition) return condition.all.every((inner) => holds(inner, looks));
  return !condition.none.every((inner) => holds(inner, looks));
}

/** Compiles a filter; throws BadValue for what MongoDB or this engine does not know. */
export function compileFilter(filter: Doc, scope: Scope): Predicate {
  const parts = Object.entries(filter).map(([name, value]) => (name.startsWith('$') ? topLevel(name, value, scope) : onPath(name, value, scope)));
  const [first, ...rest] = parts;
  if (first === undefined) return () => true;
  return rest.length === 0 ? first : (doc) => parts.every((part) => part(doc));
}

function topLevel(name: string, value: Value, scope: Scope): Predicate {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor': {
      const all = clauses(name, value).map((clause) => compileFilter(clause, scope));
      if (name === '$and') return (doc) => all.every((one) => one(doc));
      if (name === '$or') return (doc) => all.some((one) => one(doc));
      return (doc) => !all.some((one) => one(doc));
    }
    case '$expr': {
      const expression = compile(value, scope);
      return (doc) => truthy(expression({ root: doc, vars: scope.vars }));
    }
    case '$jsonSchema': {
      if (!isDoc(value)) throw new CommandError('TypeMismatch', '$jsonSchema must be an object');
      return schemaMatcher(value);
    }
    case '$comment':
      return () => true;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    default:
      throw new CommandError('BadValue', `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`);
  }
}

export function clauses(name: string, value: Value): Doc[] {
  if (!Array.isArray(value) || value.length === 0) throw new CommandError('BadValue', `${name} must be a nonempty array`);
  return value.map((clause) => {
    if (!isDoc(clause)) throw new CommandError('BadValue', `${name} entries need to be full objects`);
    return clause;
  });
}

/** Whether the value of a field in a filter is a set of operators. Mixed with fields it is refused, like MongoDB does. */
export function isOperators(value: Value): value is Doc {
  if (!isDoc(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && (names[0] ?? '').startsWith('$') && names[0] !== '$ref' && names[0] !== '$id';
}

function onPath(path: string, value: Value, scope: Scope): Predicate {
  const parts = split(path);
  const conditions = isOperators(value) ? operators(value, scope) : [value instanceof BSONRegExp ? like(value) : equals(value)];
  return (doc) => {
    const looks: Looks = (test, elements) => some(doc, parts, test, elements);
    return conditions.every((one) => holds(one, looks));
  };
}

function operators(value: Doc, scope: Scope): Condition[] {
  const names = Object.keys(value);
  if ('$options' in value && !('$regex' in value)) throw new CommandError('BadValue', '$options needs a $regex');
  return names.filter((name) => name !== '$options').map((name) => {
    if (name === '$regex') return like(value[name], value['$options']);
    return operator(name, value[name], scope);
  });
}

const condition = (test: Test, elements = true): Condition => ({ test, elements });
const not = (...none: readonly Condition[]): Condition => ({ none });

function operator(name: string, operand: Value, scope: Scope): Condition {
  switch (name) {
    case '$eq':
      return equals(operand);
    case '$ne':
      if (operand instanceof BSONRegExp) throw new CommandError('BadValue', "Can't have regex as arg to $ne.");
      return not(equals(operand));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (operand instanceof BSONRegExp) throw new CommandError('BadValue', `Can't have RegEx as arg to predicate over field.`);
      return condition(ordered(name, operand));
    case '$in':
      return condition(oneOf(name, operand));
    case '$nin':
      return not(condition(oneOf(name, operand)));
    case '$exists':
      return truthy(operand) ? condition((value) => value !== undefined, false) : not(condition((value) => value !== undefined, false));
    case '$type':
      return condition(ofType(operand));
    case '$not':
      return negation(operand, scope);
    case '$size':
      return condition(ofSize(operand), false);
    case '$mod':
      return condition(modulo(operand));
    case '$all':
      return containing(operand, scope);
    case '$elemMatch':
      return condition(element(operand, scope), false);
    default:
      throw new CommandError('BadValue', `unknown operator: ${name}`);
  }
}

const equals = (operand: Value): Condition => condition(equalTest(operand));
const like = (pattern: Value, options?: Value): Condition => condition(likeTest(pattern, options));

function equalTest(operand: Value): Test {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  return (value) => value !== undefined && equal(value, operand);
}

function likeTest(pattern: Value, options?: Value): Test {
  if (options !== undefined && typeof options !== 'string') throw new CommandError('BadValue', '$options has to be a string');
  if (pattern instanceof BSONRegExp) return textMatcher(pattern.pattern, options ?? pattern.options);
  if (typeof pattern !== 'string') throw new CommandError('BadValue', '$regex has to be a string');
  return textMatcher(pattern, options ?? '');
}

const isNaNumber = (value: Value): boolean => isNumber(value) && Number.isNaN(toNumber(value));

/** Values of other types are not compared; null compares with what is not there, MinKey and MaxKey with everything. */
function ordered(name: '$gt' | '$gte' | '$lt' | '$lte', operand: Value): Test {
  const fits = (sign: number): boolean => (sign === 0 ? name.endsWith('e') : name.startsWith('$g') ? sign > 0 : sign < 0);
  if (operand instanceof MinKey || operand instanceof MaxKey) return (value) => value !== undefined && fits(compare(value, operand));
  if (isNaNumber(operand)) return (value) => name.endsWith('e') && isNaNumber(value);
  const { order } = TYPES[typeOf(operand)];
  const isNull = operand === null || operand === undefined;
  return (value) => {
    if (value === undefined) return isNull && name.endsWith('e');
    return TYPES[typeOf(value)].order === order && !isNaNumber(value) && fits(compare(value, operand));
  };
}

function oneOf(name: string, operand: Value): Test {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', `${name} needs an array`);
  const tests = operand.map((item) => {
    if (isOperators(item)) throw new CommandError('BadValue', `cannot nest $ under ${name}`);
    return item instanceof BSONRegExp ? likeTest(item) : equalTest(item);
  });
  return (value) => tests.some((test) => test(value));
}

function ofType(operand: Value): Test {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((type) => {
    const matches = typeMatcher(type);
    if (matches === null) throw new CommandError(typeof type === 'string' || isNumber(type) ? 'BadValue' : 'TypeMismatch', `Unknown type name alias: ${String(type)}`);
    return matches;
  });
  if (wanted.length === 0) throw new CommandError('FailedToParse', '$type must match at least one type');
  return (value) => value !== undefined && wanted.some((matches) => matches(value));
}

function negation(operand: Value, scope: Scope): Condition {
  if (operand instanceof BSONRegExp) return not(like(operand));
  if (!isDoc(operand)) throw new CommandError('BadValue', '$not needs a regex or a document');
  const inner = operators(operand, scope);
  if (inner.length === 0 || !isOperators(operand)) throw new CommandError('BadValue', '$not cannot be empty');
  return not(...inner);
}

function ofSize(operand: Value): Test {
  const size = isNumber(operand) ? toNumber(operand) : NaN;
  if (!Number.isInteger(size) || size < 0) throw new CommandError('FailedToParse', 'Failed to parse $size: expected a non-negative integer');
  return (value) => Array.isArray(value) && value.length === size;
}

function modulo(operand: Value): Test {
  if (!Array.isArray(operand) || operand.length !== 2) throw new CommandError('BadValue', 'malformed mod, needs to be an array of two numbers');
  const [divisor, rest] = operand.map(whole);
  if (divisor == null || rest == null) throw new CommandError('BadValue', 'malformed mod, divisor and remainder must be numbers');
  if (divisor === 0n) throw new CommandError('BadValue', 'divisor cannot be 0');
  return (value) => {
    const number = whole(value);
    return number !== null && number % divisor === rest;
  };
}

/** The number without its fraction; null for what is not a finite number. */
function whole(value: Value): bigint | null {
  if (typeof value === 'bigint') return value;
  return isNumber(value) && Number.isFinite(toNumber(value)) ? BigInt(Math.trunc(toNumber(value))) : null;
}

/** Every value is there, each wherever the path leads: in several documents of an array, too. */
function containing(operand: Value, scope: Scope): Condition {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$all needs an array');
  if (operand.length === 0) return condition(() => false);
  return { all: operand.map((item) => {
    if (isDoc(item) && '$elemMatch' in item) return condition(element(item['$elemMatch'], scope), false);
    return item instanceof BSONRegExp ? like(item) : equals(item);
  }) };
}

function element(operand: Value, scope: Scope): Test {
  if (!isDoc(operand)) throw new CommandError('BadValue', '$elemMatch needs an Object');
  const first = Object.keys(operand)[0] ?? '';
  if (isOperators(operand) && !['$and', '$or', '$nor', '$expr', '$jsonSchema'].includes(first)) {
    const conditions = operators(operand, scope);
    return (value) => Array.isArray(value) && value.some((item) => conditions.every((one) => holds(one, (test) => test(item))));
  }
  const matches = compileFilter(operand, scope);
  return (value) => Array.isArray(value) && value.some((item) => (isDoc(item) ? matches(item) : Array.isArray(item) && matches({ ...item } as unknown as Doc)));
}

/** Whether a number is one that counts documents: a non-negative integer of any number type. */
export function asCount(name: string, value: Value): number {
  const number = isNumber(value) ? toNumber(value as number | bigint | Double | Decimal128) : NaN;
  if (!Number.isInteger(number) || number < 0) throw new CommandError('BadValue', `${name} must be a non-negative integer`);
  return number;
}
