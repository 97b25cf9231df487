import type { SandboxUser } from './env.ts';
import type { Dataset } from './load.ts';

/** Ids far from those of the data set, so that both can grow. */
const CLERK = { uid: 9001, partner: 9001 } as const;
const PORTAL = { uid: 9002, partner: 9002 } as const;

/** The service user first; then an employee without rights on sales, and a portal user who sees himself only. */
export const USERS = [
  { uid: 2, login: 'admin', password: 'admin', apiKey: 'sandbox-service-key', groups: 'all' },
  { uid: CLERK.uid, login: 'clerk', password: 'clerk', apiKey: 'sandbox-clerk-key', groups: ['Role / User'] },
  { uid: PORTAL.uid, login: 'portal', password: 'portal', apiKey: 'sandbox-portal-key', groups: ['Role / Portal'] },
] as const satisfies readonly [SandboxUser, ...SandboxUser[]];

const ROWS: Dataset = {
  'res.partner': [
    { id: CLERK.partner, name: 'Clerk X', active: true, type: 'contact', company_id: 1, partner_share: false },
    { id: PORTAL.partner, name: 'Portal X', active: true, type: 'contact', company_id: false, partner_share: true },
  ],
  'res.users': [
    { id: CLERK.uid, login: 'clerk', partner_id: CLERK.partner, company_id: 1, company_ids: [1], active: true, share: false },
    { id: PORTAL.uid, login: 'portal', partner_id: PORTAL.partner, company_id: 1, company_ids: [1], active: true, share: true },
  ],
};

/** What every database needs for its users to act; rows that a data set of one's own has stay as they are. */
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

/** The data set with the rows of the sandbox's users. The two extra users are archived: they act, but no list shows them. */
export function withSandboxUsers(dataset: Dataset): Dataset {
  const hidden = Object.fromEntries(Object.entries(ROWS).map(([model, rows]) => [model, rows.map((row) => ({ ...row, active: false }))]));
  const models = new Set([...Object.keys(dataset), ...Object.keys(hidden), ...Object.keys(NEEDED)]);
  return Object.fromEntries(
    [...models].map((model) => {
      const rows = dataset[model] ?? [];
      const known = new Set(rows.map((row) => row.id));
      const needed = (NEEDED[model] ?? []).filter((row) => !known.has(row.id));
      return [model, [...rows, ...needed, ...(hidden[model] ?? [])]];
    }),
  );
}
