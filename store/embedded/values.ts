import { BSON, type Binary, type BSONRegExp, type Code, Decimal128, Double, type Int32, type Long, type MaxKey, type MinKey, type ObjectId, type Timestamp } from 'mongodb';

/**
 * A BSON value as the engine holds it, so that no type is lost and the usual ones are plain:
 * a JavaScript number is an int when it is an integer of 32 bits and a double otherwise; a double that looks like an int stays a `Double`;
 * a bigint is a long; `undefined` is a field that is not there.
 */
export type Value =
  | undefined | null | boolean | number | bigint | string | Date
  | Double | Decimal128 | ObjectId | Binary | BSONRegExp | Timestamp | MinKey | MaxKey | Code
  | Value[] | Doc;

export interface Doc {
  [field: string]: Value;
}

/** Largest document, as MongoDB has it. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const DECODE = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

export function decode(bytes: Uint8Array): Doc {
  return plain(BSON.deserialize(bytes, DECODE)) as Doc;
}

export function encode(doc: Doc): Uint8Array {
  return BSON.serialize(doc, { ignoreUndefined: true });
}

/** Unwraps in place what bson wraps, except doubles that would be taken for ints. */
function plain(value: unknown): Value {
  if (typeof value !== 'object' || value === null) return value as Value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) value[index] = plain(value[index]);
    return value as Value[];
  }
  switch ((value as { _bsontype?: string })._bsontype) {
    case undefined:
      break;
    case 'Int32':
      return (value as Int32).value;
    case 'Double':
      return double((value as Double).value);
    case 'Long':
      return (value as Long).toBigInt();
    default:
      return value as Value;
  }
  if (value instanceof Date) return value;
  const doc = value as Doc;
  for (const field of Object.keys(doc)) {
    const inner = doc[field];
    if (typeof inner === 'object') put(doc, field, plain(inner));
  }
  return doc;
}

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;

export function isInt(value: number): boolean {
  return Number.isInteger(value) && value >= INT_MIN && value <= INT_MAX && !Object.is(value, -0);
}

/** A double, wrapped only where it would be taken for an int. */
export function double(value: number): number | Double {
  return isInt(value) ? new Double(value) : value;
}

/** An int where it fits, else a long. */
export function integer(value: bigint): number | bigint {
  return value >= INT_MIN && value <= INT_MAX ? Number(value) : BigInt.asIntN(64, value);
}

/** The field itself, never something inherited: names such as `__proto__` are data. */
export function get(doc: Doc, field: string): Value {
  return Object.hasOwn(doc, field) ? doc[field] : undefined;
}

export function put(doc: Doc, field: string, value: Value): void {
  if (field === '__proto__') Object.defineProperty(doc, field, { value, enumerable: true, configurable: true, writable: true });
  else doc[field] = value;
}

export function isDoc(value: Value): value is Doc {
  return typeOf(value) === 'object';
}

export function isNumber(value: Value): value is number | bigint | Double | Decimal128 {
  const type = typeOf(value);
  return type === 'int' || type === 'double' || type === 'long' || type === 'decimal';
}

export function copy<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => copy(item)) as T;
  if (!isDoc(value)) return value;
  const made: Doc = {};
  for (const field of Object.keys(value)) put(made, field, copy(value[field]));
  return made as T;
}

export type TypeName = keyof typeof TYPES;

/** BSON types: number in `$type`, place in the order of mixed types. */
export const TYPES = {
  missing: { code: NaN, order: 5 },
  minKey: { code: -1, order: 1 },
  undefined: { code: 6, order: 3 },
  null: { code: 10, order: 5 },
  int: { code: 16, order: 10 },
  long: { code: 18, order: 10 },
  double: { code: 1, order: 10 },
  decimal: { code: 19, order: 10 },
  string: { code: 2, order: 15 },
  symbol: { code: 14, order: 15 },
  object: { code: 3, order: 20 },
  array: { code: 4, order: 25 },
  binData: { code: 5, order: 30 },
  objectId: { code: 7, order: 35 },
  bool: { code: 8, order: 40 },
  date: { code: 9, order: 45 },
  timestamp: { code: 17, order: 47 },
  regex: { code: 11, order: 50 },
  javascript: { code: 13, order: 60 },
  maxKey: { code: 127, order: 127 },
} as const;

const WRAPPED: Readonly<Record<string, TypeName>> = {
  Double: 'double', Decimal128: 'decimal', ObjectId: 'objectId', Binary: 'binData', BSONRegExp: 'regex', Timestamp: 'timestamp',
  MinKey: 'minKey', MaxKey: 'maxKey', Code: 'javascript', BSONSymbol: 'symbol', Int32: 'int', Long: 'long',
};

export function typeOf(value: Value): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return isInt(value) ? 'int' : 'double';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    case 'undefined':
      return 'missing';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  const wrapped = (value as { _bsontype?: string })._bsontype;
  return wrapped === undefined || Object.hasOwn(value, '_bsontype') ? 'object' : (WRAPPED[wrapped] ?? 'object');
}

/** The type names and numbers that `$type` and `bsonType` take; `number` is any of the four. */
export function typeMatcher(wanted: Value): ((value: Value) => boolean) | null {
  if (wanted === 'number') return isNumber;
  const entry = Object.entries(TYPES).find(([name, { code }]) => name !== 'missing' && (name === wanted || code === (wanted instanceof Double ? wanted.value : wanted)));
  if (entry === undefined) return null;
  const [name] = entry;
  return (value) => typeOf(value) === name;
}

/** As JavaScript number; exactness beyond 53 bits is lost. */
export function toNumber(value: number | bigint | Double | Decimal128): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return Number(value.toString());
}
