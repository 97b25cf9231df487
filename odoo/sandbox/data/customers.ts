import type { Row, Rows } from './types.ts';
import type { Party } from './parties.ts';
import { COUNTRY, PAYMENT_TERM } from './base.ts';
import { BULK_CUSTOMERS, COMPANY, CUSTOMER } from './ids.ts';
import { CUSTOMER_STAMPS, companyOfBulkCustomer } from './customer-governance.ts';
import { invent, mailbox } from './names.ts';
import { CUSTOMER_TAG } from './tags.ts';
import { party } from './parties.ts';
import { seeded } from './seeded.ts';

type Case = Omit<Party, 'isCompany' | 'companyId' | 'born'> & Partial<Pick<Party, 'isCompany' | 'companyId'>>;

const IN_KENYA = { companyId: COMPANY.KENYA, countryId: COUNTRY.KE } as const;
const CASES: readonly Case[] = [
  {
    id: CUSTOMER.SAME_ID_AS_EMPLOYEE, name: 'Hôtel du Lac Togo', isCompany: true, city: 'Agbodrafo', email: 'accueil@hotel-du-lac.example',
  },
  {
    id: CUSTOMER.PERSONA, name: 'Abalo Tchassim', email: 'customer@harmattan.example', phone: '+228 91 20 12 01', street: '7 Rue de la Paix',
    city: 'Lomé', zip: '01 BP 1201', ref: 'C-1201', note: 'Prefers a call in the evening.',
    tags: [CUSTOMER_TAG.VIP], place: [6.1374, 1.2123], paymentTerm: PAYMENT_TERM.THIRTY_DAYS,
  },
  { id: CUSTOMER.OTHER_AGENTS, name: 'Délali Gaba', email: 'delali@customers.example', city: 'Lomé' },
  { id: CUSTOMER.UNASSIGNED, name: 'Enyonam Fiawoo', phone: '+228 91 20 12 03', city: 'Lomé' },
  { id: CUSTOMER.EXPIRED_ACTOR, name: 'Folly Atayi', email: 'folly@customers.example', city: 'Lomé' },
  { id: CUSTOMER.EXPIRED, name: 'Gracia Hounkpati', email: 'gracia@customers.example', city: 'Lomé' },
  { id: CUSTOMER.EXPIRED_THEN_NEW, name: 'Hector Ihou', email: 'hector@customers.example', city: 'Lomé' },
  {
    id: CUSTOMER.TWO_ACCOUNTS, name: 'Isidore Jondo Transport', isCompany: true, registry: 'TG-LOM-2019-B-1207',
    tags: [CUSTOMER_TAG.FLEET_OWNER], email: 'isidore@customers.example', city: 'Sokodé', vat: '1000123456',
  },
  { id: CUSTOMER.PARENT_AND_CHILD_ACCOUNT, name: 'Joëlle Kavegue', phone: '+228 91 20 12 08', city: 'Lomé' },
  { id: CUSTOMER.KARA, name: 'Kpatcha Landja', email: 'kpatcha@customers.example', city: 'Kara' },
  {
    id: CUSTOMER.COMPANY_ROOT, name: 'Ministère de la Jeunesse', isCompany: true, tags: [CUSTOMER_TAG.INSTITUTION, CUSTOMER_TAG.VIP],
    email: 'achats@jeunesse.example', city: 'Lomé',
  },
  { id: CUSTOMER.UNGOVERNED_PERSON, name: 'Léa Mawussi', email: 'lea@customers.example', city: 'Lomé' },
  {
    id: CUSTOMER.UNGOVERNED_COMPANY, name: 'Moto Taxi Union Atakpamé', isCompany: true, email: 'union@customers.example', city: 'Atakpamé',
  },
  { id: CUSTOMER.ARCHIVED_EXPIRED, name: 'Noël Ouro', city: 'Lomé', archived: true },
  { id: CUSTOMER.ARCHIVED_ACTIVE, name: 'Odile Pana', city: 'Lomé', archived: true },
  {
    id: CUSTOMER.TWO_ACTORS, name: 'Clinique Biasa', isCompany: true, email: 'clinique@customers.example', city: 'Lomé',
    website: 'https://clinique.example',
  },
  { id: CUSTOMER.ACCESS_ONLY, name: 'Rachel Sama', email: 'rachel@customers.example', city: 'Lomé' },
  { id: CUSTOMER.ASSIGNMENT_ONLY, name: 'Séraphin Tozo', email: 'seraphin@customers.example', city: 'Lomé' },
  { id: CUSTOMER.ORPHANED_ACTOR, name: 'Ursule Viglo', email: 'ursule@customers.example', city: 'Lomé' },
  { id: CUSTOMER.DRAFT_ACCOUNT, name: 'Mombasa Ferry Kiosk', isCompany: true, city: 'Mombasa', ...IN_KENYA },
  { id: CUSTOMER.INACTIVE_ACCOUNT, name: 'Wanja Xavier', city: 'Kisumu', ...IN_KENYA },
  { id: CUSTOMER.BELOW_INACTIVE, name: 'Lakeside Fishers Cooperative', isCompany: true, city: 'Kisumu', ...IN_KENYA },
  { id: CUSTOMER.NAIROBI_AGENTS, name: 'Yvonne Zawadi', email: 'yvonne@customers.example', city: 'Nairobi', ...IN_KENYA },
  {
    id: CUSTOMER.NAIROBI_UNASSIGNED, name: 'Zuri Boda Boda Group', isCompany: true, email: 'zuri@customers.example', city: 'Nairobi',
    paymentTerm: PAYMENT_TERM.IMMEDIATE, place: [-1.2864, 36.8172], vat: 'P051234567Q', ...IN_KENYA,
  },
  { id: CUSTOMER.UNICODE, name: 'Ɖoƒe Kɔdzo “Zoë” Ñandú 王 ☀️ 🔋', email: 'dofe@customers.example', city: 'Ŋɔtsé' },
  { id: CUSTOMER.ALMOST_EMPTY, name: 'X', companyId: false },
  {
    id: CUSTOMER.REASSIGNED, name: 'Bénédicte Aziagbé', email: 'Benedicte+Solar@Customers.example', phone: '+228 91 20 12 26', city: 'Lomé',
  },
  { id: CUSTOMER.STAMP_AGREES, name: 'Célestin Batoma', city: 'Lomé' },
  { id: CUSTOMER.STAMP_STALE, name: 'Dodji Combey', city: 'Lomé' },
  { id: CUSTOMER.STAMP_ONLY, name: 'Eyram Dogbatsé', city: 'Lomé' },
  { id: CUSTOMER.STAMP_AND_EXPIRED_ROW, name: 'Firmin Eklou', city: 'Lomé' },
  { id: CUSTOMER.CROSS_COMPANY, name: 'Gulf of Guinea Traders', isCompany: true, email: 'desk@gulf.example', city: 'Lomé' },
];

