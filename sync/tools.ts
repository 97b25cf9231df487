import type { Db } from 'mongodb';
import type { Log } from '../platform/log.ts';
import type { Governance } from './accounts.ts';
import type { OdooRecords } from './odoo-records.ts';
import type { SyncEntity } from './model.ts';

/** What one run, or one push, works with. Born with it and passed in. */
export interface SyncTools {
  readonly db: Db;
  readonly odoo: OdooRecords;
  /** Who claims documents: differs from run to run. */
  readonly owner: string;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Records per call. */
  readonly batch: number;
  /** How many days back the first run reads; 0 for everything. */
  readonly windowDays: number;
  readonly clock: OdooClock;
  /** Told of documents that changed for those who watch. */
  readonly changed: (entity: SyncEntity, ids: readonly string[]) => void;
  readonly log: Log;
  readonly governance: Governance | null;
  readonly claimSeconds?: number | undefined;
}

/** What is known of the difference between Odoo's clock and ours. */
export interface OdooClock {
  /** Milliseconds that Odoo is ahead. */
  readonly offsetMs: number;
  /** Learns from a write: sent and answered by our clock, written by Odoo's. */
  learn(sentAt: number, answeredAt: number, writeDate: string): void;
}
