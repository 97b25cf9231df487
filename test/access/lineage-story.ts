import type { GovernedObject } from '../../access/storage/objects.ts';
import { GOVERNED_OBJECTS, actorModel, associationModel } from '../../access/storage/objects.ts';
import type { OdooPort } from '../../odoo/port.ts';
import { CUSTOMER, EMPLOYEE, SA, personOf } from '../../odoo/sandbox/data/ids.ts';
import { REQUEST } from './world.ts';

/** Orders of the data set: the agent's, an unassigned one, one of Kara, one of nobody's customer. */
const ORDER = { AGENTS: 1001, UNASSIGNED: 1014, KARA: 1036, NOBODYS: 1016 } as const;
const LINE = { AGENTS: 5001, UNASSIGNED: 5023, KARA: 5050, NOBODYS: 5026 } as const;
const TOGO = 1001;
const KENYA = 1002;
const PRODUCT = 2003;
const UNIT = 1;
const PLACE = { STOCK: 1010, KENYA_STOCK: 1018, VENDORS: 1, CUSTOMERS: 2 } as const;
const TYPE = { RECEIPT: 1001, DELIVERY: 1002, KENYA_RECEIPT: 1012, MANUFACTURING: 1011, KENYA_MANUFACTURING: 1022 } as const;
const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const COLLEAGUE = personOf(EMPLOYEE.LOME_OTHER_AGENT);

type Values = Readonly<Record<string, unknown>>;

/** How the server at hand keeps governance, and how goods arrive there. */
export interface Teller {
  readonly odoo: OdooPort;
  readonly generation: 'two-table' | 'one-table' | 'stamps';
  /** Makes the move and its lines done, and what follows from it. */
  finish(moves: readonly number[]): Promise<void>;
  /** Puts one of a serial number into a place. */
  place(product: number, lot: number, location: number): Promise<void>;
}

/** The records of the story by model and name. */
export type Story = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Association {
  readonly account: number;
  readonly actor?: number;
  readonly expired?: true;
}

class Narrator {
  readonly #teller: Teller;
  readonly #named = new Map<string, Map<string, number>>();

  constructor(teller: Teller) {
    this.#teller = teller;
  }

  get story(): Story {
    return this.#named;
  }

  async make(model: string, name: string, values: Values): Promise<number> {
    const ids = await this.#create(model, values);
    this.#named.set(model, (this.#named.get(model) ?? new Map<string, number>()).set(name, ids));
    return ids;
  }

  /** Under the names that it has in the story. */
  id(model: string, name: string): number {
    const id = this.#named.get(model)?.get(name);
    if (id === undefined) throw new Error(`The story has no ${model} ${name}.`);
    return id;
  }

  async governed(object: GovernedObject, name: string, values: Values, ...associations: readonly Association[]): Promise<number> {
    const { model, native } = GOVERNED_OBJECTS[object];
    const { generation } = this.#teller;
    const now = associations.find(({ expired }) => expired !== true);
    const stamps = generation === 'stamps' && now !== undefined && object !== 'fleet' && object !== 'production';
    const id = await this.make(model, name, { ...values, ...(stamps ? { x_sa_id: now.account, x_actor_id: now.actor ?? false } : {}) });
    if (generation === 'stamps') return id;
    for (const { account, actor, expired } of associations) {
      const row = await this.#create(associationModel(object), {
        account_id: account, [native]: id, state: expired ? 'expired' : 'active', ...(generation === 'one-table' ? { actor_id: actor ?? false } : {}),
      });
      if (generation === 'two-table' && actor !== undefined) await this.#create(actorModel(object), { assignment_id: row, actor_id: actor, state: expired ? 'expired' : 'active' });
    }
    return id;
  }

  place(product: number, serial: string, location: number): Promise<void> {
    return this.#teller.place(product, this.id('stock.lot', serial), location);
  }

  finish(...moves: readonly number[]): Promise<void> {
    return this.#teller.finish(moves);
  }

  async #create(model: string, values: Values): Promise<number> {
    const made = await this.#teller.odoo.call<readonly number[] | number>({ model, method: 'create', args: { vals_list: [values] }, kind: 'write' }, REQUEST);
    const id = typeof made === 'number' ? made : made[0];
    if (id === undefined) throw new Error(`${model} was not created.`);
    return id;
  }
}

async function fleets(tell: Narrator): Promise<void> {
  const fleet = (name: string, values: Values, ...associations: readonly Association[]) =>
    tell.governed('fleet', name, { name: `lineage ${name}`, company_id: TOGO, ...values }, ...associations);
  await fleet('agents', {}, { account: SA.LOME, actor: AGENT });
  await fleet('colleagues', {}, { account: SA.LOME, actor: COLLEAGUE });
  await fleet('unassigned', {}, { account: SA.LOME });
  await fleet('karas', {}, { account: SA.KARA });
  await fleet('expired', {}, { account: SA.LOME, actor: AGENT, expired: true });
  await fleet('customers', { partner_id: CUSTOMER.PERSONA });
}

