import { BSONRegExp } from 'mongodb';
import { CommandError } from '../errors.ts';
import type { Operator } from '../expressions.ts';
import { isNullish } from '../numbers.ts';
import { textMatcher } from '../regex.ts';
import { isNumber, toNumber, type Value } from '../values.ts';
import { listed, mistyped, named, single, strict } from './arguments.ts';

function text(value: Value, name: string): string {
  if (typeof value !== 'string') throw mistyped(name, 'strings', 16_702);
  return value;
}

function count(value: Value, name: string): number {
  if (!isNumber(value)) throw mistyped(name, 'whole numbers', 16_034);
  return Math.trunc(toNumber(value));
}

const cased = (apply: (value: string) => string): Operator =>
  single((value, name) => {
    if (isNullish(value)) return '';
    if (value instanceof Date) return apply(value.toISOString());
    return apply(isNumber(value) ? value.toString() : text(value, name));
  });

const SPACE = ' \t\n\v\f\r\0\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trimmed(ends: readonly ('start' | 'end')[]): Operator {
  return (operand, scope, name) => {
    const args = named(operand, scope, name, ['input', 'chars'], ['input']);
    return (frame) => {
      const [input, chars] = [args['input']?.(frame), args['chars']?.(frame)];
      if (isNullish(input) || (args['chars'] !== undefined && isNullish(chars))) return null;
      const cut = new Set(chars === undefined ? SPACE : text(chars, name));
      const points = [...text(input, name)];
      let [from, to] = [0, points.length];
      if (ends.includes('start')) while (from < to && cut.has(points[from] ?? '')) from += 1;
      if (ends.includes('end')) while (to > from && cut.has(points[to - 1] ?? '')) to -= 1;
      return points.slice(from, to).join('');
    };
  };
}

function replacing(all: boolean): Operator {
  return (operand, scope, name) => {
    const args = named(operand, scope, name, ['input', 'find', 'replacement'], ['input', 'find', 'replacement']);
    return (frame) => {
      const values = ['input', 'find', 'replacement'].map((field) => args[field]?.(frame));
      if (values.some(isNullish)) return null;
      const [input, find, replacement] = values.map((value) => text(value, name)) as [string, string, string];
      return all ? input.split(find).join(replacement) : input.replace(find, () => replacement);
    };
  };
}

export const textOperators: Readonly<Record<string, Operator>> = {
  $concat: strict(0, Infinity, (values, name) => values.map((value) => text(value, name)).join('')),
  $toLower: cased((value) => value.toLowerCase()),
  $toUpper: cased((value) => value.toUpperCase()),
  $strcasecmp: listed(2, 2, (values) => {
    const [one = '', other = ''] = values.map((value) => (isNullish(value) ? '' : String(value).toUpperCase()));
    return one < other ? -1 : one > other ? 1 : 0;
  }),
  $strLenCP: single((value, name) => [...text(value, name)].length),
  $strLenBytes: single((value, name) => Buffer.byteLength(text(value, name))),
  $substrCP: listed(3, 3, ([value, from, length]) => {
    if (isNullish(value)) return '';
    const start = count(from, '$substrCP');
    return [...String(value)].slice(start, start + count(length, '$substrCP')).join('');
  }),
  $substrBytes: listed(3, 3, ([value, from, length]) => {
    if (isNullish(value)) return '';
    const [start, size] = [count(from, '$substrBytes'), count(length, '$substrBytes')];
    const bytes = Buffer.from(String(value));
    return bytes.subarray(start, size < 0 ? undefined : start + size).toString();
  }),
  $split: strict(2, 2, (values, name) => {
    const [value, separator] = values.map((item) => text(item, name)) as [string, string];
    if (separator === '') throw new CommandError('BadValue', '$split requires a non-empty separator', { code: 40_087 });
    return value.split(separator);
  }),
  $indexOfCP: listed(2, 4, ([value, part, from, to]) => {
    if (isNullish(value)) return null;
    const points = [...text(value, '$indexOfCP')];
    const start = from === undefined ? 0 : count(from, '$indexOfCP');
    const searched = points.slice(0, to === undefined ? undefined : count(to, '$indexOfCP'));
    const found = searched.join('').indexOf(text(part, '$indexOfCP'), searched.slice(0, start).join('').length);
    return found < 0 ? -1 : [...searched.join('').slice(0, found)].length;
  }),
  $trim: trimmed(['start', 'end']),
  $ltrim: trimmed(['start']),
  $rtrim: trimmed(['end']),
  $replaceOne: replacing(false),
  $replaceAll: replacing(true),
  $regexMatch: (operand, scope, name) => {
    const args = named(operand, scope, name, ['input', 'regex', 'options'], ['input', 'regex']);
    return (frame) => {
      const [input, pattern, options] = [args['input']?.(frame), args['regex']?.(frame), args['options']?.(frame)];
      if (isNullish(input) || isNullish(pattern)) return false;
      const matches = pattern instanceof BSONRegExp ? textMatcher(pattern.pattern, isNullish(options) ? pattern.options : text(options, name)) : textMatcher(text(pattern, name), isNullish(options) ? '' : text(options, name));
      return matches(text(input, name));
    };
  },
};
