import { UOM } from './base.ts';
import { CATEGORY } from './categories.ts';
import { COMPANY } from './ids.ts';
import { PRODUCT_TAG } from './tags.ts';

/** product.template ids. The variant's id is 1000 higher, so that one is never taken for the other. */
export const PRODUCT = {
  KIT_50: 1001, KIT_200: 1002, MOTORCYCLE: 1003, BATTERY: 1004, CABINET: 1005, LANTERN: 1006, CABLES: 1007, HELMET: 1008,
  INSTALLATION: 1009, MAINTENANCE: 1010, SWAP_PLAN: 1011, PAYGO_PLAN: 1012, WARRANTY: 1013, RIDER_PACK: 1014, HOME_PACK: 1015,
  VILLAGE_PACK: 1016, RETIRED_KIT: 1017, NOT_FOR_SALE: 1018, WITHOUT_CODE: 1019, UNCLASSIFIED: 1020, EXEMPT_PUMP: 1021,
  KE_KIT_80: 1031, KE_MOTORCYCLE: 1032, KE_BATTERY: 1033, KE_LANTERN: 1034, KE_INSTALLATION: 1035, KE_SWAP_PLAN: 1036, KE_WARRANTY: 1037,
  KE_RIDER_PACK: 1038, KE_ENERGY: 1039,
  SHARED_TRAINING: 1051, SHARED_AUDIT: 1052,
} as const;

/** What the story says about one product. */
export interface ProductFacts {
  readonly id: number;
  readonly name: string;
  readonly code: string | false;
  readonly kind: 'storable' | 'consumable' | 'service';
  readonly category: number;
  readonly companyId: number | false;
  readonly price: number;
  readonly cost: number;
  readonly unit?: number;
  /** PU taxonomy: category, metric, service type, contract type. */
  readonly pu: readonly [string | false, string | false, string | false, string | false];
  readonly tracking?: 'serial' | 'lot';
  readonly plan?: number;
  readonly barcode?: string;
  readonly description?: string;
  readonly exempt?: boolean;
  readonly archived?: boolean;
  readonly notForSale?: boolean;
  readonly weight?: number;
  readonly tags?: readonly number[];
  /** Internal notes. */
  readonly notes?: string;
}

const SHS = ['solar_home', 'watt_peak', 'hardware'] as const;
const EMO = ['e_mobility', 'count', 'hardware'] as const;
const { TOGO, KENYA } = COMPANY;

