import type { SyncEntity, Side } from './model.ts';

export const RUN_KINDS = ['FULL', 'PRODUCTS', 'ORDERS', 'USERS'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const RUN_TRIGGERS = ['SCHEDULE', 'MANUAL', 'WEBHOOK'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export const RUN_STATES = ['RUNNING', 'SUCCEEDED', 'PARTIAL', 'FAILED', 'ABANDONED'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What a run did with one kind of record, on either side. */
export interface EntityCounts {
  readonly created: number;
  readonly updated: number;
  readonly skipped: number;
  readonly removed: number;
  readonly failed: number;
}

export type RunEntity = SyncEntity | 'USER';

export interface RunError {
  readonly entity: RunEntity;
  /** Number of the order, name of the product; null where the whole entity failed. */
  readonly record: string | null;
  readonly code: string;
  readonly message: string;
  readonly at: Date;
}

export interface SyncRunDocument {
  readonly _id: string;
  readonly kind: RunKind;
  readonly trigger: RunTrigger;
  readonly state: RunState;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly by: string | null;
  readonly force: Side | null;
  readonly entities: Readonly<Partial<Record<RunEntity, EntityCounts>>>;
  /** The first hundred. */
  readonly errors: readonly RunError[];
  readonly totalErrors: number;
  readonly odooCalls: number;
}

export const MAX_ERRORS = 100;

export type Outcome = 'created' | 'updated' | 'skipped' | 'removed' | 'failed';

/** Counts of a run under way. */
export class Tally {
  readonly #counts = new Map<RunEntity, Record<Outcome, number>>();
  readonly errors: RunError[] = [];
  totalErrors = 0;

  add(entity: RunEntity, outcome: Outcome, count = 1): void {
    const counts = this.#counts.get(entity) ?? { created: 0, updated: 0, skipped: 0, removed: 0, failed: 0 };
    counts[outcome] += count;
    this.#counts.set(entity, counts);
  }

  fail(error: RunError): void {
    this.totalErrors += 1;
    if (this.errors.length < MAX_ERRORS) this.errors.push(error);
  }

  get entities(): Readonly<Partial<Record<RunEntity, EntityCounts>>> {
    return Object.fromEntries([...this.#counts].map(([entity, counts]) => [entity, { ...counts }]));
  }
}
