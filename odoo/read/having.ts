import type { Domain } from '../domain/types.ts';

type Values = Readonly<Record<string, number | string | null>>;

/** Does a group match a domain over its aggregates? For Odoo 17 and 18, whose `read_group` has no `having`. */
export function matchesHaving(having: Domain, values: Values): boolean {
  // Prefix notation read from its end: operands are on the stack by the time their operator comes.
  const stack: boolean[] = [];
  for (const node of having.toReversed()) {
    if (node === '!') stack.push(!(stack.pop() ?? true));
    else if (node === '&' || node === '|') {
      const left = stack.pop() ?? true;
      const right = stack.pop() ?? true;
      stack.push(node === '&' ? left && right : left || right);
    } else {
      const [spec, operator, value] = node;
      stack.push(compare(values[spec] ?? null, operator, value));
    }
  }
  return stack.every(Boolean);
}

/** As SQL does: nothing compares with an empty aggregate. */
function compare(actual: number | string | null, operator: string, wanted: unknown): boolean {
  if (actual === null) return false;
  switch (operator) {
    case '=':
      return actual === wanted;
    case '!=':
      return actual !== wanted;
    case 'in':
      return Array.isArray(wanted) && wanted.includes(actual);
    case 'not in':
      return Array.isArray(wanted) && !wanted.includes(actual);
    default:
      return isOrdered(wanted) && inOrder(actual, operator, wanted);
  }
}

function isOrdered(value: unknown): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}

function inOrder(actual: number | string, operator: string, wanted: number | string): boolean {
  switch (operator) {
    case '<':
      return actual < wanted;
    case '<=':
      return actual <= wanted;
    case '>':
      return actual > wanted;
    case '>=':
      return actual >= wanted;
    default:
      throw new TypeError(`having: expected one of = != < <= > >= in, not in; got ${operator}`);
  }
}
