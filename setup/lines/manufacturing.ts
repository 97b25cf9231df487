import { cannotTell, found, missing, ok, some } from '../judge.ts';
import type { Facts } from '../facts.ts';
import type { Judgement, SetupRule } from '../types.ts';

/** Seed 004 names the groups Manufacturing / User and Inventory / User for the user of the integration. */
function permissions({ rights }: Facts): Judgement {
  const refused = [...rights].filter(([, may]) => !may).map(([model]) => model);
  return refused.length > 0 ? missing(`Odoo's user may not write ${refused.join(', ')}.`) : ok(`Odoo's user may write ${[...rights.keys()].join(', ')}.`);
}

const SYNC = 'syncStatus in this graph';
const UNKNOWN = cannotTell('Odoo does not know it: ask syncStatus, where a dashboard is connected (MONGODB_URI).');

/** The summary checklist of seed 004. */
export const MANUFACTURING: readonly SetupRule[] = [
  {
    id: 'manufacturing.permissions',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'The user of the integration has the permissions that it needs',
    path: 'Settings → Users & Companies → Users',
    remedy: 'Give the user Manufacturing / User, Inventory / User and Sales / User.',
    judge: permissions,
  },
  {
    id: 'manufacturing.apiKey',
    group: 'MANUFACTURING',
    severity: 'REQUIRED',
    title: 'The API key of the integration works',
    path: 'Preferences → Account Security → API Keys',
    remedy: 'Generate a new key and set ODOO_API_KEY.',
    judge: () => ok('Odoo answered with it.'),
  },
  {
    id: 'manufacturing.categories',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'Product categories are configured',
    path: 'Inventory → Configuration → Product Categories',
    remedy: 'Create the categories, with the route Manufacture for what is made.',
    judge: some('productCategories', 'product categories'),
  },
  {
    id: 'manufacturing.ordersVisible',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'Orders of the dashboard are visible in Odoo',
    path: 'Manufacturing → Operations → Manufacturing Orders',
    remedy: 'Create an order in the dashboard and synchronise; in Odoo, remove the filter "My Orders". The product has to be linked first.',
    judge: (facts) =>
      found(facts.answers.dashboardOrders, facts, ({ total }) => (total > 0 ? ok(`${total} manufacturing orders come from the dashboard.`) : missing('No manufacturing order has the origin Dashboard-….'))),
  },
  { id: 'manufacturing.productsSynced', group: 'MANUFACTURING', severity: 'RECOMMENDED', title: 'Products are created and synchronised', path: SYNC, remedy: 'Run syncProducts, and linkProduct for those that are left.', judge: () => UNKNOWN },
  { id: 'manufacturing.autoSync', group: 'MANUFACTURING', severity: 'RECOMMENDED', title: 'The synchronisation runs by itself', path: SYNC, remedy: 'Set the schedule (setSyncSchedule), every five minutes by default.', judge: () => UNKNOWN },
  { id: 'manufacturing.bothWays', group: 'MANUFACTURING', severity: 'RECOMMENDED', title: 'Updates go both ways', path: SYNC, remedy: 'Run syncFull and look at what failed: each record is named with its reason.', judge: () => UNKNOWN },
  { id: 'manufacturing.monitored', group: 'MANUFACTURING', severity: 'RECOMMENDED', title: 'The state of the synchronisation is watched', path: SYNC, remedy: 'Watch syncStatus: its last run, lag and errors.', judge: () => UNKNOWN },
];
