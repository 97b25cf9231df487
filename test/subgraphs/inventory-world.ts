import { dataset } from '../../odoo/sandbox/data/dataset.ts';
import { COMPANY, CUSTOMER, EMPLOYEE, SA, WAREHOUSE, personOf } from '../../odoo/sandbox/data/ids.ts';
import type { Dataset, Row } from '../../odoo/sandbox/data/types.ts';
import type { Sandbox } from '../../odoo/sandbox/start.ts';
import { startSandbox } from '../../odoo/sandbox/start.ts';
import { startGraph } from '../support/graph.ts';
import type { TestGraph } from '../support/graph.ts';

export const PRODUCT = { KIT: 2001, KIT_200: 2002, LANTERN: 2006, CABLES: 2007 } as const;
export const PLACE = { TOP: 101, STOCK: 102, SHELF: 103, CUSTOMERS: 104, VENDORS: 105, KENYA_STOCK: 106 } as const;
const TYPE = { RECEIPT: 201, DELIVERY: 202, INTERNAL: 203 } as const;
const VENDOR = 1012;
/** An address of the persona customer. */
export const ADDRESS = 1901;
export const LINE = { PERSONAS_KIT: 5011, OTHERS_KIT: 5017, CABLES: 5007, LANTERNS: 5018 } as const;
export const LOT = { DELIVERED: 301, RETURNED: 302, IN_FLEET: 303, SAME_NAME: 304, CABLES: 305 } as const;
export const TRANSFER = { RECEIPT: 401, PERSONAS: 402, OTHERS: 403, RETURN: 404, READY: 405, TO_ADDRESS: 406, EXPECTED: 407, CABLES: 408, CABLES_OTHER: 409 } as const;
export const FLEET = { LOME: 501, KARA: 502 } as const;
export const ASSET = 601;
const UNIT = 1;

interface TransferFacts {
  readonly id: number;
  readonly type: keyof typeof TYPE;
  readonly state: 'done' | 'assigned' | 'confirmed';
  readonly on: string;
  readonly partner: number;
  readonly more?: Readonly<Record<string, Row[string]>>;
  /** Product, quantity, lots, and the line of the order. */
  readonly goods: readonly { readonly product: number; readonly quantity: number; readonly lots?: readonly number[]; readonly line?: number }[];
  readonly from?: number;
  readonly to?: number;
}

const ROUTES = {
  RECEIPT: [PLACE.VENDORS, PLACE.STOCK],
  DELIVERY: [PLACE.STOCK, PLACE.CUSTOMERS],
  INTERNAL: [PLACE.STOCK, PLACE.SHELF],
} as const;

const TRANSFERS: readonly TransferFacts[] = [
  { id: TRANSFER.RECEIPT, type: 'RECEIPT', state: 'done', on: '2026-01-05', partner: VENDOR, goods: [{ product: PRODUCT.KIT, quantity: 3, lots: [LOT.DELIVERED, LOT.RETURNED, LOT.IN_FLEET] }] },
  { id: TRANSFER.PERSONAS, type: 'DELIVERY', state: 'done', on: '2026-01-10', partner: CUSTOMER.PERSONA, more: { sale_id: 1004 }, goods: [{ product: PRODUCT.KIT, quantity: 1, lots: [LOT.DELIVERED], line: LINE.PERSONAS_KIT }] },
  { id: TRANSFER.OTHERS, type: 'DELIVERY', state: 'done', on: '2026-01-11', partner: CUSTOMER.OTHER_AGENTS, more: { sale_id: 1009 }, goods: [{ product: PRODUCT.KIT, quantity: 1, lots: [LOT.RETURNED], line: LINE.OTHERS_KIT }] },
  {
    id: TRANSFER.RETURN, type: 'RECEIPT', state: 'done', on: '2026-01-20', partner: CUSTOMER.OTHER_AGENTS, more: { sale_id: 1009, return_id: TRANSFER.OTHERS },
    goods: [{ product: PRODUCT.KIT, quantity: 1, lots: [LOT.RETURNED], line: LINE.OTHERS_KIT }], from: PLACE.CUSTOMERS, to: PLACE.STOCK,
  },
  {
    id: TRANSFER.READY, type: 'DELIVERY', state: 'assigned', on: '2026-03-01', partner: CUSTOMER.PERSONA, more: { sale_id: 1010, has_deadline_issue: true, priority: '1' },
    goods: [{ product: PRODUCT.LANTERN, quantity: 10, line: LINE.LANTERNS }],
  },
  { id: TRANSFER.TO_ADDRESS, type: 'DELIVERY', state: 'confirmed', on: '2026-03-02', partner: ADDRESS, goods: [{ product: PRODUCT.LANTERN, quantity: 5 }] },
  { id: TRANSFER.EXPECTED, type: 'RECEIPT', state: 'assigned', on: '2026-03-03', partner: VENDOR, goods: [{ product: PRODUCT.LANTERN, quantity: 50 }] },
  { id: TRANSFER.CABLES, type: 'DELIVERY', state: 'done', on: '2026-02-20', partner: CUSTOMER.PERSONA, more: { sale_id: 1003 }, goods: [{ product: PRODUCT.CABLES, quantity: 4, lots: [LOT.CABLES], line: LINE.CABLES }] },
  { id: TRANSFER.CABLES_OTHER, type: 'DELIVERY', state: 'done', on: '2026-02-21', partner: CUSTOMER.OTHER_AGENTS, goods: [{ product: PRODUCT.CABLES, quantity: 3, lots: [LOT.CABLES] }] },
];

