import type { Association } from './associations.ts';

/** A record's association with an account since a day of the calendar, with one actor or nobody. */
export function within(account: number, since: number, actor?: number, rest: Partial<Association> = {}): Association {
  return { account, since, actors: actor === undefined ? [] : [{ person: actor }], ...rest };
}
