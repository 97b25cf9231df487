import type { Domain } from '../odoo/domain/types.ts';
import { fromOdooTime, toOdooTime } from './clock.ts';

/**
 * How far a model was read. Odoo shows whole seconds but keeps and compares microseconds, so `(write_date, id) > (t, i)`
 * would skip records of the second `t`. Instead the reading goes by id through a window of whole seconds [from, to); a
 * record that is written meanwhile leaves the window and comes in the next one.
 */
export interface Cursor {
  /** Inclusive; null is the beginning of time. */
  readonly from: string | null;
  /** Exclusive; null between two windows. */
  readonly to: string | null;
  /** Last id that was taken over, within the window. */
  readonly lastId: number;
  /** Newest write that Odoo showed when a window was opened last, and when we first saw it (epoch milliseconds, ours). */
  readonly newest: string | null;
  readonly newestSeenAt: number;
  /** When the window was opened (ours): only differences of our own times are used. */
  readonly openedAt: number;
}

export const START: Cursor = { from: null, to: null, lastId: 0, newest: null, newestSeenAt: 0, openedAt: 0 };

/**
 * A transaction's records carry the time when it began and appear when it ends: windows overlap by more than Odoo lets a
 * transaction live (`limit_time_real` is 120 s).
 */
export const OVERLAP_SECONDS = 150;

function shift(time: string, seconds: number): string {
  return toOdooTime(new Date(fromOdooTime(time).getTime() + seconds * 1000));
}

/**
 * The window up to and including the newest write that Odoo shows; the same one again when it was not finished. Places are
 * in Odoo's own time throughout; `now` is ours and only measures how long ago we saw something.
 */
export function openWindow(cursor: Cursor, newest: string, now: number, days = 0): Cursor {
  if (cursor.to !== null) return cursor;
  const from = cursor.from ?? (days > 0 ? shift(newest, -days * 86_400) : null);
  const newestSeenAt = cursor.newest === newest ? cursor.newestSeenAt : now;
  return { from, to: shift(newest, 1), lastId: 0, newest, newestSeenAt, openedAt: now };
}

/** Whether the window can hold anything: Odoo showed nothing new since all of it was read for good. */
export function isSettled({ from, to }: Cursor): boolean {
  return from !== null && to !== null && from >= to;
}

/** After a page whose last record has this id. */
export function advance(cursor: Cursor, lastId: number): Cursor {
  return { ...cursor, lastId };
}

/**
 * After the last page. The next window begins before this one's end, for transactions that were still running; once the
 * newest write has been known for longer than a transaction lives, nothing older can appear and it begins at the end.
 */
export function closeWindow(cursor: Cursor, overlapSeconds = OVERLAP_SECONDS): Cursor {
  if (cursor.to === null) return cursor;
  const settled = cursor.openedAt - cursor.newestSeenAt > overlapSeconds * 1000;
  const from = settled ? cursor.to : shift(cursor.to, -1 - overlapSeconds);
  // Never back before where this window began.
  return { ...cursor, from: cursor.from !== null && cursor.from > from ? cursor.from : from, to: null, lastId: 0 };
}

/** The records of the window that are still to be taken over, to be read in the order of their ids. */
export function windowDomain({ from, to, lastId }: Cursor): Domain {
  return [
    ...(from === null ? [] : [['write_date', '>=', from] as const]),
    ...(to === null ? [] : [['write_date', '<', to] as const]),
    ['id', '>', lastId],
  ] as Domain;
}
