import { describe, expect, it } from 'vitest';
import { OdooFault } from '../../../odoo/client/faults.ts';
import { readDatabase } from '../../../odoo/database/read-database.ts';
import type { OdooCall } from '../../../odoo/port.ts';
import { anyRequest, fakePort } from '../support/fake-port.ts';

const ROWS: Readonly<Record<string, unknown>> = {
  'res.currency': [
    { id: 1, name: 'USD', symbol: '$', decimal_places: 2 },
    { id: 40, name: 'XOF', symbol: 'CFA', decimal_places: 0 },
  ],
  'res.company': [
    { id: 1, name: 'Holding', currency_id: [1, 'USD'] },
    { id: 1001, name: 'Togo', currency_id: [40, 'XOF'] },
  ],
  'res.lang': [
    { id: 1, code: 'en_US', iso_code: 'en', name: 'English (US)', active: true },
    { id: 2, code: 'fr_FR', iso_code: 'fr', name: 'French', active: true },
    { id: 3, code: 'de_DE', iso_code: 'de', name: 'German', active: false },
  ],
};

const FIELDS: Readonly<Record<string, unknown>> = {
  'sale.order': { name: { type: 'char', string: 'Reference' } },
  'stock.quant.package': { name: { type: 'char', string: 'Package' } },
};

function answer({ model, method }: OdooCall): unknown {
  if (method !== 'fields_get') return ROWS[model];
  const fields = FIELDS[model];
  if (fields === undefined) throw new OdooFault('UNKNOWN_MODEL', { model, method });
  return fields;
}

describe('reading the database', () => {
  it('asks once per model, and by the older name where the first is unknown', async () => {
    const port = fakePort(answer, 18);
    const database = await readDatabase(port, ['sale.order', 'stock.package', 'sale.order'], anyRequest());
    const asked = port.calls.filter(({ method }) => method === 'fields_get').map(({ model }) => model);
    expect(asked.toSorted()).toEqual(['sale.order', 'stock.package', 'stock.quant.package']);
    expect([database.model('sale.order'), database.model('stock.package')]).toEqual(['sale.order', 'stock.quant.package']);
  });

  it('takes a model that does not exist for absent', async () => {
    const database = await readDatabase(fakePort(answer), ['helpdesk.ticket'], anyRequest());
    expect([database.has('helpdesk.ticket'), database.model('helpdesk.ticket'), database.fields('helpdesk.ticket').size]).toEqual([false, null, 0]);
  });

  it('takes a model without rights for absent', async () => {
    const port = fakePort((call) => {
      if (call.method === 'fields_get') throw new OdooFault('ACCESS', { model: call.model });
      return answer(call);
    });
    expect((await readDatabase(port, ['sale.order'], anyRequest())).has('sale.order')).toBe(false);
  });

  it('fails when Odoo cannot be asked', async () => {
    const port = fakePort((call) => {
      if (call.model === 'sale.order') throw new OdooFault('UNREACHABLE');
      return answer(call);
    });
    await expect(readDatabase(port, ['sale.order'], anyRequest())).rejects.toMatchObject({ kind: 'UNREACHABLE' });
  });

  it('knows currencies, companies and the languages that are installed', async () => {
    const database = await readDatabase(fakePort(answer), [], anyRequest());
    expect(database.currency(40)).toEqual({ id: 40, name: 'XOF', symbol: 'CFA', decimals: 0 });
    expect(database.currency(99)).toBeNull();
    expect(database.company(1001)).toEqual({ id: 1001, name: 'Togo', currencyId: 40 });
    expect(database.languages.map(({ code }) => code)).toEqual(['en_US', 'fr_FR']);
  });

  it('asks for archived currencies too: old records are in them', async () => {
    const port = fakePort(answer);
    await readDatabase(port, [], anyRequest());
    expect(port.calls.find(({ model }) => model === 'res.currency')?.context).toEqual({ active_test: false });
  });

  it('asks for at most six models at once', async () => {
    let open = 0;
    let most = 0;
    const port = fakePort(async (call) => {
      if (call.method !== 'fields_get') return ROWS[call.model];
      open += 1;
      most = Math.max(most, open);
      await new Promise((done) => setImmediate(done));
      open -= 1;
      return {};
    });
    await readDatabase(port, Array.from({ length: 20 }, (_, index) => `model.${index}`), anyRequest());
    expect(most).toBe(6);
  });
});
