import { afterAll, describe, expect, it } from 'vitest';
import { connectOdoo } from '../../../odoo/client/connect.ts';
import { dataset } from '../../../odoo/sandbox/data/dataset.ts';
import { CUSTOMER, SA } from '../../../odoo/sandbox/data/ids.ts';
import { CAST } from '../../../odoo/sandbox/data/personas.ts';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import { tellLineage } from '../../access/lineage-story.ts';
import { journalsOf, place, withGround } from '../../access/lineage-world.ts';
import { REQUEST } from '../../access/world.ts';
import { employee, startGraph, type Answer, type TestGraph } from '../../support/graph.ts';

const sandboxes = await Promise.all([true, false].map((inverseFields) => startSandbox({ inverseFields, dataset: withGround(dataset({ generation: 'two-table' })) })));
const [story, storyWithout] = await Promise.all(sandboxes.map(async ({ url, db, username, apiKey }) => {
  const odoo = await connectOdoo({ url, db, username, apiKey });
  const finish = async (moves: readonly number[]): Promise<void> => {
    await odoo.call({ model: 'stock.move', method: 'write', ids: moves, args: { vals: { state: 'done' } }, kind: 'write' }, REQUEST);
  };
  const told = await tellLineage({ odoo, generation: 'two-table', finish, place: (...where) => place(odoo, ...where) }, await journalsOf(odoo));
  await odoo.close();
  return told;
}));
const [graph, graphWithout] = (await Promise.all(sandboxes.map((sandbox) => startGraph(sandbox)))) as [TestGraph, TestGraph];
afterAll(() => Promise.all([graph, graphWithout].map((one) => one[Symbol.asyncDispose]())).then(() => Promise.all(sandboxes.map((sandbox) => sandbox.stop()))));

const idOf = (model: string, name: string): number => story?.get(model)?.get(name) ?? expect.fail(`no ${model} ${name}`);

const TYPES: Readonly<Record<string, string>> = {
  invoice: 'account.move', payment: 'account.payment', transfer: 'stock.picking', lot: 'stock.lot', ticket: 'helpdesk.ticket', manufacturingOrder: 'mrp.production',
};
type Standing = readonly [provenance: string, level: number, accounts: readonly number[]];

/** Where the graph says that a record stands, in the caller's eyes. */
async function standing(on: TestGraph, as: Parameters<TestGraph['ask']>[0], root: string, id: number): Promise<Standing | null> {
  const { data, errors } = await on.ask(as, `{ found: ${root}(id: ${id}) { governance { provenance level serviceAccounts { id } } } }`);
  expect(errors).toEqual([]);
  const { found } = data as { found: { governance: { provenance: string; level: number; serviceAccounts: { id: string }[] } } | null };
  return found && [found.governance.provenance, found.governance.level, found.governance.serviceAccounts.map((account) => Number(account.id)).sort((a, b) => a - b)];
}

