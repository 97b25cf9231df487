import type { ConflictReason, Side } from './model.ts';

export interface Collision<View> {
  readonly field: keyof View & string;
  readonly base: unknown;
  readonly dashboard: unknown;
  readonly odoo: unknown;
  readonly winner: Side;
  readonly reason: ConflictReason;
}

export interface Merge<View> {
  /** What Odoo has to be told. */
  readonly push: Partial<View>;
  /** What the dashboard takes over. */
  readonly pull: Partial<View>;
  /** Values that lose; they are recorded before anything is overwritten. */
  readonly collisions: readonly Collision<View>[];
}

export interface MergeQuestion<View> {
  /** What the dashboard says; undefined where it has no say. */
  readonly local: Partial<View>;
  /** The last common state; null before there was one. */
  readonly base: Partial<View> | null;
  readonly remote: View;
  /** Who wins a field that both changed. */
  readonly decide: (field: keyof View & string) => Side;
  /** Whether Odoo can take this value from the state in which it is. */
  readonly takes: (field: keyof View & string, value: unknown) => boolean;
  /** Overwrite in one direction: whatever differs, this side wins. */
  readonly force?: Side | undefined;
}

/**
 * Three-way merge, field by field: what only one side changed goes to the other; what both changed alike is common; what
 * both changed differently is a collision with one winner. A change that Odoo cannot take any more is a collision too.
 * Pure: the same question has the same answer, so it may be asked again after a crash at any point.
 */
export function merge<View extends object>({ local, base, remote, decide, takes, force }: MergeQuestion<View>): Merge<View> {
  const push: Partial<View> = {};
  const pull: Partial<View> = {};
  const collisions: Collision<View>[] = [];
  for (const field of Object.keys(remote) as (keyof View & string)[]) {
    const theirs = remote[field];
    const ours = local[field];
    const common = base?.[field];
    if (ours === undefined) {
      if (!same(theirs, common)) pull[field] = theirs;
      continue;
    }
    if (same(ours, theirs)) continue;
    const weChanged = common === undefined || !same(ours, common);
    const theyChanged = common === undefined || !same(theirs, common);
    const wanted: Side = force ?? (weChanged && theyChanged ? decide(field) : weChanged ? 'DASHBOARD' : 'ODOO');
    const winner: Side = wanted === 'DASHBOARD' && !takes(field, ours) ? 'ODOO' : wanted;
    const loses = winner === 'ODOO' ? weChanged : theyChanged;
    if (loses) collisions.push({ field, base: common ?? null, dashboard: ours, odoo: theirs, winner, reason: reasonOf(wanted, winner, force, weChanged && theyChanged) });
    if (winner === 'DASHBOARD') push[field] = ours;
    else pull[field] = theirs;
  }
  return { push, pull, collisions };
}

function reasonOf(wanted: Side, winner: Side, force: Side | undefined, bothChanged: boolean): ConflictReason {
  if (wanted !== winner) return 'NOT_POSSIBLE';
  if (force !== undefined && !bothChanged) return 'FORCED';
  return 'BOTH_CHANGED';
}

/** Numbers are equal when they are as Odoo rounds them; everything else is a plain value. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  return a === b;
}

export function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
