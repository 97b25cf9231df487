import { ConfigError, loadConfig, secretValues, type Config } from '../platform/config.ts';
import { createLifecycle, stopOnSignals, type Lifecycle } from '../platform/lifecycle.ts';
import { createLog, type Log } from '../platform/log.ts';

/**
 * Runs a server of this project: configuration, log, signals, then `start`. A start that fails says why in plain words on
 * standard error, stops what was started, and ends the process with 1.
 */
export async function runServer(start: (config: Config, log: Log, lifecycle: Lifecycle) => Promise<void>): Promise<void> {
  const config = configOrExit();
  const log = createLog({ level: config.LOG_LEVEL, secrets: secretValues(config) });
  const lifecycle = createLifecycle({ log, deadlineMs: config.SHUTDOWN_TIMEOUT_MS });
  stopOnSignals(lifecycle, log);
  try {
    await start(config, log, lifecycle);
  } catch (error) {
    log.debug('the start failed', { error });
    console.error(`Cannot start: ${error instanceof Error ? error.message : String(error)}`);
    await lifecycle.stop('the start failed');
    process.exit(1);
  }
}

/** The configuration, or the end of the process with its mistakes on standard error. */
export function configOrExit(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
