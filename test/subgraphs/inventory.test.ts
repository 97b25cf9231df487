import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CUSTOMER, SA } from '../../odoo/sandbox/data/ids.ts';
import type { PersonaName } from '../../odoo/sandbox/data/personas.ts';
import { ADDRESS, FLEET, LINE, LOT, openInventory, PRODUCT, TRANSFER } from './inventory-world.ts';
import type { InventoryWorld } from './inventory-world.ts';

let world: InventoryWorld;
beforeAll(async () => {
  world = await openInventory();
});
afterAll(() => world[Symbol.asyncDispose]());

/** The answer to a query that nothing refuses. */
async function answer(as: PersonaName, query: string): Promise<unknown> {
  const { data, errors } = await world.graph.ask(as, query);
  expect(errors).toEqual([]);
  return data;
}

async function refusal(as: PersonaName, query: string): Promise<unknown> {
  const { errors } = await world.graph.ask(as, query);
  return errors.map(({ message, extensions }) => ({ message, code: extensions?.code }));
}

describe('Query.stockLevels', () => {
  it('holds what lies in the warehouses, not what lies with customers', async () => {
    expect(await answer('admin', '{ stockLevels(orderBy: [{ id: ASC }]) { totalCount nodes { id onHand reserved available } } }')).toEqual({
      stockLevels: {
        totalCount: 5,
        nodes: [
          { id: '701', onHand: '1', reserved: '0', available: '1' },
          { id: '702', onHand: '1', reserved: '1', available: '0' },
          { id: '703', onHand: '30.5', reserved: '10', available: '20.5' },
          { id: '704', onHand: '4', reserved: '0', available: '4' },
          { id: '706', onHand: '7', reserved: '0', available: '7' },
        ],
      },
    });
  });

  it('narrows by warehouse and product, together with a filter', async () => {
    const ids = (query: string): Promise<unknown> => answer('admin', `{ stockLevels(${query}, orderBy: [{ id: ASC }]) { nodes { id } } }`);
    expect(await ids('warehouse: "1002"')).toEqual({ stockLevels: { nodes: [{ id: '706' }] } });
    expect(await ids(`warehouse: "1001", product: "${PRODUCT.LANTERN}"`)).toEqual({ stockLevels: { nodes: [{ id: '703' }, { id: '704' }] } });
    expect(await ids(`product: "${PRODUCT.LANTERN}", filter: { onHand: { lt: "10" } }`)).toEqual({ stockLevels: { nodes: [{ id: '704' }, { id: '706' }] } });
    expect(await ids('search: "sn-3"')).toEqual({ stockLevels: { nodes: [{ id: '702' }] } });
    expect(await ids('warehouse: null')).toEqual(await ids('first: 50'));
  });

  it('refuses an id that is none', async () => {
    expect(await refusal('admin', '{ stockLevels(warehouse: "TG") { nodes { id } } }')).toEqual([{ message: 'An id is a positive whole number.', code: 'BAD_USER_INPUT' }]);
  });

  it('shows employees the quantities of their company, and customers none', async () => {
    expect(await answer('agent', '{ stockLevels(orderBy: [{ id: ASC }]) { nodes { id } } warehouses { nodes { code } } }')).toEqual({
      stockLevels: { nodes: [{ id: '701' }, { id: '702' }, { id: '703' }, { id: '704' }] },
      warehouses: { nodes: [{ code: 'TG' }] },
    });
    expect(await answer('customer', '{ stockLevels { totalCount nodes { id } } stockLevel(id: "703") { id } stockLevelsAggregate { count } warehouses { totalCount } locations { totalCount } }')).toEqual({
      stockLevels: { totalCount: 0, nodes: [] },
      stockLevel: null,
      stockLevelsAggregate: [{ count: 0 }],
      warehouses: { totalCount: 0 },
      locations: { totalCount: 0 },
    });
  });

  it('adds up by product and warehouse', async () => {
    expect(
      await answer('admin', '{ stockLevelsAggregate(groupBy: [{ field: PRODUCT }, { field: WAREHOUSE }], orderBy: [{ sum: { onHand: DESC } }]) { keys { product { sku } warehouse { code } } count sum { onHand reserved } } }'),
    ).toEqual({
      stockLevelsAggregate: [
        { keys: { product: { sku: 'LAN-01' }, warehouse: { code: 'TG' } }, count: 2, sum: { onHand: 34.5, reserved: 10 } },
        { keys: { product: { sku: 'LAN-01' }, warehouse: { code: 'KE' } }, count: 1, sum: { onHand: 7, reserved: 0 } },
        { keys: { product: { sku: 'SHK-050' }, warehouse: { code: 'TG' } }, count: 2, sum: { onHand: 2, reserved: 1 } },
      ],
    });
  });
});

