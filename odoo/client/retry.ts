import { setTimeout as sleep } from 'node:timers/promises';
import { OdooFault } from './faults.ts';

export interface RetryOptions {
  readonly kind: 'read' | 'write';
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly attempts: number;
  readonly baseDelayMs: number;
  /** In [0, 1). */
  readonly random: () => number;
}

const MAX_DELAY_MS = 2_000;

/**
 * Repeats what may be repeated (`retry` in FAULT_KINDS), after a random delay whose bound doubles ("full jitter"), as
 * long as the deadline leaves room for it. The last fault is thrown as it is.
 */
export async function withRetries<T>(options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  const { signal, deadline, attempts, baseDelayMs, random } = options;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= attempts || !mayRepeat(error, options.kind)) throw error;
      const delay = random() * Math.min(MAX_DELAY_MS, baseDelayMs * 2 ** (tried - 1));
      if (Date.now() + delay >= deadline) throw error;
      await sleep(delay, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw signal.reason;
    }
  }
}

function mayRepeat(error: unknown, kind: 'read' | 'write'): boolean {
  if (!(error instanceof OdooFault)) return false;
  const { retry } = error.traits;
  return retry === 'always' || (retry === 'reads' && kind === 'read');
}
