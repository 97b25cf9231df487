import { describe, expect, it } from 'vitest';
import { advance, closeWindow, isSettled, openWindow, START, windowDomain } from '../../sync/cursor.ts';

const NEWEST = '2026-01-31 12:00:00';

describe('the cursor', () => {
  it('begins with everything up to the newest write', () => {
    const first = openWindow(START, NEWEST, 0);
    expect(windowDomain(first)).toEqual([['write_date', '<', '2026-01-31 12:00:01'], ['id', '>', 0]]);
  });

  it('begins later when only the last days are wanted', () => {
    expect(openWindow(START, NEWEST, 0, 30).from).toBe('2026-01-01 12:00:00');
  });

  it('goes on by id within a window of whole seconds, so that no record of a second is skipped', () => {
    const window = advance(openWindow({ ...START, from: '2026-01-31 11:00:00' }, NEWEST, 0), 77);
    expect(windowDomain(window)).toEqual([
      ['write_date', '>=', '2026-01-31 11:00:00'],
      ['write_date', '<', '2026-01-31 12:00:01'],
      ['id', '>', 77],
    ]);
  });

  it('continues a window that was not finished, whatever is newer by now', () => {
    const window = advance(openWindow(START, NEWEST, 0), 77);
    expect(openWindow(window, '2026-02-01 00:00:00', 5)).toEqual(window);
  });

  it('overlaps with the next window, for transactions that had not ended', () => {
    expect(closeWindow(openWindow(START, NEWEST, 0)).from).toBe('2026-01-31 11:57:30');
  });

  it('never goes back before where it began', () => {
    const window = openWindow({ ...START, from: '2026-01-31 11:59:00' }, NEWEST, 0);
    expect(closeWindow(window).from).toBe('2026-01-31 11:59:00');
  });

  it('settles when nothing new appeared for longer than a transaction lives', () => {
    const minute = 60_000;
    let cursor = closeWindow(openWindow(START, NEWEST, 0));
    cursor = closeWindow(openWindow(cursor, NEWEST, minute));
    expect(isSettled(openWindow(cursor, NEWEST, 2 * minute))).toBe(false);
    cursor = closeWindow(openWindow(cursor, NEWEST, 3 * minute));
    expect(isSettled(openWindow(cursor, NEWEST, 4 * minute))).toBe(true);
    // A newer write opens a window again, from where all was read.
    expect(windowDomain(openWindow(cursor, '2026-01-31 12:10:00', 5 * minute))).toEqual([
      ['write_date', '>=', '2026-01-31 12:00:01'],
      ['write_date', '<', '2026-01-31 12:10:01'],
      ['id', '>', 0],
    ]);
  });
});
