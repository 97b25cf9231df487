import type { Governed } from './associations.ts';
import type { Row, Rows } from './types.ts';
import { audit, moment } from './calendar.ts';
import { COMPANY, CUSTOMER, EMPLOYEE, SA, personOf } from './ids.ts';
import { LOT } from './serials.ts';
import { within } from './within.ts';

/** ov.fleet ids. */
export const FLEET = {
  LOME_POOL: 1001, KARA_RENTAL: 1002, NAIROBI_DEPLOYMENT: 1003, LOME_RESERVE: 1004, BE_DELIVERY: 1005, UNGOVERNED: 1006, RETIRED: 1007, TOGO_CABINETS: 1008,
  NAIROBI_POOL: 1009,
} as const;
const F = FLEET;

interface FleetFacts {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly kind: string;
  readonly companyId: number;
  readonly partner?: number;
  readonly inactive?: boolean;
}

const FACTS: readonly FleetFacts[] = [
  { id: F.LOME_POOL, name: 'Swap batteries Lomé', code: 'LOM-SWAP', kind: 'circulation_pool', companyId: COMPANY.TOGO },
  { id: F.KARA_RENTAL, name: 'Rental motorcycles Kara', code: 'KAR-RENT', kind: 'rental', companyId: COMPANY.TOGO },
  { id: F.NAIROBI_DEPLOYMENT, name: 'Deployed in Nairobi', code: 'NBO-DEPL', kind: 'customer_deployment', companyId: COMPANY.KENYA, partner: CUSTOMER.NAIROBI_AGENTS },
  { id: F.LOME_RESERVE, name: 'Maintenance reserve Lomé', code: 'LOM-RES', kind: 'maintenance_reserve', companyId: COMPANY.TOGO },
  { id: F.BE_DELIVERY, name: 'Delivery Lomé Bè', code: 'BE-DLV', kind: 'delivery', companyId: COMPANY.TOGO },
  { id: F.UNGOVERNED, name: 'Demonstration', code: 'DEMO', kind: 'other', companyId: COMPANY.TOGO },
  { id: F.RETIRED, name: 'First pool', code: 'LOM-OLD', kind: 'circulation_pool', companyId: COMPANY.TOGO, inactive: true },
  { id: F.TOGO_CABINETS, name: 'Swap cabinets', code: 'TG-CAB', kind: 'circulation_pool', companyId: COMPANY.TOGO },
  { id: F.NAIROBI_POOL, name: 'Swap batteries Nairobi', code: 'NBO-SWAP', kind: 'circulation_pool', companyId: COMPANY.KENYA },
];

/** Fleet, serial number, since when and until when. A serial number moves from fleet to fleet. */
const ITEMS: readonly (readonly [fleet: number, lot: number, from: number, to?: number])[] = [
  [F.RETIRED, LOT.POOL_BATTERY, 402, 450], [F.RETIRED, LOT.RETIRED_KIT, 402, 450], [F.LOME_POOL, LOT.POOL_BATTERY, 451], [F.LOME_POOL, LOT.POOL_SECOND_BATTERY, 563],
  [F.LOME_POOL, LOT.POOL_THIRD_BATTERY, 563], [F.LOME_POOL, LOT.SOLD_BATTERY, 80, 310], [F.LOME_POOL, LOT.SHOP_BATTERY, 410],
  [F.KARA_RENTAL, LOT.KARA_MOTORCYCLE, 405], [F.KARA_RENTAL, LOT.UNGOVERNED_MOTORCYCLE, 75, 440], [F.NAIROBI_DEPLOYMENT, LOT.NAIROBI_BATTERY, 487],
  [F.NAIROBI_DEPLOYMENT, LOT.NAIROBI_SECOND_BATTERY, 487], [F.NAIROBI_DEPLOYMENT, LOT.NAIROBI_MOTORCYCLE, 487, 600], [F.LOME_RESERVE, LOT.RESERVE_KIT, 340],
  [F.BE_DELIVERY, LOT.SHOP_SECOND_BATTERY, 571], [F.UNGOVERNED, LOT.FREE_MOTORCYCLE, 420], [F.TOGO_CABINETS, LOT.CABINET, 80],
  [F.NAIROBI_POOL, LOT.WORKSHOP_BATTERY, 586], [F.NAIROBI_POOL, LOT.NAIROBI_STOCK_MOTORCYCLE, 586],
];

function fleet(facts: FleetFacts): Row {
  return {
    id: facts.id, name: facts.name, code: facts.code, external_ref: `abs-${facts.code.toLowerCase()}`, fleet_kind: facts.kind,
    state: facts.inactive === true ? 'inactive' : 'active', company_id: facts.companyId, partner_id: facts.partner ?? false, note: false, ...audit(30, 10),
  };
}

/** Fleets and the serial numbers that are and were in them. */
export const FLEETS: Rows = {
  'ov.fleet': FACTS.map(fleet),
  'ov.fleet_item': ITEMS.map(([fleetId, lot, from, to], index) => ({
    id: 1101 + index, fleet_id: fleetId, lot_id: lot, state: to === undefined ? 'active' : 'expired', date_from: moment(from, 10),
    date_to: to === undefined ? false : moment(to, 17), ...audit(from, to === undefined ? 0 : to - from),
  })),
};

export const FLEET_GOVERNANCE: readonly Governed[] = [
  { record: F.LOME_POOL, associations: [within(SA.LOME, 60, personOf(EMPLOYEE.LOME_AGENT))] },
  { record: F.KARA_RENTAL, associations: [within(SA.KARA, 61, personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER))] },
  { record: F.NAIROBI_DEPLOYMENT, associations: [within(SA.NAIROBI, 62, personOf(EMPLOYEE.NAIROBI_AGENT), { access: 'assignment' })] },
  { record: F.LOME_RESERVE, associations: [within(SA.LOME, 63), within(SA.KARA, 64, undefined, { access: 'access' })] },
  { record: F.BE_DELIVERY, associations: [within(SA.LOME_BE, 65, personOf(EMPLOYEE.LOME_BE_AGENT))] },
  { record: F.RETIRED, associations: [within(SA.LOME, 40, personOf(EMPLOYEE.LOME_AGENT), { ended: 455 })] },
  { record: F.TOGO_CABINETS, associations: [within(SA.TOGO, 66)] },
  { record: F.NAIROBI_POOL, associations: [within(SA.NAIROBI, 67)] },
];
