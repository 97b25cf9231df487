import type { Row, Rows } from './types.ts';
import type { Governed } from './associations.ts';
import { moment } from './calendar.ts';
import { companyOfBulkCustomer } from './customer-governance.ts';
import { BULK_CUSTOMERS, COMPANY, CUSTOMER as C, EMPLOYEE, SA, personOf } from './ids.ts';
import { STAGE, TEAM, TICKET_TAG } from './helpdesk.ts';
import { ORDER_CASE } from './order-cases.ts';
import { BACK_OFFICE } from './people.ts';
import { LOT } from './serials.ts';
import { within } from './within.ts';

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const OTHER_AGENT = personOf(EMPLOYEE.LOME_OTHER_AGENT);
const KARA_AGENT = personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER);
const NAIROBI_AGENT = personOf(EMPLOYEE.NAIROBI_AGENT);
const { NEW, IN_PROGRESS, WAITING, RESOLVED, CANCELLED } = STAGE;

/** helpdesk.ticket ids of the cases. */
export const TICKET = {
  OWN: 1001,
  THROUGH_CUSTOMER: 1002,
  OTHERS_OWN: 1003,
  OWN_OF_OTHERS_CUSTOMER: 1004,
  OWN_UNASSIGNED: 1005,
  OF_UNASSIGNED_CUSTOMER: 1006,
  KARA: 1007,
  OTHER_ACCOUNT: 1008,
  OWN_EXPIRED: 1009,
  EXPIRED_THEN_NEW: 1010,
  OWN_OF_UNGOVERNED_CUSTOMER: 1011,
  UNGOVERNED: 1012,
  NOBODYS: 1013,
  OWN_WITHOUT_CUSTOMER: 1014,
  NAIROBI: 1015,
  OF_NAIROBI_CUSTOMER: 1016,
  TWO_ACCOUNTS: 1017,
  ARCHIVED: 1018,
  SAME_ID_CUSTOMER: 1019,
  OF_AGENT_AS_CUSTOMER: 1020,
  ACCESS_ONLY: 1021,
  ASSIGNMENT_ONLY: 1022,
  TWO_ACTORS: 1023,
  STAMP_ONLY: 1024,
} as const;
const T = TICKET;

interface TicketFacts {
  readonly id: number;
  readonly name: string;
  readonly stage: number;
  readonly on: number;
  readonly customer?: number;
  readonly order?: number;
  readonly lot?: number;
  readonly team?: number;
  readonly priority?: '0' | '1' | '2' | '3';
  readonly tags?: readonly number[];
  readonly user?: number;
  readonly archived?: boolean;
}

