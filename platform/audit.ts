import { appendFile } from 'node:fs/promises';
import type { Log } from './log.ts';

/** One write, as the operator keeps it: who did what to which records. No secrets, no personal values, nothing of the input. */
export interface AuditRecord {
  /** `employee:1004`, `key:reporting`. */
  readonly subject: string;
  readonly credential: string;
  readonly role: string | null;
  readonly serviceAccountId: number | null;
  /** Name of the mutation. */
  readonly operation: string;
  /** Ids in the answer by the payload's field, and of the records that the input named. */
  readonly ids: Readonly<Record<string, readonly number[]>>;
  /** `unknown`: Odoo did not say whether it was done. */
  readonly outcome: 'done' | 'refused' | 'failed' | 'unknown' | 'replayed';
  /** Codes of refusals or of the error. */
  readonly codes: readonly string[];
  /** The idempotency key's tag, as it is left on records: never the key itself. */
  readonly keyTag: string | null;
  readonly odooWrites: number;
  readonly milliseconds: number;
}

/** Where the operator keeps writes. Never throws: a write that happened is answered, whatever becomes of its record. */
export type Audit = (record: AuditRecord) => Promise<void>;

/** One line for each write in the log, whatever its level, or, with a file, one JSON object a line in it; what cannot be written there goes to the log. */
export function openAudit(log: Log, file?: string): Audit {
  if (file === undefined) return async (record) => log.record('write', { audit: record });
  return async (record) => {
    try {
      await appendFile(file, JSON.stringify({ time: new Date().toISOString(), ...record }) + '\n', { mode: 0o600 });
    } catch (error) {
      log.record('a write could not be recorded in the audit file', { audit: record, error });
    }
  };
}
