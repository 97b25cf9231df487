import type { Status } from './model.ts';

/** One row per state of `mrp.production`: the dashboard's status, and which statuses Odoo's methods lead to from there. */
interface StateRow {
  readonly status: Status;
  /** Steps to each reachable status; `done` and `cancel` are final in Odoo, and no method leads back to `draft`. */
  readonly steps: Readonly<Partial<Record<Status, readonly Step[]>>>;
  /** Fields that Odoo still takes. */
  readonly open: boolean;
}

/** Odoo's own methods; `state` is never written. `finish` answers the questions that `button_mark_done` asks back. */
export type Step = 'action_confirm' | 'action_start' | 'finish' | 'action_cancel';

const UNFINISHED = { COMPLETED: ['finish'], CANCELLED: ['action_cancel'] } as const;

/**
 * The status map of the dashboard, `to_close` included. `confirmed` means "decided on, not begun" in Odoo; the dashboard's
 * word for that is ON_HOLD, so an order in progress cannot be put back on hold.
 */
export const STATES = {
  draft: {
    status: 'PENDING',
    open: true,
    steps: { ON_HOLD: ['action_confirm'], IN_PROGRESS: ['action_confirm', 'action_start'], COMPLETED: ['action_confirm', 'finish'], CANCELLED: ['action_cancel'] },
  },
  confirmed: { status: 'ON_HOLD', open: true, steps: { IN_PROGRESS: ['action_start'], ...UNFINISHED } },
  progress: { status: 'IN_PROGRESS', open: true, steps: UNFINISHED },
  to_close: { status: 'IN_PROGRESS', open: true, steps: UNFINISHED },
  done: { status: 'COMPLETED', open: false, steps: {} },
  cancel: { status: 'CANCELLED', open: false, steps: {} },
} as const satisfies Record<string, StateRow>;

export type OdooState = keyof typeof STATES;

/** For states that an app of somebody else's adds: shown as PENDING, and left alone. */
const UNKNOWN: StateRow = { status: 'PENDING', open: false, steps: {} };

const rowOf = (state: string): StateRow => (Object.hasOwn(STATES, state) ? STATES[state as OdooState] : UNKNOWN);

/** The dashboard's status of a state; PENDING for one that nobody knows. */
export function statusOf(state: string): Status {
  return rowOf(state).status;
}

/** Whether Odoo still takes changes to quantity, start and product. */
export function isOpen(state: string): boolean {
  return rowOf(state).open;
}

/** Which of Odoo's methods lead from the state to the status, in order: none when it is there, null when nothing leads there. */
export function stepsTo(state: string, wanted: Status): readonly Step[] | null {
  const row = rowOf(state);
  if (row.status === wanted) return [];
  return row.steps[wanted] ?? null;
}

/** The statuses that can be reached from a status, by what is certain about it: the state that it is known to be in, or any that has it. */
export function reachable(status: Status, state: string | null): readonly Status[] {
  const from: readonly StateRow[] = state === null ? Object.values(STATES).filter((row) => row.status === status) : [rowOf(state)];
  return [...new Set(from.flatMap((row) => Object.keys(row.steps) as Status[]))];
}
