import { ObjectId, Timestamp } from 'mongodb';
import { CommandError } from './errors.ts';
import type { Value } from './values.ts';

export const UNITS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
export type Unit = (typeof UNITS)[number];

const MILLISECONDS: Readonly<Partial<Record<Unit, number>>> = { week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1_000, millisecond: 1 };
const MONTHS: Readonly<Partial<Record<Unit, number>>> = { year: 12, quarter: 3, month: 1 };
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
// Bins of several units are counted from here, as MongoDB does.
const REFERENCE = Date.UTC(2000, 0, 1);

export function asDate(value: Value): Date | null {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  return value instanceof Timestamp ? new Date(value.getHighBitsUnsigned() * 1000) : null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the zone is ahead of UTC at this instant. Zones are offsets (`+03:00`) or names (`Africa/Nairobi`). */
export function offsetAt(at: Date, timezone: string | undefined): number {
  if (timezone === undefined || timezone === 'UTC' || timezone === 'GMT' || timezone === 'Z') return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(timezone);
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0)) * 60_000;
  const found = Object.fromEntries(formatOf(timezone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    const kept = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    formats.set(timeZone, kept);
    return kept;
  } catch {
    throw new CommandError('FailedToParse', `unrecognized time zone identifier: "${timeZone}"`, { code: 40_485 });
  }
}

/** The instant moved so that its UTC fields are the local ones. */
export function local(at: Date, timezone: string | undefined): Date {
  return new Date(at.getTime() + offsetAt(at, timezone));
}

function global(shifted: number, timezone: string | undefined): Date {
  const guess = shifted - offsetAt(new Date(shifted), timezone);
  return new Date(shifted - offsetAt(new Date(guess), timezone));
}

export function parts(at: Date): { readonly dayOfYear: number } {
  return { dayOfYear: Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1 };
}

export function isoWeek(at: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 4 - (at.getUTCDay() || 7)));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7) };
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

export function format(at: Date, pattern: string, timezone: string | undefined): string {
  const shifted = local(at, timezone);
  const minutes = Math.round(offsetAt(at, timezone) / 60_000);
  const fields: Readonly<Record<string, () => string>> = {
    Y: () => pad(shifted.getUTCFullYear(), 4),
    m: () => pad(shifted.getUTCMonth() + 1, 2),
    d: () => pad(shifted.getUTCDate(), 2),
    H: () => pad(shifted.getUTCHours(), 2),
    M: () => pad(shifted.getUTCMinutes(), 2),
    S: () => pad(shifted.getUTCSeconds(), 2),
    L: () => pad(shifted.getUTCMilliseconds(), 3),
    j: () => pad(parts(shifted).dayOfYear, 3),
    u: () => String(shifted.getUTCDay() || 7),
    w: () => String(shifted.getUTCDay() + 1),
    G: () => pad(isoWeek(shifted).year, 4),
    V: () => pad(isoWeek(shifted).week, 2),
    z: () => `${minutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(minutes) / 60), 2)}${pad(Math.abs(minutes) % 60, 2)}`,
    Z: () => (minutes < 0 ? '-' : '+') + String(Math.abs(minutes)),
    '%': () => '%',
  };
  return pattern.replaceAll(/%(.)/g, (_, letter: string) => {
    const field = fields[letter];
    if (field === undefined) throw new CommandError('FailedToParse', `Invalid format character '%${letter}' in format string`, { code: 18_536 });
    return field();
  });
}

/** Adds calendar units in the zone: a month later is the same day, or the last of the month. */
export function addUnits(at: Date, unit: Unit, amount: number, timezone: string | undefined): Date {
  const months = MONTHS[unit];
  const shifted = local(at, timezone);
  if (months === undefined) {
    const span = (MILLISECONDS[unit] ?? 1) * amount;
    return unit === 'week' || unit === 'day' ? global(shifted.getTime() + span, timezone) : new Date(at.getTime() + span);
  }
  const first = Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth() + months * amount, 1);
  const last = new Date(Date.UTC(new Date(first).getUTCFullYear(), new Date(first).getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(shifted.getUTCDate(), last) - 1;
  return global(first + day * 86_400_000 + (shifted.getTime() - Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth(), shifted.getUTCDate())), timezone);
}

interface WeekOptions {
  readonly timezone: string | undefined;
  readonly startOfWeek: string;
}

/** The number of the unit's period since the reference, in local time. */
function period(shifted: Date, unit: Unit, startOfWeek: string): number {
  const months = MONTHS[unit];
  if (months !== undefined) return Math.floor(((shifted.getUTCFullYear() - 2000) * 12 + shifted.getUTCMonth()) / months);
  const span = MILLISECONDS[unit] ?? 1;
  return Math.floor((shifted.getTime() - REFERENCE - (unit === 'week' ? weekShift(startOfWeek) : 0)) / span);
}

/** The reference is a Saturday: milliseconds from it to the first start of a week. */
function weekShift(startOfWeek: string): number {
  const day = WEEKDAYS.findIndex((name) => name === startOfWeek.toLowerCase() || name.slice(0, 3) === startOfWeek.toLowerCase());
  if (day < 0) throw new CommandError('FailedToParse', `unknown day of week value: ${startOfWeek}`);
  return ((day + 1) % 7) * 86_400_000;
}

export function truncate(at: Date, unit: Unit, { binSize, timezone, startOfWeek }: WeekOptions & { readonly binSize: number }): Date {
  const index = Math.floor(period(local(at, timezone), unit, startOfWeek) / binSize) * binSize;
  const months = MONTHS[unit];
  if (months !== undefined) return global(Date.UTC(2000, index * months, 1), timezone);
  const start = REFERENCE + (unit === 'week' ? weekShift(startOfWeek) : 0);
  return global(start + index * (MILLISECONDS[unit] ?? 1), timezone);
}

/** How many borders of the unit lie between. */
export function differenceIn(unit: Unit, from: Date, to: Date, { timezone, startOfWeek }: WeekOptions): number {
  return period(local(to, timezone), unit, startOfWeek) - period(local(from, timezone), unit, startOfWeek);
}
