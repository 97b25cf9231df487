import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import type { OdooPort } from '../odoo/port.ts';
import type { Log } from '../platform/log.ts';
import type { Governance } from './accounts.ts';
import { pushNow, type EngineOptions, type WorkOptions } from './engine.ts';
import { OrderHub } from './hub.ts';
import type { SyncEntity } from './model.ts';
import type { Reconciled } from './reconcile.ts';
import { runSync, type RunRequest } from './run.ts';
import type { SyncRunDocument } from './runs.ts';
import { Scheduler } from './scheduler.ts';
import { syncStatus, type SyncStatus } from './status-report.ts';

export interface DashboardOptions {
  readonly db: Db;
  readonly port: OdooPort;
  readonly log: Log;
  readonly companies: readonly number[];
  readonly governance: Governance | null;
  readonly batch: number;
  readonly windowDays: number;
  readonly interval: string;
  readonly enabled: boolean;
}

/** The production dashboard of one process: its documents, how they stay in step with Odoo, and who watches. */
export class Dashboard {
  readonly db: Db;
  readonly hub: OrderHub;
  readonly scheduler: Scheduler;
  readonly engine: EngineOptions;
  readonly #stopped = new AbortController();
  readonly #runs = new Set<Promise<unknown>>();

  constructor({ db, port, log, companies, governance, batch, windowDays, interval, enabled }: DashboardOptions) {
    this.db = db;
    this.hub = new OrderHub(db, log);
    this.engine = { db, port, log, companies, governance, batch, windowDays, changed: () => this.hub.nudge() };
    this.scheduler = new Scheduler({ db, log, configured: { interval, enabled }, run: (signal, trigger) => this.run({ kind: trigger === 'WEBHOOK' ? 'ORDERS' : 'FULL', trigger, by: null, signal }) });
  }

  /** @throws SyncBusy */
  run(request: RunRequest): Promise<SyncRunDocument> {
    return runSync(this.engine, request);
  }

  /** Begins a run and answers it when it has ended, or as it began when that takes longer than the patience. @throws SyncBusy */
  async startRun(request: RunRequest, patienceMs: number): Promise<SyncRunDocument> {
    const begun = Promise.withResolvers<SyncRunDocument>();
    const ended = this.run({ ...request, signal: this.#stopped.signal, onStart: begun.resolve });
    this.#runs.add(ended);
    void ended.catch((error: unknown) => begun.reject(error)).finally(() => this.#runs.delete(ended));
    const started = await begun.promise;
    const patience = new AbortController();
    const timer = sleep(patienceMs, started, { signal: patience.signal }).catch(() => started);
    try {
      return await Promise.race([ended, timer]);
    } finally {
      patience.abort();
    }
  }

  /** Brings an edited document to Odoo at once; should that fail, the document says so and waits. */
  push(entity: SyncEntity, id: string, work: Partial<WorkOptions> = {}): Promise<Reconciled> {
    return pushNow(this.engine, entity, id, work);
  }

  async status(now = new Date()): Promise<SyncStatus> {
    return syncStatus(this.db, await this.scheduler.read(), now);
  }

  async stop(): Promise<void> {
    this.#stopped.abort(new Error('The process is stopping.'));
    await Promise.allSettled([this.scheduler.stop(), ...this.#runs]);
    this.hub.close();
  }
}
