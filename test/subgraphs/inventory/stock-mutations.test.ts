import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../../odoo/sandbox/start.ts';
import type { Sandbox } from '../../../odoo/sandbox/start.ts';
import { startGraph } from '../../support/graph.ts';
import type { TestGraph } from '../../support/graph.ts';
import { CABLES, KIT, mutate, orderOf, wireOf } from '../sales/order-world.ts';

/** A pump, counted and not tracked; a board, tracked by lots. */
const PUMP = 2021;
const BOARD = 2018;
const WAREHOUSE = 1001;

let sandbox: Sandbox;
let graph: TestGraph;
beforeAll(async () => {
  sandbox = await startSandbox();
  graph = await startGraph(sandbox);
  // Nobody waits for what comes in: it stays free for these tests.
  for (const [id, move] of sandbox.table('stock.move').rows) if (['confirmed', 'partially_available'].includes(String(move['state']))) sandbox.table('stock.move').update(id, { state: 'cancel' });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await sandbox.stop();
});

const as = (persona: Parameters<TestGraph['ask']>[0]) => (name: string, input: string, select?: string) => mutate(graph, sandbox, persona, name, input, select);
const [agent, staff, manager, admin] = [as('agent'), as('staff'), as('manager'), as('admin')] as const;

/** How many of a product lie in the stock of Togo, by the engine's own books. */
const onHand = (product: number): number => [...sandbox.table('stock.quant').rows.values()].filter((quant) => quant['product_id'] === product && quant['location_id'] === 1010).reduce((sum, quant) => sum + Number(quant['quantity']), 0);
const lotNamed = (name: string): number => [...sandbox.table('stock.lot').rows.values()].find((lot) => lot['name'] === name)?.id ?? 0;
const placeOf = (name: string): unknown => sandbox.table('stock.lot').get(lotNamed(name))?.['location_id'];

async function receive(...serials: string[]): Promise<void> {
  const { codes } = await staff('receiveStock', `{ warehouseId: ${WAREHOUSE}, lines: [{ productId: ${KIT}, quantity: ${serials.length}, serials: ${JSON.stringify(serials)} }] }`);
  expect(codes).toEqual([]);
}

interface Delivery {
  readonly id: number;
  /** Its moves, by product. */
  readonly moves: ReadonlyMap<number, number>;
}

/** A confirmed order of the agent's customer, and its delivery. */
async function delivery(lines: readonly (readonly [product: number, quantity: number])[], customer?: number): Promise<Delivery> {
  const order = await orderOf(sandbox, lines.map(([product, quantity]) => ({ product_id: product, product_uom_qty: quantity })), { approval_status: 'approved' }, customer);
  await wireOf(sandbox)('sale.order', 'action_confirm', { ids: [order] });
  const [id = 0] = sandbox.table('stock.picking').pointing('sale_id', order);
  const moves = sandbox.table('stock.move').pointing('picking_id', id);
  return { id, moves: new Map(moves.map((move) => [Number(sandbox.table('stock.move').get(move)?.['product_id']), move])) };
}

