import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';

/**
 * Does the work while nobody else of the graph works on this transfer. What goes out is written in one call and booked in the next: a second
 * one in between would change what is booked already.
 */
export async function oneAtATime<T>(transfer: number, { writes: { keys, renewMs } }: MutationContext, work: () => Promise<T>): Promise<T> {
  const id = `transfer ${transfer}`;
  const claim = await keys.claim({ id, fingerprint: '' });
  if (claim.kind !== 'mine') refuse('CONFLICT');
  const timer = setInterval(() => void keys.renew(id, claim.owner).catch(() => undefined), renewMs);
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await keys.release(id, claim.owner);
  }
}
