import type { Governed } from './associations.ts';
import type { Rows } from './types.ts';
import { audit } from './calendar.ts';
import { CUSTOMER as C, EMPLOYEE, SA, personOf } from './ids.ts';
import { PRODUCT } from './product-facts.ts';
import { variantOf } from './products.ts';
import { LOT } from './serials.ts';
import { within } from './within.ts';

/** ov.asset ids. */
export const ASSET = {
  OF_PERSONA: 1001, STAMP_AGREES: 1002, OF_AGENT_AS_CUSTOMER: 1003, UNASSIGNED: 1004, KARA: 1005, LOME_BE: 1006, UNGOVERNED: 1007, TWO_ACCOUNTS: 1008,
  NAIROBI: 1009, LAKESIDE: 1010, ACCESS_ONLY: 1011, RETURNED: 1012, KENYA_UNGOVERNED: 1013, STAMP_ONLY: 1014,
} as const;
const A = ASSET;

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const OTHER_AGENT = personOf(EMPLOYEE.LOME_OTHER_AGENT);

const FACTS: readonly (readonly [id: number, lot: number, name: string, template: number, customer: number | false, state?: string])[] = [
  [A.OF_PERSONA, LOT.OF_PERSONA, 'SHK50-0005', PRODUCT.KIT_50, C.PERSONA], [A.STAMP_AGREES, LOT.STAMP_AGREES, 'SHK50-0007', PRODUCT.KIT_50, C.STAMP_AGREES],
  [A.OF_AGENT_AS_CUSTOMER, LOT.OF_AGENT_AS_CUSTOMER, 'SHK50-0008', PRODUCT.KIT_50, C.ALSO_AGENT], [A.UNASSIGNED, LOT.UNASSIGNED, 'SHK50-0009', PRODUCT.KIT_50, 1313],
  [A.KARA, LOT.OF_KARA, 'SHK50-0011', PRODUCT.KIT_50, C.KARA], [A.LOME_BE, LOT.OF_LOME_BE, 'SHK50-0001', PRODUCT.KIT_50, 1279],
  [A.UNGOVERNED, LOT.UNGOVERNED_MOTORCYCLE, 'EMO-0001', PRODUCT.MOTORCYCLE, C.UNGOVERNED_COMPANY],
  [A.TWO_ACCOUNTS, LOT.TWO_ACCOUNTS_MOTORCYCLE, 'EMO-0002', PRODUCT.MOTORCYCLE, C.TWO_ACCOUNTS],
  [A.NAIROBI, LOT.NAIROBI_MOTORCYCLE, 'KE-EMO-0002', PRODUCT.KE_MOTORCYCLE, C.NAIROBI_AGENTS], [A.LAKESIDE, LOT.LAKESIDE_MOTORCYCLE, 'KE-EMO-0001', PRODUCT.KE_MOTORCYCLE, 1306],
  [A.ACCESS_ONLY, LOT.LOME_KIT_200, 'SHK200-0001', PRODUCT.KIT_200, 1254], [A.RETURNED, LOT.RETURNED, 'SHK50-0006', PRODUCT.KIT_50, false, 'inactive'],
  [A.KENYA_UNGOVERNED, LOT.KENYA_UNGOVERNED, 'KE-SHK80-0002', PRODUCT.KE_KIT_80, 1250],
  [A.STAMP_ONLY, LOT.SAME_ID_CUSTOMER, 'SHK200-0003', PRODUCT.KIT_200, C.SAME_ID_AS_EMPLOYEE, 'retired'],
];

/** Serial numbers as governed things. */
export const ASSETS: Rows = {
  'ov.asset': FACTS.map(([id, lot, name, template, customer, state = 'active']) => ({
    id, name, lot_id: lot, product_id: variantOf(template), partner_id: customer, state,
    ...(id === A.STAMP_ONLY ? { x_sa_id: SA.LOME, x_actor_id: AGENT } : {}), ...audit(500 + (id % 30), 5),
  })),
};

export const ASSET_GOVERNANCE: readonly Governed[] = [
  { record: A.OF_PERSONA, associations: [within(SA.LOME, 303, AGENT)] },
  { record: A.STAMP_AGREES, associations: [within(SA.LOME, 461, AGENT, { access: 'assignment' })] },
  { record: A.OF_AGENT_AS_CUSTOMER, associations: [within(SA.LOME, 470, OTHER_AGENT)] },
  { record: A.UNASSIGNED, associations: [within(SA.LOME, 482)] },
  { record: A.KARA, associations: [within(SA.KARA, 492, personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER))] },
  { record: A.LOME_BE, associations: [within(SA.LOME_BE, 268, personOf(EMPLOYEE.LOME_BE_AGENT))] },
  { record: A.TWO_ACCOUNTS, associations: [within(SA.LOME, 457, AGENT), within(SA.KARA, 458, undefined, { access: 'access' })] },
  { record: A.NAIROBI, associations: [within(SA.NAIROBI, 487, personOf(EMPLOYEE.NAIROBI_AGENT))] },
  { record: A.LAKESIDE, associations: [within(SA.LAKESIDE, 203)] },
  { record: A.ACCESS_ONLY, associations: [within(SA.LOME, 212, AGENT, { access: 'access' })] },
  { record: A.RETURNED, associations: [within(SA.LOME, 434, AGENT, { ended: 451 })] },
];
