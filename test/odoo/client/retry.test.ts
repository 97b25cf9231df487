import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, OdooFault, type FaultKind } from '../../../odoo/client/faults.ts';
import { withRetries, type RetryOptions } from '../../../odoo/client/retry.ts';

function options(kind: 'read' | 'write', rest: Partial<RetryOptions> = {}): RetryOptions {
  return { kind, signal: new AbortController().signal, deadline: Date.now() + 10_000, attempts: 3, baseDelayMs: 0, random: () => 0, ...rest };
}

/** How often an attempt that always fails so is made. */
async function attempts(fault: unknown, given: RetryOptions): Promise<number> {
  let made = 0;
  await expect(
    withRetries(given, () => {
      made += 1;
      return Promise.reject(fault);
    }),
  ).rejects.toBe(fault);
  return made;
}

const KINDS = Object.keys(FAULT_KINDS) as FaultKind[];
const REPEATED_READS: readonly FaultKind[] = ['CONFLICT', 'OVERLOADED', 'UNREACHABLE'];

describe('retries', () => {
  it('are made for a read after these faults only', async () => {
    const made = await Promise.all(KINDS.map(async (kind) => [kind, await attempts(new OdooFault(kind), options('read'))] as const));
    expect(made.filter(([, times]) => times === 3).map(([kind]) => kind)).toEqual(REPEATED_READS);
    expect(made.filter(([, times]) => times !== 3 && times !== 1)).toEqual([]);
  });

  it('are made for a write after a conflict only, which Odoo has rolled back', async () => {
    const made = await Promise.all(KINDS.map(async (kind) => [kind, await attempts(new OdooFault(kind), options('write'))] as const));
    expect(made.filter(([, times]) => times > 1)).toEqual([['CONFLICT', 3]]);
  });

  it('end with the first success', async () => {
    let made = 0;
    const result = await withRetries(options('read'), () => {
      made += 1;
      return made < 3 ? Promise.reject(new OdooFault('OVERLOADED')) : Promise.resolve('there');
    });
    expect({ result, made }).toEqual({ result: 'there', made: 3 });
  });

  it('are not made where the deadline leaves no room for the delay', async () => {
    const late = options('read', { deadline: Date.now() + 500, baseDelayMs: 1_000, random: () => 0.9 });
    expect(await attempts(new OdooFault('OVERLOADED'), late)).toBe(1);
  });

  it('are given up when the client leaves during the delay', async () => {
    const controller = new AbortController();
    const reason = new OdooFault('CANCELLED');
    const waiting = options('read', { signal: controller.signal, baseDelayMs: 5_000, random: () => 0.9 });
    let made = 0;
    const result = withRetries(waiting, () => {
      made += 1;
      return Promise.reject(new OdooFault('OVERLOADED'));
    });
    setImmediate(() => controller.abort(reason));
    await expect(result).rejects.toBe(reason);
    expect(made).toBe(1);
  });

  it('are not made for defects of our own', async () => {
    expect(await attempts(new TypeError('x is not a function'), options('read'))).toBe(1);
  });
});