function told({ id, type, state, on, partner, more, goods, from = ROUTES[type][0], to = ROUTES[type][1] }: TransferFacts): readonly { readonly model: string; readonly row: Row }[] {
  const date = `${on} 09:00:00`;
  const company_id = COMPANY.TOGO;
  const common = { company_id, location_id: from, location_dest_id: to };
  const picking = {
    id, name: `TG/${type}/${id}`, picking_type_id: TYPE[type], partner_id: partner, state, scheduled_date: date, date_done: state === 'done' ? date : false,
    move_type: 'direct', priority: '0', sale_id: false, backorder_id: false, return_id: false, has_deadline_issue: false, create_date: date, write_date: date, ...common, ...more,
  };
  const moves = goods.flatMap(({ product, quantity, lots = [], line }, index) => {
    const move = {
      id: id * 10 + index, reference: picking.name, picking_id: id, product_id: product, product_uom: UNIT, product_uom_qty: quantity, product_qty: quantity,
      quantity: state === 'confirmed' ? 0 : quantity, picked: state === 'done', state, date, picking_type_id: TYPE[type], partner_id: partner, sale_line_id: line ?? false,
      create_date: date, write_date: date, ...common,
    };
    const lines = lots.map((serial, place) => ({
      id: id * 100 + index * 10 + place, move_id: move.id, picking_id: id, product_id: product, product_uom_id: UNIT, lot_id: serial, quantity: quantity / lots.length,
      quantity_product_uom: quantity / lots.length, picked: state === 'done', date, state, create_date: date, write_date: date, ...common,
    }));
    return [{ model: 'stock.move', row: move }, ...lines.map((row) => ({ model: 'stock.move.line', row }))];
  });
  return [{ model: 'stock.picking', row: picking }, ...moves];
}

const BORN = { create_date: '2026-01-02 08:00:00', write_date: '2026-01-02 08:00:00' } as const;

function location(id: number, name: string, usage: string, more: Readonly<Record<string, Row[string]>> = {}): Row {
  return { id, name, usage, location_id: false, company_id: COMPANY.TOGO, warehouse_id: WAREHOUSE.TOGO, barcode: false, active: true, ...BORN, ...more };
}

function operationType(id: number, name: string, code: string, source: number, destination: number): Row {
  return { id, name, code, sequence: id, sequence_code: name.slice(0, 3).toUpperCase(), warehouse_id: WAREHOUSE.TOGO, company_id: COMPANY.TOGO, active: true, default_location_src_id: source, default_location_dest_id: destination, ...BORN };
}

function lot(id: number, name: string, product: number, place: number | false): Row {
  return { id, name, product_id: product, company_id: COMPANY.TOGO, location_id: place, ref: false, note: false, ...BORN };
}

function quant(id: number, product: number, place: number, quantity: number, more: Readonly<Record<string, Row[string]>> = {}): Row {
  return { id, product_id: product, location_id: place, quantity, reserved_quantity: 0, lot_id: false, in_date: '2026-01-05 09:00:00', company_id: COMPANY.TOGO, ...BORN, ...more };
}

function fleet(id: number, name: string): Row {
  return { id, name, code: `F-${id}`, external_ref: `EXT-${id}`, fleet_kind: 'rental', state: 'active', company_id: COMPANY.TOGO, partner_id: false, note: false, ...BORN };
}

