import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COUNTRY } from './base.ts';
import { COMPANY, EMPLOYEE, personOf } from './ids.ts';
import { party } from './parties.ts';

type Fact = readonly [id: number, name: string, login: string, companyId: number, role: 'salesrep' | 'salesattendant' | false];

const { HOLDING, TOGO, KENYA } = COMPANY;
const FACTS: readonly Fact[] = [
  [EMPLOYEE.ADMIN, 'Adjoa Keller', 'admin', HOLDING, false],
  [EMPLOYEE.LOME_MANAGER, 'Mawuli Agbeko', 'manager', TOGO, 'salesrep'],
  [EMPLOYEE.LOME_STAFF, 'Essi Lawson', 'staff', TOGO, 'salesrep'],
  [EMPLOYEE.LOME_AGENT, 'Kodjo Amegah', 'agent', TOGO, 'salesattendant'],
  [EMPLOYEE.TOGO_MANAGER, 'Afi Dossou', 'togo', TOGO, 'salesrep'],
  [EMPLOYEE.KENYA_MANAGER, 'Wanjiku Kariuki', 'kenya', KENYA, 'salesrep'],
  [EMPLOYEE.NAIROBI_MANAGER, 'Otieno Odhiambo', 'nairobi', KENYA, 'salesrep'],
  [EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER, 'Tchaa Bataka', 'kara.agent', TOGO, 'salesattendant'],
  [EMPLOYEE.LOME_STAFF_WIDE, 'Selom Kpodar', 'staff.wide', TOGO, 'salesrep'],
  [EMPLOYEE.LOME_STAFF_NO_POLICY, 'Abla Sossou', 'staff.default', TOGO, 'salesrep'],
  [EMPLOYEE.LOME_AGENT_WIDE, 'Yao Adjavon', 'agent.wide', TOGO, 'salesattendant'],
  [EMPLOYEE.LOME_AGENT_NO_POLICY, 'Dzifa Amouzou', 'agent.default', TOGO, 'salesattendant'],
  [EMPLOYEE.TWO_ACCOUNTS, 'Elom Koudjo', 'two', TOGO, 'salesrep'],
  [EMPLOYEE.NO_MEMBERSHIP, 'Sena Ayité', 'none', TOGO, 'salesattendant'],
  [EMPLOYEE.SUSPENDED, 'Komlan Bamezon', 'suspended', TOGO, 'salesattendant'],
  [EMPLOYEE.REVOKED, 'Akouvi Mensah', 'revoked', TOGO, 'salesattendant'],
  [EMPLOYEE.NOT_YET_EFFECTIVE, 'Edem Tchalla', 'future', TOGO, 'salesattendant'],
  [EMPLOYEE.PAST_EFFECTIVE, 'Yawa Gbedema', 'past', TOGO, 'salesattendant'],
  [EMPLOYEE.DEACTIVATED, 'Koffi Sewa', 'deactivated', TOGO, 'salesattendant'],
  [EMPLOYEE.WITHOUT_PARTNER, 'Mawuena Ahadji', 'nobody', TOGO, false],
  [EMPLOYEE.ADMIN_OUTSIDE_ROOT, 'Kossi Edoh', 'local.admin', TOGO, false],
  [EMPLOYEE.FORMER_ADMIN, 'Njeri Muthoni', 'former.admin', HOLDING, false],
  [EMPLOYEE.KARA_MANAGER, 'Piyabalo Karka', 'kara', TOGO, 'salesrep'],
  [EMPLOYEE.LOME_BE_MANAGER, 'Akossiwa Djossou', 'be', TOGO, 'salesrep'],
  [EMPLOYEE.MOMBASA_MANAGER, 'Mutua Musyoka', 'mombasa', KENYA, 'salesrep'],
  [EMPLOYEE.KISUMU_MANAGER, 'Achieng Ochieng', 'kisumu', KENYA, 'salesrep'],
  [EMPLOYEE.LAKESIDE_MANAGER, 'Barasa Wekesa', 'lakeside', KENYA, 'salesrep'],
  [EMPLOYEE.NAIROBI_STAFF, 'Chebet Cheruiyot', 'nairobi.staff', KENYA, 'salesrep'],
  [EMPLOYEE.NAIROBI_AGENT, 'Kamau Njoroge', 'nairobi.agent', KENYA, 'salesattendant'],
  [EMPLOYEE.LOME_OTHER_AGENT, 'Ama Dogbé', 'agent.two', TOGO, 'salesattendant'],
  [EMPLOYEE.REJOINED, 'Adjo Klutsé', 'rejoined', TOGO, 'salesattendant'],
  [EMPLOYEE.LOME_JUNIOR_AGENT, 'Kafui Nyadzo', 'junior', TOGO, 'salesattendant'],
  [EMPLOYEE.ADMIN_BY_PERSON, 'Atieno Wambui', 'admin.two', HOLDING, false],
  [EMPLOYEE.LOME_BE_AGENT, 'Yao Fiagbe', 'be.agent', TOGO, 'salesattendant'],
];

