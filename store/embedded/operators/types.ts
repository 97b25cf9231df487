import { Decimal128, Double, ObjectId } from 'mongodb';
import { decimalOf, toDecimal } from '../decimal.ts';
import { CommandError } from '../errors.ts';
import { truthy, type Operator } from '../expressions.ts';
import { isNullish } from '../numbers.ts';
import { double, isNumber, toNumber, TYPES, typeOf, type Value } from '../values.ts';
import { asDate } from '../dates.ts';
import { named, single, strict } from './arguments.ts';

function refused(value: Value, to: string): CommandError {
  return new CommandError('FailedToParse', `Failed to convert ${typeOf(value)} to ${to} in $convert with no onError value`, { code: 241 });
}

function whole(value: Value, to: 'int' | 'long'): Value {
  const [least, most] = to === 'int' ? [-(2n ** 31n), 2n ** 31n - 1n] : [-(2n ** 63n), 2n ** 63n - 1n];
  let number: bigint;
  if (typeof value === 'bigint') number = value;
  else if (typeof value === 'boolean') number = value ? 1n : 0n;
  else if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) number = BigInt(value);
  else if (value instanceof Date && to === 'long') number = BigInt(value.getTime());
  else if (value instanceof Decimal128 && decimalOf(value) !== null) {
    const { digits, exponent } = decimalOf(value) as { digits: bigint; exponent: number };
    number = exponent < 0 ? digits / 10n ** BigInt(-exponent) : digits * 10n ** BigInt(exponent);
  } else if (isNumber(value) && Number.isFinite(toNumber(value))) number = BigInt(Math.trunc(toNumber(value)));
  else throw refused(value, to);
  if (number < least || number > most) throw refused(value, to);
  return to === 'int' ? Number(number) : number;
}

/** Conversion of one value that is neither null nor missing. */
function convert(value: Value, to: string): Value {
  switch (to) {
    case 'int':
    case 'long':
      return whole(value, to);
    case 'double':
      if (typeof value === 'string') return /^\s*$/.test(value) || Number.isNaN(Number(value)) ? fail(value, to) : double(Number(value));
      if (typeof value === 'boolean') return double(value ? 1 : 0);
      if (value instanceof Date) return double(value.getTime());
      return isNumber(value) ? double(toNumber(value)) : fail(value, to);
    case 'decimal':
      if (typeof value === 'string') return decimalText(value) ?? fail(value, to);
      if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
      return isNumber(value) ? asDecimal(value) : fail(value, to);
    case 'bool':
      return isNumber(value) ? truthy(value) : typeof value === 'boolean' ? value : true;
    case 'string':
      return asText(value);
    case 'date': {
      if (typeof value === 'string') {
        const parsed = new Date(/[Z+]|-\d{2}:?\d{2}$/.test(value.slice(10)) || !value.includes(':') ? value : `${value}Z`);
        return Number.isNaN(parsed.getTime()) ? fail(value, to) : parsed;
      }
      return asDate(value) ?? (isNumber(value) && typeOf(value) !== 'int' ? new Date(Math.trunc(toNumber(value))) : fail(value, to));
    }
    case 'objectId':
      if (value instanceof ObjectId) return value;
      return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : fail(value, to);
    default:
      throw new CommandError('BadValue', `Unknown type name: ${to}`);
  }
}

function fail(value: Value, to: string): never {
  throw refused(value, to);
}

function decimalText(text: string): Decimal128 | null {
  try {
    return Decimal128.fromString(text);
  } catch {
    return null;
  }
}

function asDecimal(value: number | bigint | Double | Decimal128): Value {
  if (value instanceof Decimal128) return value;
  const found = decimalOf(value);
  return found === null ? Decimal128.fromString(String(toNumber(value))) : toDecimal(found);
}

function asText(value: Value): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  return isNumber(value) ? value.toString() : fail(value, 'string');
}

const to = (type: string): Operator => strict(1, 1, ([value]) => convert(value, type));

export const typeOperators: Readonly<Record<string, Operator>> = {
  $type: single((value) => typeOf(value)),
  $isNumber: single((value) => isNumber(value)),
  $toInt: to('int'),
  $toLong: to('long'),
  $toDouble: to('double'),
  $toDecimal: to('decimal'),
  $toBool: to('bool'),
  $toString: to('string'),
  $toDate: to('date'),
  $toObjectId: to('objectId'),
  $convert: (operand, scope, name) => {
    const args = named(operand, scope, name, ['input', 'to', 'onError', 'onNull'], ['input', 'to']);
    return (frame) => {
      const [input, type] = [args['input']?.(frame), args['to']?.(frame)];
      if (isNullish(input)) return args['onNull'] === undefined ? null : args['onNull'](frame);
      const target = isNumber(type) ? Object.entries(TYPES).find(([, { code }]) => code === toNumber(type))?.[0] : type;
      try {
        return convert(input, String(target));
      } catch (error) {
        if (args['onError'] === undefined) throw error;
        return args['onError'](frame);
      }
    };
  },
};
