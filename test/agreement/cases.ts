import type { Countable, GroupKey, Measure } from '../support/countable.ts';

export const GRANULARITIES = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

export interface Level {
  readonly key: GroupKey;
  readonly by: Granularity | null;
}

/** One generated question about a type. */
export interface Case {
  readonly levels: readonly Level[];
  readonly measures: readonly Measure[];
  /** Only groups of at least so many; null for all. */
  readonly atLeast: number | null;
  /** Only groups in which the first measure adds up to so much; null for all. */
  readonly sumAtLeast: number | null;
  /** Sorted by count, or by the sum of the first measure; null for the keys. */
  readonly order: 'count' | 'sum' | null;
}

/** The same numbers on every machine for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function seedOf(text: string): number {
  return [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
}

/** So many questions about a type: the first over one level, the others over up to three, whichever the caller may see. */
export function casesOf({ type }: Countable, keys: readonly GroupKey[], measures: readonly Measure[], count: number, salt: string): readonly Case[] {
  const random = randomNumbers(seedOf(`${type} ${salt}`));
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, index): Case => {
    const depth = Math.min(keys.length, index === 0 ? 1 : 1 + below(3));
    const left = [...keys];
    const levels = Array.from({ length: depth }, (): Level => {
      const [key] = left.splice(below(left.length), 1) as [GroupKey];
      return { key, by: key.kind === 'date' ? (GRANULARITIES[below(GRANULARITIES.length)] ?? 'MONTH') : null };
    });
    // Groups of records that the caller may not see are each for themselves, and look alike: a bound on their size cannot be told from outside.
    const records = levels.some(({ key }) => key.kind === 'record');
    const chosen = measures.filter(() => measures.length <= 3 || random() < 0.5).slice(0, 6);
    return {
      levels,
      measures: chosen,
      sumAtLeast: index > 0 && !records && chosen.length > 0 && random() < 0.4 ? ([1, 20, 1_000, 50_000][below(4)] ?? 1) : null,
      atLeast: index > 0 && !records && random() < 0.6 ? 1 + below(3) : null,
      order: random() < 0.5 ? null : random() < 0.5 || measures.length === 0 ? 'count' : 'sum',
    };
  });
}

/** The question in GraphQL. */
export function aggregateQuery({ aggregate }: Countable, { levels, measures, atLeast, sumAtLeast, order }: Case): string {
  const money = measures.some((measure) => measure.money);
  const values = measures.map(({ field, money: isMoney }) => (isMoney ? `${field} { amount currency }` : field)).join(' ');
  const keys = levels.map(({ key }) => (key.kind === 'record' ? `${key.field} { id }` : key.field)).join(' ');
  const [first] = measures;
  const having = [...(atLeast === null ? [] : [`count: { gte: ${atLeast} }`]), ...(sumAtLeast === null || !first ? [] : [`sum: { ${first.field}: { gte: ${sumAtLeast} } }`])];
  const args = [
    levels.length > 0 ? `groupBy: [${levels.map(({ key, by }) => `{ field: ${key.name}${by ? `, by: ${by}` : ''} }`).join(', ')}]` : '',
    having.length === 0 ? '' : `having: { ${having.join(', ')} }`,
    order === 'count' ? 'orderBy: [{ count: DESC }]' : order === 'sum' && first ? `orderBy: [{ sum: { ${first.field}: DESC } }]` : '',
    'first: 1000',
  ].filter((arg) => arg !== '');
  const selection = ['count', money ? 'currency' : '', levels.length > 0 ? `keys { ${keys} }` : '', ...(values ? ['sum', 'avg', 'min', 'max'].map((name) => `${name} { ${values} }`) : [])];
  return `{ ${aggregate}(${args.join(', ')}) { ${selection.join(' ')} } }`;
}