describe('receiveStock', () => {
  it('books goods with their serial numbers: one call makes the receipt, the next books it', async () => {
    const before = onHand(PUMP);
    const { payload, writes } = await staff(
      'receiveStock', `{ warehouseId: ${WAREHOUSE}, reference: "DN 7", lines: [{ productId: ${KIT}, quantity: 2, serials: ["RS-1", "RS-2"] }, { productId: ${PUMP}, quantity: "3" }, { productId: ${BOARD}, quantity: 20, serials: ["LOT-7"] }] }`,
      'transfer { kind state origin moves { nodes { product { id } quantity state } } }',
    );
    expect(payload.userErrors).toEqual([]);
    expect(payload['transfer']).toMatchObject({ kind: 'RECEIPT', state: 'DONE', origin: 'DN 7' });
    expect(writes).toEqual(['create', 'button_validate']);
    expect([placeOf('RS-1'), placeOf('RS-2'), onHand(PUMP) - before, sandbox.table('stock.lot').get(lotNamed('LOT-7'))?.['product_qty']]).toEqual([1010, 1010, 3, 20]);
  });

  it('has one effect for one key', async () => {
    const input = `{ warehouseId: ${WAREHOUSE}, idempotencyKey: "in-1", lines: [{ productId: ${PUMP}, quantity: 2 }] }`;
    const before = onHand(PUMP);
    const both = await Promise.all([staff('receiveStock', input, 'transfer { id }'), staff('receiveStock', input, 'transfer { id }')]);
    const again = await staff('receiveStock', input, 'transfer { id }');
    expect(new Set([...both, again].map(({ payload }) => JSON.stringify(payload['transfer']))).size).toBe(1);
    expect([onHand(PUMP) - before, again.writes]).toEqual([2, []]);
  });

  it.each([
    ['a serial that is there already', `lines: [{ productId: ${KIT}, quantity: 1, serials: ["SHK50-0001"] }]`, 'SERIAL_EXISTS', ['input', 'lines', '0', 'serials', '0']],
    ['too few serials', `lines: [{ productId: ${KIT}, quantity: 2, serials: ["X-1"] }]`, 'SERIAL_QUANTITY', ['input', 'lines', '0', 'serials']],
    ['a serial twice', `lines: [{ productId: ${KIT}, quantity: 2, serials: ["X-1", "X-1"] }]`, 'SERIAL_QUANTITY', ['input', 'lines', '0', 'serials']],
    ['a serial on two lines', `lines: [{ productId: ${KIT}, quantity: 1, serials: ["X-1"] }, { productId: ${KIT}, quantity: 1, serials: ["X-1"] }]`, 'SERIAL_QUANTITY', ['input', 'lines', '1', 'serials', '0']],
    ['no serials', `lines: [{ productId: ${KIT}, quantity: 1 }]`, 'SERIAL_REQUIRED', ['input', 'lines', '0', 'serials']],
    ['serials of what has none', `lines: [{ productId: ${PUMP}, quantity: 1, serials: ["X-1"] }]`, 'INVALID_VALUE', ['input', 'lines', '0', 'serials']],
    ['a service', 'lines: [{ productId: 2009, quantity: 1 }]', 'INVALID_VALUE', ['input', 'lines', '0', 'productId']],
    ['nothing', 'lines: []', 'REQUIRED', ['input', 'lines']],
    ['a quantity of zero', `lines: [{ productId: ${PUMP}, quantity: 0 }]`, 'INVALID_VALUE', ['input', 'lines', '0', 'quantity']],
    ['an unknown product', 'lines: [{ productId: 999999, quantity: 1 }]', 'NOT_FOUND', ['input', 'lines', '0', 'productId']],
  ])('refuses %s and writes nothing', async (_, lines, code, path) => {
    const { payload, writes } = await staff('receiveStock', `{ warehouseId: ${WAREHOUSE}, ${lines} }`);
    expect([payload.userErrors.map((error) => [error.code, error.path]), writes]).toEqual([[[code, path]], []]);
  });

  it('is not for agents, and not in the warehouse of another company', async () => {
    const line = `lines: [{ productId: ${PUMP}, quantity: 1 }]`;
    const refused = [await agent('receiveStock', `{ warehouseId: ${WAREHOUSE}, ${line} }`), await staff('receiveStock', `{ warehouseId: 1002, ${line} }`)];
    expect(refused.map(({ codes, writes }) => [codes, writes])).toEqual([[['NOT_PERMITTED'], []], [['NOT_FOUND'], []]]);
  });
});

