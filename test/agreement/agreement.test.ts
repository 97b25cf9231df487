import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeReal } from '../real/suite.ts';
import { countables, writtenAggregates } from '../support/countable.ts';
import { PERSONA_NAMES, startGraph, type TestGraph } from '../support/graph.ts';
import { agree } from './agree.ts';

const TYPES = countables();
/** Generated questions for each type and caller; `npm run agreement` asks many more. */
const CASES = Number(process.env['AGREEMENT_CASES'] ?? 3);
/** A real Odoo is asked fewer; in CI one, of two callers. */
const REAL = CASES > 3 ? { cases: Math.ceil(CASES / 6), personas: PERSONA_NAMES } : { cases: 1, personas: ['manager', 'agent'] as const };

/**
 * What Odoo 19 has in no single column: actors in associations (the one-table generation alone), mobile numbers (until 18), and the type of a
 * product, which is spread over two columns.
 */
const NO_COLUMN = /does not store (\w+Assignment\.actor|Customer\.mobile|Product(Template)?\.type),/;

describe('what somebody counts of a type is what they can list', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { QUERY_TIMEOUT_MS: '60000' });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it('of every type that has an aggregate, but for what is counted in MongoDB (test/e2e/dashboard.test.ts)', () => {
    expect(writtenAggregates()).toEqual(['productionOrdersAggregate']);
    expect(TYPES.length).toBeGreaterThanOrEqual(40);
    expect(TYPES.filter(({ keys }) => keys.length === 0)).toEqual([]);
  });

  it.each(TYPES)('$type', async (countable) => {
    const results = [];
    for (const persona of PERSONA_NAMES) results.push({ persona, ...(await agree(graph, persona, countable, CASES)) });
    expect(results.flatMap(({ persona, differences }) => differences.map((difference) => `${persona}: ${difference}`))).toEqual([]);
    expect(results.find(({ persona }) => persona === 'admin')?.rows).toBeGreaterThan(0);
    const unavailable = results.flatMap((result) => [...result.unavailable]);
    expect(unavailable.filter((message) => !NO_COLUMN.test(message))).toEqual([]);
  });

  it('also where amounts are in several currencies, which is so for every type with money: each is a group of its own', async () => {
    const withMoney = TYPES.filter(({ measures }) => measures.some(({ money }) => money));
    const single: string[] = [];
    for (const countable of withMoney) if ((await agree(graph, 'admin', countable, 0)).currencies.size < 2) single.push(countable.type);
    expect(withMoney.length).toBe(8);
    expect(single).toEqual([]);
  });
});

describeReal('what somebody counts of a type on a real Odoo is what they can list', (odoo) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(odoo(), { QUERY_TIMEOUT_MS: '60000', ODOO_CALL_TIMEOUT_MS: '60000' });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it.each(TYPES)('$type', async (countable) => {
    for (const persona of REAL.personas) expect((await agree(graph, persona, countable, REAL.cases)).differences, persona).toEqual([]);
  });
});
