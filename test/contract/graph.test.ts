import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeReal } from '../real/suite.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { PERSONA_NAMES, startGraph } from '../support/graph.ts';
import type { Answer, TestGraph } from '../support/graph.ts';
import { OPERATIONS, resolveVariables } from './operations.ts';
import type { Operation } from './operations.ts';

/** Codes that an answer of this contract may carry: a refusal is part of the contract, a fault of the graph or of Odoo is not. */
const REFUSALS: ReadonlySet<string> = new Set(['FORBIDDEN', 'BAD_USER_INPUT', 'BAD_CURSOR', 'NOT_AVAILABLE']);

/** What answers on both servers must have in common. Errors of fields side by side come in the order in which they happen. */
function comparable(answer: Answer | null): unknown {
  if (!answer) return null;
  const { status, data, errors } = answer;
  return { status, data, errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })).toSorted((a, b) => String(a.path).localeCompare(String(b.path))) };
}

/** Asks as somebody, after the operations whose answers it needs. Null for a page that the caller's list does not have. */
async function askAs(graph: TestGraph, persona: PersonaName, operation: Operation): Promise<Answer | null> {
  const variables = await resolveVariables(operation, (other) => askAs(graph, persona, other));
  return variables && graph.ask(persona, { query: operation.query, variables });
}

describe('the contract on the sandbox', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  it('has at least 280 operations, which each of five personas asks', () => {
    expect(OPERATIONS.length).toBeGreaterThanOrEqual(280);
  });

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s answers every caller', async (_name, operation) => {
    for (const persona of PERSONA_NAMES) {
      const answer = await askAs(graph, persona, operation);
      expect((answer?.errors ?? []).filter(({ extensions }) => !REFUSALS.has(extensions?.code ?? '')), persona).toEqual([]);
      if (answer?.errors.length === 0) expect(answer.data, persona).not.toBeNull();
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

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s answers every caller as on the sandbox', async (_name, operation) => {
    for (const persona of PERSONA_NAMES) {
      const [expected, actual] = await Promise.all([askAs(sandbox, persona, operation), askAs(real, persona, operation)]);
      expect(comparable(actual), persona).toEqual(comparable(expected));
    }
  });
});