describe('validateReceipt', () => {
  async function announced(): Promise<Delivery> {
    const { payload } = await staff('receiveStock', `{ warehouseId: ${WAREHOUSE}, validate: false, lines: [{ productId: ${KIT}, quantity: 2 }, { productId: ${PUMP}, quantity: 4 }] }`, 'transfer { id state }');
    const { id, state } = payload['transfer'] as { id: string; state: string };
    expect(state).toBe('READY');
    const moves = sandbox.table('stock.move').pointing('picking_id', Number(id));
    return { id: Number(id), moves: new Map(moves.map((move) => [Number(sandbox.table('stock.move').get(move)?.['product_id']), move])) };
  }

  it('books what came, and announces the rest anew', async () => {
    const { id, moves } = await announced();
    const lines = `lines: [{ moveId: ${moves.get(KIT)}, quantity: 2, serials: ["VR-1", "VR-2"] }, { moveId: ${moves.get(PUMP)}, quantity: 1 }]`;
    const undecided = await staff('validateReceipt', `{ id: ${id}, ${lines} }`);
    expect([undecided.codes, undecided.writes]).toEqual([['BACKORDER_DECISION_NEEDED'], []]);
    const { payload, writes } = await staff('validateReceipt', `{ id: ${id}, backorder: CREATE, ${lines} }`, 'transfer { state } backorder { state moves { nodes { product { id } demand } } }');
    expect(payload).toEqual({ transfer: { state: 'DONE' }, backorder: { state: 'READY', moves: { nodes: [{ product: { id: '2021' }, demand: '3' }] } }, userErrors: [] });
    // The rest belongs to the same Service Account as the receipt.
    expect(writes).toEqual(['write', 'button_validate', 'create', 'process', 'create']);
    expect([placeOf('VR-1'), placeOf('VR-2')]).toEqual([1010, 1010]);
  });

  it('puts the rest into its place although the answer to the booking was lost', async () => {
    const booking = async (key: string): Promise<string> => {
      const { id, moves } = await announced();
      return `{ id: ${id}, backorder: CREATE, idempotencyKey: "${key}", lines: [{ moveId: ${moves.get(PUMP)}, quantity: 1 }] }`;
    };
    const [smooth, lost] = [await booking('rest-1'), await booking('rest-2')];
    // A booking that goes well tells how many calls come before the dialogue's button.
    const from = sandbox.calls.length;
    expect((await staff('validateReceipt', smooth)).codes).toEqual([]);
    sandbox.faults.set({ kind: 'lost' }, { times: 1, after: sandbox.calls.slice(from).findIndex(({ method }) => method === 'process') });
    expect((await staff('validateReceipt', lost)).errors).toHaveLength(1);
    sandbox.faults.clear();
    const { payload, writes } = await staff('validateReceipt', lost, 'transfer { state } backorder { governance { serviceAccounts { id } } }');
    expect([payload, writes]).toEqual([{ transfer: { state: 'DONE' }, backorder: { governance: { serviceAccounts: [{ id: '1004' }] } }, userErrors: [] }, ['create']]);
  });

  it('gives up the rest when it is told to', async () => {
    const { id, moves } = await announced();
    const { payload } = await staff('validateReceipt', `{ id: ${id}, backorder: NONE, lines: [{ moveId: ${moves.get(PUMP)}, quantity: 4 }] }`, 'transfer { state moves { nodes { product { id } state } } } backorder { id }');
    expect(payload).toEqual({ transfer: { state: 'DONE', moves: { nodes: [{ product: { id: '2021' }, state: 'DONE' }, { product: { id: '2001' }, state: 'CANCEL' }] } }, backorder: null, userErrors: [] });
  });

  it('refuses a receipt that is done, a delivery, a move of another transfer, and more than was expected', async () => {
    const { id, moves } = await announced();
    const out = await delivery([[CABLES, 1]], 1204);
    expect((await staff('validateReceipt', `{ id: ${id}, lines: [{ moveId: ${[...out.moves.values()][0]}, quantity: 1 }] }`)).codes).toEqual(['NOT_FOUND']);
    expect((await staff('validateReceipt', `{ id: ${id}, lines: [{ moveId: ${moves.get(PUMP)}, quantity: 5 }] }`)).codes).toEqual(['INVALID_VALUE']);
    expect((await staff('validateReceipt', `{ id: ${out.id} }`)).codes).toEqual(['WRONG_STATE']);
    expect((await staff('validateReceipt', `{ id: ${id}, backorder: NONE, lines: [{ moveId: ${moves.get(PUMP)}, quantity: 4 }] }`)).codes).toEqual([]);
    expect((await staff('validateReceipt', `{ id: ${id} }`)).codes).toEqual(['WRONG_STATE']);
  });
});

