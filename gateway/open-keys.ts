import type { Config } from '../platform/config.ts';
import type { IdempotencyKeys } from '../platform/idempotency.ts';
import { keysInMemory } from '../platform/idempotency.ts';
import type { Log } from '../platform/log.ts';
import { idempotencyKeys, keysInStore } from '../store/idempotency-keys.ts';
import type { Store } from '../store/open.ts';
import { prepare } from '../store/prepare.ts';

/** Idempotency keys in the store; in the memory of a process that has none, where they do not outlive it. */
export async function openKeys(store: Store | null, config: Config, log: Log): Promise<IdempotencyKeys> {
  if (store === null) {
    log.warn('without MONGODB_URI, idempotency keys of this process are kept in its memory and end with it');
    return keysInMemory(config.IDEMPOTENCY_LEASE_MS);
  }
  await prepare(store, [idempotencyKeys]);
  return keysInStore(store.db, config.IDEMPOTENCY_LEASE_MS);
}
