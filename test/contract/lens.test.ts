import { describe, expect, it } from 'vitest';
import { connectOdoo } from '../../odoo/client/connect.ts';
import { FIELD_NAMES } from '../../odoo/database/lens.ts';
import type { LiveDatabase } from '../../odoo/database/live-database.ts';
import { readDatabase } from '../../odoo/database/read-database.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { describeReal } from '../real/suite.ts';

const MODELS = [...Object.keys(FIELD_NAMES), 'uom.uom'];

async function databaseAt(address: { readonly url: string; readonly db: string; readonly username: string; readonly apiKey: string }): Promise<LiveDatabase> {
  const client = await connectOdoo({ url: address.url, db: address.db, username: address.username, apiKey: address.apiKey });
  const database = await readDatabase(client, MODELS, { signal: new AbortController().signal, deadline: Date.now() + 60_000, tenant: 'contract' });
  await client.close();
  return database;
}

/** `model.field` of every canonical name of the lens whose model is there, with the name that it has in the database. */
function namesIn(database: LiveDatabase): Map<string, string | null> {
  const present = MODELS.filter((model) => database.has(model));
  return new Map(present.flatMap((model) => Object.keys(FIELD_NAMES[model] ?? (model === 'uom.uom' ? { factor: [] } : {})).map((field) => [`${model}.${field}`, database.resolve(model, field)])));
}

describeReal('the lens on a real Odoo 19', (odoo) => {
  it('calls canonical what Odoo 19 and the addon call so', async () => {
    const names = namesIn(await databaseAt(odoo()));
    const others = [...names].filter(([name, live]) => live !== name.split('.').at(-1));
    expect(names.size).toBeGreaterThan(50);
    expect(others).toEqual([]);
  }, 60_000);
});

/** Every renamed field of a model that the graph maps and that the sandbox keeps, under its name until then (domain.md 5.2). */
const UNTIL_18 = {
  'sale.order.line.product_uom_id': 'product_uom',
  'sale.order.line.tax_ids': 'tax_id',
  'mrp.production.lot_producing_ids': 'lot_producing_id',
  'uom.uom.factor': 'factor_inv',
};
const UNTIL_17 = {
  'account.payment.memo': 'ref',
  'account.move.origin_payment_id': 'payment_id',
  'account.move.reversal_move_ids': 'reversal_move_id',
  'account.account.company_ids': 'company_id',
};

describe.each([17, 18] as const)('the lens on the sandbox of Odoo %d', (version) => {
  it('finds under some name whatever the sandbox of Odoo 19 has', async () => {
    await using newest = await startSandbox();
    await using older = await startSandbox({ version });
    const there = [...namesIn(await databaseAt(newest))].filter(([, live]) => live !== null).map(([name]) => name);
    const names = namesIn(await databaseAt(older));
    expect(there.length).toBeGreaterThan(30);
    expect(there.filter((name) => (names.get(name) ?? null) === null)).toEqual([]);
  });

  it('finds the older names where Odoo had others', async () => {
    await using older = await startSandbox({ version });
    const names = namesIn(await databaseAt(older));
    const renamed = { ...UNTIL_18, ...(version === 17 ? UNTIL_17 : {}) };
    expect(Object.keys(renamed).map((name) => `${name} is ${names.get(name)}`)).toEqual(Object.entries(renamed).map(([name, live]) => `${name} is ${live}`));
  });
});