describe('what is going to be in stock', () => {
  it('is for a location what lies there with what open moves bring and take', async () => {
    expect(await answer('admin', '{ stockLevels(warehouse: "1001", orderBy: [{ id: ASC }]) { nodes { id forecast } } }')).toEqual({
      stockLevels: {
        nodes: [
          { id: '701', forecast: '2' },
          { id: '702', forecast: '2' },
          { id: '703', forecast: '65.5' },
          { id: '704', forecast: '4' },
        ],
      },
    });
  });

  it('is for a product the sum over the locations that the caller may see', async () => {
    const stock = '{ product(id: "2006") { stock { onHand reserved available incoming outgoing forecast } } }';
    expect(await answer('staff', stock)).toEqual({ product: { stock: { onHand: '34.5', reserved: '10', available: '24.5', incoming: '50', outgoing: '15', forecast: '69.5' } } });
    expect(await answer('admin', stock)).toEqual({ product: { stock: { onHand: '41.5', reserved: '10', available: '31.5', incoming: '50', outgoing: '15', forecast: '76.5' } } });
  });

  it('is no business of customers', async () => {
    expect(await refusal('customer', '{ product(id: "2006") { name stock { onHand } } }')).toEqual([expect.objectContaining({ code: 'FORBIDDEN' })]);
  });
});

