import type { EvaluationOptions, Predicate, RecordView } from './record-view.ts';

export type Comparison = '<' | '<=' | '>' | '>=';

const TEXT = new Set(['char', 'text', 'html']);
const NUMBER = new Set(['integer', 'float', 'monetary']);
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}/;

const isNull = (value: unknown): value is false | null | undefined => value === false || value === null || value === undefined;
const isEmpty = (value: unknown): boolean => isNull(value) || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
const kindOf = (record: RecordView, field: string): string | undefined => record.kind?.(field);

/** Ids may come bare or as rows of a nested read. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? (value as { id: unknown }).id : value;

/** The field equals one of the values; `false` among them means "or is not set". */
export function oneOf(field: string, values: readonly unknown[], options: EvaluationOptions): Predicate {
  const set = new Set<unknown>(values.map((value) => (isNull(value) ? false : value)));
  const names = values.filter((value) => typeof value === 'string' && value !== '');
  const moments = new Set(names.map((name) => asMoment(String(name), options)).filter((moment) => moment !== undefined));
  return (record) => {
    const value = plain(record.value(field));
    if (value === true) return [...set].some((wanted) => !isEmpty(wanted) && !isFalseWord(wanted));
    if (isEmpty(value)) return meansEmpty(set, kindOf(record, field));
    if (Array.isArray(value) && value.some((item) => set.has(plain(item)))) return true;
    if (set.has(value)) return true;
    if (names.length === 0) return false;
    if (typeof value === 'string') return DATETIME.test(value) && moments.has(value);
    return record.related(field).some((related) => set.has(related.value('display_name')));
  };
}

const isFalseWord = (value: unknown): boolean => typeof value === 'string' && ['false', 'no', 'off', '0', 'f', 'n'].includes(value.toLowerCase());

/** Whether "not set" is among the values: `''` is a null text, `0` a null number, and no date or reference is either. */
function meansEmpty(set: ReadonlySet<unknown>, kind: string | undefined): boolean {
  if (set.has(false)) return true;
  if (kind === 'boolean') return set.has(0) || set.has('') || [...set].some(isFalseWord);
  return (set.has('') && (kind === undefined || TEXT.has(kind))) || (set.has(0) && (kind === undefined || NUMBER.has(kind)));
}

/** A date or datetime literal as the datetime that Odoo compares with. */
function asMoment(text: string, options: EvaluationOptions): string | undefined {
  if (DATE.test(text)) return startOfDay(text, options);
  return DATETIME.test(text) ? text.slice(0, 19).replace('T', ' ') : undefined;
}

/** Midnight of the caller's day, as Odoo's naive UTC. */
function startOfDay(date: string, options: EvaluationOptions): string {
  const offset = options.offset?.(date) ?? 0;
  return new Date(Date.parse(`${date}T00:00:00Z`) - offset * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The field is less or greater than the value; text in code point order, as in a database with the "C" collation. */
export function compareValue(field: string, operator: Comparison, bound: unknown, options: EvaluationOptions): Predicate {
  const moment = typeof bound === 'string' ? asMoment(bound, options) : undefined;
  return (record) => {
    const value = plain(record.value(field));
    const kind = kindOf(record, field);
    if (Array.isArray(value)) return value.some((item) => ordered(plain(item), operator, bound));
    if (kind !== undefined && TEXT.has(kind)) return ordered(isNull(value) ? '' : value, operator, isNull(bound) ? '' : bound);
    if (isNull(bound)) return typeof value === 'number' && kind !== 'many2one' && ordered(value, operator, 0);
    if (isNull(value) || value === '') return false;
    if (typeof value !== 'string' || typeof bound !== 'string' || moment === undefined) return ordered(value, operator, bound);
    if (DATE.test(value)) return ordered(value, operator, bound.slice(0, 10));
    if (DATE.test(bound) && DATETIME.test(value)) return compareWithDay(value, operator, bound, options);
    return ordered(value, operator, moment);
  };
}

/** A datetime against a day: after it means from the next midnight on, up to it includes its last second. */
function compareWithDay(value: string, operator: Comparison, day: string, options: EvaluationOptions): boolean {
  if (operator === '<' || operator === '>=') return ordered(value, operator, startOfDay(day, options));
  return ordered(value, operator === '>' ? '>=' : '<', startOfDay(nextDay(day), options));
}

function ordered(left: unknown, operator: Comparison, right: unknown): boolean {
  const comparable = (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string');
  if (!comparable) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}