const CASES: readonly TicketFacts[] = [
  { id: T.OWN, name: 'Kit does not charge', stage: IN_PROGRESS, on: 630, customer: C.PERSONA, order: ORDER_CASE.LOCKED, lot: LOT.OF_PERSONA, priority: '2', tags: [TICKET_TAG.BATTERY], user: BACK_OFFICE.TOGO },
  { id: T.THROUGH_CUSTOMER, name: 'Question about the invoice', stage: NEW, on: 655, customer: C.PERSONA, order: 1003, tags: [TICKET_TAG.PAYMENT] },
  { id: T.OTHERS_OWN, name: 'Lamp broken on arrival', stage: WAITING, on: 640, customer: C.PERSONA, order: ORDER_CASE.OTHERS_OWN_ACTOR },
  { id: T.OWN_OF_OTHERS_CUSTOMER, name: 'Kit came back', stage: RESOLVED, on: 455, customer: C.OTHER_AGENTS, order: ORDER_CASE.OWN_ACTOR, lot: LOT.RETURNED, team: TEAM.WARRANTY },
  { id: T.OWN_UNASSIGNED, name: 'Installation is late', stage: NEW, on: 648, customer: C.OTHER_AGENTS, tags: [TICKET_TAG.INSTALLATION], priority: '1' },
  { id: T.OF_UNASSIGNED_CUSTOMER, name: 'When is the visit?', stage: NEW, on: 650, customer: C.UNASSIGNED, order: ORDER_CASE.OWN_EXPIRED_ACTOR },
  { id: T.KARA, name: 'No light after the storm', stage: IN_PROGRESS, on: 635, customer: C.KARA, order: 1036, lot: LOT.OF_KARA, priority: '3' },
  { id: T.OTHER_ACCOUNT, name: 'Frame for a second roof', stage: NEW, on: 656, customer: C.PERSONA, order: ORDER_CASE.OTHER_ACCOUNT },
  { id: T.OWN_EXPIRED, name: 'Old complaint', stage: CANCELLED, on: 520, customer: C.OTHER_AGENTS },
  { id: T.EXPIRED_THEN_NEW, name: 'Motorcycle pulls to the left', stage: WAITING, on: 600, customer: C.UNGOVERNED_PERSON, tags: [TICKET_TAG.ACCIDENT], priority: '2' },
  { id: T.OWN_OF_UNGOVERNED_CUSTOMER, name: 'Pack is incomplete', stage: IN_PROGRESS, on: 610, customer: C.UNGOVERNED_PERSON, order: ORDER_CASE.OF_UNGOVERNED_CUSTOMER },
  { id: T.UNGOVERNED, name: 'Three motorcycles, one key', stage: NEW, on: 652, customer: C.UNGOVERNED_COMPANY, order: ORDER_CASE.UNGOVERNED, lot: LOT.UNGOVERNED_MOTORCYCLE },
  { id: T.NOBODYS, name: 'Message without a name', stage: NEW, on: 659 },
  { id: T.OWN_WITHOUT_CUSTOMER, name: 'Damaged pole in Tokoin', stage: IN_PROGRESS, on: 645, priority: '1' },
  { id: T.NAIROBI, name: 'Battery is hot', stage: IN_PROGRESS, on: 638, customer: C.NAIROBI_AGENTS, order: ORDER_CASE.NAIROBI, lot: LOT.NAIROBI_BATTERY, team: TEAM.NAIROBI, priority: '3', tags: [TICKET_TAG.BATTERY], user: BACK_OFFICE.KENYA },
  { id: T.OF_NAIROBI_CUSTOMER, name: 'Group wants a discount', stage: WAITING, on: 641, customer: C.NAIROBI_UNASSIGNED, order: 1034, team: TEAM.NAIROBI },
  { id: T.TWO_ACCOUNTS, name: 'Fleet service in two towns', stage: IN_PROGRESS, on: 620, customer: C.TWO_ACCOUNTS, order: ORDER_CASE.TWO_ACCOUNTS, lot: LOT.TWO_ACCOUNTS_MOTORCYCLE },
  { id: T.ARCHIVED, name: 'Duplicate of the first', stage: CANCELLED, on: 631, customer: C.PERSONA, archived: true },
  { id: T.SAME_ID_CUSTOMER, name: 'Hotel needs a bigger kit', stage: NEW, on: 653, customer: C.SAME_ID_AS_EMPLOYEE, order: ORDER_CASE.SAME_ID_CUSTOMER },
  { id: T.OF_AGENT_AS_CUSTOMER, name: 'My own kit', stage: RESOLVED, on: 540, customer: C.ALSO_AGENT, order: ORDER_CASE.OF_AGENT_AS_CUSTOMER },
  { id: T.ACCESS_ONLY, name: 'Reading is enough', stage: NEW, on: 649, customer: C.ACCESS_ONLY },
  { id: T.ASSIGNMENT_ONLY, name: 'Cable too short', stage: WAITING, on: 642, customer: C.ASSIGNMENT_ONLY },
  { id: T.TWO_ACTORS, name: 'Clinic refrigerator', stage: IN_PROGRESS, on: 646, customer: C.TWO_ACTORS, order: ORDER_CASE.EXACTLY_AT_THRESHOLD, priority: '3' },
  { id: T.STAMP_ONLY, name: 'From before the tables', stage: RESOLVED, on: 250, customer: C.UNGOVERNED_COMPANY },
];

const SUBJECTS = ['Payment not booked', 'Technician did not come', 'Light is dim', 'Moving to another town', 'Spare fuse', 'Wants a second kit'] as const;
const STAGES = [NEW, RESOLVED, IN_PROGRESS, RESOLVED, WAITING, RESOLVED, CANCELLED] as const;
const PRIORITIES = ['0', '0', '1', '0', '2'] as const;