describe('validateDelivery', () => {
  it('delivers what is reserved when nothing else is said', async () => {
    await receive('VD-1', 'VD-2');
    const { id } = await delivery([[CABLES, 3]]);
    const { payload, writes } = await agent('validateDelivery', `{ id: ${id} }`, 'transfer { state order { deliveryStatus } } backorder { id }');
    expect([payload, writes]).toEqual([{ transfer: { state: 'DONE', order: { deliveryStatus: 'FULL' } }, backorder: null, userErrors: [] }, ['write', 'button_validate']]);
  });

  it('delivers the very unit that is named, and owes the rest', async () => {
    await receive('VD-3', 'VD-4', 'VD-5');
    const { id, moves } = await delivery([[KIT, 2]]);
    const { payload, writes } = await agent(
      'validateDelivery', `{ id: ${id}, backorder: CREATE, lines: [{ moveId: ${moves.get(KIT)}, quantity: 1, serials: ["VD-5"] }] }`,
      'transfer { state order { deliveryStatus } moveLines { nodes { lot { name } quantity } } } backorder { moves { nodes { demand } } }',
    );
    expect(payload).toEqual({
      transfer: { state: 'DONE', order: { deliveryStatus: 'PARTIAL' }, moveLines: { nodes: [{ lot: { name: 'VD-5' }, quantity: '1' }] } },
      backorder: { moves: { nodes: [{ demand: '1' }] } }, userErrors: [],
    });
    expect([writes, placeOf('VD-5')]).toEqual([['write', 'button_validate', 'create', 'process'], 2]);
  });

  it('takes the lines of the seed: one for each unit, by its lot', async () => {
    await receive('VD-6', 'VD-7');
    const { id, moves } = await delivery([[KIT, 2]]);
    const line = (name: string): string => `{ moveId: ${moves.get(KIT)}, quantity: 1, lotIds: [${lotNamed(name)}] }`;
    const { codes } = await agent('validateDelivery', `{ id: ${id}, lines: [${line('VD-6')}, ${line('VD-7')}] }`);
    expect([codes, placeOf('VD-6'), placeOf('VD-7')]).toEqual([[], 2, 2]);
  });

  it('refuses units that cannot go out, each at its place, and writes nothing', async () => {
    await receive('VD-8', 'VD-9');
    const { id, moves } = await delivery([[KIT, 2], [CABLES, 1]]);
    const of = async (lines: string): Promise<readonly unknown[]> => {
      const { payload, writes } = await agent('validateDelivery', `{ id: ${id}, backorder: CREATE, lines: [${lines}] }`);
      return [...payload.userErrors.map(({ code, path }) => [code, path?.join('.')]), writes];
    };
    const kit = (rest: string): string => `{ moveId: ${moves.get(KIT)}, ${rest} }`;
    expect(await of(kit('quantity: 1, serials: ["SHK50-0001"]'))).toEqual([['SERIAL_ALREADY_DELIVERED', 'input.lines.0.serials.0'], []]);
    expect(await of(kit('quantity: 1, serials: ["nope"]'))).toEqual([['SERIAL_NOT_IN_STOCK', 'input.lines.0.serials.0'], []]);
    expect(await of(kit('quantity: 1, lotIds: [999999]'))).toEqual([['NOT_FOUND', 'input.lines.0.lotIds.0'], []]);
    expect(await of(kit(`quantity: 1, lotIds: [${lotNamed('BAT-0001')}]`))).toEqual([['LOT_OF_OTHER_PRODUCT', 'input.lines.0.lotIds.0'], []]);
    expect(await of(kit('quantity: 2, serials: ["VD-8"]'))).toEqual([['SERIAL_QUANTITY', 'input.lines.0.quantity'], []]);
    expect(await of(kit('quantity: 2, serials: ["VD-8", "VD-8"]'))).toEqual([['SERIAL_QUANTITY', 'input.lines.0.serials.1'], []]);
    expect(await of(kit('quantity: 3, serials: ["VD-8", "VD-9", "VD-7"]'))).toEqual([['INVALID_VALUE', 'input.lines.0.quantity'], []]);
    expect(await of(kit('quantity: 0'))).toEqual([['NOTHING_TO_TRANSFER', 'input.lines'], []]);
    expect(await of(`{ moveId: 999999, quantity: 1 }`)).toEqual([['NOT_FOUND', 'input.lines.0.moveId'], []]);
  });

  it('refuses more than there is, and a delivery for which there is nothing', async () => {
    const rows = [...sandbox.table('stock.quant').rows.values()].filter((quant) => quant['product_id'] === PUMP && quant['company_id'] === 1001);
    for (const quant of rows) sandbox.table('stock.quant').update(quant.id, { quantity: Number(quant['reserved_quantity']) });
    await staff('receiveStock', `{ warehouseId: ${WAREHOUSE}, lines: [{ productId: ${PUMP}, quantity: 2 }] }`);
    const scarce = await delivery([[PUMP, 5]]);
    const { payload } = await agent('validateDelivery', `{ id: ${scarce.id}, lines: [{ moveId: ${scarce.moves.get(PUMP)}, quantity: 4 }], backorder: CREATE }`);
    expect(payload.userErrors).toEqual([{ code: 'INSUFFICIENT_STOCK', message: 'There is not enough stock of [PMP-01] Solar water pump: 2 available, 4 wanted.', path: ['input', 'lines', '0', 'quantity'] }]);
    const none = await delivery([[PUMP, 1]]);
    expect((await agent('validateDelivery', `{ id: ${none.id} }`)).codes).toEqual(['INSUFFICIENT_STOCK']);
    expect((await agent('validateDelivery', `{ id: ${scarce.id}, backorder: CREATE }`)).codes).toEqual([]);
  });

  it('is done once with one key, and once when two deliver at the same time', async () => {
    const first = await delivery([[CABLES, 2]]);
    const keyed = `{ id: ${first.id}, idempotencyKey: "out-1" }`;
    expect((await agent('validateDelivery', keyed)).writes).toEqual(['write', 'button_validate']);
    expect([(await agent('validateDelivery', keyed)).writes, (await agent('validateDelivery', `{ id: ${first.id} }`)).codes]).toEqual([[], ['WRONG_STATE']]);
    const second = await delivery([[CABLES, 2]]);
    const both = await Promise.all([agent('validateDelivery', `{ id: ${second.id} }`), manager('validateDelivery', `{ id: ${second.id} }`)]);
    expect(both.filter(({ codes }) => codes.length === 0)).toHaveLength(1);
    expect(sandbox.table('stock.move').get(second.moves.get(CABLES) ?? 0)).toMatchObject({ state: 'done', quantity: 2 });
  });

  it('is not for what the agent does not see, and no receipt', async () => {
    const hidden = await delivery([[CABLES, 1]], 1264);
    const told = [await agent('validateDelivery', `{ id: ${hidden.id} }`), await agent('validateDelivery', '{ id: 999999 }'), await as('customer')('validateDelivery', `{ id: ${hidden.id} }`)];
    expect(told.map(({ codes, writes }) => [codes, writes])).toEqual([[['NOT_FOUND'], []], [['NOT_FOUND'], []], [['FORBIDDEN'], []]]);
  });
});

describe('createLot', () => {
  it('creates a number once', async () => {
    const made = await admin('createLot', `{ productId: ${KIT}, name: " CL-1 ", idempotencyKey: "lot-1" }`, 'lot { name product { id } }');
    expect(made.payload).toEqual({ lot: { name: 'CL-1', product: { id: '2001' } }, userErrors: [] });
    expect((await admin('createLot', `{ productId: ${KIT}, name: " CL-1 ", idempotencyKey: "lot-1" }`)).writes).toEqual([]);
    expect((await admin('createLot', `{ productId: ${KIT}, name: "CL-1" }`)).codes).toEqual(['SERIAL_EXISTS']);
  });

  it('refuses what is not tracked, an empty name, and agents', async () => {
    const told = [await staff('createLot', `{ productId: ${PUMP}, name: "X" }`), await staff('createLot', `{ productId: ${KIT}, name: "" }`), await agent('createLot', `{ productId: ${KIT}, name: "X" }`)];
    expect(told.map(({ codes, writes }) => [codes, writes])).toEqual([[['INVALID_VALUE'], []], [['REQUIRED'], []], [['NOT_PERMITTED'], []]]);
  });
});
