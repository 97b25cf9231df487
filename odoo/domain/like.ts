import type { Predicate, RecordView } from './record-view.ts';

export type LikeOperator = 'like' | 'ilike' | '=like' | '=ilike';

/**
 * The four pattern operators; on a relational field they look at the display names, on numbers and dates at their text.
 * Accents are not folded, as in Odoo without `unaccent`.
 */
export function like(field: string, operator: LikeOperator, pattern: unknown): Predicate {
  const exact = operator.startsWith('=');
  if (pattern === false || pattern === null || pattern === undefined || pattern === '') return likeNothing(field, exact);
  const test = likePattern(String(pattern), exact, operator.endsWith('ilike'));
  return (record) => {
    const value = record.value(field);
    if (value === false && record.kind?.(field) !== 'boolean') return false;
    const related = record.related(field);
    if (related.length > 0) return related.some((row) => test(String(row.value('display_name') || '')));
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? test(String(value)) : false;
  };
}

const isUnset = (value: unknown): boolean =>
  value === false || value === null || value === undefined || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);

/** The empty pattern is in every text, and equals only what is not set; a relation contains it when it is set. */
function likeNothing(field: string, exact: boolean): Predicate {
  if (exact) return (record) => isUnset(record.value(field));
  return (record) => !isRelational(record, field) || !isUnset(record.value(field));
}

function isRelational(record: RecordView, field: string): boolean {
  const kind = record.kind?.(field);
  if (kind !== undefined) return kind === 'many2one' || kind.endsWith('2many');
  return record.related(field).length > 0 || Array.isArray(record.value(field));
}

const escaped = (character: string): string => (/[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character);

/** SQL's LIKE as a function: `%` is any text, `_` any character, a backslash takes the next character literally. */
export function likePattern(pattern: string, exact: boolean, insensitive: boolean): (text: string) => boolean {
  if (!exact && !/[%_\\]/.test(pattern)) {
    const wanted = insensitive ? pattern.toLowerCase() : pattern;
    return (text) => (insensitive ? text.toLowerCase() : text).includes(wanted);
  }
  const source = pattern.replace(/\\([\s\S])|[\s\S]/gu, (character: string, literal: string | undefined) => {
    if (literal !== undefined) return escaped(literal);
    if (character === '%') return '.*';
    return character === '_' ? '.' : escaped(character);
  });
  const expression = new RegExp(exact ? `^(?:${source})$` : source, insensitive ? 'isu' : 'su');
  return (text) => expression.test(text);
}
