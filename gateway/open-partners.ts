import { PARTNER_COLLECTIONS } from '../partners/collections.ts';
import { livePartners, type LivePartners } from '../partners/live.ts';
import { usageCollector, type UsageCollector } from '../partners/usage.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Log } from '../platform/log.ts';
import type { Store } from '../store/open.ts';
import { prepare } from '../store/prepare.ts';

/** The partners of a store, followed from now on, and the book of what they use. */
export async function openPartners(store: Store, lifecycle: Lifecycle, log: Log): Promise<{ readonly partners: LivePartners; readonly usage: UsageCollector }> {
  await prepare(store, PARTNER_COLLECTIONS);
  const about = log.child({ about: 'partners' });
  const partners = await livePartners(store.db, { log: about });
  lifecycle.started('the partners', () => partners.close());
  const usage = usageCollector(store.db, { log: about });
  lifecycle.started('the usage of partners', () => usage.close());
  return { partners, usage };
}
