import type { Log } from './log.ts';

/** What was started and how to stop it; stopping happens in the reverse order of starting. */
export interface Lifecycle {
  /** Registers something that runs now. */
  started(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything once, newest first; one failure does not keep the others from stopping. Resolves to whether all of it stopped in time. */
  stop(reason: string): Promise<boolean>;
  readonly stopping: boolean;
}

export interface LifecycleOptions {
  readonly log: Log;
  /** Milliseconds for the whole stop, draining included. */
  readonly deadlineMs: number;
}

export function createLifecycle({ log, deadlineMs }: LifecycleOptions): Lifecycle {
  const parts: { name: string; stop: () => Promise<void> | void }[] = [];
  let outcome: Promise<boolean> | undefined;

  const stopAll = async (): Promise<boolean> => {
    let clean = true;
    for (const part of parts.toReversed()) {
      try {
        await part.stop();
        log.debug('stopped', { part: part.name });
      } catch (error) {
        clean = false;
        log.error('stopping failed', { part: part.name, error });
      }
    }
    return clean;
  };

  return {
    started: (name, stop) => void parts.push({ name, stop }),
    stop: (reason) => {
      if (outcome) return outcome;
      log.info('stopping', { reason });
      outcome = withDeadline(stopAll(), deadlineMs).then((clean) => {
        if (clean === undefined) log.error('not everything stopped within the deadline', { deadlineMs });
        return clean ?? false;
      });
      return outcome;
    },
    get stopping() {
      return outcome !== undefined;
    },
  };
}

async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Ties a lifecycle to the process: SIGTERM and SIGINT stop it and end the process with 0 (1 when something did not stop),
 * a second signal ends it at once. An exception that nobody caught stops it too, with 1: the state is unknown then.
 */
export function stopOnSignals(lifecycle: Lifecycle, log: Log): void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (lifecycle.stopping) process.exit(130);
    void lifecycle.stop(signal).then((clean) => process.exit(clean ? 0 : 1));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  // Whoever read the log may leave before the server does. Without a listener the broken pipe would be an uncaught exception,
  // its report would break the pipe again, and so on for ever.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', (error) => {
    if (lifecycle.stopping) process.exit(1);
    log.error('uncaught exception', { error });
    void lifecycle.stop('uncaught exception').then(() => process.exit(1));
  });
}
