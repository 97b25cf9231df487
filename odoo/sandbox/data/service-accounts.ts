import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COUNTRY } from './base.ts';
import { COMPANY, SA } from './ids.ts';
import { party } from './parties.ts';
import { managerOf } from './memberships.ts';

interface AccountFacts {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly companyId: number | false;
  readonly parentPath: readonly number[];
  readonly partyId: number;
  readonly kind?: 'OVAC' | 'EXTC' | 'outlet';
  readonly state?: 'draft' | 'active' | 'inactive';
  readonly note?: string;
  readonly appUsersPool?: boolean;
  readonly city?: string;
}

const TOGO_PATH = [SA.GLOBAL_ROOT, SA.TOGO];
const KENYA_PATH = [SA.GLOBAL_ROOT, SA.KENYA];

const FACTS: readonly AccountFacts[] = [
  { id: SA.GLOBAL_ROOT, name: 'OV Global Root SA', code: 'OVGLOBAL-ROOT', companyId: false, parentPath: [], partyId: 1 },
  { id: SA.TOGO, name: 'Togo', code: 'TG', companyId: COMPANY.TOGO, parentPath: [SA.GLOBAL_ROOT], partyId: 1001 },
  { id: SA.KENYA, name: 'Kenya', code: 'KE', companyId: COMPANY.KENYA, parentPath: [SA.GLOBAL_ROOT], partyId: 1002 },
  {
    id: SA.LOME, name: 'Lomé', code: 'TG-LOM', companyId: COMPANY.TOGO, parentPath: TOGO_PATH, partyId: 1005, city: 'Lomé',
    note: 'Solar home systems and rider swaps in the Maritime region.',
  },
  { id: SA.NAIROBI, name: 'Nairobi', code: 'KE-NBO', companyId: COMPANY.KENYA, parentPath: KENYA_PATH, partyId: 1006, city: 'Nairobi' },
  { id: SA.KARA, name: 'Kara', code: 'TG-KAR', companyId: COMPANY.TOGO, parentPath: TOGO_PATH, partyId: 1007, city: 'Kara' },
  {
    id: SA.LOME_BE, name: 'Lomé Bè outlet', code: 'TG-LOM-BE', companyId: COMPANY.TOGO, parentPath: [...TOGO_PATH, SA.LOME],
    partyId: 1008, kind: 'outlet', city: 'Lomé', appUsersPool: true,
  },
  {
    id: SA.MOMBASA, name: 'Mombasa', code: 'KE-MBA', companyId: COMPANY.KENYA, parentPath: KENYA_PATH, partyId: 1009, state: 'draft',
    city: 'Mombasa', note: 'Opens when the warehouse is leased.',
  },
  {
    id: SA.KISUMU, name: 'Kisumu', code: 'KE-KIS', companyId: COMPANY.KENYA, parentPath: KENYA_PATH, partyId: 1010, state: 'inactive',
    city: 'Kisumu',
  },
  {
    id: SA.LAKESIDE, name: 'Kisumu Lakeside partner', code: 'KE-KIS-LAK', companyId: COMPANY.KENYA,
    parentPath: [...KENYA_PATH, SA.KISUMU], partyId: 1011, kind: 'EXTC', city: 'Kisumu',
  },
];

function account(facts: AccountFacts): Row {
  const parentId = facts.parentPath.at(-1) ?? false;
  const isCompanyRoot = parentId === SA.GLOBAL_ROOT;
  return {
    id: facts.id,
    name: facts.name,
    account_code: facts.code,
    account_class: facts.kind ?? 'OVAC',
    state: facts.state ?? 'active',
    company_id: facts.companyId,
    source_company_id: isCompanyRoot ? facts.companyId : false,
    parent_id: parentId,
    parent_path: `${[...facts.parentPath, facts.id].join('/')}/`,
    partner_id: facts.partyId,
    sa_manager: managerOf(facts.id),
    is_global_root: parentId === false,
    is_root: isCompanyRoot,
    is_seed: isCompanyRoot,
    is_app_users_pool: facts.appUsersPool === true,
    note: facts.note ?? false,
    ...audit(2 + facts.id - SA.GLOBAL_ROOT, 60),
  };
}

/** The party behind a branch; company roots stand on their company's own. */
function branchParty(facts: AccountFacts): Row | null {
  if (facts.companyId === false || facts.city === undefined) return null;
  return party({
    id: facts.partyId, name: `Harmattan ${facts.name}`, isCompany: true, companyId: facts.companyId, born: 2, city: facts.city,
    countryId: facts.companyId === COMPANY.TOGO ? COUNTRY.TG : COUNTRY.KE, ref: facts.code,
  });
}

/** Company that an account belongs to; false for the global root. */
export function companyOfAccount(accountId: number): number | false {
  const found = FACTS.find((facts) => facts.id === accountId);
  if (found === undefined) throw new RangeError(`no serviced account ${accountId} in the data set`);
  return found.companyId;
}

/** The tree of serviced accounts and the parties behind it. */
export const SERVICE_ACCOUNTS: Rows = {
  'ov.serviced_account': FACTS.map(account),
  'res.partner': FACTS.map(branchParty).filter((row) => row !== null),
};