const FOR_ADMIN: readonly (readonly [string, string, Standing])[] = [
  ['invoice', 'agents order', ['ORDER', 3, [SA.LOME]]],
  ['invoice', 'agents order, paid by another', ['ORDER', 3, [SA.LOME]]],
  ['invoice', 'agents and an unassigned order', ['ORDER', 3, [SA.LOME]]],
  ['invoice', 'agents and Karas order', ['AMBIGUOUS', 1, []]],
  ['invoice', 'Karas order', ['ORDER', 3, [SA.KARA]]],
  ['invoice', 'nobodys order', ['NONE', 1, []]],
  ['invoice', 'no order', ['CUSTOMER', 3, [SA.LOME]]],
  ['invoice', 'no order, unassigned customer', ['CUSTOMER', 2, [SA.LOME]]],
  ['invoice', 'no order, nobodys customer', ['NONE', 1, []]],
  ['invoice', 'credit of the agents order', ['ORDER', 3, [SA.LOME]]],
  ['invoice', 'credit by hand of Karas order', ['INVOICE', 3, [SA.KARA]]],
  ['payment', 'agents order', ['INVOICE', 3, [SA.LOME]]],
  ['payment', 'agents and Karas order', ['AMBIGUOUS', 1, []]],
  ['payment', 'nothing', ['CUSTOMER', 3, [SA.LOME]]],
  ['transfer', 'agents order', ['ORDER', 3, [SA.LOME]]],
  ['transfer', 'given to Kara', ['ASSOCIATION', 2, [SA.KARA]]],
  ['transfer', 'expired', ['NONE', 1, []]],
  ['transfer', 'without order', ['CUSTOMER', 3, [SA.LOME]]],
  ['transfer', 'internal', ['COMPANY', 1, []]],
  ['transfer', 'to nobodys customer', ['NONE', 1, []]],
  ['lot', 'in agents', ['FLEET', 3, [SA.LOME]]],
  ['lot', 'moved', ['FLEET', 2, [SA.KARA]]],
  ['lot', 'left', ['NONE', 1, []]],
  ['lot', 'asset agents', ['ASSET', 3, [SA.LOME]]],
  ['lot', 'delivered', ['TRANSFER', 3, [SA.LOME]]],
  ['lot', 'delivered again', ['TRANSFER', 3, [SA.LOME, SA.KARA]]],
  ['lot', 'received', ['NONE', 1, []]],
  ['ticket', 'agents', ['ASSOCIATION', 3, [SA.LOME]]],
  ['ticket', 'agents customers', ['CUSTOMER', 3, [SA.LOME]]],
  ['ticket', 'agents customers, given to Kara', ['ASSOCIATION', 2, [SA.KARA]]],
  ['ticket', 'nobodys', ['NONE', 1, []]],
  ['manufacturingOrder', 'agents', ['ASSOCIATION', 3, [SA.LOME]]],
  ['manufacturingOrder', 'companys', ['COMPANY', 1, []]],
  ['manufacturingOrder', 'expired', ['NONE', 1, []]],
];

describe('where a record stands', () => {
  it.each(FOR_ADMIN)('%s %s, for an admin', async (root, name, expected) => {
    expect(await standing(graph, 'admin', root, idOf(TYPES[root] ?? '', name))).toEqual(expected);
  });

  it('is the same where nothing leads from records to their associations, but for serial numbers, to which nothing leads', async () => {
    for (const [root, name, expected] of FOR_ADMIN) {
      const id = storyWithout?.get(TYPES[root] ?? '')?.get(name) ?? 0;
      const found = await standing(graphWithout, 'admin', root, id);
      expect([root, name, found]).toEqual([root, name, root === 'lot' ? ['NONE', 1, []] : expected]);
    }
  });

  it('shows of two Service Accounts the one in context only', async () => {
    expect(await standing(graph, 'manager', 'lot', idOf('stock.lot', 'delivered again'))).toEqual(['TRANSFER', 3, [SA.LOME]]);
  });

  it('is no business of customers', async () => {
    const { data, errors } = await graph.ask('customer', `{ invoice(id: ${idOf('account.move', 'agents order')}) { id governance { level } } }`);
    expect(data).toEqual({ invoice: { id: String(idOf('account.move', 'agents order')), governance: null } });
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
  });

  it('comes with the list, in the same call', async () => {
    const names = ['invoices', 'payments', 'transfers', 'lots', 'tickets', 'manufacturingOrders'];
    for (const name of names) {
      const ask = (selection: string): Promise<Answer> => graph.ask('manager', `{ ${name}(first: 50) { nodes { id ${selection} } } }`);
      const [plain, governed] = [await ask(''), await ask('governance { level provenance serviceAccounts { id } }')];
      expect([name, governed.errors, governed.odooCalls]).toEqual([name, [], plain.odooCalls]);
    }
  });
});

