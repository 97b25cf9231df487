/**
 * The data set's own calendar. Nothing reads the clock: "today" in the story is 2026-10-31, and the only dates
 * that must stay in the future or the past whatever the day of the test are far away from it.
 */
export const FAR_AHEAD = '2099-01-01';

const START = Date.UTC(2025, 0, 6);
const DAY = 86_400_000;

/** The day `n` days after Monday 2025-01-06, as Odoo writes a date. */
export function day(n: number): string {
  return new Date(START + n * DAY).toISOString().slice(0, 10);
}

/** A moment of that day in UTC, as Odoo writes a datetime. */
export function moment(n: number, hour = 9, minute = 0, second = 0): string {
  const time = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  return `${day(n)} ${time}`;
}

/** The audit columns of a record born on day `n` and last changed `later` days after. */
export function audit(n: number, later = 0): { create_date: string; write_date: string } {
  return { create_date: moment(n, 8), write_date: moment(n + later, 16, 30) };
}
