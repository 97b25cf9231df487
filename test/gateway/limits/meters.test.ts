import { describe, expect, test } from 'vitest';
import { createMeters } from '../../../gateway/limits/meters.ts';
import { CLASS_LIMITS } from '../../../platform/limits.ts';
import { GraphError } from '../../../platform/errors.ts';

const LIMITS = { ...CLASS_LIMITS.PARTNER, burst: 3, ratePerMinute: 60, concurrent: 2, odooMsPerMinute: 6_000 };

function world(most?: number) {
  let now = 0;
  const meters = createMeters({ now: () => now, ...(most === undefined ? {} : { most }) });
  return { begin: (caller: string) => meters.begin(caller, LIMITS), pass: (seconds: number) => void (now += seconds * 1_000) };
}

function refused(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof GraphError) return [error.code, error.extensions['limit'], error.extensions['retryAfterSeconds']];
    throw error;
  }
  return 'let in';
}

describe('a caller’s meter', () => {
  test('lets a burst in, then as many as the rate, and says when to come again', () => {
    const { begin, pass } = world();
    for (let count = 0; count < 3; count += 1) begin('a').end(0);
    expect(refused(() => begin('a'))).toEqual(['RATE_LIMITED', 'rate', 1]);
    pass(1);
    begin('a').end(0);
    expect(refused(() => begin('a'))).toEqual(['RATE_LIMITED', 'rate', 1]);
    pass(3_600);
    expect(begin('a').remaining()).toEqual({ operations: 2, odooMs: 6_000 });
  });

  test('lets so many run at once, and the next when one has ended', () => {
    const { begin } = world();
    const first = begin('a');
    begin('a');
    expect(refused(() => begin('a'))).toEqual(['RATE_LIMITED', 'concurrent', 1]);
    first.end(0);
    expect(refused(() => begin('a'))).toBe('let in');
  });

  test('refuses whom Odoo has worked for long enough, until the time has grown back', () => {
    const { begin, pass } = world();
    begin('a').end(9_000);
    expect(refused(() => begin('a'))).toEqual(['RATE_LIMITED', 'odooTime', 31]);
    pass(30);
    expect(refused(() => begin('a'))).toEqual(['RATE_LIMITED', 'odooTime', 1]);
    pass(1);
    expect(begin('a').remaining()).toEqual({ operations: 2, odooMs: 100 });
  });

  test('is one caller’s: what somebody else sends changes nothing', () => {
    const { begin } = world();
    begin('flood').end(9_000);
    expect(refused(() => begin('flood'))).toEqual(['RATE_LIMITED', 'odooTime', 31]);
    expect(begin('quiet').remaining()).toEqual({ operations: 2, odooMs: 6_000 });
  });

  test('of somebody who runs nothing is forgotten when there are too many, of somebody who runs something never', () => {
    const { begin } = world(2);
    const running = begin('busy');
    for (let count = 0; count < 50; count += 1) begin(`stranger ${count}`).end(0);
    begin('busy');
    expect(refused(() => begin('busy'))).toEqual(['RATE_LIMITED', 'concurrent', 1]);
    running.end(0);
  });
});
