import { userError } from '../../platform/user-errors.ts';
import type { Filling, UserError, UserErrorCode } from '../../platform/user-errors.ts';
import { Refusal } from './refusal.ts';
import type { InputPath } from './refusal.ts';

/** Odoo's columns of free text have no bound; a name of a megabyte helps nobody. */
export const MAX_TEXT = 10_000;
const MAX_LINE = 500;
/** Odoo keeps amounts and quantities in numeric columns; beyond this, doubles lose cents. */
const MAX_AMOUNT = 1e12;

/** Control characters other than tab and line ends: PostgreSQL refuses NUL, and nobody sees the others. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Does the input hold a value here? An empty text is one. */
export const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** Collects everything that is wrong with an input, so that the caller hears of all of it at once. */
export class InputCheck {
  readonly #errors: UserError[] = [];

  refuse(code: UserErrorCode, path: InputPath, values: Filling = {}): void {
    this.#errors.push(userError(code, path, values));
  }

  /** Throws a Refusal of all mistakes; does nothing when there are none. */
  done(): void {
    if (this.#errors.length > 0) throw new Refusal(this.#errors);
  }

  /** One line of text, trimmed; null when it was not given, or is empty and need not be there. */
  line(value: string | null | undefined, path: InputPath, { required = false, max = MAX_LINE } = {}): string | null {
    return this.#text(value, path, required, max, true);
  }

  /** Text of several lines, trimmed at its ends. */
  text(value: string | null | undefined, path: InputPath, { required = false, max = MAX_TEXT } = {}): string | null {
    return this.#text(value, path, required, max, false);
  }

  email(value: string | null | undefined, path: InputPath): string | null {
    const text = this.line(value, path, { max: 254 });
    if (text !== null && !EMAIL.test(text)) this.refuse('INVALID_VALUE', path, { reason: 'This is no email address.' });
    return text;
  }

  /** A quantity: finite, above zero, with at most `digits` after the point. Null when it was not given. */
  quantity(value: number | string | null | undefined, path: InputPath, { required = true, digits = 6, zero = false } = {}): number | null {
    const number = this.#number(value, path, required);
    if (number === null) return null;
    if (number < 0 || (number === 0 && !zero)) return this.#wrong(path, zero ? 'This has to be zero or above.' : 'This has to be above zero.');
    return this.#within(number, path, digits);
  }

  /** An amount of money as a Decimal: finite, above zero, with no more decimals than its currency has. Null when it was not given. */
  amount(value: number | string | null | undefined, path: InputPath, { required = true, decimals = 2 } = {}): number | null {
    const number = this.#number(value, path, required);
    if (number === null) return null;
    if (number <= 0) {
      this.refuse('AMOUNT_NOT_POSITIVE', path);
      return null;
    }
    return this.#within(number, path, decimals);
  }

  /** A calendar day `YYYY-MM-DD` that exists. Null when it was not given. */
  date(value: string | null | undefined, path: InputPath, { required = false } = {}): string | null {
    if (value === null || value === undefined) {
      if (required) this.refuse('REQUIRED', path);
      return null;
    }
    const time = DATE.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
    const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
    return exists ? value : this.#wrong(path, 'This is no calendar day, such as 2026-03-01.');
  }

  #text(value: string | null | undefined, path: InputPath, required: boolean, max: number, oneLine: boolean): string | null {
    const text = value?.normalize('NFC').trim() ?? '';
    if (text === '') {
      if (required) this.refuse('REQUIRED', path);
      return null;
    }
    if (text.length > max) this.refuse('TOO_LONG', path, { max, length: text.length });
    else if (CONTROL.test(text) || LONE_SURROGATE.test(text)) this.refuse('INVALID_VALUE', path, { reason: 'The text has characters that cannot be stored.' });
    else if (oneLine && /[\r\n]/.test(text)) this.refuse('INVALID_VALUE', path, { reason: 'This has to be one line.' });
    return text;
  }

  #number(value: number | string | null | undefined, path: InputPath, required: boolean): number | null {
    if (value === null || value === undefined) {
      if (required) this.refuse('REQUIRED', path);
      return null;
    }
    const number = typeof value === 'number' ? value : /^-?\d{1,20}(\.\d{1,20})?$/.test(value.trim()) ? Number(value) : Number.NaN;
    if (Number.isNaN(number) || !Number.isFinite(number)) return this.#wrong(path, 'This is no number.');
    return number === 0 ? 0 : number;
  }

  #within(number: number, path: InputPath, digits: number): number | null {
    if (Math.abs(number) > MAX_AMOUNT) return this.#wrong(path, `This has to be at most ${MAX_AMOUNT}.`);
    // Sums that a client made in doubles come with noise in their last bits.
    const noise = 8 * Number.EPSILON * Math.max(1, Math.abs(number));
    if (Math.abs(Number(number.toFixed(digits)) - number) > noise) return this.#wrong(path, digits === 0 ? 'This has to be a whole number.' : `This may have at most ${digits} digits after the point.`);
    return number;
  }

  #wrong(path: InputPath, reason: string): null {
    this.refuse('INVALID_VALUE', path, { reason });
    return null;
  }
}
