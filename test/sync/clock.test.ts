import { describe, expect, it } from 'vitest';
import { clockOffset, fromOdooTime, lastWriter, toOdooTime, wholeSeconds } from '../../sync/clock.ts';
import { inZone } from '../support/zone.ts';

describe('Odoo’s times', () => {
  it.each([
    ['Africa/Nairobi', 3],
    ['America/Los_Angeles', -8],
    ['Etc/UTC', 0],
  ] as const)('are UTC whatever the zone of the machine is: %s', (zone, hours) =>
    inZone(zone, hours, () => {
      expect(fromOdooTime('2026-01-31 09:30:00').toISOString()).toBe('2026-01-31T09:30:00.000Z');
      expect(toOdooTime(new Date('2026-01-31T09:30:00Z'))).toBe('2026-01-31 09:30:00');
    }));

  it('are written without T, Z and fractions', () => {
    expect(toOdooTime(new Date('2026-01-31T09:30:00.999Z'))).toBe('2026-01-31 09:30:00');
  });

  it('are refused when they are none', () => {
    expect(() => fromOdooTime('soon')).toThrow('Expected a time of Odoo such as 2026-01-31 09:30:00, got "soon".');
  });

  it('have whole seconds', () => {
    expect(wholeSeconds(new Date('2026-01-31T09:30:00.999Z')).toISOString()).toBe('2026-01-31T09:30:00.000Z');
  });
});

describe('the last writer', () => {
  const odoo = '2026-01-31 09:30:00';
  const at = (seconds: number): Date => new Date(fromOdooTime(odoo).getTime() + seconds * 1000);

  it('is the dashboard only when its edit is clearly later', () => {
    expect(lastWriter(at(3.5), 0, odoo)).toBe('DASHBOARD');
    expect(lastWriter(at(-10), 0, odoo)).toBe('ODOO');
  });

  it('is Odoo on a tie: within its second, and within what the clocks may differ', () => {
    expect(lastWriter(at(0.5), 0, odoo)).toBe('ODOO');
    expect(lastWriter(at(2.9), 0, odoo)).toBe('ODOO');
  });

  it('is Odoo when nobody knows when the dashboard changed', () => {
    expect(lastWriter(null, 0, odoo)).toBe('ODOO');
  });

  it('is found by Odoo’s clock when ours is ten minutes behind or ahead', () => {
    expect(lastWriter(at(10 - 600), 600_000, odoo)).toBe('DASHBOARD');
    expect(lastWriter(at(-10 + 600), -600_000, odoo)).toBe('ODOO');
  });
});

describe('the difference of the clocks', () => {
  it('is measured by a write, in the middle of the call', () => {
    const sent = Date.parse('2026-01-31T09:20:00.400Z');
    expect(clockOffset(sent, sent + 200, '2026-01-31 09:30:00')).toBe(600_000);
  });
});
