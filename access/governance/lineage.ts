import { idOf, rowOf, rowsOf, type OdooRow } from '../odoo-records.ts';
import { NOWHERE, ownGovernance, type Governance, type Place, type PlacesContext, type Provenance } from './places.ts';
import type { GovernanceOf } from './resolvers.ts';
import type { GovernedObject } from '../storage/objects.ts';

/** The same places, said to come from the record above. */
function by(provenance: Provenance, { places }: Governance): Governance {
  return places.length === 0 ? NOWHERE : { provenance, places };
}

/** Of a record that several stand above: the Service Accounts in which all of them stand, for only there all of them are visible. */
function common(provenance: Provenance, above: readonly Governance[]): Governance {
  const accounts = above.map(({ places }) => new Set(places.map(({ account }) => account)));
  const shared = above.flatMap(({ places }) => places).filter(({ account }) => accounts.every((known) => known.has(account)));
  if (shared.length > 0) return { provenance, places: merged(shared) };
  return above.some(({ places }) => places.length > 0) ? { provenance: 'AMBIGUOUS', places: [] } : NOWHERE;
}

/** One place for each Service Account, with the actors of all. */
function merged(places: readonly Place[]): readonly Place[] {
  return [...Map.groupBy(places, ({ account }) => account).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const actors = new Map([first, ...others].flatMap((place) => place.actors.map((actor) => [actor.partner, actor] as const)));
    return [{ ...first, actors: [...actors.values()] }];
  });
}

async function ofRecord(of: GovernanceOf, found: unknown, context: PlacesContext): Promise<Governance> {
  const id = idOf(found);
  return id === null ? NOWHERE : of(id, rowOf(found) ?? {}, context);
}

export const governanceOfCustomer: GovernanceOf = (id, data, context) => ownGovernance('customer', id, data, context);

/** By itself; when nothing was ever said of it, through its customer. */
function byItselfOrCustomer(object: GovernedObject): GovernanceOf {
  return async (id, data, context) => {
    const own = await ownGovernance(object, id, data, context);
    if (own.provenance !== 'NONE') return own;
    const customer = idOf(data['partner_id']);
    return customer === null ? own : { provenance: 'CUSTOMER', places: (await ofRecord(governanceOfCustomer, data['partner_id'], context)).places };
  };
}

export const governanceOfOrder = byItselfOrCustomer('sale_order');
export const governanceOfTicket = byItselfOrCustomer('ticket');
export const governanceOfAsset = byItselfOrCustomer('asset');
export const governanceOfFleet: GovernanceOf = (id, data, context) => ownGovernance('fleet', id, data, context);

async function throughCustomer(data: OdooRow, context: PlacesContext): Promise<Governance> {
  return by('CUSTOMER', await ofRecord(governanceOfCustomer, data['partner_id'], context));
}

function ordersBehind(invoice: OdooRow | null): ReadonlyMap<number | null, unknown> {
  const lines = rowsOf(invoice?.['invoice_line_ids']).flatMap((line) => rowsOf(line['sale_line_ids']));
  return new Map(lines.flatMap(({ order_id: order }) => (idOf(order) === null ? [] : [[idOf(order), order] as const])));
}

/** Through all orders behind its lines and behind the invoice that it credits; with none, through its customer. */
export const governanceOfInvoice: GovernanceOf = async (_id, data, context) => {
  const [own, credited] = [ordersBehind(data), ordersBehind(rowOf(data['reversed_entry_id']))];
  const orders = [...new Map([...own, ...credited]).values()];
  if (orders.length === 0) return throughCustomer(data, context);
  return common(own.size > 0 ? 'ORDER' : 'INVOICE', await Promise.all(orders.map((order) => ofRecord(governanceOfOrder, order, context))));
};

/** The documents that a payment pays: what it was made for (18 and later), and what it is reconciled with. */
function paidBy(payment: OdooRow): readonly OdooRow[] {
  const items = rowsOf(rowOf(payment['move_id'])?.['line_ids']);
  const across = (item: OdooRow, partials: string, other: string): readonly unknown[] => rowsOf(item[partials]).map((partial) => rowOf(partial[other])?.['move_id']);
  const reconciled = items.flatMap((item) => [...across(item, 'matched_debit_ids', 'debit_move_id'), ...across(item, 'matched_credit_ids', 'credit_move_id')]);
  const documents = [...rowsOf(payment['invoice_ids']), ...reconciled].map(rowOf).filter((row) => row !== null && row['move_type'] !== 'entry');
  return [...new Map(documents.map((row) => [idOf(row), row])).values()].filter((row) => row !== null);
}

/** Through all invoices that it pays; a payment of nothing through its partner. */
export const governanceOfPayment: GovernanceOf = async (_id, data, context) => {
  const documents = paidBy(data);
  if (documents.length === 0) return throughCustomer(data, context);
  return common('INVOICE', await Promise.all(documents.map((document) => ofRecord(governanceOfInvoice, document, context))));
};

const touchesCustomer = (transfer: OdooRow): boolean =>
  [transfer['location_id'], transfer['location_dest_id']].some((location) => rowOf(location)?.['usage'] === 'customer');

/** By itself, else through its order, else through its partner; what touches no customer is the company's own. */
export const governanceOfTransfer: GovernanceOf = async (id, data, context) => {
  const own = await ownGovernance('picking', id, data, context);
  if (own.provenance !== 'NONE') return own;
  if (idOf(data['sale_id']) !== null) return by('ORDER', await ofRecord(governanceOfOrder, data['sale_id'], context));
  const customers = await throughCustomer(data, context);
  return customers.places.length > 0 || touchesCustomer(data) ? customers : { provenance: 'COMPANY', places: [] };
};

/** By itself; what nobody governs is the company's own. */
export const governanceOfProduction: GovernanceOf = async (id, data, context) => {
  const own = await ownGovernance('production', id, data, context);
  return own.provenance === 'NONE' ? { provenance: 'COMPANY', places: [] } : own;
};

/** By the fleets in which it is active, its asset, and the deliveries that brought it to a customer: the first that says something names the source. */
export const governanceOfLot: GovernanceOf = async (_id, data, context) => {
  const deliveries = rowsOf(data['ov_move_line_ids']).filter((line) => line['state'] === 'done' && rowOf(line['location_dest_id'])?.['usage'] === 'customer');
  const each = async (of: GovernanceOf, found: readonly unknown[]): Promise<readonly Place[]> =>
    (await Promise.all(found.map((one) => ofRecord(of, one, context)))).flatMap(({ places }) => places);
  const sources = await Promise.all([
    each(governanceOfFleet, rowsOf(data['ov_fleet_item_ids']).filter(({ state }) => state === 'active').map((item) => item['fleet_id'])),
    each(governanceOfAsset, rowsOf(data['ov_asset_ids'])),
    each(governanceOfTransfer, deliveries.map((line) => line['picking_id'])),
  ]);
  const provenance = (['FLEET', 'ASSET', 'TRANSFER'] as const).find((_name, index) => (sources[index]?.length ?? 0) > 0);
  return provenance === undefined ? NOWHERE : { provenance, places: merged(sources.flat()) };
};
