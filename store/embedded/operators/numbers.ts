import { Decimal128 } from 'mongodb';
import { CommandError } from '../errors.ts';
import { compile, type Operator } from '../expressions.ts';
import { compare } from '../key.ts';
import { absolute, add, divide, floatingOr, isNullish, multiply, remainder, round, subtract, type Numeric } from '../numbers.ts';
import { double, isNumber, toNumber, type Value } from '../values.ts';
import { listed, mistyped, strict } from './arguments.ts';

function numbers(values: readonly Value[], name: string): Numeric[] {
  return values.map((value) => {
    if (!isNumber(value)) throw mistyped(name, 'numbers', 16_555);
    return value;
  });
}

const unary = (apply: (value: Numeric) => Value): Operator => strict(1, 1, ([value], name) => apply(numbers([value], name)[0] as Numeric));

const rounded = (mode: 'even' | 'truncate'): Operator =>
  strict(1, 2, ([value, places], name) => {
    const [number, digits = 0] = numbers(places === undefined ? [value] : [value, places], name) as [Numeric, Numeric?];
    return round(number, toNumber(digits), mode);
  });

export const numberOperators: Readonly<Record<string, Operator>> = {
  $add: strict(0, Infinity, (values, name) => {
    const dates = values.filter((value) => value instanceof Date);
    if (dates.length > 1) throw mistyped(name, 'one date at most', 16_612);
    const total = numbers(values.filter((value) => !(value instanceof Date)), name).reduce(add, 0);
    const [date] = dates;
    return date === undefined ? total : new Date(date.getTime() + Math.round(toNumber(total)));
  }),
  $subtract: strict(2, 2, ([one, other], name) => {
    if (one instanceof Date) {
      if (other instanceof Date) return BigInt(one.getTime() - other.getTime());
      return new Date(one.getTime() - Math.round(toNumber(numbers([other], name)[0] as Numeric)));
    }
    const [first, second] = numbers([one, other], name) as [Numeric, Numeric];
    return subtract(first, second);
  }),
  $multiply: strict(0, Infinity, (values, name) => numbers(values, name).reduce(multiply, 1)),
  $divide: strict(2, 2, (values, name) => {
    const [one, other] = numbers(values, name) as [Numeric, Numeric];
    if (toNumber(other) === 0) throw new CommandError('BadValue', "can't $divide by zero");
    return divide(one, other);
  }),
  $mod: strict(2, 2, (values, name) => {
    const [one, other] = numbers(values, name) as [Numeric, Numeric];
    if (toNumber(other) === 0) throw new CommandError('BadValue', "can't $mod by zero", { code: 16_610 });
    return remainder(one, other);
  }),
  $abs: unary(absolute),
  $ceil: unary((value) => floatingOr(value, Math.ceil)),
  $floor: unary((value) => floatingOr(value, Math.floor)),
  $round: rounded('even'),
  $trunc: rounded('truncate'),
  $sqrt: unary((value) => double(Math.sqrt(toNumber(value)))),
  $pow: strict(2, 2, (values, name) => {
    const [base, exponent] = numbers(values, name) as [Numeric, Numeric];
    const result = toNumber(base) ** toNumber(exponent);
    return typeof base === 'number' && typeof exponent === 'number' && Number.isSafeInteger(result) && Number.isInteger(base) && exponent >= 0 ? integerOrLong(result) : double(result);
  }),
  $sum: folded((values) => values.filter(isNumber).reduce<Numeric>(add, 0)),
  $avg: folded((values) => average(values)),
  $min: folded((values) => extreme(values, -1)),
  $max: folded((values) => extreme(values, 1)),
};

const integerOrLong = (value: number): Value => (Math.abs(value) < 2 ** 31 ? value : BigInt(value));

/** The accumulators as expressions: over their arguments, or over the array that the only argument is. */
function folded(apply: (values: readonly Value[]) => Value): Operator {
  return (operand, scope, name) => {
    if (Array.isArray(operand) && operand.length !== 1) return listed(0, Infinity, apply)(operand, scope, name);
    const only = compile(Array.isArray(operand) ? operand[0] : operand, scope);
    return (frame) => {
      const value = only(frame);
      return apply(Array.isArray(value) ? value : [value]);
    };
  };
}

/** Null without numbers; a double, or a decimal when one is among them. */
export function average(values: readonly Value[]): Value {
  const counted = values.filter(isNumber);
  if (counted.length === 0) return null;
  const total = counted.reduce<Numeric>(add, 0);
  return total instanceof Decimal128 ? divide(total, counted.length) : double(toNumber(total) / counted.length);
}

/** The least (-1) or greatest (1) value that is neither null nor missing. */
export function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let found: Value = null;
  for (const value of values) {
    if (!isNullish(value) && (found === null || compare(value, found) * sign > 0)) found = value;
  }
  return found;
}
