import type { Dataset, Generation, Row, Rows } from './types.ts';
import { APP_SUBSCRIPTIONS } from './app-subscriptions.ts';
import { ASSETS } from './assets.ts';
import { BASE } from './base.ts';
import { BUNDLES } from './bundles.ts';
import { CAPTURED } from './captured.ts';
import { CATEGORIES } from './categories.ts';
import { COMPANIES } from './companies.ts';
import { CUSTOMERS } from './customers.ts';
import { FLEETS } from './fleets.ts';
import { toOneTable, toStamps } from './generations.ts';
import { GOVERNANCE } from './governance.ts';
import { HELPDESK } from './helpdesk.ts';
import { MEMBERSHIPS } from './memberships.ts';
import { ORDERS } from './orders.ts';
import { OUTLETS } from './outlets.ts';
import { PEOPLE } from './people.ts';
import { PLANS } from './plans.ts';
import { PRICELISTS } from './pricelists.ts';
import { PRODUCTS } from './products.ts';
import { RATES } from './rates.ts';
import { SERVICE_ACCOUNTS } from './service-accounts.ts';
import { TAGS } from './tags.ts';
import { TICKETS } from './tickets.ts';
import { VENDOR_ROWS } from './vendors.ts';

const PARTS: readonly Rows[] = [
  BASE, COMPANIES, RATES, SERVICE_ACCOUNTS, OUTLETS, PEOPLE, MEMBERSHIPS, TAGS, CUSTOMERS, VENDOR_ROWS, CATEGORIES, PLANS, PRODUCTS, BUNDLES, PRICELISTS, ORDERS, HELPDESK, TICKETS, FLEETS, ASSETS,
  APP_SUBSCRIPTIONS, GOVERNANCE,
];

const GENERATE: Readonly<Record<Generation, (data: Dataset) => Dataset>> = {
  'two-table': (data) => data, 'one-table': toOneTable, stamps: toStamps,
};

/**
 * The records of the believable company, by model and ascending id, as a real Odoo holds them after its business methods ran.
 * Two calls give equal sets. `generation` says how governance is stored, everything else is the same.
 */
export function dataset({ generation = 'two-table' }: { readonly generation?: Generation } = {}): Dataset {
  return GENERATE[generation](merged([...PARTS, CAPTURED]));
}

/** The part of it that is written down: what test/real/load.py loads into a real Odoo, whose methods add the rest. */
export function authored({ generation = 'two-table' }: { readonly generation?: Generation } = {}): Dataset {
  return GENERATE[generation](merged(PARTS));
}

/** All parts together; of a record that several parts have, the last one's values count. */
function merged(parts: readonly Rows[]): Dataset {
  const models = new Map<string, Map<number, Row>>();
  for (const part of parts) {
    for (const [model, rows] of Object.entries(part)) {
      let table = models.get(model);
      if (table === undefined) models.set(model, (table = new Map()));
      for (const row of rows) table.set(row.id, { ...table.get(row.id), ...row });
    }
  }
  return Object.fromEntries([...models].map(([model, table]) => [model, [...table.values()].sort((a, b) => a.id - b.id)]));
}
