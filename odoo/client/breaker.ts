import { OdooFault } from './faults.ts';

export interface BreakerOptions {
  /** Consecutive failures of the server after which it is left alone. */
  readonly threshold: number;
  /** How long at first; doubles with each probe that fails. */
  readonly coolDownMs: number;
  readonly maxCoolDownMs: number;
  /** A time-out counts only after this long on the wire: a client in a hurry says nothing about Odoo. */
  readonly patienceMs: number;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
}

export interface Breaker {
  /** @throws OdooFault SUSPENDED, without running the task, while the server is left alone. */
  run<T>(task: () => Promise<T>): Promise<T>;
  readonly state: 'closed' | 'open' | 'half-open';
}

/**
 * Spares a server in trouble the calls that would fail anyway, and their callers the waiting. After the cool-down one
 * call goes through as a probe; its success closes the circuit.
 */
export function createBreaker(options: BreakerOptions): Breaker {
  const { threshold, coolDownMs, maxCoolDownMs, patienceMs, now } = options;
  let failures = 0;
  let opened = 0;
  let openUntil: number | null = null;
  let probing = false;

  function open(): void {
    openUntil = now() + Math.min(maxCoolDownMs, coolDownMs * 2 ** opened);
    opened += 1;
  }

  function close(): void {
    failures = 0;
    opened = 0;
    openUntil = null;
  }

  function settle(error: unknown, startedAt: number, isProbe: boolean): void {
    const fault = error instanceof OdooFault ? error : null;
    if (fault?.kind === 'CANCELLED') return;
    if (fault === null || !fault.traits.trips) return close();
    if (fault.kind === 'TIMEOUT' && now() - startedAt < patienceMs) return;
    failures += 1;
    // Calls that were on their way when it opened end late; only the probe may lengthen the pause.
    if (isProbe || (openUntil === null && failures >= threshold)) open();
  }

  return {
    async run(task) {
      const isProbe = openUntil !== null;
      if (openUntil !== null) {
        const wait = openUntil - now();
        if (wait > 0 || probing) {
          throw new OdooFault('SUSPENDED', { retryAfterMs: wait > 0 ? Math.ceil(wait) : coolDownMs, said: `left alone after ${failures} failures in a row` });
        }
        probing = true;
      }
      const startedAt = now();
      try {
        const result = await task();
        close();
        return result;
      } catch (error) {
        settle(error, startedAt, isProbe);
        throw error;
      } finally {
        if (isProbe) probing = false;
      }
    },
    get state() {
      if (openUntil === null) return 'closed';
      return openUntil > now() ? 'open' : 'half-open';
    },
  };
}
