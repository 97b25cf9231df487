import { expect } from 'vitest';

/** Does the work on a machine in another time zone than UTC, where what is not said to be UTC is taken for local time. */
export async function inZone(zone: string, offsetHours: number, work: () => void | Promise<void>): Promise<void> {
  const before = process.env['TZ'];
  process.env['TZ'] = zone;
  try {
    // Or the zone did not take effect, and nothing is proved.
    expect(new Date('2026-01-31 12:00:00').getUTCHours()).toBe(12 - offsetHours);
    await work();
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
}