/** Login of an employee. */
export function emailOf(employeeId: number): string {
  return email(fact(employeeId)[2]);
}

/** Name of an employee and of the person behind. */
export function nameOf(employeeId: number): string {
  return fact(employeeId)[1];
}

function fact(employeeId: number): Fact {
  const found = FACTS.find(([id]) => id === employeeId);
  if (found === undefined) throw new RangeError(`no employee ${employeeId} in the data set`);
  return found;
}

function email(login: string): string {
  return `${login}@harmattan.example`;
}

function phone(id: number, companyId: number): string {
  if (companyId === KENYA) return `+254 700 00 ${id}`;
  return companyId === TOGO ? `+228 90 00 ${String(id).slice(0, 2)} ${String(id).slice(2)}` : `+1 202 555 ${id}`;
}

function employee([id, name, login, companyId, role]: Fact): Row {
  return {
    id, name, email: email(login), phone: phone(id, companyId), company_id: companyId,
    partner_id: id === EMPLOYEE.WITHOUT_PARTNER ? false : personOf(id), active: id !== EMPLOYEE.DEACTIVATED, role, ...audit(10 + (id % 40), 5),
  };
}

function person([id, name, login, companyId, role]: Fact): Row | null {
  if (id === EMPLOYEE.WITHOUT_PARTNER) return null;
  const country = { [HOLDING]: COUNTRY.US, [TOGO]: COUNTRY.TG, [KENYA]: COUNTRY.KE }[companyId];
  return party({
    id: personOf(id), name, isCompany: false, companyId, born: 8 + (id % 40), email: email(login), phone: phone(id, companyId),
    ...(country === undefined ? {} : { countryId: country }),
    job: role === 'salesattendant' ? 'Sales attendant' : 'Sales representative',
    // EC-001: the agent of Kara buys for himself in Lomé.
    customerRank: id === EMPLOYEE.KARA_AGENT_AND_LOME_CUSTOMER ? 1 : 0,
  });
}

/** Back office users of Odoo itself: another login system than the employees'. */
export const BACK_OFFICE = { TOGO: 1001, KENYA: 1002 } as const;

function backOffice(id: number, name: string, login: string, companyId: number): { user: Row; partner: Row } {
  const partnerId = id + 20;
  return {
    user: {
      id, name, login, email: login, partner_id: partnerId, company_id: companyId, company_ids: [companyId], active: true, share: false,
      lang: 'en_US', ...audit(5),
    },
    partner: party({ id: partnerId, name, isCompany: false, companyId, born: 5, email: login, internalUser: true }),
  };
}

const OFFICE = [
  backOffice(BACK_OFFICE.TOGO, 'Back office Lomé', 'backoffice.togo@harmattan.example', TOGO),
  backOffice(BACK_OFFICE.KENYA, 'Back office Nairobi', 'backoffice.kenya@harmattan.example', KENYA),
];

/** Employees, their persons, and the back office users. */
export const PEOPLE: Rows = {
  'abs.employee': FACTS.map(employee),
  'res.users': OFFICE.map(({ user }) => user),
  'res.partner': [...OFFICE.map(({ partner }) => partner), ...FACTS.map(person).filter((row) => row !== null)],
};
