import { GraphError } from '../platform/errors.ts';

/** Why a request's signal was aborted: the reason of the abort, and the error its caller gets. */
export const CLIENT_LEFT = new GraphError('CANCELLED', 'The client left before the answer was ready.');

export function deadlinePassed(milliseconds: number): GraphError {
  return new GraphError('UPSTREAM_TIMEOUT', `The answer was not ready within ${milliseconds} ms.`);
}

export interface RequestClock {
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Gives the request this many milliseconds from its start instead. */
  readonly allow: (milliseconds: number) => void;
  readonly leave: () => void;
  /** The request is over: the timer is let go. */
  readonly done: () => void;
}

/** One signal for both ways in which a request can end early. A plain timer: it is freed with the request, unlike AbortSignal.timeout. */
export function startClock(milliseconds: number): RequestClock {
  const controller = new AbortController();
  const started = Date.now();
  const passAfter = (allowed: number, left: number): NodeJS.Timeout => setTimeout(() => controller.abort(deadlinePassed(allowed)), left);
  let timer = passAfter(milliseconds, milliseconds);
  let deadline = started + milliseconds;
  return {
    signal: controller.signal,
    get deadline() {
      return deadline;
    },
    allow: (allowed) => {
      clearTimeout(timer);
      deadline = started + allowed;
      timer = passAfter(allowed, deadline - Date.now());
    },
    leave: () => controller.abort(CLIENT_LEFT),
    done: () => clearTimeout(timer),
  };
}

/** The work's result, or a rejection with the signal's reason as soon as it is aborted, whatever the work does. */
export async function withinDeadline<T>(work: Promise<T>, { signal }: { readonly signal: AbortSignal }): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
