import type { Actor, Association, Governed } from './associations.ts';
import { BULK_CUSTOMERS, COMPANY, CUSTOMER, EMPLOYEE, SA, personOf } from './ids.ts';

const AGENT = personOf(EMPLOYEE.LOME_AGENT);
const OTHER_AGENT = personOf(EMPLOYEE.LOME_OTHER_AGENT);
const JUNIOR = personOf(EMPLOYEE.LOME_JUNIOR_AGENT);
const BOTH_ACCOUNTS = personOf(EMPLOYEE.TWO_ACCOUNTS);
const KARA_AGENT = personOf(EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER);
const BE_AGENT = personOf(EMPLOYEE.LOME_BE_AGENT);
const NAIROBI_AGENT = personOf(EMPLOYEE.NAIROBI_AGENT);

function within(account: number, since: number, actors: readonly Actor[] = [], rest: Partial<Association> = {}): Association {
  return { account, since, actors, ...rest };
}
const by = (person: number): readonly Actor[] => [{ person }];

/** The cases, one customer each. A customer that is missing here is ungoverned (level 1). */
const CASES: readonly Governed[] = [
  { record: CUSTOMER.ALSO_AGENT, associations: [within(SA.LOME, 60, by(AGENT))] },
  { record: CUSTOMER.PERSONA, associations: [within(SA.LOME, 61, by(AGENT))] },
  { record: CUSTOMER.OTHER_AGENTS, associations: [within(SA.LOME, 62, by(OTHER_AGENT))] },
  { record: CUSTOMER.UNASSIGNED, associations: [within(SA.LOME, 63)] },
  { record: CUSTOMER.EXPIRED_ACTOR, associations: [within(SA.LOME, 64, [{ person: AGENT, released: 200 }])] },
  { record: CUSTOMER.EXPIRED, associations: [within(SA.LOME, 65, by(AGENT), { ended: 210 })] },
  {
    record: CUSTOMER.EXPIRED_THEN_NEW,
    associations: [within(SA.LOME, 66, by(OTHER_AGENT), { ended: 220 }), within(SA.LOME, 221, by(AGENT))],
  },
  {
    record: CUSTOMER.TWO_ACCOUNTS,
    associations: [within(SA.LOME, 67, by(AGENT)), within(SA.KARA, 90, by(BOTH_ACCOUNTS), { access: 'access' })],
  },
  {
    record: CUSTOMER.PARENT_AND_CHILD_ACCOUNT,
    associations: [within(SA.LOME, 68, [], { access: 'assignment' }), within(SA.LOME_BE, 68, by(BE_AGENT))],
  },
  { record: CUSTOMER.KARA, associations: [within(SA.KARA, 69, by(KARA_AGENT))] },
  { record: CUSTOMER.COMPANY_ROOT, associations: [within(SA.TOGO, 70)] },
  { record: CUSTOMER.ARCHIVED_EXPIRED, associations: [within(SA.LOME, 71, by(AGENT), { ended: 240 })] },
  { record: CUSTOMER.ARCHIVED_ACTIVE, associations: [within(SA.LOME, 72, by(AGENT))] },
  {
    record: CUSTOMER.TWO_ACTORS,
    associations: [within(SA.LOME, 73, [{ person: AGENT, primary: true }, { person: OTHER_AGENT, primary: false }])],
  },
  { record: CUSTOMER.ACCESS_ONLY, associations: [within(SA.LOME, 74, by(AGENT), { access: 'access' })] },
  { record: CUSTOMER.ASSIGNMENT_ONLY, associations: [within(SA.LOME, 75, by(AGENT), { access: 'assignment' })] },
  { record: CUSTOMER.ORPHANED_ACTOR, associations: [within(SA.LOME, 76, by(AGENT), { ended: 230, actorsLeftBehind: true })] },
  { record: CUSTOMER.DRAFT_ACCOUNT, associations: [within(SA.MOMBASA, 77)] },
  { record: CUSTOMER.INACTIVE_ACCOUNT, associations: [within(SA.KISUMU, 78)] },
  { record: CUSTOMER.BELOW_INACTIVE, associations: [within(SA.LAKESIDE, 79)] },
  { record: CUSTOMER.NAIROBI_AGENTS, associations: [within(SA.NAIROBI, 80, by(NAIROBI_AGENT))] },
  { record: CUSTOMER.NAIROBI_UNASSIGNED, associations: [within(SA.NAIROBI, 81)] },
  { record: CUSTOMER.UNICODE, associations: [within(SA.LOME, 82, by(AGENT))] },
  { record: CUSTOMER.ALMOST_EMPTY, associations: [within(SA.LOME, 83)] },
  { record: CUSTOMER.REASSIGNED, associations: [within(SA.LOME, 84, [{ person: AGENT, released: 260 }, { person: OTHER_AGENT }])] },
  { record: CUSTOMER.STAMP_AGREES, associations: [within(SA.LOME, 85, by(AGENT))] },
  { record: CUSTOMER.STAMP_STALE, associations: [within(SA.LOME, 86, by(AGENT))] },
  { record: CUSTOMER.STAMP_AND_EXPIRED_ROW, associations: [within(SA.LOME, 87, by(AGENT), { ended: 250 })] },
  { record: CUSTOMER.CROSS_COMPANY, associations: [within(SA.NAIROBI, 88)] },
];

