import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { lists } from '../support/edges.ts';
import { startGraph, type TestGraph } from '../support/graph.ts';

/** Rows of MongoDB, which have no policy in the SDL: explainAccess is about records of Odoo. */
const IN_MONGO: ReadonlySet<string> = new Set(['ProductionOrder', 'DashboardProduct', 'DashboardUser', 'SyncConflict', 'SyncRun']);
const TYPES = [...lists()].filter(([{ name }]) => !IN_MONGO.has(name)).map(([{ name }, list]) => [name, list] as const);
const NOBODYS = '999999999';

type Explanation = Readonly<Record<string, unknown>> & { readonly recordVisible: boolean; readonly reason: string };

describe('explainAccess of every type with a list', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await startGraph(null, { QUERY_TIMEOUT_MS: '60000' });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  const idsFor = async (persona: PersonaName, list: string, filter = ''): Promise<readonly string[]> => {
    const { data, errors } = await graph.ask(persona, `{ ${list}(first: 200, orderBy: [{ id: ASC }]${filter}) { nodes { id } } }`);
    expect(errors).toEqual([]);
    return (data as Record<string, { nodes: readonly { id: string }[] }>)[list]?.nodes.map(({ id }) => id) ?? [];
  };

  const explain = async (persona: PersonaName, type: string, ids: readonly string[]): Promise<readonly Explanation[]> => {
    const asked = ids.map((id, index) => `e${index}: explainAccess(type: "${type}", id: "${id}") { allowed recordVisible rule ruleText role scopePolicy serviceAccount { id } provenance level assignedToMe reason field { name } }`);
    const { data, errors } = await graph.ask(persona, `{ ${asked.join('\n')} }`);
    expect(errors).toEqual([]);
    return Object.values(data as Record<string, Explanation>);
  };

  it.each(TYPES)('%s: says of what is listed that it is seen, and of all else what it says of an id that there is not', async (type, list) => {
    const all = await idsFor('admin', list);
    expect(all.length).toBeGreaterThan(0);
    for (const persona of ['manager', 'agent', 'customer'] as const) {
      const seen = new Set(await idsFor(persona, list, `, filter: { id: { in: [${all.map((id) => `"${id}"`).join(', ')}] } }`));
      const [hidden, visible] = [all.filter((id) => !seen.has(id)), all.filter((id) => seen.has(id))];
      // Some of the whole list, from both its ends.
      const ids = [...visible.slice(0, 3), ...hidden.slice(0, 4), ...hidden.slice(-2), NOBODYS];
      const said = await explain(persona, type, ids);
      const unknown = said.at(-1);
      expect(unknown).toMatchObject({ allowed: false, recordVisible: false, provenance: null, level: null, assignedToMe: null });
      expect(ids.filter((_id, index) => said[index]?.recordVisible), persona).toEqual(visible.slice(0, 3));
      for (const explanation of said.filter(({ recordVisible }) => !recordVisible)) expect(explanation, persona).toEqual(unknown);
    }
  });

  it('covers every policy of rows but the one that a parent has', async () => {
    const rules = new Set<unknown>();
    for (const [type] of TYPES) rules.add((await explain('admin', type, ['1']))[0]?.['rule']);
    expect(rules.size).toBeGreaterThanOrEqual(24);
  });
});