async function serials(tell: Narrator): Promise<void> {
  const lot = (name: string) => tell.make('stock.lot', name, { name: `lineage ${name}`, product_id: PRODUCT, company_id: TOGO });
  const item = async (serial: string, fleet: string, state: 'active' | 'expired') =>
    tell.make('ov.fleet_item', `${serial} in ${fleet}`, { fleet_id: tell.id('ov.fleet', fleet), lot_id: tell.id('stock.lot', serial), state });
  for (const name of ['in agents', 'in colleagues', 'in unassigned', 'in karas', 'in expired', 'in customers', 'left', 'moved', 'nowhere', 'delivered', 'reserved', 'delivered again', 'received', 'carried']) await lot(name);
  for (const fleet of ['agents', 'colleagues', 'unassigned', 'karas', 'expired', 'customers']) await item(`in ${fleet}`, fleet, 'active');
  await item('left', 'agents', 'expired');
  await item('moved', 'agents', 'expired');
  await item('moved', 'karas', 'active');

  const asset = async (name: string, values: Values, ...associations: readonly Association[]) =>
    tell.governed('asset', name, { name: `lineage ${name}`, lot_id: await lot(`asset ${name}`), ...values }, ...associations);
  await asset('agents', {}, { account: SA.LOME, actor: AGENT });
  await asset('of customer', { partner_id: CUSTOMER.PERSONA });
  await asset('karas', { partner_id: CUSTOMER.PERSONA }, { account: SA.KARA });
  await asset('nobodys', {});

  for (const name of ['in the house', 'in the house, Karas']) await lot(name);
  await item('in the house, Karas', 'karas', 'active');
  await tell.make('stock.lot', 'in the house in Kenya', { name: 'lineage in the house in Kenya', product_id: 2032, company_id: KENYA });
  await tell.place(PRODUCT, 'in the house', PLACE.STOCK);
  await tell.place(PRODUCT, 'in the house, Karas', PLACE.STOCK);
  await tell.place(2032, 'in the house in Kenya', PLACE.KENYA_STOCK);
}

const delivery = { picking_type_id: TYPE.DELIVERY, location_id: PLACE.STOCK, location_dest_id: PLACE.CUSTOMERS, move_type: 'direct' };
const receipt = { picking_type_id: TYPE.RECEIPT, location_id: PLACE.VENDORS, location_dest_id: PLACE.STOCK, move_type: 'direct' };

async function transfers(tell: Narrator): Promise<void> {
  const transfer = (name: string, values: Values, ...associations: readonly Association[]) => tell.governed('picking', name, { name: `lineage ${name}`, ...delivery, ...values }, ...associations);
  const ofAgent = { sale_id: ORDER.AGENTS, partner_id: CUSTOMER.PERSONA };
  const first = await transfer('agents order', ofAgent);
  await transfer('backorder', { ...ofAgent, backorder_id: first });
  await transfer('return', { ...ofAgent, ...receipt, location_id: PLACE.CUSTOMERS, return_id: first });
  await transfer('to another address', { ...ofAgent, partner_id: CUSTOMER.UNGOVERNED_COMPANY });
  await transfer('unassigned order', { sale_id: ORDER.UNASSIGNED, partner_id: CUSTOMER.UNASSIGNED });
  await transfer('karas order to our customer', { sale_id: ORDER.KARA, partner_id: CUSTOMER.PERSONA });
  await transfer('nobodys order', { sale_id: ORDER.NOBODYS, partner_id: CUSTOMER.UNGOVERNED_COMPANY });
  await transfer('without order', { partner_id: CUSTOMER.PERSONA });
  await transfer('to nobodys customer', { partner_id: CUSTOMER.UNGOVERNED_COMPANY });
  await transfer('internal', { ...receipt, location_id: PLACE.STOCK });
  await transfer('internal of Kara', { ...receipt, location_id: PLACE.STOCK }, { account: SA.KARA });
  await transfer('receipt', receipt);
  await transfer('receipt of Kenya', { ...receipt, picking_type_id: TYPE.KENYA_RECEIPT, location_dest_id: PLACE.KENYA_STOCK });
  await transfer('from a customer', { ...receipt, location_id: PLACE.CUSTOMERS });
  await transfer('given to Kara', ofAgent, { account: SA.KARA });
  await transfer('expired', ofAgent, { account: SA.LOME, actor: AGENT, expired: true });
  await transfer('agents own', { partner_id: CUSTOMER.UNGOVERNED_COMPANY }, { account: SA.LOME, actor: AGENT });
  await transfer('colleagues own', {}, { account: SA.LOME, actor: COLLEAGUE });
  await transfer('unassigned', {}, { account: SA.LOME });
  await transfer('unassigned, of a colleagues customer', { partner_id: CUSTOMER.OTHER_AGENTS }, { account: SA.LOME });
  await transfer('colleagues own, of the agents customer', { partner_id: CUSTOMER.PERSONA }, { account: SA.LOME, actor: COLLEAGUE });
}

