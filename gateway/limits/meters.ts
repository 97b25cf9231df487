import { GraphError } from '../../platform/errors.ts';
import type { Limits } from '../../platform/limits.ts';

/** What a caller has left in this process. */
export interface Remaining {
  readonly operations: number;
  readonly odooMs: number;
}

/** One operation under way. */
export interface Lease {
  remaining(): Remaining;
  /** The operation has ended, having kept Odoo busy for so long. */
  end(odooMs: number): void;
}

export interface Meters {
  /** Lets the caller's operation begin, or throws RATE_LIMITED with `retryAfterSeconds`. */
  begin(caller: string, limits: Limits): Lease;
}

interface Meter {
  /** Operations that may begin now; grows with time up to `burst`. */
  operations: number;
  /** Odoo's milliseconds that are left; below zero when an operation took more than there was. */
  odooMs: number;
  running: number;
  at: number;
}

const MINUTE = 60_000;
const RUNNING_RETRY_SECONDS = 1;

/**
 * Token buckets in the memory of this process: with several replicas behind a balancer a caller has them once in each. The callers
 * that were quiet longest are forgotten when there are too many, which gives them a full bucket.
 */
export function createMeters({ now = () => performance.now(), most = 10_000 }: { readonly now?: () => number; readonly most?: number } = {}): Meters {
  const meters = new Map<string, Meter>();

  const forgetQuiet = (): void => {
    for (const [caller, { running }] of meters) {
      if (meters.size <= most) return;
      if (running === 0) meters.delete(caller);
    }
  };

  const meterOf = (caller: string, limits: Limits): Meter => {
    const meter = meters.get(caller) ?? { operations: limits.burst, odooMs: limits.odooMsPerMinute, running: 0, at: now() };
    meters.delete(caller);
    meters.set(caller, meter);
    if (meters.size > most) forgetQuiet();
    return meter;
  };

  const refill = (meter: Meter, limits: Limits): void => {
    const minutes = (now() - meter.at) / MINUTE;
    meter.at = now();
    meter.operations = Math.min(limits.burst, meter.operations + minutes * limits.ratePerMinute);
    meter.odooMs = Math.min(limits.odooMsPerMinute, meter.odooMs + minutes * limits.odooMsPerMinute);
  };

  return {
    begin(caller, limits) {
      const meter = meterOf(caller, limits);
      refill(meter, limits);
      if (meter.running >= limits.concurrent) throw refusal('concurrent', `${limits.concurrent} operations of yours are running already`, RUNNING_RETRY_SECONDS);
      if (meter.operations < 1) throw refusal('rate', `more than ${limits.ratePerMinute} operations in a minute`, waitFor(1 - meter.operations, limits.ratePerMinute));
      if (meter.odooMs <= 0) throw refusal('odooTime', `Odoo has worked for you for its ${limits.odooMsPerMinute} ms of this minute`, waitFor(1 - meter.odooMs, limits.odooMsPerMinute));
      meter.operations -= 1;
      meter.running += 1;
      return {
        remaining: () => ({ operations: Math.floor(meter.operations), odooMs: Math.max(0, Math.floor(meter.odooMs)) }),
        end(odooMs) {
          meter.running -= 1;
          meter.odooMs -= odooMs;
        },
      };
    },
  };
}

/** Whole seconds until so much has grown back; a rate of 0 never does. */
function waitFor(amount: number, perMinute: number): number {
  return perMinute === 0 ? 3_600 : Math.min(3_600, Math.ceil((amount / perMinute) * 60));
}

function refusal(limit: string, why: string, retryAfterSeconds: number): GraphError {
  return new GraphError('RATE_LIMITED', `Too much at once: ${why}. Try again in ${retryAfterSeconds} s.`, { limit, retryAfterSeconds });
}