function fromCase(facts: Case): Row {
  const { isCompany = false, companyId = COMPANY.TOGO, ...rest } = facts;
  const country = facts.id === CUSTOMER.ALMOST_EMPTY ? {} : { countryId: facts.countryId ?? COUNTRY.TG };
  return stamped(party({ ...rest, ...country, isCompany, companyId, customerRank: 1, born: 50 + (facts.id % 40), changed: 20 }));
}

function bulk(): readonly Row[] {
  const choices = seeded(20_250_106);
  return Array.from({ length: BULK_CUSTOMERS.LAST - BULK_CUSTOMERS.FIRST + 1 }, (_, index) => {
    const id = BULK_CUSTOMERS.FIRST + index;
    const companyId = companyOfBulkCustomer(id);
    const land = companyId === COMPANY.TOGO ? 'togo' : 'kenya';
    const { name, town, isCompany } = invent(choices, land, index + 1);
    const prefix = land === 'togo' ? '+228 92' : '+254 711';
    return party({
      id, name, isCompany, city: town, born: 95 + index, changed: choices.int(0, 90), customerRank: choices.int(1, 3),
      // Some are shared between the companies, some lack what a form leaves open.
      companyId: choices.chance(10) ? false : companyId,
      countryId: land === 'togo' ? COUNTRY.TG : COUNTRY.KE,
      ...(choices.chance(80) ? { email: `${mailbox(name)}@customers.example` } : {}),
      ...(choices.chance(75) ? { phone: `${prefix} ${String(100_000 + index * 613)}` } : {}),
      ...(choices.chance(50) ? { street: `${choices.int(1, 240)} ${land === 'togo' ? 'Rue des Cocotiers' : 'Moi Avenue'}` } : {}),
      ...(choices.chance(40) ? { ref: `C-${id}` } : {}),
      archived: choices.chance(4),
    });
  });
}

function stamped(row: Row): Row {
  const stamp = CUSTOMER_STAMPS.get(row.id);
  return stamp === undefined ? row : { ...row, x_sa_id: stamp.account, x_actor_id: stamp.actor };
}

const CUSTOMER_ROWS: readonly Row[] = [...CASES.map(fromCase), ...bulk()];

/** The entries that have a value. */
function present(entries: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Persons and addresses inside business customers; they are not customers themselves. */
function contacts(): readonly Row[] {
  const kinds = [
    {
      type: 'contact', name: 'Purchasing desk' }, { type: 'invoice', name: 'Accounts payable' }, { type: 'delivery', name: 'Goods entrance',
    },
  ] as const;
  const businesses = CUSTOMER_ROWS.filter((row) => row['is_company'] === true && row['active'] === true).slice(0, 12);
  return businesses.map((business, index) => {
    const kind = kinds[index % kinds.length] ?? kinds[0];
    const text = (field: string): string | undefined => (typeof business[field] === 'string' ? business[field] : undefined);
    // A contact without an address of its own has the business's; what the law knows of the business is shared by all.
    const inherited = {
      city: text('city'), vat: text('vat'), registry: text('company_registry'),
      ...(kind.type === 'contact' ? { street: text('street'), zip: text('zip') } : {}),
    };
    const country = business['country_id'];
    const paymentTerm = business['property_payment_term_id'];
    return party({
      id: 1401 + index, name: kind.name, type: kind.type, isCompany: false, companyId: business['company_id'] as number | false,
      parent: { id: business.id, name: String(business['name']) }, born: 120 + index, email: `desk${index + 1}@customers.example`,
      ...(typeof country === 'number' ? { countryId: country } : {}), ...(typeof paymentTerm === 'number' ? { paymentTerm } : {}),
      ...present(inherited),
    });
  });
}

/** 119 customers and a dozen contacts of theirs; the 120th customer is an employee's person (people.ts). */
export const CUSTOMERS: Rows = { 'res.partner': [...CUSTOMER_ROWS, ...contacts()] };
