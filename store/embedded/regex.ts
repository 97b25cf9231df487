import { BSONRegExp } from 'mongodb';
import { CommandError } from './errors.ts';
import type { Value } from './values.ts';

/** A condition on text made from a pattern and MongoDB's options. */
export function textMatcher(pattern: string, options: string): (value: Value) => boolean {
  const flags = new Set<string>(['u']);
  for (const option of options) {
    if ('ims'.includes(option)) flags.add(option);
    else if (option !== 'u') throw new CommandError('BadValue', `The regular expression option ${option} is not supported by the embedded store; i, m and s are.`);
  }
  const [, inline = '', rest = pattern] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? [];
  for (const option of inline) flags.add(option);
  let compiled: RegExp;
  try {
    compiled = make(rest, flags);
  } catch (error) {
    throw new CommandError('BadValue', `Regular expression is invalid: ${error instanceof Error ? error.message : ''}`);
  }
  return (value) => {
    if (value instanceof BSONRegExp) return value.pattern === pattern && value.options === options;
    return typeof value === 'string' && compiled.test(value);
  };
}

/** JavaScript's Unicode mode refuses escapes that PCRE takes, such as `\-`: then without it. */
function make(source: string, flags: ReadonlySet<string>): RegExp {
  const all = [...flags].join('');
  try {
    return new RegExp(source, all);
  } catch {
    return new RegExp(source, all.replace('u', ''));
  }
}
