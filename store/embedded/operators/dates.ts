import { CommandError } from '../errors.ts';
import { compile, type Expression, type Frame, type Operator, type Scope } from '../expressions.ts';
import { isNullish } from '../numbers.ts';
import { isDoc, isNumber, toNumber, type Value } from '../values.ts';
import { mistyped, named } from './arguments.ts';
import { addUnits, asDate, differenceIn, format, isoWeek, local, offsetAt, parts, truncate, UNITS, type Unit } from '../dates.ts';

function date(value: Value, name: string): Date {
  const found = asDate(value);
  if (found === null) throw mistyped(name, 'a date', 16_006);
  return found;
}

function unit(value: Value, name: string): Unit {
  const found = UNITS.find((one) => one === value);
  if (found === undefined) throw new CommandError('FailedToParse', `${name}: unknown time unit value: ${String(value)}`);
  return found;
}

/** `{ $year: date }` and `{ $year: { date, timezone } }`. */
function part(read: (shifted: Date) => Value): Operator {
  return (operand, scope, name) => {
    const isNamed = isDoc(operand) && 'date' in operand;
    const args = isNamed ? named(operand, scope, name, ['date', 'timezone'], ['date']) : { date: compile(Array.isArray(operand) ? operand[0] : operand, scope) };
    return (frame) => {
      const value = args['date']?.(frame);
      return isNullish(value) ? null : read(local(date(value, name), zone(args, frame)));
    };
  };
}

function zone(args: Readonly<Record<string, Expression>>, frame: Frame): string | undefined {
  const value = args['timezone']?.(frame);
  return typeof value === 'string' ? value : undefined;
}

/** An operator with named arguments; null when one that is needed is null. */
function withArgs(known: readonly string[], needed: readonly string[], apply: (value: (name: string) => Value, timezone: string | undefined, name: string) => Value): Operator {
  return (operand: Value, scope: Scope, name: string) => {
    const args = named(operand, scope, name, known, needed);
    return (frame) => {
      const value = (field: string): Value => args[field]?.(frame);
      return needed.some((field) => isNullish(value(field))) ? null : apply(value, zone(args, frame), name);
    };
  };
}

const moved = (sign: 1 | -1): Operator =>
  withArgs(['startDate', 'unit', 'amount', 'timezone'], ['startDate', 'unit', 'amount'], (value, timezone, name) => {
    const amount = value('amount');
    if (!isNumber(amount)) throw mistyped(name, 'a number as amount', 5_166_405);
    return addUnits(date(value('startDate'), name), unit(value('unit'), name), toNumber(amount) * sign, timezone);
  });

export const dateOperators: Readonly<Record<string, Operator>> = {
  $year: part((at) => at.getUTCFullYear()),
  $month: part((at) => at.getUTCMonth() + 1),
  $dayOfMonth: part((at) => at.getUTCDate()),
  $hour: part((at) => at.getUTCHours()),
  $minute: part((at) => at.getUTCMinutes()),
  $second: part((at) => at.getUTCSeconds()),
  $millisecond: part((at) => at.getUTCMilliseconds()),
  $dayOfWeek: part((at) => at.getUTCDay() + 1),
  $isoDayOfWeek: part((at) => at.getUTCDay() || 7),
  $dayOfYear: part((at) => parts(at).dayOfYear),
  $isoWeek: part((at) => isoWeek(at).week),
  $isoWeekYear: part((at) => BigInt(isoWeek(at).year)),
  $dateToString: (operand, scope, name) => {
    const args = named(operand, scope, name, ['date', 'format', 'timezone', 'onNull'], ['date']);
    return (frame) => {
      const value = args['date']?.(frame);
      if (isNullish(value)) return args['onNull'] === undefined ? null : args['onNull'](frame);
      const pattern = args['format']?.(frame);
      const timezone = zone(args, frame);
      return format(date(value, name), typeof pattern === 'string' ? pattern : timezone === undefined || timezone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L', timezone);
    };
  },
  $dateFromString: (operand, scope, name) => {
    const args = named(operand, scope, name, ['dateString', 'timezone', 'onNull', 'onError'], ['dateString']);
    return (frame) => {
      const value = args['dateString']?.(frame);
      if (isNullish(value)) return args['onNull'] === undefined ? null : args['onNull'](frame);
      const found = typeof value === 'string' ? fromText(value, zone(args, frame)) : null;
      if (found !== null) return found;
      if (args['onError'] !== undefined) return args['onError'](frame);
      throw new CommandError('FailedToParse', `Error parsing date string '${String(value)}'`, { code: 241 });
    };
  },
  $dateTrunc: withArgs(['date', 'unit', 'binSize', 'timezone', 'startOfWeek'], ['date', 'unit'], (value, timezone, name) => {
    const size = value('binSize') ?? 1;
    const start = value('startOfWeek');
    return truncate(date(value('date'), name), unit(value('unit'), name), { binSize: isNumber(size) ? toNumber(size) : 1, timezone, startOfWeek: typeof start === 'string' ? start : 'sunday' });
  }),
  $dateAdd: moved(1),
  $dateSubtract: moved(-1),
  $dateDiff: withArgs(['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'], ['startDate', 'endDate', 'unit'], (value, timezone, name) => {
    const start = value('startOfWeek');
    return BigInt(differenceIn(unit(value('unit'), name), date(value('startDate'), name), date(value('endDate'), name), { timezone, startOfWeek: typeof start === 'string' ? start : 'sunday' }));
  }),
  $dateFromParts: withArgs(['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone'], ['year'], (value, timezone) => {
    const number = (field: string, otherwise: number): number => {
      const found = value(field);
      return isNumber(found) ? toNumber(found) : otherwise;
    };
    const shifted = new Date(Date.UTC(number('year', 0), number('month', 1) - 1, number('day', 1), number('hour', 0), number('minute', 0), number('second', 0), number('millisecond', 0)));
    return new Date(shifted.getTime() - offsetAt(shifted, timezone));
  }),
};

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

function fromText(text: string, timezone: string | undefined): Date | null {
  const found = ISO.exec(text.trim());
  if (found === null) return null;
  const hasZone = found[1] !== undefined;
  const full = `${text.trim().replace(' ', 'T')}${hasZone ? '' : text.includes(':') ? 'Z' : 'T00:00:00Z'}`;
  const parsed = new Date(full);
  if (Number.isNaN(parsed.getTime())) return null;
  return hasZone ? parsed : new Date(parsed.getTime() - offsetAt(parsed, timezone));
}