export const PRODUCT_FACTS: readonly ProductFacts[] = [
  {
    id: PRODUCT.KIT_50, name: 'Solar home kit 50 W', code: 'SHK-050', kind: 'storable', category: CATEGORY.SOLAR_KITS, companyId: TOGO,
    price: 85_000, cost: 52_000, pu: [...SHS, 'one_off'], tracking: 'serial', barcode: '6150010000507', description: 'Panel, battery, three lamps and a phone charger.',
    weight: 7.5, tags: [PRODUCT_TAG.NEW], notes: 'Check the seal of the battery.',
  },
  {
    id: PRODUCT.KIT_200, name: 'Solar home kit 200 W', code: 'SHK-200', kind: 'storable', category: CATEGORY.SOLAR_KITS, companyId: TOGO,
    price: 310_000, cost: 201_500, pu: [...SHS, 'paygo'], tracking: 'serial', barcode: '6150010002006',
  },
  {
    id: PRODUCT.MOTORCYCLE, name: 'E-motorcycle M1', code: 'EMO-M1', kind: 'storable', category: CATEGORY.E_MOBILITY, companyId: TOGO,
    price: 850_000, cost: 610_000, pu: [...EMO, 'lease'], tracking: 'serial', weight: 118, tags: [PRODUCT_TAG.NEW, PRODUCT_TAG.CLEARANCE],
  },
  {
    id: PRODUCT.BATTERY, name: 'Swap battery 72 V 30 Ah', code: 'BAT-7230', kind: 'storable', category: CATEGORY.E_MOBILITY,
    companyId: TOGO, price: 240_000, cost: 168_000, pu: ['e_mobility', 'kwh', 'hardware', 'lease'], tracking: 'serial',
  },
  {
    id: PRODUCT.CABINET, name: 'Swap cabinet, eight bays', code: 'CAB-8', kind: 'storable', category: CATEGORY.E_MOBILITY, companyId: TOGO,
    price: 2_400_000, cost: 1_850_000, pu: ['cross_grid', 'kwh', 'hardware', 'one_off'], tracking: 'serial',
  },
  {
    id: PRODUCT.LANTERN, name: 'Solar lantern', code: 'LAN-01', kind: 'consumable', category: CATEGORY.ACCESSORIES, companyId: TOGO,
    price: 6_500, cost: 3_900, pu: ['off_grid', 'count', 'hardware', 'one_off'],
  },
  {
    id: PRODUCT.CABLES, name: 'Cable set 5 m', code: 'CBL-05', kind: 'consumable', category: CATEGORY.ACCESSORIES, companyId: TOGO,
    price: 2_500, cost: 1_200, unit: UOM.UNIT, pu: ['solar_home', 'count', 'hardware', 'one_off'],
  },
  {
    id: PRODUCT.HELMET, name: 'Rider helmet', code: 'HLM-01', kind: 'consumable', category: CATEGORY.ACCESSORIES, companyId: TOGO,
    price: 15_000, cost: 9_000, pu: [...EMO, 'one_off'],
  },
  {
    id: PRODUCT.INSTALLATION, name: 'Installation visit', code: 'SRV-INS', kind: 'service', category: CATEGORY.FIELD_SERVICES,
    companyId: TOGO, price: 12_000, cost: 7_000, pu: ['solar_home', 'count', 'service', 'one_off'],
  },
  {
    id: PRODUCT.MAINTENANCE, name: 'Maintenance, hourly', code: 'SRV-MNT', kind: 'service', category: CATEGORY.FIELD_SERVICES,
    companyId: TOGO, price: 4_500, cost: 2_500, unit: UOM.HOUR, pu: ['cross_grid', 'duration', 'service', 'one_off'],
  },
  {
    id: PRODUCT.SWAP_PLAN, name: 'Battery swap plan, monthly', code: 'SUB-SWP', kind: 'service', category: CATEGORY.PLANS, companyId: TOGO,
    price: 25_000, cost: 11_000, pu: ['e_mobility', 'kwh', 'subscription', 'subscription'], plan: 1001,
  },
  {
    id: PRODUCT.PAYGO_PLAN, name: 'PAYGo solar plan, weekly', code: 'SUB-PGO', kind: 'service', category: CATEGORY.PLANS, companyId: TOGO,
    price: 3_500, cost: 1_000, pu: ['solar_home', 'watt_peak', 'subscription', 'paygo'], plan: 1002,
  },
  {
    id: PRODUCT.WARRANTY, name: 'Extended warranty, two years', code: 'WAR-2Y', kind: 'service', category: CATEGORY.PLANS, companyId: TOGO,
    price: 18_000, cost: 4_000, pu: ['solar_home', 'duration', 'warranty', 'one_off'],
  },
  {
    id: PRODUCT.RIDER_PACK, name: 'Rider starter pack', code: 'PCK-RID', kind: 'consumable', category: CATEGORY.PACKS, companyId: TOGO,
    price: 1_090_000, cost: 800_000, pu: [...EMO, 'lease'],
  },
  {
    id: PRODUCT.HOME_PACK, name: 'Household energy pack', code: 'PCK-HOM', kind: 'consumable', category: CATEGORY.PACKS, companyId: TOGO,
    price: 115_000, cost: 70_000, pu: [...SHS, 'one_off'],
  },
  {
    id: PRODUCT.VILLAGE_PACK, name: 'Village pack', code: 'PCK-VIL', kind: 'consumable', category: CATEGORY.PACKS, companyId: TOGO,
    price: 2_900_000, cost: 2_100_000, pu: ['off_grid', 'count', 'hardware', 'one_off'],
  },
  {
    id: PRODUCT.RETIRED_KIT, name: 'Solar home kit 20 W', code: 'SHK-020', kind: 'storable', category: CATEGORY.SOLAR_KITS, companyId: TOGO,
    price: 45_000, cost: 30_000, pu: [...SHS, 'one_off'], tracking: 'serial', archived: true,
  },
  {
    id: PRODUCT.NOT_FOR_SALE, name: 'Charge controller board', code: 'SPR-CCB', kind: 'storable', category: CATEGORY.SPARE_PARTS,
    companyId: TOGO, price: 0, cost: 8_000, pu: ['solar_home', 'count', 'hardware', false], tracking: 'lot', notForSale: true,
  },
  {
    id: PRODUCT.WITHOUT_CODE, name: 'Roof mounting frame', code: false, kind: 'consumable', category: CATEGORY.ACCESSORIES, companyId: TOGO,
    price: 9_500, cost: 6_000, pu: ['solar_home', 'count', 'hardware', 'one_off'],
  },
  {
    id: PRODUCT.UNCLASSIFIED, name: 'Demonstration case', code: 'DEMO-1', kind: 'consumable', category: 1, companyId: TOGO, price: 20_000,
    cost: 14_000, pu: [false, false, false, false],
  },
  {
    id: PRODUCT.EXEMPT_PUMP, name: 'Solar water pump', code: 'PMP-01', kind: 'storable', category: CATEGORY.SOLAR_KITS, companyId: TOGO,
    price: 250_000, cost: 180_000, pu: ['off_grid', 'watt_peak', 'hardware', 'one_off'], exempt: true,
  },
  {
    id: PRODUCT.KE_KIT_80, name: 'Solar home kit 80 W', code: 'KE-SHK-080', kind: 'storable', category: CATEGORY.SOLAR_KITS,
    companyId: KENYA, price: 18_500, cost: 11_750, pu: [...SHS, 'paygo'], tracking: 'serial',
  },
  {
    id: PRODUCT.KE_MOTORCYCLE, name: 'E-motorcycle M2', code: 'KE-EMO-M2', kind: 'storable', category: CATEGORY.E_MOBILITY,
    companyId: KENYA, price: 185_000, cost: 142_000, pu: [...EMO, 'lease'], tracking: 'serial',
  },
  {
    id: PRODUCT.KE_BATTERY, name: 'Swap battery 60 V 40 Ah', code: 'KE-BAT-6040', kind: 'storable', category: CATEGORY.E_MOBILITY,
    companyId: KENYA, price: 52_000, cost: 37_250, pu: ['e_mobility', 'kwh', 'hardware', 'lease'], tracking: 'serial',
  },
  {
    id: PRODUCT.KE_LANTERN, name: 'Solar lantern, Kenya', code: 'KE-LAN-02', kind: 'consumable', category: CATEGORY.ACCESSORIES,
    companyId: KENYA, price: 1_250, cost: 780.25, pu: ['off_grid', 'count', 'hardware', 'one_off'],
  },
  {
    id: PRODUCT.KE_INSTALLATION, name: 'Installation visit, Kenya', code: 'KE-SRV-INS', kind: 'service', category: CATEGORY.FIELD_SERVICES,
    companyId: KENYA, price: 2_500, cost: 1_400, pu: ['solar_home', 'count', 'service', 'one_off'],
  },
  {
    id: PRODUCT.KE_SWAP_PLAN, name: 'Battery swap plan, quarterly', code: 'KE-SUB-SWP', kind: 'service', category: CATEGORY.PLANS,
    companyId: KENYA, price: 12_750, cost: 6_000, pu: ['e_mobility', 'kwh', 'subscription', 'subscription'], plan: 1003,
  },
  {
    id: PRODUCT.KE_WARRANTY, name: 'Extended warranty, one year', code: 'KE-WAR-1Y', kind: 'service', category: CATEGORY.PLANS,
    companyId: KENYA, price: 3_500, cost: 900, pu: ['solar_home', 'duration', 'warranty', 'one_off'],
  },
  {
    id: PRODUCT.KE_RIDER_PACK, name: 'Boda rider pack', code: 'KE-PCK-RID', kind: 'consumable', category: CATEGORY.PACKS, companyId: KENYA,
    price: 240_000, cost: 182_000, pu: [...EMO, 'lease'],
  },
  {
    id: PRODUCT.KE_ENERGY, name: 'Mini-grid energy', code: 'KE-KWH', kind: 'service', category: CATEGORY.PLANS, companyId: KENYA,
    price: 62.5, cost: 31.25, unit: UOM.KWH, pu: ['cross_grid', 'energy', 'service', 'one_off'],
  },
  {
    id: PRODUCT.SHARED_TRAINING, name: 'Technician training day', code: 'TRN-DAY', kind: 'service', category: 3, companyId: false,
    price: 120, cost: 60, unit: UOM.DAY, pu: [false, 'duration', 'service', 'one_off'],
  },
  {
    id: PRODUCT.SHARED_AUDIT, name: 'Energy audit', code: 'AUD-01', kind: 'service', category: 3, companyId: false, price: 300, cost: 175,
    pu: ['off_grid', 'count', 'service', 'one_off'],
  },
];