async function productions(tell: Narrator): Promise<void> {
  const production = (name: string, values: Values, ...associations: readonly Association[]) =>
    tell.governed('production', name, {
      name: `lineage ${name}`, product_id: PRODUCT, product_qty: 1, product_uom_id: UNIT, company_id: TOGO, picking_type_id: TYPE.MANUFACTURING, location_src_id: PLACE.STOCK, location_dest_id: PLACE.STOCK, ...values,
    }, ...associations);
  await production('agents', {}, { account: SA.LOME, actor: AGENT });
  await production('unassigned', {}, { account: SA.LOME });
  await production('karas', {}, { account: SA.KARA });
  await production('expired', {}, { account: SA.LOME, expired: true });
  await production('companys', {});
  await production('Kenyas', { company_id: KENYA, product_id: 2032, picking_type_id: TYPE.KENYA_MANUFACTURING, location_src_id: PLACE.KENYA_STOCK, location_dest_id: PLACE.KENYA_STOCK });
}

async function movements(tell: Narrator): Promise<void> {
  const move = (name: string, values: Values) =>
    tell.make('stock.move', name, {
      product_id: PRODUCT, product_uom: UNIT, product_uom_qty: 1, company_id: TOGO, location_id: PLACE.STOCK, location_dest_id: PLACE.CUSTOMERS, ...values,
    });
  const ofTransfer = (name: string, values: Values = {}) => move(name, { picking_id: tell.id('stock.picking', name), ...values });
  const line = (name: string, of: number, serial: string, values: Values = {}) =>
    tell.make('stock.move.line', name, {
      move_id: of, product_id: PRODUCT, product_uom_id: UNIT, quantity: 1, company_id: TOGO, lot_id: tell.id('stock.lot', serial), location_id: PLACE.STOCK, location_dest_id: PLACE.CUSTOMERS, ...values,
    });
  const inTransfer = (name: string) => ({ picking_id: tell.id('stock.picking', name) });

  const agents = await ofTransfer('agents order', { sale_line_id: LINE.AGENTS });
  const karas = await ofTransfer('karas order to our customer', { sale_line_id: LINE.KARA });
  const received = await ofTransfer('receipt', { location_id: PLACE.VENDORS, location_dest_id: PLACE.STOCK });
  const carried = await ofTransfer('internal of Kara', { location_dest_id: PLACE.STOCK });
  await ofTransfer('given to Kara', { sale_line_id: LINE.AGENTS });
  const reserved = await ofTransfer('backorder', { sale_line_id: LINE.AGENTS });
  await move('of an order line', { sale_line_id: LINE.AGENTS });
  await move('of an order line of Kara', { sale_line_id: LINE.KARA });
  await move('component', { raw_material_production_id: tell.id('mrp.production', 'agents'), location_dest_id: PLACE.STOCK });
  await move('correction', { location_id: PLACE.STOCK, location_dest_id: PLACE.STOCK });
  await move('correction in Kenya', { company_id: KENYA, product_id: 2032, location_id: PLACE.KENYA_STOCK, location_dest_id: PLACE.KENYA_STOCK });

  await line('delivered', agents, 'delivered', inTransfer('agents order'));
  await line('delivered by Kara', karas, 'delivered again', inTransfer('karas order to our customer'));
  await line('delivered before that', agents, 'delivered again', inTransfer('agents order'));
  await line('received', received, 'received', { ...inTransfer('receipt'), location_id: PLACE.VENDORS, location_dest_id: PLACE.STOCK });
  await line('carried', carried, 'carried', { ...inTransfer('internal of Kara'), location_dest_id: PLACE.STOCK });
  await line('reserved', reserved, 'reserved', inTransfer('backorder'));
  await tell.finish(agents, karas, received, carried);
}

