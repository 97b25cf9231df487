import { asFloat } from '../../odoo/client/values.ts';

/** Digits that Odoo keeps of quantities at most. */
const QUANTITY_DECIMALS = 6;

/** A quantity as read; nothing counts as zero. */
export function quantity(raw: unknown): number {
  return typeof raw === 'number' ? raw : 0;
}

/** A quantity that was computed, without the noise of binary fractions, as the graph's Decimal wants it. */
export function decimal(value: number): string {
  return String(asFloat(value, QUANTITY_DECIMALS) ?? 0);
}

/** States of moves that are still going to happen. A draft is only an idea. */
export const OPEN_MOVE_STATES: readonly string[] = ['waiting', 'confirmed', 'partially_available', 'assigned'];
