import type { SandboxRecord } from '../../record.ts';
import { isStorable } from '../rows.ts';

const UNCOUNTED = new Set(['supplier', 'customer', 'inventory', 'production']);

/** Whether goods are taken from the place without looking what is there. */
export const isUncounted = (place: SandboxRecord | undefined): boolean => UNCOUNTED.has(place?.text('usage') ?? '');

/** Whether nothing has to be reserved for the movement. */
export function bypasses(move: SandboxRecord | undefined, from = move?.one('location_id')): boolean {
  return isUncounted(from) || !isStorable(move?.one('product_id'));
}

export const isWithin = (place: SandboxRecord | undefined, parent: SandboxRecord): boolean =>
  place?.text('parent_path').startsWith(parent.text('parent_path')) === true;
