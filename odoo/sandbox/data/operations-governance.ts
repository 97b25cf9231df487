import type { Governed } from './associations.ts';
import { EMPLOYEE, SA, personOf } from './ids.ts';
import { within } from './within.ts';

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const OTHER_AGENT = personOf(EMPLOYEE.LOME_OTHER_AGENT);
const KARA_AGENT = personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER);
const NAIROBI_AGENT = personOf(EMPLOYEE.NAIROBI_AGENT);

/** stock.picking ids of the cases, as test/real/flows/stock.py makes them; all others follow their order, their partner or nobody. */
export const TRANSFER = {
  OTHERS_DELIVERY: 1045,
  PERSONAS_BY_OTHER_AGENT: 1046,
  PERSONAS_IN_KARA: 1038,
  TWO_ACCOUNTS: 1051,
  DELIVERY_EXPIRED: 1047,
  RECEIPT_OF_LOME: 12012,
  RECEIPT_OF_NAIROBI: 12013,
  INTERNAL_OF_AGENT: 12029,
  INTERNAL_TO_KARA: 12032,
} as const;

export const TRANSFER_GOVERNANCE: readonly Governed[] = [
  { record: TRANSFER.OTHERS_DELIVERY, associations: [within(SA.LOME, 433, AGENT)] },
  { record: TRANSFER.PERSONAS_BY_OTHER_AGENT, associations: [within(SA.LOME, 433, OTHER_AGENT)] },
  { record: TRANSFER.PERSONAS_IN_KARA, associations: [within(SA.KARA, 405, KARA_AGENT)] },
  { record: TRANSFER.TWO_ACCOUNTS, associations: [within(SA.LOME, 456, AGENT), within(SA.KARA, 457, undefined, { access: 'access' })] },
  { record: TRANSFER.DELIVERY_EXPIRED, associations: [within(SA.LOME, 442, AGENT, { ended: 500 })] },
  { record: TRANSFER.RECEIPT_OF_LOME, associations: [within(SA.LOME, 645)] },
  { record: TRANSFER.RECEIPT_OF_NAIROBI, associations: [within(SA.NAIROBI, 648, NAIROBI_AGENT, { access: 'assignment' })] },
  { record: TRANSFER.INTERNAL_OF_AGENT, associations: [within(SA.LOME, 570, AGENT)] },
  { record: TRANSFER.INTERNAL_TO_KARA, associations: [within(SA.KARA, 600)] },
];

/** mrp.production ids of the cases, as test/real/flows/production.py makes them; all others belong to their company only. */
export const PRODUCTION = {
  DONE_BY_AGENT: 41001, DONE_UNASSIGNED: 41002, EXPIRED: 41003, NAIROBI: 41004, KARA: 41005, IN_PROGRESS: 41011, OTHER_AGENTS: 41012, NAIROBI_IN_PROGRESS: 41013,
  TWO_ACCOUNTS: 41014, CONFIRMED: 41017, LOME_BE: 41018, DRAFT: 41022,
} as const;

export const PRODUCTION_GOVERNANCE: readonly Governed[] = [
  { record: PRODUCTION.DONE_BY_AGENT, associations: [within(SA.LOME, 430, AGENT)] },
  { record: PRODUCTION.DONE_UNASSIGNED, associations: [within(SA.LOME, 436)] },
  { record: PRODUCTION.EXPIRED, associations: [within(SA.LOME, 440, AGENT, { ended: 460 })] },
  { record: PRODUCTION.NAIROBI, associations: [within(SA.NAIROBI, 446, NAIROBI_AGENT)] },
  { record: PRODUCTION.KARA, associations: [within(SA.KARA, 450, KARA_AGENT)] },
  { record: PRODUCTION.IN_PROGRESS, associations: [within(SA.LOME, 600, AGENT, { access: 'assignment' })] },
  { record: PRODUCTION.OTHER_AGENTS, associations: [within(SA.LOME, 604, OTHER_AGENT)] },
  { record: PRODUCTION.NAIROBI_IN_PROGRESS, associations: [within(SA.NAIROBI, 606)] },
  { record: PRODUCTION.TWO_ACCOUNTS, associations: [within(SA.LOME, 610, AGENT), within(SA.KARA, 611, undefined, { access: 'access' })] },
  { record: PRODUCTION.CONFIRMED, associations: [within(SA.LOME, 630, AGENT)] },
  { record: PRODUCTION.LOME_BE, associations: [within(SA.LOME_BE, 634, personOf(EMPLOYEE.LOME_BE_AGENT))] },
  { record: PRODUCTION.DRAFT, associations: [within(SA.LOME, 650)] },
];
