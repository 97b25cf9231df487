import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepClaim } from './keys.ts';
import type { MutationContext } from './mutation.ts';
import { refuse } from './refusal.ts';

const POLL_MS = 150;
/** Time that the work itself needs after a wait. */
const RESERVE_MS = 5_000;

/**
 * Does the work while no other request that names the same lock is under way, in whatever replica. For what Odoo itself would let the last one win, or do twice. Refuses
 * with CONFLICT while somebody holds the lock or, with `waits`, when they hold it as long as the request has. A crashed holder's lock is free after the lease.
 */
export async function withLock<T>({ writes: { keys, renewMs }, deadline }: MutationContext, name: string, work: () => Promise<T>, { waits = false } = {}): Promise<T> {
  const use = { id: createHash('sha256').update(`lock ${name}`).digest('hex'), fingerprint: 'lock' };
  let claim = await keys.claim(use);
  while (claim.kind !== 'mine') {
    if (!waits || Date.now() + POLL_MS + RESERVE_MS > deadline) refuse('CONFLICT');
    await sleep(POLL_MS);
    claim = await keys.claim(use);
  }
  const { owner } = claim;
  using _ = keepClaim(keys, use.id, owner, renewMs);
  try {
    return await work();
  } finally {
    await keys.release(use.id, owner);
  }
}
