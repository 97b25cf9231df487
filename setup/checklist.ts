import { gatherFacts, type FactSources, type Facts } from './facts.ts';
import { ACCOUNTING } from './lines/accounting.ts';
import { CUSTOMERS } from './lines/customers.ts';
import { GOVERNANCE } from './lines/governance.ts';
import { MANUFACTURING } from './lines/manufacturing.ts';
import { MODULES } from './lines/modules.ts';
import { PRODUCTS } from './lines/products.ts';
import { SALES } from './lines/sales.ts';
import { SERVICE } from './lines/service.ts';
import { WAREHOUSE } from './lines/warehouse.ts';
import type { SetupLine, SetupRule } from './types.ts';

/** The whole checklist: seed 000's "Before You Start" and section 12 with the remedies of section 13, and the summary of seed 004. */
export const SETUP_RULES: readonly SetupRule[] = [...MODULES, ...WAREHOUSE, ...PRODUCTS, ...CUSTOMERS, ...ACCOUNTING, ...GOVERNANCE, ...SALES, ...SERVICE, ...MANUFACTURING];

/** Judges every line by facts that were gathered before. Pure. */
export function judgeSetup(facts: Facts): readonly SetupLine[] {
  return SETUP_RULES.map(({ judge, ...rule }) => ({ ...rule, ...judge(facts) }));
}

/** Asks Odoo, and judges every line of the checklist. Throws OdooFault when Odoo cannot be asked at all. */
export async function checkSetup(sources: FactSources): Promise<readonly SetupLine[]> {
  return judgeSetup(await gatherFacts(sources));
}
