import type { Facts } from './facts.ts';

/** Where a line of the checklist belongs: the headings of the setup guides. */
export const SETUP_GROUPS = ['MODULES', 'WAREHOUSE', 'PRODUCTS', 'CUSTOMERS', 'ACCOUNTING', 'GOVERNANCE', 'SALES', 'HELPDESK', 'EMAIL', 'MANUFACTURING'] as const;
export type SetupGroup = (typeof SETUP_GROUPS)[number];

export type SetupVerdict = 'OK' | 'MISSING' | 'CANNOT_TELL';

/** REQUIRED: without it a step of a first sale fails, or somebody sees nothing. RECOMMENDED: everything else. */
export type SetupSeverity = 'REQUIRED' | 'RECOMMENDED';

export interface Judgement {
  readonly verdict: SetupVerdict;
  /** What was found, in one sentence or two. */
  readonly detail: string;
}

/** One line of the going-live checklist. */
export interface SetupRule {
  readonly id: string;
  readonly group: SetupGroup;
  readonly severity: SetupSeverity;
  /** What has to be true. */
  readonly title: string;
  /** Where in Odoo's menus it is set. */
  readonly path: string;
  /** What to do when it is not. */
  readonly remedy: string;
  judge(facts: Facts): Judgement;
}

export type SetupLine = Omit<SetupRule, 'judge'> & Judgement;
