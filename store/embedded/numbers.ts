import { Decimal128, Double } from 'mongodb';
import { addExact, decimalOf, isDecimal, multiplyExact, negate, toDecimal, type Exact } from './decimal.ts';
import { double, integer, isInt, toNumber, type Value } from './values.ts';

export type Numeric = number | bigint | Double | Decimal128;

const isLongOrInt = (value: Numeric): value is number | bigint => typeof value === 'bigint' || (typeof value === 'number' && isInt(value));
const NOT_A_NUMBER = Decimal128.fromString('NaN');

/** Sums keep the widest type: decimal, else double, else long, else int; an int that overflows becomes a long, a long a double. */
export function add(one: Numeric, other: Numeric): Numeric {
  return combine(one, other, (a, b) => a + b, (a, b) => a + b, addExact);
}

export function subtract(one: Numeric, other: Numeric): Numeric {
  return combine(one, other, (a, b) => a - b, (a, b) => a - b, (a, b) => addExact(a, negate(b)));
}

export function multiply(one: Numeric, other: Numeric): Numeric {
  return combine(one, other, (a, b) => a * b, (a, b) => a * b, multiplyExact);
}

function combine(
  one: Numeric,
  other: Numeric,
  floats: (one: number, other: number) => number,
  integers: (one: bigint, other: bigint) => bigint,
  exacts: (one: Exact, other: Exact) => Exact,
): Numeric {
  if (isDecimal(one) || isDecimal(other)) {
    const [first, second] = [decimalOf(one), decimalOf(other)];
    return first === null || second === null ? NOT_A_NUMBER : toDecimal(exacts(first, second));
  }
  if (isLongOrInt(one) && isLongOrInt(other)) {
    const result = integers(BigInt(one), BigInt(other));
    if (typeof one === 'bigint' || typeof other === 'bigint') return BigInt.asIntN(64, result) === result ? result : double(Number(result));
    return integer(result);
  }
  return double(floats(toNumber(one), toNumber(other)));
}

/** Always a double, or a decimal. */
export function divide(one: Numeric, other: Numeric): Numeric {
  if (!isDecimal(one) && !isDecimal(other)) return double(toNumber(one) / toNumber(other));
  const [first, second] = [decimalOf(one), decimalOf(other)];
  if (first === null || second === null) return NOT_A_NUMBER;
  // Enough digits for 34 exact ones and the rounding.
  const places = 40 + second.digits.toString().length;
  return toDecimal({ digits: (first.digits * 10n ** BigInt(places)) / second.digits, exponent: first.exponent - second.exponent - places });
}

export function remainder(one: Numeric, other: Numeric): Numeric {
  if (isDecimal(one) || isDecimal(other)) return Decimal128.fromString(String(toNumber(one) % toNumber(other)));
  if (isLongOrInt(one) && isLongOrInt(other)) {
    const result = BigInt(one) % BigInt(other);
    return typeof one === 'bigint' || typeof other === 'bigint' ? result : Number(result);
  }
  return double(toNumber(one) % toNumber(other));
}

/** Keeps the number type; `places` may be negative. Halves go to the even neighbour. */
export function round(value: Numeric, places: number, mode: 'even' | 'truncate'): Numeric {
  if (isLongOrInt(value)) return places >= 0 ? value : integerLike(value, roundTo(value, places, mode));
  const whole = decimalExpansion(value);
  if (whole === null) return value;
  const drop = -whole.exponent - places;
  if (drop <= 0) return value;
  const kept = mode === 'even' ? halfEven(whole.digits, drop) : whole.digits / 10n ** BigInt(drop);
  return isDecimal(value) ? toDecimal({ digits: kept, exponent: -places }) : double(Number(`${kept}e${-places}`));
}

function roundTo(value: number | bigint, places: number, mode: 'even' | 'truncate'): bigint {
  const unit = 10n ** BigInt(-places);
  return (mode === 'even' ? halfEven(BigInt(value), -places) : BigInt(value) / unit) * unit;
}

const integerLike = (value: number | bigint, result: bigint): Numeric => (typeof value === 'bigint' ? result : integer(result));

/** A double rounds as the decimal number it is written as. */
function decimalExpansion(value: Numeric): Exact | null {
  return isDecimal(value) ? decimalOf(value) : decimalOf(Decimal128.fromString(String(toNumber(value))));
}

function halfEven(digits: bigint, places: number): bigint {
  const unit = 10n ** BigInt(places);
  const quotient = digits / unit;
  const rest = (digits < 0n ? -(digits % unit) : digits % unit) * 2n;
  return rest > unit || (rest === unit && quotient % 2n !== 0n) ? quotient + (digits < 0n ? -1n : 1n) : quotient;
}

/** Applies a function of doubles, keeping ints and longs as they are where they are whole. */
export function floatingOr(value: Numeric, apply: (value: number) => number): Numeric {
  if (isLongOrInt(value)) return value;
  if (isDecimal(value)) return Decimal128.fromString(String(apply(toNumber(value))));
  return double(apply(toNumber(value)));
}

export function absolute(value: Numeric): Numeric {
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  if (isDecimal(value)) return Decimal128.fromString(value.toString().replace('-', ''));
  if (value instanceof Double) return double(Math.abs(value.value));
  return isInt(value) ? integer(BigInt(Math.abs(value))) : Math.abs(value);
}

export function isNullish(value: Value): value is null | undefined {
  return value === null || value === undefined;
}
