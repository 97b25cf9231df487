import type { Association, Governed } from './associations.ts';
import type { OrderFacts } from './order-facts.ts';
import { PAYMENT_TERM } from './base.ts';
import { COMPANY, CUSTOMER, EMPLOYEE, PRICELIST, SA, personOf } from './ids.ts';
import { OUTLET } from './outlets.ts';
import { BACK_OFFICE } from './people.ts';
import { PRODUCT as P } from './product-facts.ts';

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const OTHER_AGENT = personOf(EMPLOYEE.LOME_OTHER_AGENT);
const KARA_AGENT = personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER);
const { TOGO, KENYA, HOLDING } = COMPANY;
const C = CUSTOMER;

/** sale.order ids of the cases; those not named in ORDER_CASE are ordinary business of their customers. */
export const ORDER_CASE = {
  /** No row of its own: governed through its customer, whose agent is the agent. */
  THROUGH_CUSTOMER: 1001,
  PENDING: 1002,
  LOCKED: 1004,
  /** The agent's own row on an order of the other agent's customer. */
  OWN_ACTOR: 1009,
  /** The other agent's own row on an order of the agent's customer. */
  OTHERS_OWN_ACTOR: 1010,
  /** Its own row is in Kara, its customer in Lomé. */
  OTHER_ACCOUNT: 1011,
  OWN_EXPIRED: 1012,
  /** A row without actor on an order of the other agent's customer. */
  OWN_UNASSIGNED: 1013,
  OWN_EXPIRED_ACTOR: 1014,
  /** Governed itself although its customer is not. */
  OF_UNGOVERNED_CUSTOMER: 1015,
  UNGOVERNED: 1016,
  TWO_ACCOUNTS: 1017,
  EXPIRED_THEN_NEW: 1018,
  STAMP_AGREES: 1019,
  STAMP_STALE: 1020,
  STAMP_ONLY: 1021,
  /** Stamped for the agent, of a customer that nobody governs by row. */
  STAMP_AND_EXPIRED_ROW: 1022,
  OF_ARCHIVED_CUSTOMER: 1023,
  OF_AGENT_AS_CUSTOMER: 1024,
  SAME_ID_CUSTOMER: 1025,
  EXACTLY_AT_THRESHOLD: 1026,
  JUST_ABOVE_THRESHOLD: 1027,
  FOREIGN_CURRENCY: 1028,
  WITHOUT_LINES: 1029,
  HOLDING: 1030,
  NAIROBI: 1032,
} as const;
const O = ORDER_CASE;

const kit = { template: P.KIT_50, quantity: 1 } as const;
const visit = { template: P.INSTALLATION, quantity: 1 } as const;

