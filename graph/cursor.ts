import { createHash } from 'node:crypto';
import { GraphError } from '../platform/errors.ts';
import type { OrderKey, Ordering } from './order.ts';
import type { CursorValue, Position } from './position.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const MAX_OFFSET = 1_000_000;

function fingerprint(ordering: Pick<Ordering, 'text'>): string {
  return createHash('sha256').update(ordering.text).digest('base64url').slice(0, 8);
}

/** An opaque cursor, good for lists in this order only. */
export function encodeCursor(ordering: Pick<Ordering, 'text'>, position: Position): string {
  const body = position.kind === 'record' ? [fingerprint(ordering), position.id, ...position.values] : [fingerprint(ordering), position.offset];
  const prefix = position.kind === 'record' ? 'r' : 'o';
  return prefix + Buffer.from(JSON.stringify(body)).toString('base64url');
}

function bad(): GraphError {
  return new GraphError('BAD_CURSOR', 'This cursor was not made by this list in this order. Start again without `after`.');
}

function isWhole(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max;
}

/** A value that somebody sent back must still be one that the field can have, or Odoo would choke on it. */
function fits(key: OrderKey, value: unknown): value is CursorValue {
  if (value === null) return true;
  switch (key.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'float':
    case 'monetary':
      return typeof value === 'number' && Number.isFinite(value);
    case 'date':
      return typeof value === 'string' && DATE.test(value);
    case 'datetime':
      return typeof value === 'string' && MOMENT.test(value);
    default:
      return typeof value === 'string';
  }
}

/**
 * Reads a cursor back. Throws BAD_CURSOR when it is not one of this order's, including one that was tampered with.
 */
export function decodeCursor(ordering: Ordering, cursor: string): Position {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(cursor.slice(1), 'base64url').toString());
  } catch {
    throw bad();
  }
  if (!Array.isArray(body)) throw bad();
  const [print, anchor, ...values] = body as unknown[];
  if (print !== fingerprint(ordering)) throw bad();
  if (cursor.startsWith('o') && values.length === 0 && isWhole(anchor, MAX_OFFSET)) return { kind: 'offset', offset: anchor };
  const keys = ordering.keys;
  if (!cursor.startsWith('r') || !ordering.keyset || !isWhole(anchor, 2 ** 31 - 1) || values.length !== keys.length) throw bad();
  const typed = values.filter((value, index): value is CursorValue => fits(keys[index] as OrderKey, value));
  if (typed.length !== keys.length) throw bad();
  return { kind: 'record', values: typed, id: anchor };
}