interface Coverage {
  readonly record: string;
  readonly total: number;
  readonly governed: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

describe('governanceCoverage', () => {
  const QUERY = '{ governanceCoverage { record total governed reasons { reason count } } }';
  const asked = async (as: Parameters<TestGraph['ask']>[0]): Promise<readonly Coverage[]> => {
    const { data, errors, odooCalls } = await graph.ask(as, QUERY);
    expect(errors).toEqual([]);
    expect(odooCalls).toBeLessThanOrEqual(1 + 3 * 10);
    return (data as { governanceCoverage: readonly Coverage[] }).governanceCoverage;
  };

  it('counts every record once: in some Service Account, or for one reason in none', async () => {
    for (const as of ['admin', 'manager'] as const) {
      for (const { record, total, governed, reasons } of await asked(as)) {
        expect([as, record, governed + reasons.reduce((sum, { count }) => sum + count, 0)]).toEqual([as, record, total]);
      }
    }
  });

  it('counts for an admin what the graph lists as governed by nothing', async () => {
    const coverage = new Map((await asked('admin')).map((one) => [one.record, one]));
    const lists = [['CUSTOMER', 'customers'], ['SALES_ORDER', 'salesOrders'], ['TICKET', 'tickets'], ['INVOICE', 'invoices'], ['LOT', 'lots']] as const;
    for (const [record, list] of lists) {
      let [total, without, after] = [0, 0, ''];
      for (;;) {
        const { data } = await graph.ask('admin', `{ page: ${list}(first: 100${after}) { nodes { governance { provenance serviceAccounts { id } } } pageInfo { hasNextPage endCursor } } }`);
        const { page } = data as { page: { nodes: { governance: { provenance: string; serviceAccounts: unknown[] } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
        total += page.nodes.length;
        // An invoice over orders of two Service Accounts stands in none alone, but it is not forgotten.
        without += page.nodes.filter(({ governance }) => governance.serviceAccounts.length === 0 && governance.provenance !== 'AMBIGUOUS').length;
        if (!page.pageInfo.hasNextPage) break;
        after = `, after: "${page.pageInfo.endCursor}"`;
      }
      expect([record, coverage.get(record)?.total, (coverage.get(record)?.total ?? 0) - (coverage.get(record)?.governed ?? 0)]).toEqual([record, total, without]);
    }
  });

  it('tells ended associations from those that never were', async () => {
    const fleets = (await asked('admin')).find(({ record }) => record === 'FLEET');
    const rows = await graph.ask('admin', '{ fleets(first: 100) { totalCount } }');
    expect(fleets?.total).toBe((rows.data as { fleets: { totalCount: number } }).fleets.totalCount);
    expect(fleets?.reasons.find(({ reason }) => reason === 'ENDED')?.count).toBeGreaterThanOrEqual(1);
    expect(fleets?.reasons.find(({ reason }) => reason === 'NEVER_GOVERNED')?.count).toBeGreaterThanOrEqual(1);
  });

  it('counts for a manager what belongs to the company, and is not for staff and agents', async () => {
    const [admin, manager] = [await asked('admin'), await asked('manager')];
    const orders = (coverage: readonly Coverage[]): number => coverage.find(({ record }) => record === 'SALES_ORDER')?.total ?? 0;
    expect(orders(admin)).toBe(200);
    expect(orders(manager)).toBe(dataset({ generation: 'two-table' })['sale.order']?.filter((row) => row['company_id'] === 1001).length);
    for (const persona of ['staff', 'agent', 'customer'] as const) {
      const { data, errors } = await graph.ask(persona, QUERY);
      expect([persona, data, errors.map(({ extensions }) => extensions?.code)]).toEqual([persona, { governanceCoverage: null }, ['FORBIDDEN']]);
    }
  });
});

describe('explainAccess', () => {
  const explain = async (as: Parameters<TestGraph['ask']>[0], type: string, id: number | string, field?: string): Promise<Record<string, unknown>> => {
    const { data, errors } = await graph.ask(as, {
      query: `query ($type: String!, $id: ID!, $field: String) { explainAccess(type: $type, id: $id, field: $field) {
        allowed recordVisible rule ruleText role scopePolicy serviceAccount { id } provenance level assignedToMe reason field { name allowed needs reason } } }`,
      variables: { type, id: String(id), field: field ?? null },
    });
    expect(errors).toEqual([]);
    return (data as { explainAccess: Record<string, unknown> }).explainAccess;
  };

  it('says by which rule, role, Service Account, policy and assignment a record is seen', async () => {
    expect(await explain('agent', 'Invoice', idOf('account.move', 'agents order'))).toEqual({
      allowed: true, recordVisible: true, rule: 'INVOICE', ruleText: expect.stringContaining('orders are all visible'),
      role: 'AGENT', scopePolicy: 'ASSIGNED_ONLY', serviceAccount: { id: String(SA.LOME) }, provenance: 'ORDER', level: 3, assignedToMe: true, field: null,
      reason: expect.stringContaining('The rule shows you this record.'),
    });
    expect(await explain('manager', 'Ticket', idOf('helpdesk.ticket', 'unassigned'))).toMatchObject({ allowed: true, provenance: 'ASSOCIATION', level: 2, assignedToMe: false });
  });

  it('says the same of a hidden record as of one that there is not', async () => {
    const hidden = [
      ['Invoice', idOf('account.move', 'agents and Karas order')], ['Invoice', idOf('account.move', 'Karas order')], ['Transfer', idOf('stock.picking', 'given to Kara')],
      ['Lot', idOf('stock.lot', 'moved')], ['SalesOrder', 1011], ['Customer', CUSTOMER.KARA], ['Payment', idOf('account.payment', 'Karas order')],
    ] as const;
    for (const as of ['agent', 'staff', 'manager'] as const) {
      for (const [type, id] of hidden) {
        const told = await explain(as, type, id);
        expect([type, told['recordVisible']]).toEqual([type, false]);
        for (const unknown of [99_999_999, '999999999999']) expect(await explain(as, type, unknown)).toEqual(told);
      }
    }
  });

  it('costs as much for a hidden record as for an unknown one', async () => {
    const cost = async (id: number): Promise<number> => (await graph.ask('agent', `{ explainAccess(type: "Invoice", id: "${id}") { allowed } }`)).odooCalls;
    expect(await cost(idOf('account.move', 'Karas order'))).toBe(await cost(99_999_999));
  });

  it('explains a field by role, whether the record is there or not', async () => {
    const refused = { name: 'margin', allowed: false, needs: expect.arrayContaining(['ADMIN', 'SA_MANAGER', 'SYSTEM']), reason: expect.stringContaining('you are AGENT') };
    expect(await explain('agent', 'SalesOrder', 1001, 'margin')).toMatchObject({ allowed: false, recordVisible: true, field: refused });
    expect(await explain('agent', 'SalesOrder', 99_999_999, 'margin')).toMatchObject({ allowed: false, recordVisible: false, field: refused });
    expect(await explain('manager', 'SalesOrder', 1001, 'margin')).toMatchObject({ allowed: true, field: { allowed: true } });
    expect(await explain('agent', 'SalesOrder', 1001, 'name')).toMatchObject({ allowed: true, field: { allowed: true, needs: [] } });
  });

  it('tells customers nothing of governance', async () => {
    expect(await explain('customer', 'Invoice', idOf('account.move', 'agents order'))).toMatchObject({ allowed: true, role: 'CUSTOMER', serviceAccount: null, provenance: null, level: null, assignedToMe: null });
  });

  it('agrees with the by-id root', async () => {
    const kara = await employee(CAST.karaManager.employeeId);
    for (const [name, id] of story?.get('account.move') ?? []) {
      const { data } = await graph.ask(kara, `{ invoice(id: ${id}) { id } }`);
      expect([name, (await explain(kara, 'Invoice', id))['allowed']]).toEqual([name, (data as { invoice: unknown }).invoice !== null]);
    }
  });

  it('refuses types and fields that the graph does not have', async () => {
    for (const [type, field] of [['Nonsense', null], ['Money', null], ['Invoice', 'nonsense']] as const) {
      const { errors } = await graph.ask('manager', { query: 'query ($type: String!, $field: String) { explainAccess(type: $type, id: 1, field: $field) { allowed } }', variables: { type, field } });
      expect([type, errors.map(({ extensions }) => extensions?.code)]).toEqual([type, ['BAD_USER_INPUT']]);
    }
  });
});