function stockStory(): Record<string, Row[]> {
  const made: Record<string, Row[]> = {
    'stock.location': [
      location(PLACE.TOP, 'TG', 'view'),
      location(PLACE.STOCK, 'Stock', 'internal', { location_id: PLACE.TOP }),
      location(PLACE.SHELF, 'Shelf', 'internal', { location_id: PLACE.STOCK }),
      location(PLACE.CUSTOMERS, 'Customers', 'customer', { company_id: false, warehouse_id: false }),
      location(PLACE.VENDORS, 'Vendors', 'supplier', { company_id: false, warehouse_id: false }),
      location(PLACE.KENYA_STOCK, 'Kenya stock', 'internal', { company_id: COMPANY.KENYA, warehouse_id: WAREHOUSE.KENYA }),
    ],
    'stock.picking.type': [
      operationType(TYPE.RECEIPT, 'Receipts', 'incoming', PLACE.VENDORS, PLACE.STOCK),
      operationType(TYPE.DELIVERY, 'Deliveries', 'outgoing', PLACE.STOCK, PLACE.CUSTOMERS),
      operationType(TYPE.INTERNAL, 'Internal', 'internal', PLACE.STOCK, PLACE.SHELF),
    ],
    'stock.lot': [
      lot(LOT.DELIVERED, 'SN-1', PRODUCT.KIT, PLACE.CUSTOMERS),
      lot(LOT.RETURNED, 'SN-2', PRODUCT.KIT, PLACE.STOCK),
      lot(LOT.IN_FLEET, 'SN-3', PRODUCT.KIT, PLACE.STOCK),
      lot(LOT.SAME_NAME, 'SN-3', PRODUCT.KIT_200, PLACE.STOCK),
      lot(LOT.CABLES, 'LOT-A', PRODUCT.CABLES, false),
    ],
    'stock.quant': [
      quant(701, PRODUCT.KIT, PLACE.STOCK, 1, { lot_id: LOT.RETURNED }),
      quant(702, PRODUCT.KIT, PLACE.STOCK, 1, { lot_id: LOT.IN_FLEET, reserved_quantity: 1 }),
      quant(703, PRODUCT.LANTERN, PLACE.STOCK, 30.5, { reserved_quantity: 10 }),
      quant(704, PRODUCT.LANTERN, PLACE.SHELF, 4),
      quant(705, PRODUCT.KIT, PLACE.CUSTOMERS, 1, { lot_id: LOT.DELIVERED, company_id: false }),
      quant(706, PRODUCT.LANTERN, PLACE.KENYA_STOCK, 7, { company_id: COMPANY.KENYA }),
    ],
    'ov.fleet': [fleet(FLEET.LOME, 'Lomé rental'), fleet(FLEET.KARA, 'Kara rental')],
    'ov.fleet_item': [
      { id: 801, fleet_id: FLEET.LOME, lot_id: LOT.IN_FLEET, state: 'active', date_from: '2026-02-01 08:00:00', date_to: false, ...BORN },
      { id: 802, fleet_id: FLEET.KARA, lot_id: LOT.IN_FLEET, state: 'expired', date_from: '2026-01-06 08:00:00', date_to: '2026-02-01 08:00:00', ...BORN },
    ],
    'ov.asset': [{ id: ASSET, name: 'SN-1', lot_id: LOT.DELIVERED, product_id: PRODUCT.KIT, partner_id: CUSTOMER.PERSONA, state: 'active', ...BORN }],
    'ov.sa_fleet_assignment': [
      { id: 901, account_id: SA.LOME, fleet_id: FLEET.LOME, state: 'active', access: 'binding', ...BORN },
      { id: 902, account_id: SA.KARA, fleet_id: FLEET.KARA, state: 'active', access: 'binding', ...BORN },
      { id: 903, account_id: SA.KARA, fleet_id: FLEET.LOME, state: 'expired', access: 'binding', ...BORN },
    ],
    'ov.actor_sa_fleet_assignment': [{ id: 951, assignment_id: 901, actor_id: personOf(EMPLOYEE.LOME_AGENT), is_primary: true, state: 'active', ...BORN }],
    'ov.sa_picking_assignment': [],
    'ov.actor_sa_picking_assignment': [],
    'ov.sa_asset_assignment': [],
    'ov.actor_sa_asset_assignment': [],
  };
  for (const { model, row } of TRANSFERS.flatMap(told)) (made[model] ??= []).push(row);
  return made;
}

/** The believable company with a stock story of its own in place of the business that Odoo did. */
export function inventoryData(): Dataset {
  const data = dataset();
  const partners = data['res.partner'] ?? [];
  const persona = partners.find(({ id }) => id === CUSTOMER.PERSONA);
  const warehouses = (data['stock.warehouse'] ?? []).map((row) => ({
    ...row,
    ...(row.id === WAREHOUSE.TOGO ? { view_location_id: PLACE.TOP, lot_stock_id: PLACE.STOCK, in_type_id: TYPE.RECEIPT, out_type_id: TYPE.DELIVERY, int_type_id: TYPE.INTERNAL } : {}),
  }));
  const address = { ...persona, id: ADDRESS, name: 'Workshop', type: 'delivery', parent_id: CUSTOMER.PERSONA, commercial_partner_id: CUSTOMER.PERSONA, customer_rank: 0, category_id: [] };
  return { ...data, 'res.partner': [...partners, address], 'stock.warehouse': warehouses, ...stockStory() };
}

export interface InventoryWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly graph: TestGraph;
}

/** The whole graph over a sandbox with the stock story. */
export async function openInventory(): Promise<InventoryWorld> {
  const sandbox = await startSandbox({ dataset: inventoryData() });
  const graph = await startGraph(sandbox);
  return {
    sandbox,
    graph,
    async [Symbol.asyncDispose]() {
      await graph[Symbol.asyncDispose]();
      await sandbox.stop();
    },
  };
}
