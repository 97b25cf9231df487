import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph, type Answer, type TestGraph } from '../support/graph.ts';
import { OPERATIONS, resolveVariables, type Operation } from './operations.ts';

/** Asks as the manager, after the operations whose answers it needs. Null for a page that their list does not have. */
async function ask(graph: TestGraph, operation: Operation): Promise<Answer | null> {
  const variables = await resolveVariables(operation, (other) => ask(graph, other));
  return variables && graph.ask('manager', { query: operation.query, variables });
}

/** Data and refusals; errors of fields side by side come in the order in which they happen. */
const comparable = (answer: Answer | null): string => JSON.stringify([answer?.data, answer?.errors.map(({ message }) => message).toSorted()]);

let newest: TestGraph;
beforeAll(async () => {
  newest = await startGraph(null);
}, 60_000);
afterAll(() => newest[Symbol.asyncDispose]());

/** Operations whose answers differ, and why that is right. */
const DIFFERENT: Readonly<Record<string, string>> = {
  LotsMade: 'until 18 a manufacturing order makes one serial number',
};

describe.each([18, 17] as const)('what Odoo %d answers', (version) => {
  it('is what Odoo 19 answers, operation by operation', async () => {
    const older = await startGraph(null, { SANDBOX_ODOO_VERSION: String(version) });
    const different: string[] = [];
    try {
      for (const operation of OPERATIONS) {
        const [wanted, found] = [await ask(newest, operation), await ask(older, operation)];
        if (comparable(found) !== comparable(wanted)) different.push(operation.name);
      }
    } finally {
      await older[Symbol.asyncDispose]();
    }
    expect(different.toSorted()).toEqual(Object.keys(DIFFERENT));
  }, 240_000);
});
