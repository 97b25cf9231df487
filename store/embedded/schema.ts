import { CommandError } from './errors.ts';
import { compare, equal } from './key.ts';
import { isDoc, isNumber, toNumber, typeMatcher, type Doc, type Value } from './values.ts';

type Check = (value: Value) => boolean;

const JSON_TYPES: Readonly<Record<string, string>> = { object: 'object', array: 'array', number: 'number', boolean: 'bool', string: 'string', null: 'null' };
const DESCRIBING = new Set(['title', 'description']);

/** Compiles `$jsonSchema` (draft 4 with `bsonType`, as MongoDB has it); a keyword that it does not have is refused. */
export function schemaMatcher(schema: Doc): (value: Value) => boolean {
  const checks = Object.entries(schema).filter(([keyword]) => !DESCRIBING.has(keyword)).map(([keyword, operand]) => check(keyword, operand, schema));
  return (value) => checks.every((one) => one(value));
}

function check(keyword: string, operand: Value, schema: Doc): Check {
  switch (keyword) {
    case 'bsonType':
      return ofType(operand, (name) => name);
    case 'type':
      return ofType(operand, (name) => JSON_TYPES[name] ?? name);
    case 'enum': {
      const values = list(keyword, operand);
      return (value) => values.some((item) => equal(item, value));
    }
    case 'allOf':
    case 'anyOf':
    case 'oneOf': {
      const inner = list(keyword, operand).map((item) => schemaMatcher(object(keyword, item)));
      if (keyword === 'allOf') return (value) => inner.every((matches) => matches(value));
      if (keyword === 'anyOf') return (value) => inner.some((matches) => matches(value));
      return (value) => inner.filter((matches) => matches(value)).length === 1;
    }
    case 'not': {
      const inner = schemaMatcher(object(keyword, operand));
      return (value) => !inner(value);
    }
    case 'minimum':
    case 'maximum':
      return bound(keyword, operand, schema[keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true);
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      if (typeof operand !== 'boolean') throw mistyped(keyword, 'a boolean beside minimum or maximum');
      return () => true;
    case 'multipleOf': {
      const unit = number(keyword, operand);
      return (value) => !isNumber(value) || toNumber(value) % unit === 0;
    }
    case 'minLength':
    case 'maxLength':
      return size(keyword, operand, (value) => (typeof value === 'string' ? [...value].length : null));
    case 'minItems':
    case 'maxItems':
      return size(keyword, operand, (value) => (Array.isArray(value) ? value.length : null));
    case 'minProperties':
    case 'maxProperties':
      return size(keyword, operand, (value) => (isDoc(value) ? Object.keys(value).length : null));
    case 'pattern': {
      if (typeof operand !== 'string') throw mistyped(keyword, 'a string');
      const pattern = new RegExp(operand, 'u');
      return (value) => typeof value !== 'string' || pattern.test(value);
    }
    case 'uniqueItems':
      return (value) => operand !== true || !Array.isArray(value) || value.every((item, index) => value.findIndex((other) => equal(other, item)) === index);
    case 'items':
    case 'additionalItems':
      return items(keyword, operand, schema);
    case 'required': {
      const names = list(keyword, operand);
      return (value) => !isDoc(value) || names.every((name) => Object.hasOwn(value, String(name)));
    }
    case 'properties': {
      const inner = Object.entries(object(keyword, operand)).map(([name, item]) => [name, schemaMatcher(object(keyword, item))] as const);
      return (value) => !isDoc(value) || inner.every(([name, matches]) => !Object.hasOwn(value, name) || matches(value[name]));
    }
    case 'patternProperties': {
      const inner = Object.entries(object(keyword, operand)).map(([name, item]) => [new RegExp(name, 'u'), schemaMatcher(object(keyword, item))] as const);
      return (value) => !isDoc(value) || Object.entries(value).every(([name, item]) => inner.every(([pattern, matches]) => !pattern.test(name) || matches(item)));
    }
    case 'additionalProperties':
      return additional(operand, schema);
    case 'dependencies':
      return dependencies(object(keyword, operand));
    default:
      throw new CommandError('FailedToParse', `Unknown $jsonSchema keyword: ${keyword}`);
  }
}

function ofType(operand: Value, translate: (name: string) => string): Check {
  const types = (Array.isArray(operand) ? operand : [operand]).map((name) => {
    const matches = typeof name === 'string' ? typeMatcher(translate(name)) : null;
    if (matches === null) throw new CommandError('BadValue', `Unknown type name alias: ${String(name)}`);
    return matches;
  });
  return (value) => types.some((matches) => matches(value));
}

function bound(keyword: 'minimum' | 'maximum', operand: Value, exclusive: boolean): Check {
  if (!isNumber(operand)) throw mistyped(keyword, 'a number');
  return (value) => {
    if (!isNumber(value)) return true;
    const sign = compare(value, operand) * (keyword === 'minimum' ? 1 : -1);
    return exclusive ? sign > 0 : sign >= 0;
  };
}

function size(keyword: string, operand: Value, measure: (value: Value) => number | null): Check {
  const limit = number(keyword, operand);
  return (value) => {
    const found = measure(value);
    return found === null || (keyword.startsWith('min') ? found >= limit : found <= limit);
  };
}

function items(keyword: string, operand: Value, schema: Doc): Check {
  if (keyword === 'items' && isDoc(operand)) {
    const matches = schemaMatcher(operand);
    return (value) => !Array.isArray(value) || value.every(matches);
  }
  if (keyword === 'items') {
    const inner = list(keyword, operand).map((item) => schemaMatcher(object(keyword, item)));
    return (value) => !Array.isArray(value) || inner.every((matches, index) => index >= value.length || matches(value[index]));
  }
  const first = Array.isArray(schema['items']) ? schema['items'].length : Infinity;
  const matches = isDoc(operand) ? schemaMatcher(operand) : () => operand !== false;
  return (value) => !Array.isArray(value) || value.slice(first).every(matches);
}

function additional(operand: Value, schema: Doc): Check {
  const named = new Set(isDoc(schema['properties']) ? Object.keys(schema['properties']) : []);
  const patterns = isDoc(schema['patternProperties']) ? Object.keys(schema['patternProperties']).map((name) => new RegExp(name, 'u')) : [];
  const matches = isDoc(operand) ? schemaMatcher(operand) : () => operand !== false;
  return (value) =>
    !isDoc(value) ||
    Object.entries(value).every(([name, item]) => named.has(name) || patterns.some((pattern) => pattern.test(name)) || matches(item));
}

function dependencies(rules: Doc): Check {
  const checks = Object.entries(rules).map(([name, rule]): Check => {
    const matches = Array.isArray(rule) ? (value: Value) => isDoc(value) && rule.every((other) => Object.hasOwn(value, String(other))) : schemaMatcher(object('dependencies', rule));
    return (value) => !isDoc(value) || !Object.hasOwn(value, name) || matches(value);
  });
  return (value) => checks.every((one) => one(value));
}

function list(keyword: string, operand: Value): Value[] {
  if (!Array.isArray(operand)) throw mistyped(keyword, 'an array');
  return operand;
}

function object(keyword: string, operand: Value): Doc {
  if (!isDoc(operand)) throw mistyped(keyword, 'an object');
  return operand;
}

function number(keyword: string, operand: Value): number {
  if (!isNumber(operand)) throw mistyped(keyword, 'a number');
  return toNumber(operand);
}

function mistyped(keyword: string, expected: string): CommandError {
  return new CommandError('TypeMismatch', `$jsonSchema keyword '${keyword}' must be ${expected}`);
}
