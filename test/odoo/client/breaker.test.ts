import { describe, expect, it } from 'vitest';
import { createBreaker, type Breaker } from '../../../odoo/client/breaker.ts';
import { OdooFault, type FaultKind } from '../../../odoo/client/faults.ts';

function setUp() {
  const clock = { at: 0 };
  const breaker = createBreaker({ threshold: 3, coolDownMs: 100, maxCoolDownMs: 350, patienceMs: 50, now: () => clock.at });
  return { clock, breaker };
}

async function fail(breaker: Breaker, kind: FaultKind, during: () => void = () => undefined): Promise<OdooFault> {
  const task = (): Promise<never> => {
    during();
    return Promise.reject(new OdooFault(kind));
  };
  return breaker.run(task).catch((error: unknown) => {
    if (error instanceof OdooFault) return error;
    throw error;
  });
}

const succeed = (breaker: Breaker): Promise<string> => breaker.run(() => Promise.resolve('ok'));

async function failTimes(breaker: Breaker, times: number, kind: FaultKind = 'UNREACHABLE'): Promise<void> {
  for (let time = 0; time < times; time += 1) await fail(breaker, kind);
}

describe('the circuit breaker', () => {
  it.each(['UNREACHABLE', 'OVERLOADED'] as const)('opens after three %s in a row, and runs nothing while open', async (kind) => {
    const { breaker } = setUp();
    await failTimes(breaker, 2, kind);
    expect(breaker.state).toBe('closed');
    await failTimes(breaker, 1, kind);
    expect(breaker.state).toBe('open');
    let ran = false;
    const refused = await breaker.run(() => Promise.resolve((ran = true))).catch((error: unknown) => error);
    expect(refused).toMatchObject({ kind: 'SUSPENDED', retryAfterMs: 100 });
    expect(ran).toBe(false);
  });

  it.each(['BUSINESS', 'ACCESS', 'CRASH', 'AUTHENTICATION', 'CONFLICT'] as const)('takes %s for a sign of life', async (kind) => {
    const { breaker } = setUp();
    await failTimes(breaker, 2);
    await fail(breaker, kind);
    await failTimes(breaker, 2);
    expect(breaker.state).toBe('closed');
  });

  it('counts a time-out only after patience: a client in a hurry says nothing about Odoo', async () => {
    const { breaker, clock } = setUp();
    const wait = (ms: number) => (): void => {
      clock.at += ms;
    };
    for (let time = 0; time < 5; time += 1) await fail(breaker, 'TIMEOUT', wait(10));
    expect(breaker.state).toBe('closed');
    for (let time = 0; time < 3; time += 1) await fail(breaker, 'TIMEOUT', wait(60));
    expect(breaker.state).toBe('open');
  });

  it('neither opens nor closes by clients that leave', async () => {
    const { breaker, clock } = setUp();
    await failTimes(breaker, 2);
    await failTimes(breaker, 5, 'CANCELLED');
    expect(breaker.state).toBe('closed');
    await failTimes(breaker, 1);
    clock.at = 100;
    await fail(breaker, 'CANCELLED');
    expect(breaker.state).toBe('half-open');
    expect(await succeed(breaker)).toBe('ok');
  });

  it('lets one probe through after the cool-down, and closes by its success', async () => {
    const { breaker, clock } = setUp();
    await failTimes(breaker, 3);
    clock.at = 99;
    expect((await fail(breaker, 'BUSINESS')).kind).toBe('SUSPENDED');
    clock.at = 100;
    let end: (value: string) => void = () => undefined;
    const probe = breaker.run(() => new Promise<string>((done) => (end = done)));
    await expect(succeed(breaker)).rejects.toMatchObject({ kind: 'SUSPENDED' });
    end('alive');
    expect(await probe).toBe('alive');
    expect(breaker.state).toBe('closed');
    await failTimes(breaker, 2);
    expect(breaker.state).toBe('closed');
  });

  it('doubles the pause with each probe that fails, up to a bound', async () => {
    const { breaker, clock } = setUp();
    await failTimes(breaker, 3);
    const pauses: (number | null)[] = [];
    for (let time = 0; time < 4; time += 1) {
      const refused = await fail(breaker, 'UNREACHABLE');
      pauses.push(refused.retryAfterMs);
      clock.at += refused.retryAfterMs ?? 0;
      await fail(breaker, 'UNREACHABLE');
    }
    expect(pauses).toEqual([100, 200, 350, 350]);
  });

  it('is not opened again by calls that were on their way when it opened', async () => {
    const { breaker } = setUp();
    const ends: ((fault: OdooFault) => void)[] = [];
    const late = [0, 1].map(() => breaker.run(() => new Promise<never>((_, reject) => ends.push(reject))).catch(() => undefined));
    await failTimes(breaker, 3);
    ends.forEach((end) => end(new OdooFault('UNREACHABLE')));
    await Promise.all(late);
    await expect(succeed(breaker)).rejects.toMatchObject({ kind: 'SUSPENDED', retryAfterMs: 100 });
  });
});
