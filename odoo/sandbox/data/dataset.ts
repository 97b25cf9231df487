import type { Dataset, Generation, Row, Rows } from './types.ts';
import { APP_SUBSCRIPTIONS } from './app-subscriptions.ts';
import { BASE } from './base.ts';
import { BUNDLES } from './bundles.ts';
import { CATEGORIES } from './categories.ts';
import { COMPANIES } from './companies.ts';
import { CUSTOMERS } from './customers.ts';
import { toOneTable, toStamps } from './generations.ts';
import { GOVERNANCE } from './governance.ts';
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

const PARTS: readonly Rows[] = [
  BASE, COMPANIES, RATES, SERVICE_ACCOUNTS, OUTLETS, PEOPLE, MEMBERSHIPS, TAGS, CUSTOMERS, CATEGORIES, PLANS, PRODUCTS, BUNDLES, PRICELISTS, ORDERS,
  APP_SUBSCRIPTIONS, GOVERNANCE,
];

const GENERATE: Readonly<Record<Generation, (data: Dataset) => Dataset>> = {
  'two-table': (data) => data, 'one-table': toOneTable, stamps: toStamps,
};

/**
 * The records of the believable company, by model and ascending id. Two calls give equal sets; the same records and ids
 * are loaded into a real Odoo by test/real/load.py. `generation` says how governance is stored, everything else is the same.
 */
export function dataset({ generation = 'two-table' }: { readonly generation?: Generation } = {}): Dataset {
  const merged: Record<string, Row[]> = {};
  for (const part of PARTS) {
    for (const [model, rows] of Object.entries(part)) (merged[model] ??= []).push(...rows);
  }
  for (const rows of Object.values(merged)) rows.sort((a, b) => a.id - b.id);
  return GENERATE[generation](merged);
}