function bulk(): readonly TicketFacts[] {
  return Array.from({ length: 20 }, (_, index): TicketFacts => {
    const customer = BULK_CUSTOMERS.FIRST + index * 4;
    const togo = companyOfBulkCustomer(customer) === COMPANY.TOGO;
    return {
      id: 1025 + index, name: SUBJECTS[index % SUBJECTS.length] ?? '', stage: STAGES[index % STAGES.length] ?? NEW, on: 300 + index * 17, customer,
      team: togo ? TEAM.LOME : TEAM.NAIROBI, priority: PRIORITIES[index % PRIORITIES.length] ?? '0',
      ...(index % 3 === 0 ? { tags: [TICKET_TAG.PAYMENT, TICKET_TAG.INSTALLATION].slice(0, 1 + (index % 2)) } : {}),
    };
  });
}

function ticket(facts: TicketFacts): Row {
  const { team = TEAM.LOME } = facts;
  const closed = facts.stage === RESOLVED || facts.stage === CANCELLED;
  const stamp = TICKET_STAMPS.get(facts.id);
  return {
    id: facts.id, name: facts.name, description: `<p>${facts.name}.</p>`, active: facts.archived !== true, priority: facts.priority ?? '0',
    team_id: team, stage_id: facts.stage, company_id: team === TEAM.NAIROBI ? COMPANY.KENYA : COMPANY.TOGO, user_id: facts.user ?? false,
    partner_id: facts.customer ?? false, tag_ids: facts.tags ?? [], close_date: closed ? moment(facts.on + 6, 16) : false,
    x_sale_order_id: facts.order ?? false, x_lot_id: facts.lot ?? false,
    ...(stamp === undefined ? {} : { x_sa_id: stamp.account, x_actor_id: stamp.actor }),
    create_date: moment(facts.on, 9), write_date: moment(facts.on + (closed ? 6 : 1), 16),
  };
}

const TICKET_STAMPS: ReadonlyMap<number, { account: number; actor: number | false }> = new Map([[T.STAMP_ONLY, { account: SA.LOME, actor: AGENT }]]);

/** 44 tickets in every stage. */
export const TICKETS: Rows = { 'helpdesk.ticket': [...CASES, ...bulk()].map(ticket) };

/** Tickets with association rows of their own; all others are governed through their customer, or not at all. */
export const TICKET_GOVERNANCE: readonly Governed[] = [
  { record: T.OWN, associations: [within(SA.LOME, 630, AGENT)] },
  { record: T.OTHERS_OWN, associations: [within(SA.LOME, 640, OTHER_AGENT)] },
  { record: T.OWN_OF_OTHERS_CUSTOMER, associations: [within(SA.LOME, 455, AGENT, { access: 'assignment' })] },
  { record: T.OWN_UNASSIGNED, associations: [within(SA.LOME, 648)] },
  { record: T.KARA, associations: [within(SA.KARA, 635, KARA_AGENT)] },
  { record: T.OTHER_ACCOUNT, associations: [within(SA.KARA, 656, KARA_AGENT)] },
  { record: T.OWN_EXPIRED, associations: [within(SA.LOME, 520, AGENT, { ended: 540 })] },
  { record: T.EXPIRED_THEN_NEW, associations: [within(SA.LOME, 600, OTHER_AGENT, { ended: 615 }), within(SA.LOME, 616, AGENT)] },
  { record: T.OWN_OF_UNGOVERNED_CUSTOMER, associations: [within(SA.LOME, 610, AGENT)] },
  { record: T.OWN_WITHOUT_CUSTOMER, associations: [within(SA.LOME, 645, AGENT)] },
  { record: T.NAIROBI, associations: [within(SA.NAIROBI, 638, NAIROBI_AGENT)] },
  { record: T.TWO_ACCOUNTS, associations: [within(SA.LOME, 620, AGENT), within(SA.KARA, 621, undefined, { access: 'access' })] },
  { record: T.ARCHIVED, associations: [within(SA.LOME, 631, AGENT)] },
  { record: T.ACCESS_ONLY, associations: [within(SA.LOME, 649, AGENT, { access: 'access' })] },
  { record: T.ASSIGNMENT_ONLY, associations: [within(SA.LOME, 642, AGENT, { access: 'assignment' })] },
  {
    record: T.TWO_ACTORS,
    associations: [{ account: SA.LOME, since: 646, actors: [{ person: AGENT, primary: true }, { person: OTHER_AGENT, primary: false }] }],
  },
];
