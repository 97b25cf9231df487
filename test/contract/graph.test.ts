import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeReal } from '../real/suite.ts';
import { PERSONA_NAMES, startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { OPERATIONS } from './operations.ts';

/** Codes that an answer of this contract may carry: a refusal is part of the contract, a fault of the graph or of Odoo is not. */
const REFUSALS: ReadonlySet<string> = new Set(['FORBIDDEN', 'BAD_USER_INPUT', 'BAD_CURSOR', 'NOT_AVAILABLE']);

/** What answers on both servers must have in common; connection details differ by nature. */
function comparable({ status, data, errors }: Awaited<ReturnType<TestGraph['ask']>>): unknown {
  return { status, data, errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })) };
}

describe('the contract on the sandbox', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it('has at least 60 operations', () => {
    expect(OPERATIONS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s answers every caller', async (_name, { query, variables }) => {
    for (const persona of PERSONA_NAMES) {
      const { errors, data } = await graph.ask(persona, { query, variables });
      expect(errors.filter(({ extensions }) => !REFUSALS.has(extensions?.code ?? '')), persona).toEqual([]);
      expect(data, persona).not.toBeNull();
    }
  });
});

describeReal('the contract on a real Odoo', (odoo) => {
  let sandbox: TestGraph;
  let real: TestGraph;
  beforeAll(async () => {
    sandbox = await startGraph(null);
    real = await startGraph(odoo());
  });
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]();
    await real[Symbol.asyncDispose]();
  });

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s answers every caller as on the sandbox', async (_name, { query, variables }) => {
    for (const persona of PERSONA_NAMES) {
      const [expected, actual] = await Promise.all([sandbox.ask(persona, { query, variables }), real.ask(persona, { query, variables })]);
      expect(comparable(actual), persona).toEqual(comparable(expected));
    }
  });
});
