import { CALL_POINTS } from '../../platform/limits.ts';
import type { Cost } from '../request.ts';
import type { Remaining } from './meters.ts';

/** `extensions.cost` of every answer. */
export interface CostReport {
  /** Points that the operation could have cost at most; null when it was refused before that was known. */
  readonly requested: number | null;
  /** Points of what was answered. */
  readonly actual: number;
  readonly odooCalls: number;
  readonly odooMs: number;
  /** What the caller has left in this minute; null for a request that did not get as far as to be counted. */
  readonly remaining: Remaining | null;
}

/** What an answer has cost. A null at the top is no answer and counts nothing. */
export function costReport(requested: number | null, data: unknown, { odooCalls, odooMs }: Cost, remaining: Remaining | null): CostReport {
  return { requested, actual: (data == null ? 0 : countValues(data)) + CALL_POINTS * odooCalls, odooCalls, odooMs: Math.round(odooMs), remaining };
}

/** Scalars of an answer, nulls included. */
export function countValues(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 1;
  let count = 0;
  for (const value of Object.values(data)) count += typeof value === 'object' && value !== null ? countValues(value) : 1;
  return count;
}
