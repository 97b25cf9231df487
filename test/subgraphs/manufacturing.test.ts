import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SA } from '../../odoo/sandbox/data/ids.ts';
import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { PRODUCTION } from '../../odoo/sandbox/data/operations-governance.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import type { Row } from '../../odoo/sandbox/data/types.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { PERSONA_NAMES, startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

const KIT = { OF_100: 2001, OF_200: 90002 } as const;
const BILL = { OF_ALL_KITS: 40001, OF_200: 90001 } as const;
const TO_CLOSE_OF_COMPANY = 41015;
const MINUTES_OF_WORK = 45;

/** A bill for one variant beside Odoo's own for all of them. */
const BILL_OF_200: Row = {
  id: BILL.OF_200, code: 'KIT-200', type: 'phantom', active: true, product_tmpl_id: 1001, product_id: KIT.OF_200, product_qty: 1, product_uom_id: 1, sequence: 5,
  company_id: 1001, consumption: 'strict', ready_to_produce: 'asap', produce_delay: 3, create_date: '2026-03-01 08:00:00', write_date: '2026-03-01 08:00:00',
};

/** Payments stay away: they have other columns in 17, and no manufacture asks for them. */
function story(): ReturnType<typeof dataset> {
  const rows = dataset();
  const products = rows['product.product'] ?? [];
  const kit = products.filter(({ id }) => id === KIT.OF_100);
  const centers = (rows['mrp.workcenter'] ?? []).map((row) => (row['code'] === 'ASM' ? { ...row, costs_hour: 1500 } : row));
  return { ...rows, 'account.payment': [], 'product.product': [...products, ...kit.map((row) => ({ ...row, id: KIT.OF_200, default_code: 'KIT-200' }))], 'mrp.bom': [...(rows['mrp.bom'] ?? []), BILL_OF_200], 'mrp.workcenter': centers };
}

interface Numbered {
  readonly id: string;
}

describe.each([19, 18, 17] as const)('manufacturing on Odoo %i', (version) => {
  let sandbox: Sandbox;
  let graph: TestGraph;
  beforeAll(async () => {
    sandbox = await startSandbox({ dataset: story(), version });
    graph = await startGraph(sandbox);
  });
  afterAll(async () => {
    await graph[Symbol.asyncDispose]();
    await sandbox.stop();
  });

  async function ask<T>(persona: PersonaName, query: string): Promise<T> {
    const answer = await graph.ask(persona, query);
    expect(answer.errors).toEqual([]);
    return answer.data as T;
  }

  it('shows an order with its work orders, components and bill', async () => {
    const query = `{ manufacturingOrder(id: ${PRODUCTION.IN_PROGRESS}) {
      name state readiness quantity quantityProducing startAt product { id } billOfMaterials { id kind }
      workOrders { nodes { name state workCenter { code } operation { setMinutes } } }
      components { totalCount nodes { demand product { id } componentOf { id } productOf { id } } }
      finishedMoves { nodes { demand product { id } componentOf { id } productOf { id } } }
    } }`;
    const self = { id: String(PRODUCTION.IN_PROGRESS) };
    const component = (id: string, demand: string) => ({ demand, product: { id }, componentOf: self, productOf: null });
    const { manufacturingOrder } = await ask<{ manufacturingOrder: Record<string, unknown> & { components: { nodes: { product: Numbered }[] } } }>('agent', query);
    expect({ ...manufacturingOrder, components: manufacturingOrder.components.nodes.toSorted((a, b) => Number(a.product.id) - Number(b.product.id)) }).toEqual({
      name: 'TG/MO/00008', state: 'IN_PROGRESS', readiness: 'READY', quantity: '3', quantityProducing: '1', startAt: '2026-08-30T08:00:00Z',
      product: { id: String(KIT.OF_100) }, billOfMaterials: { id: String(BILL.OF_ALL_KITS), kind: 'MANUFACTURE' },
      workOrders: { nodes: [
        { name: 'Assemble', state: 'IN_PROGRESS', workCenter: { code: 'ASM' }, operation: { setMinutes: String(MINUTES_OF_WORK) } },
        { name: 'Test', state: 'BLOCKED', workCenter: { code: 'TST' }, operation: { setMinutes: '20' } },
      ] },
      components: [component('2006', '9'), component('2007', '3'), component('2018', '3')],
      finishedMoves: { nodes: [{ demand: '3', product: { id: String(KIT.OF_100) }, componentOf: null, productOf: self }] },
    });
  });

  it('knows steps that wait as blocked, also in filters', async () => {
    const { workOrders } = await ask<{ workOrders: { totalCount: number; nodes: { state: string }[] } }>('admin', '{ workOrders(first: 200, filter: { state: { eq: BLOCKED } }) { totalCount nodes { state } } }');
    expect(workOrders).toEqual({ totalCount: 4, nodes: Array.from({ length: 4 }, () => ({ state: 'BLOCKED' })) });
  });

  it('leads from an order to the serial number that it made, and back', async () => {
    const { manufacturingOrder } = await ask<{ manufacturingOrder: { lots: { id: string; name: string }[] } }>('admin', `{ manufacturingOrder(id: ${PRODUCTION.DONE_BY_AGENT}) { lots { id name } } }`);
    expect(manufacturingOrder.lots.map(({ name }) => name)).toEqual(['SHK50-L41001-1']);
    const back = await ask('admin', `{ lot(id: ${manufacturingOrder.lots[0]?.id}) { manufacturingOrders { totalCount nodes { id } } } }`);
    expect(back).toEqual({ lot: { manufacturingOrders: { totalCount: 1, nodes: [{ id: String(PRODUCTION.DONE_BY_AGENT) }] } } });
  });

  it('takes for a variant its own bills and those of all variants', async () => {
    const query = `{ ${Object.values(KIT).map((id) => `p${id}: product(id: ${id}) { billsOfMaterials { nodes { id reference readyWhen } } }`).join(' ')} }`;
    const forAll = { id: String(BILL.OF_ALL_KITS), reference: 'KIT-A', readyWhen: 'ALL_COMPONENTS' };
    expect(await ask('agent', query)).toEqual({
      p2001: { billsOfMaterials: { nodes: [forAll] } },
      p90002: { billsOfMaterials: { nodes: [forAll, { id: String(BILL.OF_200), reference: 'KIT-200', readyWhen: 'FIRST_STEP' }] } },
    });
  });
});

describe('who sees the manufacture', () => {
  let sandbox: Sandbox;
  let graph: TestGraph;
  beforeAll(async () => {
    sandbox = await startSandbox({ dataset: story() });
    graph = await startGraph(sandbox);
  });
  afterAll(async () => {
    await graph[Symbol.asyncDispose]();
    await sandbox.stop();
  });

  async function ordersOf(persona: PersonaName): Promise<readonly number[]> {
    const query = '{ manufacturingOrders(first: 200) { totalCount nodes { id } } manufacturingOrdersAggregate { count } workOrders(first: 200) { nodes { manufacturingOrder { id } } } }';
    const answer = await graph.ask(persona, query);
    expect(answer.errors).toEqual([]);
    const data = answer.data as { manufacturingOrders: { totalCount: number; nodes: Numbered[] }; manufacturingOrdersAggregate: { count: number }[]; workOrders: { nodes: { manufacturingOrder: Numbered | null }[] } };
    const ids = data.manufacturingOrders.nodes.map(({ id }) => Number(id)).toSorted((a, b) => a - b);
    expect([data.manufacturingOrders.totalCount, data.manufacturingOrdersAggregate[0]?.count ?? 0]).toEqual([ids.length, ids.length]);
    for (const { manufacturingOrder } of data.workOrders.nodes) expect(ids).toContain(Number(manufacturingOrder?.id));
    return ids;
  }

  it('is the agent for what is assigned to them, the manager also for the company’s own work, the customer never', async () => {
    const seen = Object.fromEntries(await Promise.all(PERSONA_NAMES.map(async (persona) => [persona, await ordersOf(persona)] as const)));
    const { DONE_BY_AGENT, DONE_UNASSIGNED, IN_PROGRESS, OTHER_AGENTS, TWO_ACCOUNTS, CONFIRMED, DRAFT } = PRODUCTION;
    expect(seen['admin']).toHaveLength(25);
    expect(seen['agent']).toEqual([DONE_BY_AGENT, IN_PROGRESS, TWO_ACCOUNTS, CONFIRMED]);
    expect(seen['staff']).toEqual([DONE_UNASSIGNED, DRAFT]);
    expect(seen['manager']).toEqual([DONE_BY_AGENT, DONE_UNASSIGNED, 41007, 41008, 41010, IN_PROGRESS, OTHER_AGENTS, TWO_ACCOUNTS, TO_CLOSE_OF_COMPANY, CONFIRMED, 41019, 41021, DRAFT, 41023, 41025]);
    expect(seen['customer']).toEqual([]);
  });

  it('shows what is to be closed as such', async () => {
    const { data: seen } = await graph.ask('manager', '{ manufacturingOrders(filter: { state: { eq: TO_CLOSE } }) { nodes { id state } } }');
    expect(seen).toEqual({ manufacturingOrders: { nodes: [{ id: String(TO_CLOSE_OF_COMPANY), state: 'TO_CLOSE' }] } });
  });

  it('shows customers neither bills nor work centers', async () => {
    const { data: seen, errors } = await graph.ask('customer', `{ billsOfMaterials { totalCount } billOfMaterials(id: ${BILL.OF_ALL_KITS}) { id } workCenters { totalCount } product(id: ${KIT.OF_100}) { billsOfMaterials { totalCount } manufacturingOrders { totalCount } } }`);
    expect(errors).toEqual([]);
    expect(seen).toEqual({ billsOfMaterials: { totalCount: 0 }, billOfMaterials: null, workCenters: { totalCount: 0 }, product: { billsOfMaterials: { totalCount: 0 }, manufacturingOrders: { totalCount: 0 } } });
  });

  it('shows what an hour costs to managers, in the currency of the company', async () => {
    const query = '{ workCenters(filter: { code: { eq: "ASM" } }) { nodes { hourlyCost { amount currency } } } }';
    const manager = await graph.ask('manager', query);
    expect(manager.data).toEqual({ workCenters: { nodes: [{ hourlyCost: { amount: '1500', currency: 'XOF' } }] } });
    const agent = await graph.ask('agent', query);
    expect(agent.data).toEqual({ workCenters: { nodes: [{ hourlyCost: null }] } });
    expect(agent.errors.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
  });

  it('counts an order for every Service Account that governs it now', async () => {
    const { data: seen } = await graph.ask('admin', '{ serviceAccounts(first: 50) { nodes { id manufacturingOrders(first: 50, orderBy: [{ id: ASC }]) { nodes { id } } } } }');
    const { serviceAccounts } = seen as { serviceAccounts: { nodes: { id: string; manufacturingOrders: { nodes: Numbered[] } }[] } };
    const governed = Object.fromEntries(serviceAccounts.nodes.filter(({ manufacturingOrders }) => manufacturingOrders.nodes.length > 0).map(({ id, manufacturingOrders }) => [id, manufacturingOrders.nodes.map((order) => Number(order.id))]));
    const { DONE_BY_AGENT, DONE_UNASSIGNED, NAIROBI, KARA, IN_PROGRESS, OTHER_AGENTS, NAIROBI_IN_PROGRESS, TWO_ACCOUNTS, CONFIRMED, LOME_BE, DRAFT } = PRODUCTION;
    expect(governed).toEqual({
      [SA.LOME]: [DONE_BY_AGENT, DONE_UNASSIGNED, IN_PROGRESS, OTHER_AGENTS, TWO_ACCOUNTS, CONFIRMED, DRAFT],
      [SA.NAIROBI]: [NAIROBI, NAIROBI_IN_PROGRESS],
      [SA.KARA]: [KARA, TWO_ACCOUNTS],
      [SA.LOME_BE]: [LOME_BE],
    });
  });
});
