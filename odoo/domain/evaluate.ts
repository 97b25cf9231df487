import { compareValue, oneOf } from './compare.ts';
import { within } from './hierarchy.ts';
import { like } from './like.ts';
import type { Domain } from './types.ts';
import type { RecordView, Predicate, EvaluationOptions } from './record-view.ts';

const NEGATIVE: ReadonlyMap<string, string> = new Map([
  ['!=', '='],
  ['<>', '='],
  ['not in', 'in'],
  ['not like', 'like'],
  ['not ilike', 'ilike'],
  ['not =like', '=like'],
  ['not =ilike', '=ilike'],
  ['not any', 'any'],
]);

const always: Predicate = () => true;
const never: Predicate = () => false;
const isFalsy = (value: unknown): boolean => value === false || value === null || value === undefined || value === '';

/**
 * Whether the record matches the domain, with the meaning that Odoo 19 gives it: a path over x2many fields is satisfied by
 * one matching record, every negative operator is the complement of its positive one (so null matches `!=`), `false`
 * means "not set". Throws a `SyntaxError` for a malformed domain or an unknown operator.
 */
export function matches(domain: Domain, record: RecordView, options?: EvaluationOptions): boolean {
  return compileDomain(domain, options)(record);
}

/** The domain as a function, for use on many records. Same meaning and errors as `matches`. */
export function compileDomain(domain: Domain, options: EvaluationOptions = {}): Predicate {
  const stack: Predicate[] = [];
  const pop = (): Predicate => {
    const last = stack.pop();
    if (last === undefined) throw new SyntaxError(`malformed domain ${JSON.stringify(domain)}`);
    return last;
  };
  for (let index = domain.length - 1; index >= 0; index -= 1) {
    const node = domain[index];
    if (node === '&') stack.push(both(pop(), pop()));
    else if (node === '|') stack.push(either(pop(), pop()));
    else if (node === '!') stack.push(complement(pop()));
    else if (Array.isArray(node) && node.length === 3) stack.push(compileCondition(node, options));
    else throw new SyntaxError(`invalid item in domain: ${JSON.stringify(node)}`);
  }
  return stack.reduceRight((right, left) => (right === always ? left : both(right, left)), always);
}

const both = (first: Predicate, second: Predicate): Predicate => (record) => first(record) && second(record);
const either = (first: Predicate, second: Predicate): Predicate => (record) => first(record) || second(record);
const complement = (inner: Predicate): Predicate => (record) => !inner(record);

function compileCondition([path, given, value]: readonly unknown[], options: EvaluationOptions): Predicate {
  if (value === 1 && given === '=' && (path === 1 || path === 0)) return path === 1 ? always : never;
  if (typeof path !== 'string' || path === '' || typeof given !== 'string') {
    throw new SyntaxError(`invalid condition ${JSON.stringify([path, given, value])}`);
  }
  const dot = path.indexOf('.');
  if (dot > 0) {
    const rest = compileCondition([path.slice(dot + 1), given, value], options);
    const head = path.slice(0, dot);
    return (record) => record.related(head).some(rest);
  }
  const operator = given.toLowerCase();
  const positive = NEGATIVE.get(operator);
  const test = compileTest(path, positive ?? operator, value, options);
  return positive === undefined ? test : complement(test);
}

function compileTest(field: string, operator: string, value: unknown, options: EvaluationOptions): Predicate {
  switch (operator) {
    case '=?':
      return isFalsy(value) || value === 0 ? always : compileTest(field, '=', value, options);
    case '=':
    case '==':
      return oneOf(field, Array.isArray(value) ? (value.length === 0 ? [false] : value) : [value], options);
    case 'in':
      if (Array.isArray(value)) return value.length === 0 ? never : oneOf(field, value, options);
      return isFalsy(value) ? never : oneOf(field, [value], options);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareValue(field, operator, value, options);
    case 'like':
    case 'ilike':
    case '=like':
    case '=ilike':
      return like(field, operator, value);
    case 'any': {
      if (!Array.isArray(value)) throw new SyntaxError(`'any' needs a domain, not ${JSON.stringify(value)}`);
      const inner = compileDomain(value, options);
      return field === 'id' ? inner : (record) => record.related(field).some(inner);
    }
    case 'child_of':
    case 'parent_of':
      return within(field, operator, value);
    default:
      throw new SyntaxError(`invalid operator ${JSON.stringify(operator)} on ${field}`);
  }
}
