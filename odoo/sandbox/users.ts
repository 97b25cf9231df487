import type { SandboxUser } from './env.ts';
import type { Dataset } from './load.ts';
import type { Row } from './store.ts';

/**
 * The service user, and three who may see little: a salesman with his own documents, a clerk without rights on sales, a portal
 * user who sees himself. Their ids, which are also those of their partners, are far from the data set's.
 */
export const USERS = {
  admin: { uid: 2, login: 'admin', password: 'admin', apiKey: 'sandbox-admin-key', groups: 'all' },
  salesman: { uid: 9001, login: 'salesman', password: 'salesman', apiKey: 'sandbox-salesman-key', groups: ['Role / User', 'Sales/User: Own Documents Only'] },
  clerk: { uid: 9002, login: 'clerk', password: 'clerk', apiKey: 'sandbox-clerk-key', groups: ['Role / User'] },
  portal: { uid: 9003, login: 'portal', password: 'portal', apiKey: 'sandbox-portal-key', groups: ['Role / Portal'] },
} as const satisfies Record<string, SandboxUser>;

/** Archived, so that no list shows them; they act all the same. */
const LITTLE: Dataset = {
  'res.partner': [USERS.salesman, USERS.clerk, USERS.portal].map(({ uid, login }) => ({
    id: uid, name: `${login.charAt(0).toUpperCase()}${login.slice(1)} X`, active: false, type: 'contact', partner_share: login === 'portal',
  })),
  'res.users': [USERS.salesman, USERS.clerk, USERS.portal].map(({ uid, login }) => ({
    id: uid, login, partner_id: uid, company_id: 1, company_ids: [1], active: false, share: login === 'portal',
  })),
};

/** What every database needs for its users to act; rows that a data set has of its own stay as they are. */
const NEEDED: Dataset = {
  'res.company': [{ id: 1, name: 'My Company', partner_id: 1, currency_id: 1 }],
  'res.currency': [{ id: 1, name: 'USD', symbol: '$', rounding: 0.01, decimal_places: 2, active: true }],
  'res.partner': [
    { id: 1, name: 'My Company', is_company: true, type: 'contact' },
    { id: 3, name: 'Administrator', type: 'contact' },
  ],
  'res.users': [{ id: 2, login: 'admin', partner_id: 3, company_id: 1, company_ids: [1], active: true, share: false }],
  'res.lang': [
    {
      id: 1, name: 'English (US)', code: 'en_US', iso_code: 'en', url_code: 'en', active: true, direction: 'ltr', date_format: '%m/%d/%Y',
      time_format: '%H:%M:%S', week_start: '7', grouping: '[3,0]', decimal_point: '.', thousands_sep: ',',
    },
  ],
};

/** The data set with the rows of the sandbox's users. */
export function withSandboxUsers(dataset: Dataset): Dataset {
  const models = new Set([...Object.keys(dataset), ...Object.keys(LITTLE), ...Object.keys(NEEDED)]);
  return Object.fromEntries([...models].map((model) => [model, [...merged(dataset[model] ?? [], NEEDED[model] ?? []), ...(LITTLE[model] ?? [])]]));
}

function merged(rows: readonly Row[], needed: readonly Row[]): readonly Row[] {
  const known = new Set(rows.map((row) => row.id));
  return [...rows, ...needed.filter((row) => !known.has(row.id))];
}
