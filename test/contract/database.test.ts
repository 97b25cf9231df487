import { describe, expect, it } from 'vitest';
import { modelsOf } from '../../graph/load-sdl.ts';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { readDatabase } from '../../odoo/database/read-database.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { disagreements, loadAllTables } from '../../subgraphs/index.ts';
import { describeReal } from '../real/suite.ts';
import type { OdooAddress } from '../support/graph.ts';

const tables = loadAllTables();

async function differences({ url, db, username, apiKey }: OdooAddress): Promise<readonly string[]> {
  const odoo = await connectOdoo({ url, db, username, apiKey });
  try {
    const database = await readDatabase(odoo, modelsOf(tables), { signal: AbortSignal.timeout(60_000), deadline: Date.now() + 60_000, tenant: 'test' });
    return disagreements(tables, { database }).map(({ kind, type, field }) => `${kind} ${type}.${field}`);
  } finally {
    await odoo.close();
  }
}

/** Odoo's selection has more values than the type has rows for: vendor bills, moves of production, structural lines. */
const INVOICES = ['enum Invoice.kind', 'enum InvoiceLine.displayType', 'enum InvoiceLine.invoiceKind'];
const OPERATIONS = ['enum OperationType.kind', 'enum Transfer.kind', 'enum StockMove.kind', 'enum BillOfMaterials.kind'];
/** The one-table generation names the actor in the association itself. */
const ONE_TABLE = ['Customer', 'Order', 'Ticket', 'Fleet', 'ManufacturingOrder', 'Transfer', 'Asset'].map((record) => `absent ${record}Assignment.actor`);
/** Computed by Odoo alone, or by a module that is not installed. */
const BY_PYTHON = 'enum Tax.method';
const MOBILE = 'absent Customer.mobile';

describe('the SDL fits', () => {
  it.each([
    [19, [...INVOICES, ...ONE_TABLE, ...OPERATIONS, MOBILE, BY_PYTHON]],
    [18, [...INVOICES, ...ONE_TABLE, ...OPERATIONS, BY_PYTHON]],
    [17, ['enum Invoice.kind', 'enum Invoice.paymentState', ...INVOICES.slice(1), 'enum Payment.state', ...ONE_TABLE, ...OPERATIONS.slice(0, 3), 'absent StockMove.finalDestination', ...OPERATIONS.slice(3), 'enum Product.type', 'enum ProductTemplate.type', BY_PYTHON]],
  ] as const)('the sandbox as Odoo %d, but for what that version does not have', async (version, expected) => {
    await using sandbox = await startSandbox({ version });
    expect(await differences(sandbox)).toEqual(expected);
  });
});

describeReal('the SDL fits a real Odoo', (odoo) => {
  it('but for what Odoo 19 does not have', async () => {
    expect(await differences(odoo())).toEqual([...INVOICES, ...ONE_TABLE, ...OPERATIONS, MOBILE, BY_PYTHON]);
  });
});
