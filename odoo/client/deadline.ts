import type { OdooRequest } from '../port.ts';
import { OdooFault } from './faults.ts';

export interface Deadline {
  /** Aborts with an OdooFault as its reason: TIMEOUT or CANCELLED. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Stops the clock. */
  [Symbol.dispose](): void;
}

/** The earlier of the request's deadline and the bound on one call, together with the client's leaving, as one signal. */
export function startDeadline(request: Pick<OdooRequest, 'signal' | 'deadline'>, callTimeoutMs: number): Deadline {
  const at = Math.min(request.deadline, Date.now() + callTimeoutMs);
  const controller = new AbortController();
  const timeUp = (): void => controller.abort(new OdooFault('TIMEOUT'));
  // The request's own signal fires for both reasons; past its deadline it is the deadline.
  const left = (): void => (Date.now() >= request.deadline ? timeUp() : controller.abort(new OdooFault('CANCELLED')));
  const timer = setTimeout(timeUp, Math.max(0, at - Date.now()));
  request.signal.addEventListener('abort', left, { once: true });
  if (request.signal.aborted) left();
  else if (at <= Date.now()) timeUp();
  return {
    signal: controller.signal,
    at,
    [Symbol.dispose]() {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', left);
    },
  };
}

/** Waits for the promise, but no longer than the signal lets it. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw signal.reason;
  const { promise: left, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, left]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
