import { Decimal128, Double } from 'mongodb';
import type { Value } from './values.ts';

/** An exact number: `digits × 10^exponent`. */
export interface Exact {
  readonly digits: bigint;
  readonly exponent: number;
}

const PRECISION = 34;
const PATTERN = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** Reads a finite number of any BSON type exactly; null for NaN and the infinities. */
export function exact(value: number | bigint | Double | Decimal128): Exact | null {
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  if (value instanceof Decimal128) return parse(value.toString());
  const number = value instanceof Double ? value.value : value;
  if (!Number.isFinite(number)) return null;
  if (Number.isInteger(number)) return { digits: BigInt(number), exponent: 0 };
  return binary(number);
}

function parse(text: string): Exact | null {
  const found = PATTERN.exec(text);
  if (found === null) return null;
  const [, sign = '', whole = '', part = '', exponent = '0'] = found;
  return { digits: BigInt(`${whole}${part}`) * (sign === '-' ? -1n : 1n), exponent: Number(exponent) - part.length };
}

/** The exact decimal expansion of a double that is not an integer. */
function binary(number: number): Exact {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(number));
  const bits = view.getBigUint64(0);
  const power = Number(bits >> 52n);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const mantissa = power === 0 ? fraction : fraction | (1n << 52n);
  const shift = (power === 0 ? 1 : power) - 1075;
  const digits = mantissa * 5n ** BigInt(-shift);
  return { digits: number < 0 ? -digits : digits, exponent: shift };
}

function aligned(one: Exact, other: Exact): [bigint, bigint, number] {
  const exponent = Math.min(one.exponent, other.exponent);
  const scale = ({ digits, exponent: own }: Exact): bigint => digits * 10n ** BigInt(own - exponent);
  return [scale(one), scale(other), exponent];
}

export function addExact(one: Exact, other: Exact): Exact {
  const [first, second, exponent] = aligned(one, other);
  return { digits: first + second, exponent };
}

export function multiplyExact(one: Exact, other: Exact): Exact {
  return { digits: one.digits * other.digits, exponent: one.exponent + other.exponent };
}

export function negate({ digits, exponent }: Exact): Exact {
  return { digits: -digits, exponent };
}

export function compareExact(one: Exact, other: Exact): number {
  const [first, second] = aligned(one, other);
  return first < second ? -1 : first > second ? 1 : 0;
}

/** As Decimal128: 34 digits, half to even. */
export function toDecimal({ digits, exponent }: Exact): Decimal128 {
  let kept = digits;
  let power = exponent;
  const excess = abs(kept).toString().length - PRECISION;
  if (excess > 0) {
    kept = roundHalfEven(kept, excess);
    power += excess;
    if (abs(kept).toString().length > PRECISION) {
      kept /= 10n;
      power += 1;
    }
  }
  return Decimal128.fromString(`${kept}E${power}`);
}

/** Divides by `10^places`, half to even. */
export function roundHalfEven(digits: bigint, places: number): bigint {
  const unit = 10n ** BigInt(places);
  const quotient = digits / unit;
  const rest = abs(digits % unit) * 2n;
  const up = rest > unit || (rest === unit && quotient % 2n !== 0n);
  return up ? quotient + (digits < 0n ? -1n : 1n) : quotient;
}

/** A double takes part in decimal arithmetic with its 15 significant digits, as MongoDB converts it. */
export function decimalOf(value: number | bigint | Double | Decimal128): Exact | null {
  if (typeof value === 'bigint' || value instanceof Decimal128) return exact(value);
  const number = value instanceof Double ? value.value : value;
  if (!Number.isFinite(number)) return null;
  return Number.isInteger(number) ? exact(number) : parse(Number(number).toPrecision(15));
}

export function isDecimal(value: Value): value is Decimal128 {
  return value instanceof Decimal128;
}

const abs = (digits: bigint): bigint => (digits < 0n ? -digits : digits);
