import { setTimeout as sleep } from 'node:timers/promises';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { Claim } from '../../../platform/idempotency.ts';

const POLL_MS = 150;
/** Time that the work itself needs after the wait. */
const RESERVE_MS = 5_000;

/**
 * Does the work while nobody else of the graph, on whatever replica, works on this transfer; waits for who does. What goes out is written in
 * one call and booked in the next: a second one in between would change what is booked already. A holder that died is waited for as long as its lease.
 */
export async function oneAtATime<T>(transfer: number, { writes: { keys, renewMs }, deadline }: MutationContext, work: () => Promise<T>): Promise<T> {
  const id = `transfer ${transfer}`;
  let claim: Claim = await keys.claim({ id, fingerprint: '' });
  while (claim.kind !== 'mine') {
    if (Date.now() + POLL_MS + RESERVE_MS > deadline) refuse('CONFLICT');
    await sleep(POLL_MS);
    claim = await keys.claim({ id, fingerprint: '' });
  }
  const { owner } = claim;
  const timer = setInterval(() => void keys.renew(id, owner).catch(() => undefined), renewMs);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await keys.release(id, owner);
  }
}