async function invoices(tell: Narrator, journal: Values): Promise<void> {
  const invoice = (name: string, lines: readonly number[], values: Values = {}) =>
    tell.make('account.move', name, {
      move_type: 'out_invoice', partner_id: CUSTOMER.PERSONA, date: '2026-09-30', invoice_date: '2026-09-30', ...journal,
      invoice_line_ids: lines.map((line) => [0, 0, { name: 'lineage', quantity: 1, price_unit: 10, currency_id: 1, ...(line === 0 ? {} : { sale_line_ids: [[6, 0, [line]]] }) }]),
      ...values,
    });
  const refund = { move_type: 'out_refund' };
  const ofAgent = await invoice('agents order', [LINE.AGENTS]);
  await invoice('agents order and a line by hand', [LINE.AGENTS, 0]);
  const address = await tell.make('res.partner', 'accounts department', { name: 'lineage accounts department', type: 'invoice', parent_id: CUSTOMER.PERSONA });
  await invoice('agents order, to an address', [LINE.AGENTS], { partner_id: address });
  await invoice('agents order, paid by another', [LINE.AGENTS], { partner_id: CUSTOMER.UNGOVERNED_COMPANY });
  await invoice('agents and an unassigned order', [LINE.AGENTS, LINE.UNASSIGNED]);
  await invoice('agents and Karas order', [LINE.AGENTS, LINE.KARA]);
  const ofKara = await invoice('Karas order', [LINE.KARA]);
  await invoice('nobodys order', [LINE.NOBODYS]);
  await invoice('no order', [0]);
  await invoice('no order, Karas customer', [0], { partner_id: CUSTOMER.KARA });
  await invoice('no order, nobodys customer', [0], { partner_id: CUSTOMER.UNGOVERNED_COMPANY });
  await invoice('no order, unassigned customer', [0], { partner_id: CUSTOMER.UNASSIGNED });
  await invoice('credit of the agents order', [LINE.AGENTS], { ...refund, reversed_entry_id: ofAgent });
  await invoice('credit by hand of the agents order', [0], { ...refund, reversed_entry_id: ofAgent });
  await invoice('credit by hand of Karas order', [0], { ...refund, reversed_entry_id: ofKara });
  await invoice('credit of nothing', [0], refund);
}

async function payments(tell: Narrator, journal: Values): Promise<void> {
  const payment = (name: string, paid: readonly string[], values: Values = {}) =>
    tell.make('account.payment', name, {
      partner_id: CUSTOMER.PERSONA, amount: 10, date: '2026-10-01', payment_type: 'inbound', partner_type: 'customer', ...journal,
      invoice_ids: [[6, 0, paid.map((invoice) => tell.id('account.move', invoice))]], ...values,
    });
  await payment('agents order', ['agents order']);
  await payment('agents and Karas order', ['agents order', 'Karas order']);
  await payment('Karas order', ['Karas order']);
  await payment('nothing', []);
  await payment('agents order, by an address', ['agents order, to an address'], { partner_id: tell.id('res.partner', 'accounts department') });
  await payment('nothing, Karas customer', [], { partner_id: CUSTOMER.KARA });
  await payment('unassigned customers invoice', ['no order, unassigned customer'], { partner_id: CUSTOMER.UNASSIGNED });
}

async function tickets(tell: Narrator): Promise<void> {
  const ticket = (name: string, values: Values, ...associations: readonly Association[]) => tell.governed('ticket', name, { name: `lineage ${name}`, ...values }, ...associations);
  await ticket('agents', { partner_id: CUSTOMER.UNGOVERNED_COMPANY }, { account: SA.LOME, actor: AGENT });
  await ticket('agents customers', { partner_id: CUSTOMER.PERSONA });
  await ticket('agents customers, given to Kara', { partner_id: CUSTOMER.PERSONA }, { account: SA.KARA });
  await ticket('unassigned', {}, { account: SA.LOME });
  await ticket('unassigned customers', { partner_id: CUSTOMER.UNASSIGNED });
  await ticket('nobodys', {});

  const message = (name: string, of: string, values: Values = {}) =>
    tell.make('mail.message', name, { model: 'helpdesk.ticket', res_id: tell.id('helpdesk.ticket', of), body: `<p>${name}</p>`, message_type: 'comment', subtype_id: 1, is_internal: false, ...values });
  await message('answer', 'agents customers');
  await message('note', 'agents customers', { subtype_id: 2 });
  await message('answer for employees', 'agents customers', { is_internal: true });
  await message('change', 'agents customers', { message_type: 'notification' });
  await message('notice to one user', 'agents customers', { message_type: 'user_notification' });
  await message('answer in Kara', 'agents customers, given to Kara');
  await message('answer to nobody', 'nobodys');
  await message('of an order', 'agents customers', { model: 'sale.order' });
}

/** Tells the lines of domain.md 6.1 that are about lineage, by creating records over the wire: on the sandbox and on a real Odoo alike. */
export async function tellLineage(teller: Teller, journals: { readonly sales: Values; readonly bank: Values }): Promise<Story> {
  const tell = new Narrator(teller);
  await fleets(tell);
  await serials(tell);
  await transfers(tell);
  await productions(tell);
  await movements(tell);
  await invoices(tell, journals.sales);
  await payments(tell, journals.bank);
  await tickets(tell);
  return tell.story;
}
