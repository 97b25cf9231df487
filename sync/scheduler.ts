import { Cron } from 'croner';
import type { Db } from 'mongodb';
import type { Log } from '../platform/log.ts';
import { readSchedule, saveSchedule, type Schedule } from './state.ts';
import { SyncBusy } from './run.ts';

export interface SchedulerOptions {
  readonly db: Db;
  readonly log: Log;
  /** ODOO_SYNC_INTERVAL and ODOO_AUTO_SYNC; what was set through the graph outweighs them. */
  readonly configured: Schedule;
  readonly run: (signal: AbortSignal) => Promise<unknown>;
}

/** The stored schedule is looked at this often, for another process may have changed it. */
const LOOK_MS = 30_000;

/** Next time of a cron expression after a moment. @throws TypeError for what is none. */
export function nextRun(interval: string, after = new Date()): Date | null {
  try {
    const job = new Cron(interval, { paused: true, timezone: 'UTC' });
    const next = job.nextRun(after);
    job.stop();
    return next;
  } catch (cause) {
    throw new TypeError(`Expected a cron expression such as "*/5 * * * *", got ${JSON.stringify(interval)}.`, { cause });
  }
}

/**
 * Runs the synchronisation by the clock. Every replica has one; the lease of the run decides which of them does the work,
 * and the others find it taken, which is no error.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #stopped = new AbortController();
  #job: Cron | undefined;
  #schedule: Schedule | undefined;
  #watch: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#look();
    this.#watch = setInterval(() => void this.#look().catch((error: unknown) => this.#options.log.warn('the schedule cannot be read', { error })), LOOK_MS);
    this.#watch.unref();
  }

  async set(schedule: Schedule, by: string): Promise<void> {
    nextRun(schedule.interval);
    await saveSchedule(this.#options.db, schedule, by);
    await this.#look();
  }

  /** The schedule as every process follows it within half a minute. */
  read(): Promise<Schedule> {
    return readSchedule(this.#options.db, this.#options.configured);
  }

  /** Stops the clock, ends the run under way, and waits for it. */
  async stop(): Promise<void> {
    clearInterval(this.#watch);
    this.#job?.stop();
    this.#stopped.abort(new Error('The process is stopping.'));
    await this.#running;
  }

  async #look(): Promise<void> {
    const schedule = await this.read();
    if (schedule.interval === this.#schedule?.interval && schedule.enabled === this.#schedule.enabled) return;
    this.#schedule = schedule;
    this.#job?.stop();
    this.#job = schedule.enabled && !this.#stopped.signal.aborted ? new Cron(schedule.interval, { timezone: 'UTC', protect: true }, () => this.#tick()) : undefined;
  }

  async #tick(): Promise<void> {
    const { run, log } = this.#options;
    this.#running = run(this.#stopped.signal).catch((error: unknown) => {
      if (!(error instanceof SyncBusy)) log.error('the scheduled synchronisation failed', { error });
    });
    await this.#running;
  }
}
