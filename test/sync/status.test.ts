import { describe, expect, it } from 'vitest';
import { reachable, statusOf, stepsTo } from '../../sync/status.ts';
import { priorityFromOdoo, priorityToOdoo } from '../../sync/priority.ts';
import { numberIn, originOf, orderNumber } from '../../sync/natural-key.ts';

describe('the status map', () => {
  it('is the dashboard’s table, with to_close and with what nobody knows', () => {
    expect(['draft', 'confirmed', 'progress', 'to_close', 'done', 'cancel', 'whatever', 'constructor'].map(statusOf)).toEqual([
      'PENDING', 'ON_HOLD', 'IN_PROGRESS', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED', 'PENDING', 'PENDING',
    ]);
  });

  it('leads from state to status by Odoo’s methods only', () => {
    expect(stepsTo('draft', 'IN_PROGRESS')).toEqual(['action_confirm', 'action_start']);
    expect(stepsTo('draft', 'COMPLETED')).toEqual(['action_confirm', 'finish']);
    expect(stepsTo('confirmed', 'ON_HOLD')).toEqual([]);
    expect(stepsTo('to_close', 'COMPLETED')).toEqual(['finish']);
    expect(stepsTo('progress', 'CANCELLED')).toEqual(['action_cancel']);
  });

  it('knows what no method of Odoo does', () => {
    expect(stepsTo('progress', 'ON_HOLD')).toBe(null);
    expect(stepsTo('confirmed', 'PENDING')).toBe(null);
    expect(stepsTo('done', 'CANCELLED')).toBe(null);
    expect(stepsTo('cancel', 'PENDING')).toBe(null);
    expect(stepsTo('whatever', 'COMPLETED')).toBe(null);
  });

  it('says where an order can go', () => {
    expect(reachable('ON_HOLD', 'confirmed')).toEqual(['IN_PROGRESS', 'COMPLETED', 'CANCELLED']);
    expect(reachable('COMPLETED', 'done')).toEqual([]);
    expect(reachable('PENDING', null)).toEqual(['ON_HOLD', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED']);
  });
});

describe('the priority map', () => {
  it('has two values in Odoo', () => {
    expect((['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const).map(priorityToOdoo)).toEqual(['0', '0', '1', '1']);
  });

  it('keeps the finer value while it means the same to Odoo', () => {
    expect(priorityFromOdoo('1', 'URGENT')).toBe('URGENT');
    expect(priorityFromOdoo('0', 'LOW')).toBe('LOW');
    expect(priorityFromOdoo('0', 'URGENT')).toBe('NORMAL');
    expect(priorityFromOdoo('1', null)).toBe('HIGH');
  });
});

describe('the natural key', () => {
  it('is the order’s number in Odoo’s origin', () => {
    expect(orderNumber(42)).toBe('ORD-000042');
    expect(originOf('ORD-000042')).toBe('Dashboard-ORD-000042');
    expect(numberIn('Dashboard-ORD-000042')).toBe('ORD-000042');
  });

  it('is nobody’s in any other origin', () => {
    expect([null, '', 'S00012', 'Dashboard-', 'Dashboard-ORD-1', 'xDashboard-ORD-000042', 'Dashboard-ORD-000042-001'].map(numberIn)).toEqual(Array(7).fill(null));
  });
});
