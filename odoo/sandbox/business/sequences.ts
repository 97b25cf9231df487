import type { Env } from '../env.ts';
import type { Row } from '../store.ts';

/** The next number of a sequence; `used` finds the names that rows of the data set already have. */
export function nextNumber(env: Env, key: string, used: () => number): number {
  const table = env.store.table('ir.sequence');
  const known = [...table.rows.values()].find((row) => row['code'] === key);
  const next = Math.max(Number(known?.['last'] ?? 0), used()) + 1;
  if (known === undefined) table.insert({ code: key, last: next });
  else table.update(known.id, { last: next });
  return next;
}

/** The highest number among names that consist of the prefix and digits. */
export function highest(env: Env, model: string, prefix: string, counts: (row: Row) => boolean = () => true): number {
  let most = 0;
  for (const row of env.store.table(model).rows.values()) {
    const name = row['name'];
    if (typeof name !== 'string' || !name.startsWith(prefix) || !counts(row)) continue;
    const number = Number(/^\d+/.exec(name.slice(prefix.length))?.[0] ?? 0);
    if (number > most) most = number;
  }
  return most;
}

export const padded = (number: number): string => String(number).padStart(5, '0');