/** The persona customer's orders come first: one in each state. */
export const ORDER_CASES: readonly OrderFacts[] = [
  {
    id: O.THROUGH_CUSTOMER, customer: C.PERSONA, companyId: TOGO, state: 'draft', approval: 'none', on: 600,
    lines: [kit, { template: P.LANTERN, quantity: 3 }], user: BACK_OFFICE.TOGO,
  },
  {
    id: O.PENDING, customer: C.PERSONA, companyId: TOGO, state: 'sent', approval: 'pending', on: 590,
    lines: [{ template: P.MOTORCYCLE, quantity: 1 }, { template: P.HELMET, quantity: 2, discount: 10 }], salesRep: AGENT,
  },
  {
    id: 1003, customer: C.PERSONA, companyId: TOGO, state: 'sale', approval: 'approved', on: 400, reference: 'PO-77', note: 'Deliver before the rains.', promised: 410,
    lines: [
      { section: 'Hardware' }, { template: P.RIDER_PACK, quantity: 1 }, { template: P.CABLES, quantity: 4, discount: 5 },
      { section: 'Services' }, visit, { note: 'Installation on a weekday.' },
    ],
    paymentTerm: PAYMENT_TERM.THIRTY_DAYS, salesRep: AGENT, signedBy: 'Abalo Tchassim',
  },
  {
    id: O.LOCKED, customer: C.PERSONA, companyId: TOGO, state: 'locked', approval: 'none', on: 300, lines: [kit, visit],
    paymentTerm: PAYMENT_TERM.IMMEDIATE,
  },
  {
    id: 1005, customer: C.PERSONA, companyId: TOGO, state: 'cancel', approval: 'rejected', on: 350,
    lines: [{ template: P.CABINET, quantity: 1 }], user: BACK_OFFICE.TOGO,
  },
  {
    id: 1006, customer: C.PERSONA, companyId: TOGO, state: 'sent', approval: 'approved', on: 610,
    lines: [{ template: P.BATTERY, quantity: 2 }],
  },
  {
    id: 1007, customer: C.PERSONA, companyId: TOGO, state: 'draft', approval: 'rejected', on: 612,
    lines: [{ template: P.VILLAGE_PACK, quantity: 1, discount: 15 }],
  },
  {
    id: 1008, customer: C.PERSONA, companyId: TOGO, state: 'sale', approval: 'none', on: 420,
    lines: [{ template: P.SWAP_PLAN, quantity: 1 }], recurring: { plan: 1001, state: '3_progress', start: 420, next: 664 },
  },
  { id: O.OWN_ACTOR, customer: C.OTHER_AGENTS, companyId: TOGO, state: 'sale', approval: 'none', on: 430, lines: [kit] },
  {
    id: O.OTHERS_OWN_ACTOR, customer: C.PERSONA, companyId: TOGO, state: 'sale', approval: 'none', on: 432,
    lines: [{ template: P.LANTERN, quantity: 10, discount: 10 }],
  },
  {
    id: O.OTHER_ACCOUNT, customer: C.PERSONA, companyId: TOGO, state: 'draft', approval: 'none', on: 615,
    lines: [kit, { template: P.WITHOUT_CODE, quantity: 2 }],
  },
  { id: O.OWN_EXPIRED, customer: C.OTHER_AGENTS, companyId: TOGO, state: 'sent', approval: 'none', on: 500, lines: [kit] },
  { id: O.OWN_UNASSIGNED, customer: C.OTHER_AGENTS, companyId: TOGO, state: 'draft', approval: 'none', on: 505, lines: [visit] },
  { id: O.OWN_EXPIRED_ACTOR, customer: C.UNASSIGNED, companyId: TOGO, state: 'sale', approval: 'none', on: 440, lines: [kit, visit] },
  {
    id: O.OF_UNGOVERNED_CUSTOMER, customer: C.UNGOVERNED_PERSON, companyId: TOGO, state: 'sale', approval: 'none', on: 445,
    lines: [{ template: P.HOME_PACK, quantity: 1 }],
  },
  {
    id: O.UNGOVERNED, customer: C.UNGOVERNED_COMPANY, companyId: TOGO, state: 'sale', approval: 'approved', on: 447,
    lines: [{ template: P.MOTORCYCLE, quantity: 3, discount: 5 }],
  },
  {
    id: O.TWO_ACCOUNTS, customer: C.TWO_ACCOUNTS, companyId: TOGO, state: 'sale', approval: 'approved', on: 450,
    lines: [{ template: P.MOTORCYCLE, quantity: 2 }, { template: P.BATTERY, quantity: 4 }],
  },
  {
    id: O.EXPIRED_THEN_NEW, customer: C.UNGOVERNED_PERSON, companyId: TOGO, state: 'sent', approval: 'pending', on: 455,
    lines: [{ template: P.KIT_200, quantity: 2 }],
  },
  { id: O.STAMP_AGREES, customer: C.STAMP_AGREES, companyId: TOGO, state: 'sale', approval: 'none', on: 458, lines: [kit] },
  { id: O.STAMP_STALE, customer: C.UNGOVERNED_COMPANY, companyId: TOGO, state: 'sale', approval: 'none', on: 460, lines: [kit] },
  { id: O.STAMP_ONLY, customer: C.UNGOVERNED_COMPANY, companyId: TOGO, state: 'draft', approval: 'none', on: 462, lines: [visit] },
  {
    id: O.STAMP_AND_EXPIRED_ROW, customer: C.UNGOVERNED_COMPANY, companyId: TOGO, state: 'draft', approval: 'none', on: 464, lines: [visit],
  },
  { id: O.OF_ARCHIVED_CUSTOMER, customer: C.ARCHIVED_ACTIVE, companyId: TOGO, state: 'locked', approval: 'none', on: 200, lines: [kit] },
  { id: O.OF_AGENT_AS_CUSTOMER, customer: C.ALSO_AGENT, companyId: TOGO, state: 'sale', approval: 'none', on: 466, lines: [kit, visit] },
  {
    id: O.SAME_ID_CUSTOMER, customer: C.SAME_ID_AS_EMPLOYEE, companyId: TOGO, state: 'sale', approval: 'approved', on: 468,
    lines: [{ template: P.KIT_200, quantity: 5 }],
  },
  // Exempt from tax, so that the total is the round number itself: not above the threshold.
  {
    id: O.EXACTLY_AT_THRESHOLD, customer: C.TWO_ACTORS, companyId: TOGO, state: 'sale', approval: 'none', on: 470,
    lines: [{ template: P.EXEMPT_PUMP, quantity: 2 }],
  },
  {
    id: O.JUST_ABOVE_THRESHOLD, customer: C.TWO_ACTORS, companyId: TOGO, state: 'sent', approval: 'none', on: 472,
    lines: [{ template: P.EXEMPT_PUMP, quantity: 2, price: 250_001 }],
  },
  // 900 USD are 562 500 XOF at the company's rate.
  {
    id: O.FOREIGN_CURRENCY, customer: C.TWO_ACTORS, companyId: TOGO, state: 'sent', approval: 'pending', on: 474,
    pricelist: PRICELIST.EXPORT, lines: [{ template: P.SHARED_AUDIT, quantity: 3 }],
  },
  { id: O.WITHOUT_LINES, customer: C.ALMOST_EMPTY, companyId: TOGO, state: 'draft', approval: 'none', on: 476, lines: [] },
  {
    id: O.HOLDING, customer: C.ALMOST_EMPTY, companyId: HOLDING, state: 'sale', approval: 'none', on: 478, pricelist: PRICELIST.EXPORT,
    lines: [{ template: P.SHARED_TRAINING, quantity: 2 }, { template: P.SHARED_AUDIT, quantity: 1, price: 275 }],
  },
  {
    id: 1031, customer: C.ALMOST_EMPTY, companyId: HOLDING, state: 'draft', approval: 'none', on: 480, pricelist: PRICELIST.EXPORT,
    lines: [{ template: P.SHARED_AUDIT, quantity: 1 }, { note: 'Travel is charged separately.' }],
  },
  {
    id: O.NAIROBI, customer: C.NAIROBI_AGENTS, companyId: KENYA, state: 'sale', approval: 'approved', on: 482,
    lines: [{ template: P.KE_MOTORCYCLE, quantity: 1 }, { template: P.KE_BATTERY, quantity: 2, price: 49_999.5 }],
  },
  {
    id: 1033, customer: C.NAIROBI_AGENTS, companyId: KENYA, state: 'draft', approval: 'none', on: 484,
    lines: [{ template: P.KE_LANTERN, quantity: 7 }],
  },
  {
    id: 1034, customer: C.NAIROBI_UNASSIGNED, companyId: KENYA, state: 'sent', approval: 'pending', on: 486,
    lines: [{ template: P.KE_RIDER_PACK, quantity: 1 }],
  },
  {
    id: 1035, customer: C.CROSS_COMPANY, companyId: TOGO, state: 'sale', approval: 'none', on: 488,
    lines: [{ template: P.LANTERN, quantity: 20 }],
  },
  {
    id: 1036, customer: C.KARA, companyId: TOGO, state: 'sale', approval: 'none', on: 490, outlet: OUTLET.KARA_STATION,
    session: 'completed', salesRep: KARA_AGENT, lines: [kit],
  },
  {
    id: 1037, customer: C.UNASSIGNED, companyId: TOGO, state: 'draft', approval: 'none', on: 640, outlet: OUTLET.LOME_MARKET,
    session: 'active', salesRep: AGENT, lines: [{ template: P.LANTERN, quantity: 1 }],
  },
  {
    id: 1038, customer: C.UNASSIGNED, companyId: TOGO, state: 'draft', approval: 'none', on: 641, outlet: OUTLET.LOME_MARKET,
    session: 'paused', salesRep: OTHER_AGENT, lines: [{ template: P.HELMET, quantity: 1 }],
  },
  { id: 1039, customer: C.REASSIGNED, companyId: TOGO, state: 'sale', approval: 'none', on: 492, lines: [kit] },
  {
    id: 1040, customer: C.UNICODE, companyId: TOGO, state: 'sale', approval: 'none', on: 494, note: 'Écrire « Ɖoƒe » sur le carton ☀️',
    lines: [{ template: P.KIT_50, quantity: 1, label: 'Kit solaire “Ɖoƒe” — 50 W' }],
  },
];

