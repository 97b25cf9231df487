import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import type { Countable, GroupKey, Measure } from '../support/countable.ts';
import type { TestGraph } from '../support/graph.ts';
import { aggregateQuery, casesOf } from './cases.ts';
import { answered, expected, oddities, type Row } from './compare.ts';

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Listed {
  readonly rows: readonly Row[];
  /** What the caller may see of the type: the others were refused. */
  readonly keys: readonly GroupKey[];
  readonly measures: readonly Measure[];
}

/** Everything that somebody can list of a type, with every field that groups and sums are made of. */
async function listAll(graph: TestGraph, as: PersonaName, { list, keys, measures }: Countable): Promise<Listed> {
  const fields = [...keys.map(({ field, kind }) => (kind === 'record' ? `${field} { id }` : field)), ...measures.map(({ field, money }) => (money ? `${field} { amount currency }` : field))];
  const rows: Row[] = [];
  const refused = new Set<string>();
  for (let after: string | null = null; ; ) {
    const { data, errors } = await graph.ask(as, { query: `query ($after: String) { page: ${list}(first: 200, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id ${[...new Set(fields)].join(' ')} } } }`, variables: { after } });
    for (const { extensions, message } of errors) {
      if (extensions?.code !== 'FORBIDDEN') throw new Error(`${list}: ${message}`);
      refused.add(String(extensions['pathPattern'] ?? '').split('.').at(-1) ?? '');
    }
    const { page } = data as { page: Page };
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) {
      if (rows.length !== page.totalCount) throw new Error(`${list}: ${rows.length} listed, ${page.totalCount} counted`);
      return { rows, keys: keys.filter(({ field }) => !refused.has(field)), measures: measures.filter(({ field }) => !refused.has(field)) };
    }
    after = page.pageInfo.endCursor;
  }
}

export interface Agreement {
  readonly rows: number;
  readonly currencies: ReadonlySet<string>;
  readonly differences: readonly string[];
  /** What the connected database lacks, in the graph's words: it is listed as null, but cannot be counted over. */
  readonly unavailable: ReadonlySet<string>;
}

/** Holds so many generated aggregates of a type against what the same caller can list. */
export async function agree(graph: TestGraph, as: PersonaName, countable: Countable, cases: number): Promise<Agreement> {
  const { rows, keys, measures } = await listAll(graph, as, countable);
  const differences: string[] = [];
  const unavailable = new Set<string>();
  for (const asked of casesOf(countable, keys, measures, cases, as)) {
    const query = aggregateQuery(countable, asked);
    const { data, errors } = await graph.ask(as, query);
    const groups = (data as Readonly<Record<string, readonly Row[] | null>> | null)?.[countable.aggregate] ?? null;
    const codes = new Set(errors.map(({ extensions }) => extensions?.code));
    // Where nothing is listed, no field was refused.
    if (codes.has('FORBIDDEN') && rows.length === 0) continue;
    if (codes.has('NOT_AVAILABLE')) {
      for (const { message } of errors) unavailable.add(message);
      continue;
    }
    if (groups === null || errors.length > 0) {
      differences.push(`${query}: ${errors.map(({ message }) => message).join(' ')}`);
      continue;
    }
    const { lines: wanted, unset } = expected(rows, asked);
    const found = answered(groups, asked, unset);
    const wrong = [...oddities(groups, asked), ...wanted.filter((line) => !found.includes(line)).map((line) => `missing ${line}`), ...found.filter((line) => !wanted.includes(line)).map((line) => `unfounded ${line}`)];
    if (wrong.length > 0) differences.push(`${query}: ${wrong.slice(0, 6).join('; ')}`);
  }
  const currencies = rows.flatMap((row) => measures.filter(({ money }) => money).map(({ field }) => (row[field] as { currency: string } | null)?.currency ?? ''));
  return { rows: rows.length, currencies: new Set(currencies.filter((name) => name !== '')), differences, unavailable };
}
