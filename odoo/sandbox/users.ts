import type { SandboxUser } from './env.ts';
import type { Dataset } from './load.ts';
import type { Row } from './store.ts';

/** The service user, and two who may see little: a salesman with his own documents, and a portal user who sees himself. */
export const USERS = {
  admin: { uid: 2, login: 'admin', password: 'admin', apiKey: 'sandbox-admin-key', groups: 'all' },
  salesman: {
    uid: 5, login: 'salesman@real.test', password: 'salesman', apiKey: 'sandbox-salesman-key',
    groups: ['Role / User', 'Sales/User: Own Documents Only'],
  },
  portal: { uid: 6, login: 'portal@real.test', password: 'portal', apiKey: 'sandbox-portal-key', groups: ['Role / Portal'] },
} as const satisfies Record<string, SandboxUser>;

const COMPANY = { company_id: 1, company_ids: [1], active: true } as const;

/** What every database needs for its users to act; rows that a data set has of its own stay as they are. */
const NEEDED: Dataset = {
  'res.company': [{ id: 1, name: 'My Company', partner_id: 1, currency_id: 1 }],
  'res.currency': [{ id: 1, name: 'USD', symbol: '$', rounding: 0.01, decimal_places: 2, active: true }],
  'res.partner': [
    { id: 1, name: 'My Company', is_company: true, type: 'contact' },
    { id: 3, name: 'Administrator', type: 'contact' },
    { id: 6, name: 'Salesman', type: 'contact' },
    { id: 7, name: 'Portal', type: 'contact' },
  ],
  'res.users': [
    { id: USERS.admin.uid, login: USERS.admin.login, partner_id: 3, share: false, ...COMPANY },
    { id: USERS.salesman.uid, login: USERS.salesman.login, partner_id: 6, share: false, ...COMPANY },
    { id: USERS.portal.uid, login: USERS.portal.login, partner_id: 7, share: true, ...COMPANY },
  ],
  'res.lang': [
    {
      id: 1, name: 'English (US)', code: 'en_US', iso_code: 'en', url_code: 'en', active: true, direction: 'ltr', date_format: '%m/%d/%Y',
      time_format: '%I:%M:%S %p', week_start: '7', grouping: '[3,0]', decimal_point: '.', thousands_sep: ',',
    },
  ],
};

/** The data set with the rows that the sandbox's users need. */
export function withSandboxUsers(dataset: Dataset): Dataset {
  const models = new Set([...Object.keys(dataset), ...Object.keys(NEEDED)]);
  return Object.fromEntries([...models].map((model) => [model, merged(dataset[model] ?? [], NEEDED[model] ?? [])]));
}

function merged(rows: readonly Row[], needed: readonly Row[]): readonly Row[] {
  const known = new Set(rows.map((row) => row.id));
  return [...rows, ...needed.filter((row) => !known.has(row.id))];
}
