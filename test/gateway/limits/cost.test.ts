import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiSchema } from '../../../gateway/api-schema.ts';
import { checkCost, staticCost } from '../../../gateway/limits/cost.ts';
import { countValues } from '../../../gateway/limits/report.ts';
import { operationOf } from '../../../gateway/operation.ts';
import { SUPERGRAPH_FILE } from '../../../gateway/supergraph.ts';
import { callCosts } from '../../../graph/call-costs.ts';
import { CLASS_LIMITS } from '../../../platform/limits.ts';
import { loadAllTables } from '../../../subgraphs/index.ts';
import { OPERATIONS, resolveVariables, type Operation } from '../../contract/operations.ts';
import { startGraph, type Answer, type TestGraph } from '../../support/graph.ts';

const schema = apiSchema(readFileSync(SUPERGRAPH_FILE, 'utf8'));
const calls = callCosts(loadAllTables());

function cost(text: string, variables: Record<string, unknown> = {}) {
  const operation = operationOf(parse(text), undefined);
  if (!operation) throw new Error('no operation');
  return staticCost(schema, operation, variables, calls);
}

describe('the cost of an operation, before it is planned', () => {
  test('is a point for each value of full pages and a hundred for each call to Odoo', () => {
    expect(cost('{ salesOrders(first: 50) { totalCount nodes { name state lines(first: 20) { nodes { quantity } } } } }')).toEqual({
      points: 1 + 50 * (2 + 20) + 200,
      values: 1 + 50 * (2 + 20),
      odooCalls: 2,
      pageSize: 50,
      listNesting: 2,
    });
  });

  test('follows variables, and leaves out what they leave out', () => {
    const text = 'query ($n: Int = 10, $more: Boolean = false) { salesOrders(first: $n) { nodes { name lines(first: 100) @include(if: $more) { nodes { quantity } } } } }';
    expect(cost(text, { n: 3, more: false })).toMatchObject({ values: 3, pageSize: 3, listNesting: 1 });
    expect(cost(text, { n: 3, more: true })).toMatchObject({ values: 303, pageSize: 100, listNesting: 2 });
  });

  test('counts edges that are searched, fields of other subgraphs, groups that are entities, and counts beside later pages', () => {
    expect(cost('{ customers(first: 2) { nodes { name orders(first: 3) { nodes { name } } } } }')).toMatchObject({ odooCalls: 3 });
    expect(cost('{ salesOrders(first: 2) { nodes { customer { name assignedActors { actor { name } } } } } }')).toMatchObject({ odooCalls: 4 });
    expect(cost('{ salesOrdersAggregate(groupBy: [{ field: CUSTOMER }]) { keys { customer { name } } count } }')).toMatchObject({ odooCalls: 3, values: 200 });
    expect(cost('{ salesOrders(after: "x") { totalCount nodes { name } } }')).toMatchObject({ odooCalls: 3 });
  });

  test('is nothing for introspection, whatever it is called, and everything for data that is called like introspection', () => {
    expect(cost('query Orders { __schema { types { name } } __typename }')).toMatchObject({ odooCalls: 0, points: 0 });
    expect(cost('query __schema { salesOrders(first: 200) { nodes { name } } }')).toMatchObject({ points: 400 });
    expect(cost('query IntrospectionQuery { __schema: salesOrders(first: 200) { nodes { name } } }')).toMatchObject({ points: 400 });
  });

  test('is refused by page, by nesting and by points', () => {
    const limits = CLASS_LIMITS.ANONYMOUS;
    expect(() => checkCost(cost('{ salesOrders(first: 51) { nodes { name } } }'), limits)).toThrow('The operation has 51 rows on one page; 50 are allowed.');
    expect(() => checkCost(cost('{ customers { nodes { orders { nodes { lines { nodes { quantity } } } } } } }'), limits)).toThrow('The operation has 3 lists inside each other; 2 are allowed.');
    expect(() => checkCost(cost('{ salesOrders(first: 50) { nodes { lines(first: 50) { nodes { id quantity product { name sku } description } } } } }'), limits)).toThrow(
      'The operation has 12700 points of cost; 10000 are allowed.',
    );
  });

  test('what was answered is counted value by value', () => {
    expect(countValues({ a: 1, b: null, c: [{ d: 'x' }, { d: 'y' }], e: [], f: { g: [1, 2] } })).toBe(6);
  });
});

describe('the estimate of calls', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  /** Every fifth: the estimate is compared with each topic of the contract, in a fifth of the time. */
  const SAMPLE = OPERATIONS.filter((_, index) => index % 5 === 0);

  test('is at most three calls below what the contract’s operations make, and for most of them within one', async () => {
    const ask = async (operation: Operation): Promise<Answer | null> => {
      const variables = await resolveVariables(operation, ask);
      return variables && graph.ask('manager', { query: operation.query, variables });
    };
    const gaps: { name: string; gap: number }[] = [];
    for (const operation of SAMPLE) {
      const variables = await resolveVariables(operation, ask);
      const answer = variables && (await graph.ask('manager', { query: operation.query, variables }));
      if (answer?.data) gaps.push({ name: operation.name, gap: cost(operation.query, variables ?? {}).odooCalls - answer.odooCalls });
    }
    expect(gaps.filter(({ gap }) => gap < -3)).toEqual([]);
    expect(gaps.filter(({ gap }) => Math.abs(gap) <= 1).length / gaps.length).toBeGreaterThan(0.6);
  }, 60_000);
});
