import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from '../../access/api-key-admin.ts';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { CUSTOMER, EMPLOYEE, SA } from '../../odoo/sandbox/data/ids.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { startRealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { employee, startGraph, tokenOf } from '../support/graph.ts';
import type { OdooAddress } from '../support/graph.ts';
import type { Entity, Made, Place, Role } from './foreseen/entity.ts';
import { foresee } from './foreseen/foresee.ts';
import type { Stage } from './foreseen/foresee.ts';
import { INVOICES } from './foreseen/invoices.ts';
import { MANUFACTURING_ORDERS } from './foreseen/manufacturing-orders.ts';
import { MEMBERSHIPS } from './foreseen/memberships.ts';
import { ORDERS } from './foreseen/orders.ts';
import { TICKETS } from './foreseen/tickets.ts';
import { TRANSFERS } from './foreseen/transfers.ts';
import { proofOdoo } from './proved/kind.ts';

const ENTITIES: readonly Entity[] = [ORDERS, TRANSFERS, INVOICES, TICKETS, MANUFACTURING_ORDERS, MEMBERSHIPS];
const WHO = { ADMIN: EMPLOYEE.ADMIN, SA_MANAGER: EMPLOYEE.LOME_MANAGER, STAFF: EMPLOYEE.LOME_STAFF, AGENT: EMPLOYEE.LOME_AGENT } as const;

interface OpenStage extends Stage, AsyncDisposable {}

async function stageOn(odoo: OdooAddress, sandbox: Sandbox | null, end: () => Promise<void>): Promise<OpenStage> {
  const folder = mkdtempSync(join(tmpdir(), 'odoo-graph-foreseen-'));
  const { key } = await createApiKey(join(folder, 'api-keys.json'), { name: 'foreseen', days: 1, scopes: ['read', 'write'], system: true });
  const graph = await startGraph(odoo, { DATA_DIR: folder });
  const client = await connectOdoo(odoo);
  return {
    graph,
    sandbox,
    odoo: proofOdoo(client, { signal: new AbortController().signal, deadline: Number.MAX_SAFE_INTEGER, tenant: 'test' }),
    async headers(role, account = SA.LOME) {
      if (role === 'SYSTEM') return { 'x-api-key': key };
      if (role === 'CUSTOMER') return { authorization: `Bearer ${await tokenOf({ sub: String(CUSTOMER.PERSONA), type: 'customer' })}` };
      return employee(WHO[role], role === 'ADMIN' ? undefined : account);
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await graph[Symbol.asyncDispose]();
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For each kind of record, in each state, for each role: what was said beforehand is what is then done, for the same reason, and a refusal leaves no trace. */
function agree(entities: readonly Entity[], statesOf: (entity: Entity) => readonly string[], rolesOf: (entity: Entity) => readonly Role[], open: () => Promise<OpenStage>): void {
  let stage: OpenStage;
  beforeAll(async () => {
    stage = await open();
  }, 900_000);
  afterAll(() => stage?.[Symbol.asyncDispose](), 900_000);

  for (const entity of entities) {
    it.each(statesOf(entity).map((state) => ({ state, root: entity.root })))('$root: $state', async ({ state }) => {
      for (const role of rolesOf(entity)) {
        const { said, done, stray } = await foresee(stage, entity, state, role);
        expect({ role, done, stray }).toEqual({ role, done: said, stray: [] });
      }
    }, 300_000);
  }
}

describe('availableActions says what the mutation then does', () => {
  agree(ENTITIES, ({ states }) => Object.keys(states), ({ roles }) => roles, async () => {
    const sandbox = await startSandbox();
    return stageOn(sandbox, sandbox, () => sandbox.stop());
  });
});

describe('availableActions of an Odoo that sends invoices by another dialogue', () => {
  const posted = async ({ odoo }: Place): Promise<Made> => ({ id: (await odoo.ids('account.move', [['move_type', '=', 'out_invoice'], ['state', '=', 'posted'], ['partner_id', '=', CUSTOMER.PERSONA]]))[0] ?? 0 });
  agree([{ ...INVOICES, actions: ['sendInvoice'], states: { posted } }], () => ['posted'], () => ['SA_MANAGER'], async () => {
    const sandbox = await startSandbox({ version: 17 });
    return stageOn(sandbox, sandbox, () => sandbox.stop());
  });
});

// All states and roles there too, in some minutes: FORESEEN=all.
const whole = process.env['FORESEEN'] === 'all';
describeReal('availableActions says what the mutation then does, on a real Odoo', () => {
  const statesOf = ({ few, states, sandboxOnly = [] }: Entity): readonly string[] => (whole ? Object.keys(states).filter((state) => !sandboxOnly.includes(state)) : few);
  agree(ENTITIES, statesOf, ({ roles }) => (whole ? roles : ['SA_MANAGER']), async () => {
    const odoo = await startRealOdoo();
    return stageOn(odoo, null, () => odoo.stop());
  });
});
