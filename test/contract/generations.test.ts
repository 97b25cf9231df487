import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRealOdoo, type RealOdoo } from '../real/server.ts';
import { describeReal } from '../real/suite.ts';
import { PERSONA_NAMES, startGraph, type TestGraph } from '../support/graph.ts';
import { operationNamed } from './operations.ts';

/** What depends on how governance is stored: where records stand, who acts on them, who sees them. */
const ASKED = [
  'CustomersGovernance', 'OrdersGovernance', 'InvoiceGovernance', 'PaymentGovernance', 'TransferGovernance', 'LotGovernance', 'TicketGovernance', 'ManufacturingGovernance', 'Coverage',
  'Explanations', 'ActorsOfRecords', 'RecordsOfEmployees', 'TicketAssignments',
].map(operationNamed);

const GENERATIONS = ['one-table', 'stamps'] as const;

for (const governance of GENERATIONS) {
  describeReal(`the contract on a real Odoo with ${governance}`, () => {
    let odoo: RealOdoo | undefined;
    let real: TestGraph;
    let sandbox: TestGraph;
    beforeAll(async () => {
      odoo = await startRealOdoo({ governance });
      real = await startGraph(odoo, { QUERY_TIMEOUT_MS: '60000', ODOO_CALL_TIMEOUT_MS: '60000' });
      sandbox = await startGraph(null, { SANDBOX_GOVERNANCE: governance });
    }, 900_000);
    afterAll(async () => {
      await real?.[Symbol.asyncDispose]();
      await sandbox?.[Symbol.asyncDispose]();
      await odoo?.stop();
    }, 900_000);

    it.each(ASKED.map((operation) => [operation.name, operation] as const))('%s answers as on the sandbox', async (_name, { query }) => {
      for (const persona of ['admin', 'manager', 'agent'] as const) {
        const [expected, actual] = [await sandbox.ask(persona, query), await real.ask(persona, query)];
        expect(actual.errors.filter(({ extensions }) => extensions?.code !== 'FORBIDDEN' && extensions?.code !== 'NOT_AVAILABLE'), persona).toEqual([]);
        expect(actual.data, persona).toEqual(expected.data);
      }
    }, 60_000);
  });
}

describe('the two generations with tables', () => {
  let graphs: readonly TestGraph[];
  beforeAll(async () => {
    graphs = [await startGraph(null), await startGraph(null, { SANDBOX_GOVERNANCE: 'one-table' })];
  });
  afterAll(async () => {
    for (const graph of graphs) await graph[Symbol.asyncDispose]();
  });

  it.each(['InvoiceGovernance', 'PaymentGovernance', 'TransferGovernance', 'LotGovernance', 'TicketGovernance', 'ManufacturingGovernance', 'Coverage'].map(operationNamed).map((operation) => [operation.name, operation] as const))('%s says the same to everybody', async (_name, { query }) => {
    for (const persona of PERSONA_NAMES) {
      const [twoTable, oneTable] = await Promise.all(graphs.map((graph) => graph.ask(persona, query)));
      expect(oneTable?.data, persona).toEqual(twoTable?.data);
    }
  });
});
