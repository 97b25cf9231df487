import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SA } from '../../odoo/sandbox/data/ids.ts';
import { CAST } from '../../odoo/sandbox/data/personas.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { facetsOf, mutationsOf } from '../support/sdl.ts';
import { employee, PERSONA_NAMES, startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

/** What each demo person is to the graph. */
const ROLE = { admin: 'ADMIN', manager: 'SA_MANAGER', staff: 'STAFF', agent: 'AGENT', customer: 'CUSTOMER' } as const;

let sandbox: Sandbox;
let graph: TestGraph;
beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox);
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});

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
  const NO_ROW_TO_REFUSE = ['Fleet.assignedActors', 'Fleet.assignments', 'ManufacturingOrder.assignedActors', 'ManufacturingOrder.assignments', 'Fleet.note', 'Fleet.serviceAccounts', 'ManufacturingOrder.governance'];

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

/** What reads; everything else that reached Odoo is a write. */
const READS = /^(web_search_read|web_read|search\w*|read\w*|formatted_read_group|fields_get)$/;

describe('the permission matrix of mutations', () => {
  const mutations = mutationsOf();

  /** The codes of an operation, and the methods by which it changed something in Odoo. */
  const told = async (as: Parameters<TestGraph['ask']>[0], query: string): Promise<{ readonly codes: readonly unknown[]; readonly writes: readonly string[] }> => {
    const before = sandbox.calls.length;
    const { errors } = await graph.ask(as, query);
    const writes = sandbox.calls.slice(before).map(({ method }) => method).filter((method) => !READS.test(method));
    return { codes: errors.map(({ extensions }) => extensions?.code), writes };
  };

  it('covers every mutation', () => {
    expect(mutations.length).toBeGreaterThan(0);
  });

  it.each(mutations.filter(({ roles }) => roles !== null))('$name writes nothing for nobody', async ({ query }) => {
    expect(await told({}, query)).toEqual({ codes: ['UNAUTHENTICATED'], writes: [] });
  });

  it.each(mutations.filter(({ roles }) => roles !== null))('$name writes nothing for a manager who looks down from above', async ({ query }) => {
    expect(await told(await employee(CAST.togoManager.employeeId, SA.LOME), query)).toEqual({ codes: ['FORBIDDEN'], writes: [] });
  });

  it.each(mutations.flatMap((mutation) => PERSONA_NAMES.map((persona) => ({ ...mutation, persona }))))('$name is open to those of $roles: $persona', async ({ roles, persona, query }) => {
    const { codes, writes } = await told(persona, query);
    if (roles === null || roles.includes(ROLE[persona])) expect(codes).not.toContain('FORBIDDEN');
    else expect({ codes, writes }).toEqual({ codes: ['FORBIDDEN'], writes: [] });
  });
});
