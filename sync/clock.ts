import { asDateTime } from '../odoo/client/values.ts';

/**
 * Odoo's naive UTC with whole seconds. `new Date('2026-01-31 09:30:00')` would take it for local time, so it is never
 * parsed without its zone.
 */
export function fromOdooTime(text: string): Date {
  const iso = asDateTime(text);
  const time = iso === null ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(time)) throw new TypeError(`Expected a time of Odoo such as 2026-01-31 09:30:00, got ${JSON.stringify(text)}.`);
  return new Date(time);
}

/** As Odoo wants it: no `T`, no `Z`, no fractions. */
export function toOdooTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** A moment without the fractions that Odoo does not keep. */
export function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

/** Two times closer than this are a tie: Odoo keeps whole seconds, and the difference of the clocks is an estimate. */
export const TIE_MS = 2_000;

/** Milliseconds that Odoo's clock is ahead of ours, from one write: sent and answered by our clock, written by Odoo's. */
export function clockOffset(sentAt: number, answeredAt: number, writeDate: string): number {
  const middle = (sentAt + answeredAt) / 2;
  // On average Odoo cuts off half a second.
  return fromOdooTime(writeDate).getTime() + 500 - middle;
}

/**
 * Which side wrote last, our time brought to Odoo's clock. Odoo is preferred on ties, and where our time is not known.
 */
export function lastWriter(editedAt: Date | null, offsetMs: number, odooWriteDate: string): 'DASHBOARD' | 'ODOO' {
  if (editedAt === null) return 'ODOO';
  const lead = editedAt.getTime() + offsetMs - fromOdooTime(odooWriteDate).getTime();
  // The write may have happened up to the end of its second.
  return lead > 1_000 + TIE_MS ? 'DASHBOARD' : 'ODOO';
}
