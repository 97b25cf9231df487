import type { Facts } from './facts.ts';

/** Where a line of the checklist belongs: the headings of the setup guides. */
export const SETUP_GROUPS = ['MODULES', 'WAREHOUSE', 'PRODUCTS', 'CUSTOMERS', 'ACCOUNTING', 'GOVERNANCE', 'SALES', 'HELPDESK', 'EMAIL', 'MANUFACTURING'] as const;
export type SetupGroup = (typeof SETUP_GROUPS)[number];

export type SetupVerdict = 'OK' | 'MISSING' | 'CANNOT_TELL';

/** How the dashboard and Odoo are kept in step, as the synchronisation itself knows it. */
export interface Synchronisation {
  readonly schedule: { readonly enabled: boolean; readonly interval: string };
  readonly isOverdue: boolean;
  readonly lastRun: { readonly state: string; readonly startedAt: Date; readonly totalErrors: number; readonly errors: readonly { readonly record: string | null; readonly message: string }[] } | null;
  readonly entities: readonly { readonly entity: 'ORDER' | 'PRODUCT' | 'USER'; readonly total: number; readonly synced: number; readonly pending: number; readonly failed: number }[];
  readonly openConflicts: number;
}

/** What is known of it here, or in one sentence why nothing is. */
export type SyncAnswer = { readonly kind: 'known'; readonly synchronisation: Synchronisation } | { readonly kind: 'unknown'; readonly because: string };

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
