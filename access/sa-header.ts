import { GraphError } from '../platform/errors.ts';

const LARGEST_ID = 2 ** 31 - 1;

/** The id in `X-SA-ID`, or null without the header. Throws BAD_USER_INPUT for anything that can not be one record's id. */
export function serviceAccountIdOf(value: string | undefined): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  if (id > 0 && id <= LARGEST_ID) return id;
  const problem = text.includes(',') ? 'names several Service Accounts; it takes one' : 'must be the id of a Service Account, a positive integer';
  throw new GraphError('BAD_USER_INPUT', `X-SA-ID ${problem}.`, { header: 'X-SA-ID' });
}