function within(account: number, since: number, actor?: { person: number; released?: number }, rest: Partial<Association> = {}): Association {
  return { account, since, actors: actor === undefined ? [] : [actor], ...rest };
}

/** Orders with association rows of their own; all others are governed through their customer, or not at all. */
export const ORDER_CASE_GOVERNANCE: readonly Governed[] = [
  { record: O.LOCKED, associations: [within(SA.LOME, 300, { person: AGENT })] },
  { record: O.OWN_ACTOR, associations: [within(SA.LOME, 430, { person: AGENT }, { access: 'assignment' })] },
  { record: O.OTHERS_OWN_ACTOR, associations: [within(SA.LOME, 432, { person: OTHER_AGENT })] },
  { record: O.OTHER_ACCOUNT, associations: [within(SA.KARA, 615, { person: KARA_AGENT })] },
  { record: O.OWN_EXPIRED, associations: [within(SA.LOME, 500, { person: AGENT }, { ended: 520 })] },
  { record: O.OWN_UNASSIGNED, associations: [within(SA.LOME, 505)] },
  { record: O.OWN_EXPIRED_ACTOR, associations: [within(SA.LOME, 440, { person: AGENT, released: 460 })] },
  { record: O.OF_UNGOVERNED_CUSTOMER, associations: [within(SA.LOME, 445, { person: AGENT })] },
  {
    record: O.TWO_ACCOUNTS, associations: [within(SA.LOME, 450, { person: AGENT }), within(SA.KARA, 451, undefined, { access: 'access' })],
  },
  {
    record: O.EXPIRED_THEN_NEW,
    associations: [within(SA.LOME, 455, { person: OTHER_AGENT }, { ended: 470 }), within(SA.LOME, 471, { person: AGENT })],
  },
  { record: O.STAMP_AGREES, associations: [within(SA.LOME, 458, { person: AGENT })] },
  { record: O.STAMP_STALE, associations: [within(SA.LOME, 460, { person: AGENT })] },
  { record: O.STAMP_AND_EXPIRED_ROW, associations: [within(SA.LOME, 464, { person: AGENT }, { ended: 480 })] },
  { record: O.NAIROBI, associations: [within(SA.NAIROBI, 482, { person: personOf(EMPLOYEE.NAIROBI_AGENT) })] },
];

/** Orders stamped before the tables came. */
export const ORDER_STAMPS: ReadonlyMap<number, { account: number; actor: number | false }> = new Map([
  [O.STAMP_AGREES, { account: SA.LOME, actor: AGENT }],
  [O.STAMP_STALE, { account: SA.KARA, actor: KARA_AGENT }],
  [O.STAMP_ONLY, { account: SA.LOME, actor: AGENT }],
  [O.STAMP_AND_EXPIRED_ROW, { account: SA.LOME, actor: AGENT }],
]);