describe('Query.deliveries and Query.receipts', () => {
  it('are transfers of one kind, narrowed by state', async () => {
    const list = (field: string): string => `{ ${field} { totalCount nodes { id kind state } } }`;
    expect(await answer('admin', list('deliveries(state: READY)'))).toEqual({ deliveries: { totalCount: 1, nodes: [{ id: String(TRANSFER.READY), kind: 'DELIVERY', state: 'READY' }] } });
    expect(await answer('admin', list('receipts(state: READY)'))).toEqual({ receipts: { totalCount: 1, nodes: [{ id: String(TRANSFER.EXPECTED), kind: 'RECEIPT', state: 'READY' }] } });
    expect(await answer('admin', '{ deliveries { totalCount } receipts { totalCount } transfers { totalCount } }')).toEqual({ deliveries: { totalCount: 6 }, receipts: { totalCount: 3 }, transfers: { totalCount: 9 } });
  });

  it('page on under their state', async () => {
    const page = (after: string | null): string => `{ deliveries(state: DONE, first: 3${after ? `, after: "${after}"` : ''}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;
    const first = (await answer('admin', page(null))) as { deliveries: { pageInfo: { endCursor: string } } };
    expect(first).toMatchObject({ deliveries: { totalCount: 4, nodes: [{ id: '402' }, { id: '403' }, { id: '408' }], pageInfo: { hasNextPage: true } } });
    expect(await answer('admin', page(first.deliveries.pageInfo.endCursor))).toMatchObject({ deliveries: { totalCount: 4, nodes: [{ id: '409' }], pageInfo: { hasNextPage: false } } });
  });

  it('show a customer their own alone', async () => {
    expect(await answer('customer', '{ deliveries { nodes { id order { name } source { name } } } receipts { totalCount } }')).toEqual({
      deliveries: {
        nodes: [
          { id: String(TRANSFER.READY), order: { name: 'S01010' }, source: null },
          { id: String(TRANSFER.PERSONAS), order: { name: 'S01004' }, source: null },
          { id: String(TRANSFER.CABLES), order: { name: 'S01003' }, source: null },
        ],
      },
      receipts: { totalCount: 0 },
    });
  });
});

describe('Transfer', () => {
  const parties = (id: number): string => `{ transfer(id: "${id}") { customer { name } address { name customer { name } } vendor { name } } }`;
  const persona = { name: 'Abalo Tchassim' };

  it('has the customer of its order', async () => {
    expect(await answer('admin', parties(TRANSFER.PERSONAS))).toEqual({ transfer: { customer: persona, address: { ...persona, customer: persona }, vendor: null } });
  });

  it('has, without an order, the customer to whom the address belongs', async () => {
    expect(await answer('admin', parties(TRANSFER.TO_ADDRESS))).toEqual({ transfer: { customer: persona, address: { name: 'Workshop', customer: persona }, vendor: null } });
  });

  it('has a vendor and no customer when goods are bought', async () => {
    expect(await answer('admin', parties(TRANSFER.RECEIPT))).toMatchObject({ transfer: { customer: null, vendor: { name: 'Sunrise Retail Partners' } } });
  });

  it('has a customer and no vendor when goods come back', async () => {
    expect(await answer('admin', `{ transfer(id: "${TRANSFER.RETURN}") { kind customer { name } vendor { name } returnOf { id returns { nodes { id } } } } }`)).toEqual({
      transfer: { kind: 'RECEIPT', customer: { name: 'Délali Gaba' }, vendor: null, returnOf: { id: String(TRANSFER.OTHERS), returns: { nodes: [{ id: String(TRANSFER.RETURN) }] } } },
    });
  });

  it('names no customer whom the caller may not see, although they see the order', async () => {
    expect(await answer('agent', `{ transfer(id: "${TRANSFER.OTHERS}") { order { name } customer { id } address { id } } }`)).toEqual({ transfer: { order: { name: 'S01009' }, customer: null, address: null } });
  });

  it('is found from the customer as it names them', async () => {
    const data = (await answer('admin', '{ customers(first: 200) { nodes { id deliveries(first: 200) { nodes { id customer { id } } } } } }')) as {
      customers: { nodes: { id: string; deliveries: { nodes: { id: string; customer: { id: string } }[] } }[] };
    };
    const found = data.customers.nodes.flatMap(({ id, deliveries }) => deliveries.nodes.map((node) => [node.id, id, node.customer.id]));
    expect(found.toSorted()).toEqual([
      ['402', '1201', '1201'],
      ['403', '1202', '1202'],
      ['405', '1201', '1201'],
      ['406', '1201', '1201'],
      ['408', '1201', '1201'],
      ['409', '1202', '1202'],
    ]);
  });

  it('is filtered by the address, and by the order', async () => {
    expect(await answer('admin', `{ a: transfers(filter: { address: { eq: "${ADDRESS}" } }) { nodes { id } } o: transfers(filter: { order: { eq: "1009" }, kind: { eq: RECEIPT } }) { nodes { id } } }`)).toEqual({
      a: { nodes: [{ id: String(TRANSFER.TO_ADDRESS) }] },
      o: { nodes: [{ id: String(TRANSFER.RETURN) }] },
    });
  });
});

describe('Query.lot', () => {
  it('finds a serial number by its name and says where it is, who has it and what it is', async () => {
    expect(
      await answer(
        'agent',
        '{ lot(name: "SN-1") { id place product { sku } order { name } customer { name } deliveredAt asset { id state } fleetItem { id } onHand moves { totalCount nodes { transfer { id } source { usage } destination { usage } } } } }',
      ),
    ).toEqual({
      lot: {
        id: String(LOT.DELIVERED), place: 'CUSTOMER', product: { sku: 'SHK-050' }, order: { name: 'S01004' }, customer: { name: 'Abalo Tchassim' }, deliveredAt: '2026-01-10T09:00:00Z',
        asset: { id: '601', state: 'ACTIVE' }, fleetItem: null, onHand: '0',
        moves: { totalCount: 1, nodes: [{ transfer: { id: String(TRANSFER.PERSONAS) }, source: { usage: 'INTERNAL' }, destination: { usage: 'CUSTOMER' } }] },
      },
    });
  });

  it('takes the product where the name is not enough, and counts only what the caller may see', async () => {
    expect(await refusal('admin', '{ lot(name: "SN-3") { id } }')).toEqual([{ message: 'Several products have a lot of this name: give the product too.', code: 'BAD_USER_INPUT' }]);
    expect(await answer('admin', `{ lot(name: "SN-3", product: "${PRODUCT.KIT_200}") { id } }`)).toEqual({ lot: { id: String(LOT.SAME_NAME) } });
    expect(await answer('agent', '{ lot(name: "SN-3") { id } }')).toEqual({ lot: { id: String(LOT.IN_FLEET) } });
  });

  it('answers null for what does not exist, and alike for what is hidden', async () => {
    expect(await answer('agent', `{ a: lot(name: "sn-1") { id } b: lot(id: "999999") { id } c: lot(id: "${LOT.SAME_NAME}") { id } d: lot(name: "SN-3", product: "${PRODUCT.KIT_200}") { id } }`)).toEqual({ a: null, b: null, c: null, d: null });
  });

  it('takes an id or a name', async () => {
    expect(await answer('admin', `{ lot(id: "${LOT.CABLES}") { name } }`)).toEqual({ lot: { name: 'LOT-A' } });
    const wrong = [{ message: 'lot takes either an id or a name.', code: 'BAD_USER_INPUT' }];
    expect(await refusal('admin', '{ lot { name } }')).toEqual(wrong);
    expect(await refusal('admin', '{ lot(id: "1", name: "SN-1") { name } }')).toEqual(wrong);
  });
});

describe('Lot', () => {
  it('is with nobody once it came back', async () => {
    expect(await answer('admin', `{ lot(id: "${LOT.RETURNED}") { place order { id } customer { id } deliveredAt onHand } }`)).toEqual({ lot: { place: 'INTERNAL', order: null, customer: null, deliveredAt: null, onHand: '1' } });
  });

  it('of several units names nobody when several customers have some', async () => {
    expect(await answer('admin', `{ lot(id: "${LOT.CABLES}") { place order { id } customer { id } moves { totalCount } } }`)).toEqual({ lot: { place: null, order: null, customer: null, moves: { totalCount: 2 } } });
  });

  it('is in one fleet now, and remembers those before', async () => {
    expect(await answer('admin', `{ lot(id: "${LOT.IN_FLEET}") { fleetItem { state fleet { name } } fleetItems { nodes { state dateTo fleet { name } } } } }`)).toEqual({
      lot: {
        fleetItem: { state: 'ACTIVE', fleet: { name: 'Lomé rental' } },
        fleetItems: { nodes: [{ state: 'ACTIVE', dateTo: null, fleet: { name: 'Lomé rental' } }, { state: 'EXPIRED', dateTo: '2026-02-01T08:00:00Z', fleet: { name: 'Kara rental' } }] },
      },
    });
  });
});

describe('SalesOrderLine', () => {
  it('has the lots that were delivered for it and did not come back', async () => {
    expect(await answer('admin', `{ a: salesOrderLine(id: "${LINE.PERSONAS_KIT}") { lotsDelivered { name } } b: salesOrderLine(id: "${LINE.OTHERS_KIT}") { lotsDelivered { name } moves { nodes { lots { name } } } } c: salesOrderLine(id: "${LINE.LANTERNS}") { lotsDelivered { name } moves { nodes { state } } } }`)).toEqual({
      a: { lotsDelivered: [{ name: 'SN-1' }] },
      b: { lotsDelivered: [], moves: { nodes: [{ lots: [{ name: 'SN-2' }] }, { lots: [{ name: 'SN-2' }] }] } },
      c: { lotsDelivered: [], moves: { nodes: [{ state: 'READY' }] } },
    });
  });
});

describe('fleets and assets', () => {
  it('lead to the Service Accounts that govern them now, and back', async () => {
    expect(await answer('admin', `{ fleet(id: "${FLEET.LOME}") { itemCount serviceAccounts { id fleets { nodes { id } } } } }`)).toEqual({
      fleet: { itemCount: 1, serviceAccounts: [{ id: String(SA.LOME), fleets: { nodes: [{ id: String(FLEET.LOME) }] } }] },
    });
    expect(await answer('agent', '{ fleets { nodes { id serviceAccounts { name } } } fleetItems { nodes { id } } }')).toEqual({ fleets: { nodes: [{ id: String(FLEET.LOME), serviceAccounts: [{ name: 'Lomé' }] }] }, fleetItems: { nodes: [{ id: '801' }] } });
  });

  it('lead to the customer who has them, and back', async () => {
    expect(await answer('customer', '{ assets { nodes { name customer { id assets { nodes { id } } } lot { name place } } } }')).toEqual({
      assets: { nodes: [{ name: 'SN-1', customer: { id: String(CUSTOMER.PERSONA), assets: { nodes: [{ id: '601' }] } }, lot: { name: 'SN-1', place: 'CUSTOMER' } }] },
    });
  });
});
