import { afterAll, beforeAll, describe } from 'vitest';
import { startRealOdoo } from '../real/server.ts';
import type { RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';
import { governanceStory } from './governance-story.ts';

describe.each(['two-table', 'one-table', 'stamps'] as const)('writing governance, kept as %s, on the sandbox', (storage) => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { SANDBOX_GOVERNANCE: storage });
  });
  afterAll(() => graph[Symbol.asyncDispose]());
  governanceStory(() => graph, storage);
});

describeReal('writing governance on a real Odoo', () => {
  let odoo: RealOdoo;
  let graph: TestGraph;
  beforeAll(async () => {
    odoo = await startRealOdoo();
    graph = await startGraph(odoo);
  }, 900_000);
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await odoo?.stop();
  }, 900_000);
  governanceStory(() => graph, 'two-table');
});
