import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import { startRealOdoo } from '../../real/server.ts';
import { describeReal } from '../../real/suite.ts';
import { startGraph, type OdooAddress, type TestGraph } from '../../support/graph.ts';
import { fillFields } from './fill.ts';
import { silentFields, unreached } from './walk.ts';

const AFTER_EDITS = 'What came of edits, clashes and failures: test/e2e/dashboard.test.ts and test/sync.';
const every = (type: string, fields: string, why: string): Readonly<Record<string, string>> => Object.fromEntries(fields.split(' ').map((field) => [`${type}.${field}`, why]));

/** Fields that answer nothing here, each with its reason. */
const SILENT: Readonly<Record<string, string>> = {
  'Journal.currency': 'Odoo lets a journal with entries keep its company’s.',
  'Account.currency': 'As journals.',
  'Company.parent': 'Odoo fixes it when the company is made.',
  'DocumentLink.size': 'Known once it is printed: test/e2e/documents.test.ts.',
  'OdooConnection.problem': 'There is none: test/e2e/outage.test.ts.',
  'SyncSchedule.nextRun': 'The clock is off in tests: test/sync.',
  ...every('Viewer', 'problem', 'Nobody here has one: test/access/resolve-principal.test.ts.'),
  ...every('ViewerProblem', 'code message', 'As that.'),
  ...every('ProductionOrder', 'notes syncProblem pendingFields history conflicts', AFTER_EDITS),
  ...every('DashboardProduct', 'syncProblem', AFTER_EDITS),
  ...every('SyncRun', 'force errors', AFTER_EDITS),
  ...every('SyncStatus', 'errors', AFTER_EDITS),
  ...every('SyncConflict', 'id entity label productionOrder field base dashboardValue odooValue winner reason editedBy dashboardAt odooAt detectedAt resolution resolvedBy resolvedAt', AFTER_EDITS),
  ...every('SyncProblem', 'code message at', AFTER_EDITS),
  ...every('SyncError', 'entity record code message at', AFTER_EDITS),
  ...every('ProductionOrderChange', 'at side by changes', AFTER_EDITS),
  ...every('FieldChange', 'field from to', AFTER_EDITS),
  ...Object.fromEntries(['Customer', 'Order', 'Ticket', 'Fleet', 'ManufacturingOrder', 'Transfer', 'Asset'].map((record) => [`${record}Assignment.actor`, 'The one-table generation has it: test/subgraphs/governance.'])),
};

/** Odoo 19 has no second number. */
const MOBILE = ['Customer.mobile'] as const;

async function openFilled(address: OdooAddress): Promise<TestGraph> {
  await fillFields(address);
  const graph = await startGraph(address, { QUERY_TIMEOUT_MS: '60000', ODOO_CALL_TIMEOUT_MS: '60000' });
  const { errors } = await graph.ask('admin', 'mutation { syncFull(input: {}) { syncRun { state } } }');
  expect(errors).toEqual([]);
  return graph;
}

describe('every field of every type', () => {
  it.each([[19, MOBILE], [18, []], [17, ['StockMove.finalDestination']]] as const)('answers something to somebody on the sandbox as Odoo %d, but for what that version lacks', async (version, lacking) => {
    await using sandbox = await startSandbox({ version });
    await using graph = await openFilled(sandbox);
    expect((await silentFields(graph, ['admin', 'manager', 'customer'])).toSorted()).toEqual([...Object.keys(SILENT), ...lacking].toSorted());
  }, 120_000);

  it('can be reached, but for what mutations and questions with arguments answer', () => {
    expect(unreached()).toEqual(['PageInfo', 'UserError', 'MailResult', 'AccessExplanation', 'FieldExplanation', 'PricelistPrice']);
  });
});

describeReal('every field of every type', () => {
  it('answers something to somebody on a real Odoo', async () => {
    const odoo = await startRealOdoo();
    try {
      await using graph = await openFilled(odoo);
      expect((await silentFields(graph, ['admin', 'manager', 'customer'])).toSorted()).toEqual([...Object.keys(SILENT), ...MOBILE].toSorted());
    } finally {
      await odoo.stop();
    }
  }, 240_000);
});
