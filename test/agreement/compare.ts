import type { Case, Granularity } from './cases.ts';

export type Row = Readonly<Record<string, unknown>>;

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** The first day of the period that a date lies in; weeks begin on Sunday, as English (US) has it. */
export function periodStart(value: string, by: Granularity): string {
  const date = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  if (by === 'WEEK') date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  if (by === 'MONTH' || by === 'QUARTER' || by === 'YEAR') date.setUTCDate(1);
  if (by === 'QUARTER') date.setUTCMonth(date.getUTCMonth() - (date.getUTCMonth() % 3));
  if (by === 'YEAR') date.setUTCMonth(0);
  return date.toISOString().slice(0, 10);
}

/** Two rows with equal texts are in one group. */
function keyText(row: Row, { levels }: Case, starts: boolean): string {
  return levels
    .map(({ key, by }) => {
      const value = row[key.field];
      if (value === null || value === undefined) return 'none';
      if (key.kind === 'record') return (value as { id: string }).id;
      if (by === null) return String(value);
      return starts ? String(value).slice(0, 10) : periodStart(String(value), by);
    })
    .join(' | ');
}

/** What is counted over the rows of one key in one currency. */
class Tally {
  count = 0;
  readonly sums = new Map<string, number>();
  readonly least = new Map<string, number>();
  readonly most = new Map<string, number>();

  add(field: string, value: number): void {
    this.sums.set(field, (this.sums.get(field) ?? 0) + value);
    this.least.set(field, Math.min(this.least.get(field) ?? Infinity, value));
    this.most.set(field, Math.max(this.most.get(field) ?? -Infinity, value));
  }
}

/** To the tenth, where many roundings may have come together; the offset keeps whole cents away from where that rounds up or down. */
const near = (value: number): string => (Math.round(value * 10 + 0.03) / 10).toFixed(1);

/**
 * Where a number is listed as 0, it may never have been set: Odoo reads both as 0, but finds no least and no greatest
 * among what is not set. There only the sums are compared.
 */
type Unset = ReadonlySet<string>;

function lineOf(name: string, { count, sums, least, most }: Tally, unset: Unset): readonly string[] {
  const numbers = [...sums].filter(([, sum]) => near(sum) !== near(0));
  const lines = numbers.map(([field, sum]) => {
    const range = unset.has(`${name} ${field}`) ? '' : ` from ${near(least.get(field) ?? 0)} to ${near(most.get(field) ?? 0)}`;
    return `${name} ${field}: ${near(sum)}${range}`;
  });
  return [`${name} × ${count}`, ...lines];
}

const numberOf = (value: unknown): number | null => (value === null || value === undefined ? null : typeof value === 'object' ? Number((value as Money).amount) : Number(value));

/** Groups of what was listed, as lines that can be compared. Where money is asked for, each currency is a group of its own. */
export function expected(rows: readonly Row[], asked: Case): { readonly lines: readonly string[]; readonly unset: Unset } {
  const money = asked.measures.filter((measure) => measure.money);
  const unset = new Set<string>();
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    const key = keyText(row, asked, false);
    const currency = money.map(({ field }) => (row[field] as Money | null)?.currency).find((name) => name !== undefined) ?? '';
    const name = `${key} ${currency}`;
    const tally = tallies.get(name) ?? new Tally();
    tallies.set(name, tally);
    tally.count += 1;
    for (const { field } of asked.measures) {
      const value = numberOf(row[field]);
      if (value === 0) unset.add(`${name} ${field}`);
      if (value !== null) tally.add(field, value);
    }
  }
  const [first] = asked.measures;
  const adds = ({ sums }: Tally): boolean => asked.sumAtLeast === null || !first || (sums.get(first.field) ?? 0) >= asked.sumAtLeast;
  const kept = [...tallies].filter(([, tally]) => tally.count >= (asked.atLeast ?? 0) && adds(tally));
  return { lines: kept.flatMap(([name, tally]) => lineOf(name, tally, unset)), unset };
}

type Numbers = Readonly<Record<string, unknown>> | undefined;

/** Groups as they were answered, as the same lines. Groups that differ in what the caller may not see alone are one. */
export function answered(groups: readonly Row[], asked: Case, unset: Unset): readonly string[] {
  const tallies = new Map<string, Tally>();
  for (const group of groups) {
    const key = keyText((group['keys'] as Row | undefined) ?? {}, asked, true);
    const currency = (group['currency'] as string | null | undefined) ?? '';
    const name = `${key} ${currency}`;
    const tally = tallies.get(name) ?? new Tally();
    tallies.set(name, tally);
    tally.count += Number(group['count']);
    for (const { field } of asked.measures) {
      const sum = numberOf((group['sum'] as Numbers)?.[field]);
      const [least, most] = [numberOf((group['min'] as Numbers)?.[field]), numberOf((group['max'] as Numbers)?.[field])];
      if (sum === null || least === null || most === null) continue;
      const { sums, least: lowest, most: highest } = tally;
      sums.set(field, (sums.get(field) ?? 0) + sum);
      lowest.set(field, Math.min(lowest.get(field) ?? Infinity, least));
      highest.set(field, Math.max(highest.get(field) ?? -Infinity, most));
    }
  }
  return [...tallies].flatMap(([name, tally]) => lineOf(name, tally, unset));
}

/** What is wrong with the groups themselves: two currencies in one row, or another order than was asked for. */
export function oddities(groups: readonly Row[], asked: Case): readonly string[] {
  const [first] = asked.measures;
  const problems = groups.flatMap((group) => {
    const currencies = asked.measures.filter(({ money }) => money).flatMap(({ field }) => ['sum', 'avg', 'min', 'max'].map((operator) => ((group[operator] as Numbers)?.[field] as Money | null)?.currency));
    const names = new Set([...currencies, group['currency'] as string].filter((name) => typeof name === 'string'));
    return names.size > 1 ? [`currencies ${[...names].join(' and ')} in one group`] : [];
  });
  const sorted = asked.order === 'count' ? groups.map(({ count }) => Number(count)) : asked.order === 'sum' && first ? groups.map((group) => numberOf((group['sum'] as Numbers)?.[first.field])) : [];
  const known = sorted.filter((value) => value !== null);
  return [...problems, ...(known.every((value, index) => index === 0 || value <= (known[index - 1] ?? Infinity)) ? [] : ['not in the order that was asked for'])];
}
