import { OdooFault } from '../odoo/client/faults.ts';
import { toGraphError } from '../odoo/client/graph-errors.ts';
import type { SyncProblem } from './model.ts';

/** Why a record cannot be synchronised as it is, and what somebody has to do; closed, listed in the graph's documentation. */
export const REFUSALS = {
  PRODUCT_NOT_LINKED: 'The product has no Odoo id. Synchronise the products, or link it to one of Odoo’s.',
  NOT_FINISHED: 'Odoo does not finish the order without an answer that only its own screen takes (a lot or serial number, as a rule). Finish it there.',
  CONSUMPTION_DIFFERS: 'What was used up differs from the bill of materials, which the order does not allow. Finish it in Odoo.',
  NATURAL_KEY_TAKEN: 'Odoo’s record with this natural key belongs to another one of the dashboard. Change the key or link the record.',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** Thrown where Odoo is well but the record is not. */
export class SyncRefusal extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(REFUSALS[refusal]);
    this.name = 'SyncRefusal';
    this.refusal = refusal;
  }
}

/** Odoo is away, or was when this was tried: nothing is wrong with the record. */
export function isTransient(error: unknown): boolean {
  return error instanceof OdooFault && (error.traits.trips || error.kind === 'SUSPENDED' || error.kind === 'CANCELLED' || error.kind === 'CONFLICT');
}

/** For the record and its list of errors: safe to show, without names of hosts and users. */
export function problemOf(error: unknown, at: Date): SyncProblem {
  if (error instanceof SyncRefusal) return { code: error.refusal, message: error.message, at };
  if (error instanceof OdooFault) {
    const { code, message } = toGraphError(error);
    return { code, message, at };
  }
  return { code: 'INTERNAL', message: 'A defect of the synchronisation itself; the log has the details.', at };
}

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 3_600_000;

/** When to try again: after an outage soon, after a refusal later and later; an edit of the record asks for a try at once. */
export function retryAt(attempts: number, now: Date, transient: boolean): Date {
  const delay = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 12));
  return new Date(now.getTime() + (transient ? Math.min(delay, 60_000) : delay));
}
