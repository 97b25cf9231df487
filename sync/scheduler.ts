import { Cron } from 'croner';
import type { Db } from 'mongodb';
import type { Log } from '../platform/log.ts';
import { readSchedule, saveSchedule, takeWish, type Schedule } from './state.ts';
import { SyncBusy } from './run.ts';

export interface SchedulerOptions {
  readonly db: Db;
  readonly log: Log;
  /** ODOO_SYNC_INTERVAL and ODOO_AUTO_SYNC; what was set through the graph outweighs them. */
  readonly configured: Schedule;
  readonly run: (signal: AbortSignal, trigger: 'SCHEDULE' | 'WEBHOOK') => Promise<unknown>;
  /** How often it is asked whether another process wants a run. */
  readonly wishMs?: number;
}

/** The stored schedule is looked at this often, for another process may have changed it. */
const LOOK_MS = 30_000;
const WISH_MS = 3_000;

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
  #wishes: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#look();
    this.#watch = setInterval(() => void this.#look().catch((error: unknown) => this.#options.log.warn('the schedule cannot be read', { error })), LOOK_MS);
    this.#watch.unref();
    this.#wishes = setInterval(() => void this.#grant(), this.#options.wishMs ?? WISH_MS);
    this.#wishes.unref();
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
    clearInterval(this.#wishes);
    this.#job?.stop();
    this.#stopped.abort(new Error('The process is stopping.'));
    await this.#running;
  }

  async #look(): Promise<void> {
    const schedule = await this.read();
    if (schedule.interval === this.#schedule?.interval && schedule.enabled === this.#schedule.enabled) return;
    this.#schedule = schedule;
    this.#job?.stop();
    this.#job = schedule.enabled && !this.#stopped.signal.aborted ? new Cron(schedule.interval, { timezone: 'UTC', protect: true }, () => this.#tick('SCHEDULE')) : undefined;
  }

  /** A gateway without a dashboard was called by Odoo: the signature was good, so a run begins here. */
  async #grant(): Promise<void> {
    const { db, log } = this.#options;
    const isWanted = await takeWish(db).catch((error: unknown) => void log.warn('it cannot be read whether a synchronisation is wanted', { error }));
    if (isWanted === true && !this.#stopped.signal.aborted) await this.#tick('WEBHOOK');
  }

  async #tick(trigger: 'SCHEDULE' | 'WEBHOOK'): Promise<void> {
    const { run, log } = this.#options;
    this.#running = run(this.#stopped.signal, trigger).catch((error: unknown) => {
      if (!(error instanceof SyncBusy)) log.error('the scheduled synchronisation failed', { error });
    });
    await this.#running;
  }
}
