import { GraphError } from '../platform/errors.ts';

/** Odoo's ids are PostgreSQL integers. */
const MAX_ID = 2 ** 31 - 1;
const ID = /^[1-9]\d{0,18}$/;

/**
 * An id as Odoo knows it, or null for one that no record can have (it is treated like any unknown id).
 * Throws BAD_USER_INPUT for what is no id at all.
 */
export function parseId(value: unknown): number | null {
  const text = String(value);
  if (!ID.test(text)) throw new GraphError('BAD_USER_INPUT', 'An id is a positive whole number.');
  const id = Number(text);
  return id > MAX_ID ? null : id;
}

/** The ids among the values that a record can have. */
export function parseIds(values: readonly unknown[]): readonly number[] {
  return values.map(parseId).filter((id) => id !== null);
}
