import { createHash } from 'node:crypto';
import type { MutationContext } from './mutation.ts';
import { refuse } from './refusal.ts';

/**
 * Does the work while no other request that names the same lock is under way, in whatever replica; refuses with CONFLICT while one is. For
 * what Odoo itself would let the last one win. A crashed holder's lock is free after the lease.
 */
export async function withLock<T>(context: MutationContext, name: string, work: () => Promise<T>): Promise<T> {
  const { keys } = context.writes;
  const id = createHash('sha256').update(`lock ${name}`).digest('hex');
  const claim = await keys.claim({ id, fingerprint: 'lock' });
  if (claim.kind !== 'mine') return refuse('CONFLICT');
  try {
    return await work();
  } finally {
    await keys.release(id, claim.owner);
  }
}