type Pattern = (since: number) => readonly Association[];

const TOGO_PATTERNS: readonly Pattern[] = [
  () => [],
  (since) => [within(SA.LOME, since)],
  (since) => [within(SA.LOME, since, by(AGENT))],
  (since) => [within(SA.KARA, since)],
  (since) => [within(SA.LOME, since, by(OTHER_AGENT))],
  (since) => [within(SA.LOME, since, by(AGENT), { ended: since + 150 })],
  (since) => [within(SA.LOME, since, by(JUNIOR), { access: 'assignment' })],
  () => [],
  (since) => [within(SA.LOME_BE, since, by(BE_AGENT))],
  (since) => [within(SA.LOME, since, by(AGENT))],
  (since) => [within(SA.KARA, since, by(KARA_AGENT))],
  (since) => [within(SA.LOME, since, by(BOTH_ACCOUNTS))],
  (since) => [within(SA.TOGO, since)],
  (since) => [within(SA.LOME_BE, since)],
  (since) => [within(SA.LOME, since), within(SA.KARA, since + 20, by(BOTH_ACCOUNTS), { access: 'access' })],
  (since) => [within(SA.LOME, since, by(OTHER_AGENT), { ended: since + 90 }), within(SA.LOME, since + 91, by(AGENT))],
];

const KENYA_PATTERNS: readonly Pattern[] = [
  () => [],
  (since) => [within(SA.NAIROBI, since, by(NAIROBI_AGENT))],
  (since) => [within(SA.NAIROBI, since)],
  (since) => [within(SA.KENYA, since)],
  (since) => [within(SA.NAIROBI, since, by(NAIROBI_AGENT), { ended: since + 120 })],
  (since) => [within(SA.LAKESIDE, since)],
  () => [],
  (since) => [within(SA.NAIROBI, since, by(NAIROBI_AGENT), { access: 'assignment' })],
];

/** Company of a customer without a case of its own: three in Togo for two in Kenya. */
export function companyOfBulkCustomer(id: number): number {
  return (id - BULK_CUSTOMERS.FIRST) % 5 < 3 ? COMPANY.TOGO : COMPANY.KENYA;
}

function bulk(): readonly Governed[] {
  const turns: Record<number, number> = {};
  return Array.from({ length: BULK_CUSTOMERS.LAST - BULK_CUSTOMERS.FIRST + 1 }, (_, index) => {
    const record = BULK_CUSTOMERS.FIRST + index;
    const company = companyOfBulkCustomer(record);
    const patterns = company === COMPANY.TOGO ? TOGO_PATTERNS : KENYA_PATTERNS;
    const pattern = patterns[(turns[company] ?? 0) % patterns.length];
    turns[company] = (turns[company] ?? 0) + 1;
    return { record, associations: pattern?.(100 + index) ?? [] };
  });
}

/** Every customer's associations, in the order of their ids in the tables. */
export const CUSTOMER_GOVERNANCE: readonly Governed[] = [...CASES, ...bulk()];

/** The V2 columns that were written on customers before the tables came: agreeing, stale, alone, and beside an expired row. */
export const CUSTOMER_STAMPS: ReadonlyMap<number, { account: number; actor: number | false }> = new Map([
  [CUSTOMER.STAMP_AGREES, { account: SA.LOME, actor: AGENT }],
  [CUSTOMER.STAMP_STALE, { account: SA.KARA, actor: KARA_AGENT }],
  [CUSTOMER.STAMP_ONLY, { account: SA.LOME, actor: AGENT }],
  [CUSTOMER.STAMP_AND_EXPIRED_ROW, { account: SA.LOME, actor: AGENT }],
]);
