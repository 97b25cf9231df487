import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { mutator } from '../../support/mutate.ts';

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
const mutate = mutator(() => graph, () => sandbox);

const SHOWN = 'manufacturingOrder { id name state readiness quantity quantityProduced lots { name } }';
const orderOf = (payload: Readonly<Record<string, unknown>> | null): Record<string, unknown> => payload?.['manufacturingOrder'] as Record<string, unknown>;
/** Odoo 19 with a pack of consumables (2015) or a kit with serial numbers (2001), governed as the draft of the data set is. */
async function draft(product: number, quantity: number): Promise<string> {
  const response = await fetch(`${sandbox.url}/json/2/mrp.production/create`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `bearer ${sandbox.apiKey}` },
    body: JSON.stringify({ vals_list: [{ product_id: product, product_qty: quantity, company_id: 1001 }] }),
  });
  return String(((await response.json()) as number[])[0]);
}

describe('a manufacturing order', () => {
  it('is confirmed, started and finished by Odoo’s methods alone', async () => {
    const id = await draft(2015, 4);
    const confirmed = await mutate('manager', 'confirmManufacturingOrder', { id }, SHOWN);
    expect([orderOf(confirmed.payload), confirmed.writes]).toMatchObject([{ state: 'CONFIRMED', readiness: 'READY' }, ['mrp.production.action_confirm']]);
    const started = await mutate('manager', 'startManufacturingOrder', { id }, SHOWN);
    expect([orderOf(started.payload), started.writes]).toMatchObject([{ state: 'IN_PROGRESS' }, ['mrp.production.action_start']]);
    const finished = await mutate('manager', 'finishManufacturingOrder', { id }, `${SHOWN} backorder { id }`);
    expect(finished.payload).toMatchObject({ manufacturingOrder: { state: 'DONE', quantityProduced: '4' }, backorder: null });
    expect(finished.writes).toEqual(['mrp.production.write', 'mrp.production.set_qty_producing', 'mrp.production.button_mark_done']);
  });

  it('is finished in part, with an order for the rest or without', async () => {
    const id = await draft(2015, 4);
    await mutate('manager', 'confirmManufacturingOrder', { id }, SHOWN);
    const undecided = await mutate('manager', 'finishManufacturingOrder', { id, quantity: '3' }, SHOWN);
    expect([undecided.userErrors, undecided.writes]).toMatchObject([[{ code: 'BACKORDER_DECISION_NEEDED', path: ['input', 'backorder'] }], []]);
    const part = await mutate('manager', 'finishManufacturingOrder', { id, quantity: '3', backorder: 'CREATE' }, `${SHOWN} backorder { state quantity }`);
    expect(part.payload).toMatchObject({ manufacturingOrder: { state: 'DONE', quantityProduced: '3' }, backorder: { state: 'CONFIRMED', quantity: '1' } });
    const other = await draft(2015, 4);
    await mutate('manager', 'confirmManufacturingOrder', { id: other }, SHOWN);
    const short = await mutate('manager', 'finishManufacturingOrder', { id: other, quantity: '1', backorder: 'NONE' }, `${SHOWN} backorder { id }`);
    expect(short.payload).toMatchObject({ manufacturingOrder: { state: 'DONE', quantityProduced: '1' }, backorder: null });
  });

  it('with steps begins with the first of them, and needs a serial number for each piece', async () => {
    const id = await draft(2001, 2);
    await mutate('manager', 'confirmManufacturingOrder', { id }, SHOWN);
    const started = await mutate('manager', 'startManufacturingOrder', { id }, 'manufacturingOrder { state workOrders(first: 5) { nodes { name state } } }');
    expect([started.payload, started.writes]).toMatchObject([{ manufacturingOrder: { state: 'IN_PROGRESS', workOrders: { nodes: [{ state: 'IN_PROGRESS' }, {}] } } }, ['mrp.workorder.button_start']]);
    const refused = async (input: object): Promise<unknown> => {
      const { refused: codes, writes } = await mutate('manager', 'finishManufacturingOrder', { id, ...input }, SHOWN);
      return [codes, writes];
    };
    expect(await refused({})).toEqual([['SERIAL_REQUIRED'], []]);
    expect(await refused({ serialNumbers: ['A-1'] })).toEqual([['SERIAL_QUANTITY'], []]);
    expect(await refused({ serialNumbers: ['A-1', 'A-1'] })).toEqual([['SERIAL_QUANTITY'], []]);
    expect(await refused({ serialNumbers: ['A-1', ''] })).toEqual([['REQUIRED'], []]);
    expect(await refused({ serialNumbers: ['A-1', 'SHK50-L41001-1'] })).toEqual([['SERIAL_EXISTS'], []]);
    const done = await mutate('manager', 'finishManufacturingOrder', { id, serialNumbers: ['A-1', 'A-2'] }, SHOWN);
    expect(orderOf(done.payload)).toMatchObject({ state: 'DONE' });
    const made = [...sandbox.table('stock.lot').rows.values()].filter(({ name }) => String(name).startsWith('A-'));
    expect(made.map(({ name, location_id: place }) => [name, place])).toEqual([['A-1', 1010], ['A-2', 1010]]);
  });

  it('is finished with the same key after the answer was lost, whatever was done by then, and each serial number is made once', async () => {
    const kit = async (): Promise<string> => {
      const id = await draft(2001, 2);
      await mutate('manager', 'confirmManufacturingOrder', { id }, SHOWN);
      return id;
    };
    const from = sandbox.calls.length;
    const smooth = await kit();
    const begun = sandbox.calls.length;
    expect(begun).toBeGreaterThan(from);
    await mutate('manager', 'finishManufacturingOrder', { id: smooth, serialNumbers: ['S-1', 'S-2'], idempotencyKey: 'smooth' }, SHOWN);
    const steps = sandbox.calls.slice(begun).map(({ model, method }) => `${model}.${method}`);
    for (const [index, step] of ['stock.lot.load', 'mrp.production.write', 'mrp.production.set_qty_producing', 'mrp.production.button_mark_done'].entries()) {
      const input = { id: await kit(), serialNumbers: [`L${index}-1`, `L${index}-2`], idempotencyKey: `lost-${index}` };
      sandbox.faults.set({ kind: 'lost' }, { times: 1, after: steps.indexOf(step) });
      expect([step, (await mutate('manager', 'finishManufacturingOrder', input, SHOWN)).failed.length]).toEqual([step, 1]);
      sandbox.faults.clear();
      const again = await mutate('manager', 'finishManufacturingOrder', input, SHOWN);
      expect([step, again.userErrors, again.failed, orderOf(again.payload)['state']]).toEqual([step, [], [], 'DONE']);
      expect([...sandbox.table('stock.lot').rows.values()].filter(({ name }) => String(name).startsWith(`L${index}-`))).toHaveLength(2);
    }
  });

  it('waits for components that are not there', async () => {
    const id = await draft(2001, 500);
    expect(orderOf((await mutate('manager', 'confirmManufacturingOrder', { id }, SHOWN)).payload)).toMatchObject({ readiness: 'WAITING' });
    const finish = await mutate('manager', 'finishManufacturingOrder', { id, serialNumbers: [] }, SHOWN);
    expect([finish.userErrors, finish.writes]).toMatchObject([[{ code: 'COMPONENTS_MISSING', message: expect.stringContaining('Components are missing for') }], []]);
    const cancelled = await mutate('manager', 'cancelManufacturingOrder', { id }, SHOWN);
    expect([orderOf(cancelled.payload), cancelled.writes]).toMatchObject([{ state: 'CANCEL' }, ['mrp.production.action_cancel']]);
  });

  it.each([['0', 'INVALID_VALUE'], ['-1', 'INVALID_VALUE'], ['5', 'INVALID_VALUE'], ['1e308', 'INVALID_VALUE'], ['-0', 'INVALID_VALUE']])('refuses the quantity %s and writes nothing', async (quantity, code) => {
    const id = await draft(2015, 4);
    await mutate('manager', 'confirmManufacturingOrder', { id }, SHOWN);
    const { refused, failed, writes } = await mutate('manager', 'finishManufacturingOrder', { id, quantity, backorder: 'NONE' }, SHOWN);
    expect([refused.length > 0 ? refused : failed, writes]).toEqual([[quantity === '1e308' ? expect.stringMatching(/INVALID_VALUE|BAD_USER_INPUT/) : code], []]);
  });

  it('is done once for one key, and signed off by managers alone', async () => {
    const id = await draft(2015, 2);
    await mutate('manager', 'confirmManufacturingOrder', { id }, SHOWN);
    expect((await mutate('staff', 'finishManufacturingOrder', { id }, SHOWN)).failed).toEqual(['FORBIDDEN']);
    const input = { id, idempotencyKey: 'finish-once' };
    const both = await Promise.all([mutate('manager', 'finishManufacturingOrder', input, SHOWN), mutate('manager', 'finishManufacturingOrder', input, SHOWN)]);
    expect(both.map(({ payload }) => orderOf(payload)['state'])).toEqual(['DONE', 'DONE']);
    expect((await mutate('manager', 'finishManufacturingOrder', { id }, SHOWN)).refused).toEqual(['WRONG_STATE']);
  });
});
