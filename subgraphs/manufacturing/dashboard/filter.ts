import { GraphError } from '../../../platform/errors.ts';
import type { DocumentFilter } from '../../../access/scopes/dashboard.ts';
import { columnOf, type Column, type ListType } from './columns.ts';

export type Given = Readonly<Record<string, unknown>>;

/** Conditions that are no column: which documents they mean. */
export type Special = Readonly<Record<string, (value: unknown) => DocumentFilter | null>>;

/** What one request may ask for; each condition is work for the database. */
const MAX_CONDITIONS = 200;
const MAX_DEPTH = 8;

const OPERATORS: Readonly<Record<string, string>> = { eq: '$eq', ne: '$ne', in: '$in', notIn: '$nin', lt: '$lt', lte: '$lte', gt: '$gt', gte: '$gte' };

/** A filter of the graph as one of MongoDB. @throws GraphError BAD_USER_INPUT */
export function compileFilter(type: ListType, filter: Given | null | undefined, special: Special = {}): DocumentFilter {
  const budget = { left: MAX_CONDITIONS };
  return compile(type, filter, special, budget, 0);
}

function compile(type: ListType, filter: Given | null | undefined, special: Special, budget: { left: number }, depth: number): DocumentFilter {
  if (filter === null || filter === undefined) return {};
  if (depth > MAX_DEPTH) throw new GraphError('BAD_USER_INPUT', `A filter has at most ${MAX_DEPTH} levels.`);
  const parts = Object.entries(filter).flatMap(([name, value]): DocumentFilter[] => {
    if (value === null || value === undefined) return [];
    const below = (given: unknown): DocumentFilter => compile(type, given as Given, special, budget, depth + 1);
    if (name === 'and') return (value as readonly unknown[]).map(below);
    if (name === 'or') return [(value as readonly unknown[]).length === 0 ? { _id: { $in: [] } } : { $or: (value as readonly unknown[]).map(below) }];
    if (name === 'not') return [{ $nor: [below(value)] }];
    const made = Object.hasOwn(special, name) ? special[name]?.(value) : undefined;
    if (made !== undefined) return made === null ? [] : [made];
    const column = columnOf(type, name);
    if (column === null) throw new GraphError('BAD_USER_INPUT', `${name} cannot be filtered.`);
    return Object.entries(value as Given).map(([operator, operand]) => {
      budget.left -= 1;
      if (budget.left < 0) throw new GraphError('LIMIT_EXCEEDED', `A filter has at most ${MAX_CONDITIONS} conditions.`);
      return condition(name, column, operator, operand);
    });
  });
  const some = parts.filter((part) => Object.keys(part).length > 0);
  return some.length === 0 ? {} : some.length === 1 ? (some[0] ?? {}) : { $and: some };
}

function condition(name: string, { path, kind }: Column, operator: string, operand: unknown): DocumentFilter {
  if (operand === undefined) return {};
  if (operator === 'isNull') return operand === null ? {} : { [path]: operand === true ? null : { $ne: null } };
  if (operand === null) {
    if (operator === 'eq') return { [path]: null };
    if (operator === 'ne') return { [path]: { $ne: null } };
    throw new GraphError('BAD_USER_INPUT', `${name}.${operator} needs a value; use eq: null or isNull for records without one.`);
  }
  if (operator === 'contains' || operator === 'startsWith' || operator === 'endsWith') return { [path]: like(operator, String(operand)) };
  const by = OPERATORS[operator];
  if (by === undefined) throw new GraphError('BAD_USER_INPUT', `${operator} is no condition on ${name}.`);
  const value = Array.isArray(operand) ? operand.map((item) => valueOf(kind, item)) : valueOf(kind, operand);
  // What has no value is neither before nor after anything; MongoDB says so by itself, for it compares within one type.
  return { [path]: { [by]: value } };
}

function valueOf(kind: Column['kind'], value: unknown): unknown {
  if (kind === 'date') return new Date(String(value));
  return kind === 'number' ? Number(value) : value;
}

/** Ignores upper and lower case; nothing in the text has a meaning of its own. */
export function like(operator: 'contains' | 'startsWith' | 'endsWith', text: string): DocumentFilter {
  const plain = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return { $regex: `${operator === 'startsWith' ? '^' : ''}${plain}${operator === 'endsWith' ? '$' : ''}`, $options: 'i' };
}

/** Any of the fields has the text in it. */
export function searchFilter(search: string | null | undefined, paths: readonly string[]): DocumentFilter {
  const text = search?.trim() ?? '';
  return text === '' ? {} : { $or: paths.map((path) => ({ [path]: like('contains', text) })) };
}
