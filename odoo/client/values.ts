import { GraphError } from '../../platform/errors.ts';

/**
 * Odoo's values as the graph wants them. Odoo says `false` for every empty value that is not a number; only a boolean's
 * `false` is a value. `0` and `""` are values and stay.
 */

export function asBoolean(raw: unknown): boolean {
  return raw === true;
}

/** char, text, html, selection, binary. */
export function asText(raw: unknown): string | null {
  return typeof raw === 'string' ? raw : null;
}

export function asInteger(raw: unknown): number | null {
  return typeof raw === 'number' && Number.isFinite(raw) ? Math.trunc(raw) : null;
}

/** A quantity or rate without the noise of binary fractions (`9.379999999999995` is `9.38`). */
export function asFloat(raw: unknown, decimals?: number): number | null {
  if (typeof raw !== 'number' || !Number.isFinite(raw)) return null;
  const clean = decimals === undefined ? Number(raw.toPrecision(14)) : Number(roundHalfUp(raw, decimals));
  return clean === 0 ? 0 : clean;
}

/** An amount as a decimal string with exactly the decimals of its currency: `"9.38"`, `"1500"`; never `"-0.00"`. */
export function asMoney(raw: unknown, decimals: number): string | null {
  return typeof raw === 'number' && Number.isFinite(raw) ? roundHalfUp(raw, decimals) : null;
}

/** `2026-01-31`. A datetime is cut to its day. */
export function asDate(raw: unknown): string | null {
  return typeof raw === 'string' && raw !== '' ? raw.slice(0, 10) : null;
}

/** Odoo's naive UTC `2026-02-01 10:20:30` as `2026-02-01T10:20:30Z`. */
export function asDateTime(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw === '') return null;
  const [day, time = '00:00:00'] = raw.split(/[ T]/);
  return `${day}T${time.replace(/Z$/, '')}Z`;
}

/** Of a many2one in any of its forms: `7`, `[7, "name"]`, `{id: 7, …}`, `false`. Also of a `many2one_reference`, where none is 0. */
export function asId(raw: unknown): number | null {
  const id: unknown = Array.isArray(raw) ? raw[0] : isRecord(raw) ? raw['id'] : raw;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 ? id : null;
}

/** The display name of a many2one, where it was asked for. */
export function asName(raw: unknown): string | null {
  return asText(Array.isArray(raw) ? raw[1] : isRecord(raw) ? raw['display_name'] : null);
}

/**
 * Of a one2many or many2many, whether its rows were read (`[{id: 7, …}]`) or not (`[7]`). A many2one is a list of one:
 * some relations are to-one in older Odoos and to-many now.
 */
export function asIds(raw: unknown): readonly number[] {
  const rows: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return rows.map((row) => (Array.isArray(row) ? null : asId(row))).filter((id) => id !== null);
}

/** The rows behind a relation, to-many or to-one, as far as they were read; bare ids become `{ id }`. */
export function asRows(raw: unknown): readonly Readonly<Record<string, unknown>>[] {
  const rows: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return rows.flatMap((row) => {
    if (isRecord(row)) return [row];
    const id = Array.isArray(row) ? null : asId(row);
    return id === null ? [] : [{ id }];
  });
}

/** A Json field; an empty one is `false` on the wire, like everything else. */
export function asJson(raw: unknown): unknown {
  return raw === false || raw === undefined ? null : raw;
}

/** Decodes by the `type` of `fields_get`; `decimals` for monetary and float. Relations become ids. */
export function decode(type: string, raw: unknown, decimals?: number): unknown {
  switch (type) {
    case 'boolean':
      return asBoolean(raw);
    case 'integer':
      return asInteger(raw);
    case 'float':
      return asFloat(raw, decimals);
    case 'monetary':
      return asMoney(raw, decimals ?? 2);
    case 'date':
      return asDate(raw);
    case 'datetime':
      return asDateTime(raw);
    case 'many2one':
    case 'many2one_reference':
      return asId(raw);
    case 'one2many':
    case 'many2many':
      return asIds(raw);
    case 'json':
    case 'properties':
      return asJson(raw);
    default:
      return asText(raw);
  }
}

const ISO_DATETIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/**
 * An ISO 8601 instant as Odoo's naive UTC. Fractions of a second are cut, as Odoo does.
 *
 * @throws GraphError BAD_USER_INPUT for anything else, also for a time without a zone: its meaning would be a guess.
 */
export function toOdooDateTime(iso: string): string {
  const match = ISO_DATETIME.exec(iso);
  const [, day = '', minutes = '', seconds = ':00', , zone = ''] = match ?? [];
  const instant = match === null || !existsDay(day) ? Number.NaN : Date.parse(`${day}T${minutes}${seconds}${zone.replace(/^(...)(\d\d)$/, '$1:$2')}`);
  if (Number.isNaN(instant)) throw unusable('a date and time with its zone, such as 2026-01-31T09:30:00Z', iso);
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

/** @throws GraphError BAD_USER_INPUT unless it is a day that exists, `2026-01-31`. */
export function toOdooDate(iso: string): string {
  if (!ISO_DATE.test(iso) || !existsDay(iso)) throw unusable('a date such as 2026-01-31', iso);
  return iso;
}

/** A decimal string as the number that Odoo's domains and values want. @throws GraphError BAD_USER_INPUT */
export function toOdooNumber(decimal: string): number {
  if (!DECIMAL.test(decimal)) throw unusable('a decimal such as "12.50"', decimal);
  return Number(decimal);
}

function existsDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day;
}

function unusable(expected: string, got: string): GraphError {
  return new GraphError('BAD_USER_INPUT', `Expected ${expected}, got ${JSON.stringify(got.slice(0, 60))}.`);
}

/**
 * Rounds as Odoo's `float_round` does: half away from zero, after allowing for the error of the binary fraction,
 * so that 1.005 gives 1.01 although its binary value is a little less.
 */
function roundHalfUp(value: number, decimals: number): string {
  const scaled = Math.abs(value) * 10 ** decimals;
  const error = scaled === 0 ? 0 : Math.min(0.01, 2 ** (Math.log2(scaled) - 50));
  const digits = BigInt(Math.floor(scaled + 0.5 + error)).toString().padStart(decimals + 1, '0');
  const sign = value < 0 && /[1-9]/.test(digits) ? '-' : '';
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? sign + digits : `${sign}${whole}.${digits.slice(-decimals)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
