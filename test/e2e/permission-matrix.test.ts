import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facetsOf } from '../support/sdl.ts';
import { PERSONA_NAMES, startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

/** What each demo person is to the graph. */
const ROLE = { admin: 'ADMIN', manager: 'SA_MANAGER', staff: 'STAFF', agent: 'AGENT', customer: 'CUSTOMER' } as const;

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph(null);
});
afterAll(() => graph[Symbol.asyncDispose]());

const { roots, restricted } = facetsOf();

describe('the permission matrix', () => {
  it('covers every root of the graph and every restricted field of a type that has one', () => {
    expect(roots.length).toBeGreaterThan(60);
    expect(restricted.length).toBeGreaterThan(30);
  });

  it.each(roots)('Query.$name answers nobody without a credential', async ({ query }) => {
    const { errors } = await graph.ask({}, query);
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
  });

  it.each(restricted)('$type.$field is for $roles', async ({ type, field, roles, query }) => {
    for (const persona of PERSONA_NAMES) {
      const { errors, data } = await graph.ask(persona, query);
      const refused = errors.filter(({ extensions }) => extensions?.code === 'FORBIDDEN');
      const rows = Object.values((data ?? {}) as Record<string, { nodes: unknown[] } | null>)[0]?.nodes.length ?? 0;
      const sees = roles.includes(ROLE[persona]);
      expect(errors.length - refused.length, `${persona}: other errors`).toBe(0);
      // Without a row there is nothing to refuse.
      expect(refused.length, `${persona} and ${type}.${field}`).toBe(sees || rows === 0 ? 0 : 1);
    }
  });

  /** Only customers lack these roles, and no row of these types is a customer's. */
  const NO_ROW_TO_REFUSE = ['Fleet.note', 'Fleet.serviceAccounts', 'ManufacturingOrder.governance'];

  it('refuses at least one persona on each restricted field that somebody can reach', async () => {
    const refused = new Set<string>();
    for (const { type, field, query } of restricted) {
      for (const persona of PERSONA_NAMES) {
        const { errors } = await graph.ask(persona, query);
        if (errors.some(({ extensions }) => extensions?.code === 'FORBIDDEN')) refused.add(`${type}.${field}`);
      }
    }
    expect(restricted.map(({ type, field }) => `${type}.${field}`).filter((name) => !refused.has(name))).toEqual(NO_ROW_TO_REFUSE);
  });
});
