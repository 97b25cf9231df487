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

/** The one-table generation names the actor in the association itself. */
const ONE_TABLE = ['absent CustomerAssignment.actor', 'absent OrderAssignment.actor'];
const SINCE_19 = [...ONE_TABLE, 'absent Customer.mobile'];

describe('the SDL fits', () => {
  it.each([
    [19, SINCE_19],
    [18, ONE_TABLE],
    [17, [...ONE_TABLE, 'enum Product.type', 'enum ProductTemplate.type']],
  ] as const)('the sandbox as Odoo %d, but for what that version does not have', async (version, expected) => {
    await using sandbox = await startSandbox({ version });
    expect(await differences(sandbox)).toEqual(expected);
  });
});

describeReal('the SDL fits a real Odoo', (odoo) => {
  it('but for what Odoo 19 does not have', async () => {
    expect(await differences(odoo())).toEqual(SINCE_19);
  });
});
