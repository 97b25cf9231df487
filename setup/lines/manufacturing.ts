import { cannotTell, found, installed, missing, ok, some } from '../judge.ts';
import type { Facts } from '../facts.ts';
import type { Judgement, SetupRule, Synchronisation } from '../types.ts';

/** Seed 004 names the groups Manufacturing / User and Inventory / User for the user of the integration. */
function permissions({ rights }: Facts): Judgement {
  const refused = [...rights].filter(([, may]) => !may).map(([model]) => model);
  return refused.length > 0 ? missing(`Odoo's user may not write ${refused.join(', ')}.`) : ok(`Odoo's user may write ${[...rights.keys()].join(', ')}.`);
}

const SYNC = 'syncStatus in this graph';

/** Judges by what the synchronisation knows; a database without manufacturing has nothing to synchronise. */
function inStep(judge: (synchronisation: Synchronisation) => Judgement): (facts: Facts) => Judgement {
  const needsManufacturing = installed('mrp.production');
  return (facts) => {
    const module = needsManufacturing(facts);
    if (module.verdict !== 'OK') return module;
    return facts.sync.kind === 'known' ? judge(facts.sync.synchronisation) : cannotTell(facts.sync.because);
  };
}

const countsOf = ({ entities }: Synchronisation, wanted: 'ORDER' | 'PRODUCT'): { readonly total: number; readonly pending: number; readonly failed: number } =>
  entities.find(({ entity }) => entity === wanted) ?? { total: 0, pending: 0, failed: 0 };

/** OK where there are some and each is in step. */
function eachInStep(wanted: 'ORDER' | 'PRODUCT', what: string): (synchronisation: Synchronisation) => Judgement {
  return (synchronisation) => {
    const { total, pending, failed } = countsOf(synchronisation, wanted);
    if (total === 0) return missing(`The dashboard has no ${what}.`);
    if (pending + failed > 0) return missing(`Of ${total} ${what}, ${failed} failed and ${pending} wait.`);
    return ok(`${total} ${what} are the same on both sides.`);
  };
}

function byItself({ schedule, lastRun, isOverdue }: Synchronisation): Judgement {
  if (!schedule.enabled) return missing('Switched off, by ODOO_AUTO_SYNC or setSyncSchedule.');
  if (lastRun === null) return missing(`Set to ${schedule.interval}, but it has not run yet.`);
  return isOverdue ? missing(`Set to ${schedule.interval}, but since its last success it was left out at least twice.`) : ok(`By ${schedule.interval}, in UTC.`);
}

/** Somebody who watches has seen a run, and nothing waits for them. */
function watched({ lastRun, openConflicts }: Synchronisation): Judgement {
  if (lastRun === null) return missing('There was no run to watch yet.');
  const [first] = lastRun.errors;
  if (lastRun.state === 'FAILED' || lastRun.totalErrors > 0) {
    return missing(`The last run had ${lastRun.totalErrors} errors${first === undefined ? '' : `, the first: ${first.record === null ? '' : `${first.record}: `}${first.message}`}`);
  }
  if (openConflicts > 0) return missing(`${openConflicts} conflicts wait for a decision.`);
  return ok(`The last run began at ${lastRun.startedAt.toISOString()}; no errors, and no conflict is open.`);
}

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
  {
    id: 'manufacturing.productsSynced',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'Products are created and synchronised',
    path: SYNC,
    remedy: 'Run syncProducts; syncStatus names what failed, and linkProduct links what is left.',
    judge: inStep(eachInStep('PRODUCT', 'products')),
  },
  {
    id: 'manufacturing.ordersCreated',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'Manufacturing orders are created in the dashboard',
    path: SYNC,
    remedy: 'Create one with createProductionOrder.',
    judge: inStep((synchronisation) => {
      const { total } = countsOf(synchronisation, 'ORDER');
      return total > 0 ? ok(`${total} orders.`) : missing('The dashboard has no orders.');
    }),
  },
  {
    id: 'manufacturing.autoSync',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'The synchronisation runs by itself',
    path: SYNC,
    remedy: 'Set the schedule (ODOO_AUTO_SYNC, ODOO_SYNC_INTERVAL or setSyncSchedule), every five minutes by default, and keep the graph running.',
    judge: inStep(byItself),
  },
  {
    id: 'manufacturing.bothWays',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'Updates go both ways',
    path: SYNC,
    remedy: 'Run syncFull and look at what failed: each record is named with its reason.',
    judge: inStep(eachInStep('ORDER', 'orders')),
  },
  {
    id: 'manufacturing.monitored',
    group: 'MANUFACTURING',
    severity: 'RECOMMENDED',
    title: 'The state of the synchronisation is watched',
    path: SYNC,
    remedy: 'Look at syncStatus and its errors; decide open conflicts with resolveSyncConflict.',
    judge: inStep(watched),
  },
];
