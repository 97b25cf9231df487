import { describe, expect, it } from 'vitest';
import { createThrottle } from '../../access/throttle.ts';

describe('the throttle of sign-in', () => {
  const clocked = (perMinute = 100) => {
    const clock = { now: 1_000_000 };
    return { clock, throttle: createThrottle({ tries: 3, windowMs: 60_000, perMinute, now: () => clock.now }) };
  };

  it('lets a name try three times, and again when the first try is a minute old', () => {
    const { clock, throttle } = clocked();
    expect([1, 2, 3].map(() => throttle.take('a'))).toEqual([0, 0, 0]);
    expect(throttle.take('a')).toBe(60);
    clock.now += 59_000;
    expect(throttle.take('a')).toBe(1);
    clock.now += 1_001;
    expect(throttle.take('a')).toBe(0);
  });

  it('holds nothing against other names, nor against one that got in', () => {
    const { throttle } = clocked();
    for (let tries = 0; tries < 3; tries += 1) throttle.take('a');
    expect(throttle.take('b')).toBe(0);
    throttle.forgive('a');
    expect(throttle.take('a')).toBe(0);
  });

  it('bounds the tries of all names together', () => {
    const { clock, throttle } = clocked(5);
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => throttle.take(name))).toEqual([0, 0, 0, 0, 0]);
    expect(throttle.take('f')).toBe(60);
    clock.now += 60_001;
    expect(throttle.take('f')).toBe(0);
  });
});
