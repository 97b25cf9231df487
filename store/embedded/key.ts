import { Decimal128, Double, type Binary, type BSONRegExp, type Code, type ObjectId, type Timestamp } from 'mongodb';
import { addExact, compareExact, exact, negate, type Exact } from './decimal.ts';
import { TYPES, typeOf, type Doc, type Value } from './values.ts';

/**
 * MongoDB's order of values as text: of two values the smaller one has the smaller key (compared by code unit, one byte each), and equal
 * values have equal keys whatever their number type. One encoding therefore serves comparison, sorting, grouping, distinct and every index.
 */
export function key(value: Value): string {
  const type = typeOf(value);
  return byte(TYPES[type].order) + body(value, type);
}

/** Negative, zero or positive, in MongoDB's order of values. */
export function compare(one: Value, other: Value): number {
  if (typeof one === 'number' && typeof other === 'number' && one === one && other === other) return one < other ? -1 : one > other ? 1 : 0;
  const [first, second] = [key(one), key(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

export function equal(one: Value, other: Value): boolean {
  return one === other || compare(one, other) === 0;
}

/** A key that sorts the other way round. */
export function inverted(text: string): string {
  let made = '';
  for (let index = 0; index < text.length; index += 1) made += byte(255 - text.charCodeAt(index));
  return made;
}

/** First key of the type, and the first one after it. */
export function bracket(value: Value): readonly [string, string] {
  const { order } = TYPES[typeOf(value)];
  return [byte(order), byte(order + 1)];
}

export const byte = (code: number): string => String.fromCharCode(code);

function body(value: Value, type: ReturnType<typeof typeOf>): string {
  switch (type) {
    case 'missing':
    case 'null':
    case 'minKey':
    case 'maxKey':
    case 'undefined':
      return '';
    case 'int':
    case 'double':
    case 'long':
    case 'decimal':
      return numberKey(value as number);
    case 'string':
      return textKey(value as string);
    case 'symbol':
      return textKey(String(value));
    case 'object':
      return objectKey(value as Doc);
    case 'array':
      return (value as Value[]).map(key).join('') + byte(0);
    case 'binData': {
      const data = Buffer.from((value as Binary).value());
      return fixed(BigInt(data.length), 4) + byte((value as Binary).sub_type) + data.toString('latin1');
    }
    case 'objectId':
      return Buffer.from((value as ObjectId).id).toString('latin1');
    case 'bool':
      return byte(value === true ? 1 : 0);
    case 'date':
      return fixed(BigInt((value as Date).getTime() || 0) + (1n << 63n), 8);
    case 'timestamp':
      return fixed((value as Timestamp).toBigInt(), 8);
    case 'regex':
      return textKey((value as BSONRegExp).pattern) + textKey((value as BSONRegExp).options);
    case 'javascript':
      return textKey(String((value as Code).code));
  }
}

/** Objects compare field by field: type, then name, then value. */
function objectKey(doc: Doc): string {
  let made = '';
  for (const field of Object.keys(doc)) {
    const value = doc[field];
    const type = typeOf(value);
    if (type !== 'missing') made += byte(TYPES[type].order) + textKey(field) + body(value, type);
  }
  return made + byte(0);
}

// Bytes above ASCII need UTF-8; a zero is written as 0 255 so that the end, 0 1, comes before any continuation.
// eslint-disable-next-line no-control-regex
const ASCII = /^[\x01-\x7f]*$/;

function textKey(text: string): string {
  const bytes = ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1').replaceAll('\0', '\0\xff');
  return `${bytes}\0\x01`;
}

function fixed(value: bigint, bytes: number): string {
  return Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex').toString('latin1');
}

const EXACT = byte(0);

/** The largest double that is not above the number, in sortable form, then what is missing to the number itself. */
function numberKey(value: number | bigint | Double | Decimal128): string {
  if (typeof value === 'number') return doubleKey(value) + EXACT;
  if (value instanceof Double) return doubleKey(value.value) + EXACT;
  const whole = exact(value);
  if (whole === null) return doubleKey(Number(value.toString())) + EXACT;
  let below = Number(value.toString());
  if (typeof value === 'bigint' && Number.isSafeInteger(below)) return doubleKey(below) + EXACT;
  let rest = remainder(whole, below);
  if (rest === null) {
    below = previous(below);
    rest = remainder(whole, below);
  }
  if (rest === null || rest.digits === 0n) return doubleKey(below) + EXACT;
  const digits = rest.digits.toString();
  return doubleKey(below) + byte(1) + fixed(BigInt(digits.length + rest.exponent + 16_384), 2) + digits.replace(/0+$/, '') + byte(0);
}

/** What is missing from the double to the number; null when the double is above it. */
function remainder(whole: Exact, below: number): Exact | null {
  const floor = exact(below);
  if (floor === null) return below < 0 ? whole : null;
  return compareExact(floor, whole) > 0 ? null : addExact(whole, negate(floor));
}

const view = new DataView(new ArrayBuffer(8));
const bytes = Buffer.from(view.buffer);

function doubleKey(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0\0\0\0\0';
  view.setFloat64(0, value === 0 ? 0 : value);
  const high = view.getUint32(0);
  if (high >= 0x8000_0000) {
    view.setUint32(0, ~high >>> 0);
    view.setUint32(4, ~view.getUint32(4) >>> 0);
  } else {
    view.setUint32(0, (high | 0x8000_0000) >>> 0);
  }
  return bytes.toString('latin1');
}

function previous(value: number): number {
  if (value === Infinity) return Number.MAX_VALUE;
  view.setFloat64(0, value);
  const bits = view.getBigInt64(0);
  if (value === 0) return -Number.MIN_VALUE;
  view.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return view.getFloat64(0);
}
