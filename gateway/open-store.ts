import type { Config } from '../platform/config.ts';
import type { IdempotencyKeys } from '../platform/idempotency.ts';
import { keysInMemory } from '../platform/idempotency.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Log } from '../platform/log.ts';
import { idempotencyKeys, keysInStore } from '../store/idempotency-keys.ts';
import { openStore, type Store } from '../store/open.ts';
import { prepare } from '../store/prepare.ts';

/** Opens the store of this process, with what writes need of it. */
export async function openOwnStore(config: Config, lifecycle: Lifecycle): Promise<Store> {
  const store = await openStore({ uri: config.MONGODB_URI, folder: config.DATA_DIR });
  lifecycle.started('the store', () => store.close());
  await prepare(store, [idempotencyKeys]);
  return store;
}

/** Idempotency keys in the store; in the memory of a process that has none, where they do not outlive it. */
export function keysFor(store: Store | null, config: Config, log: Log): IdempotencyKeys {
  if (store !== null) return keysInStore(store.db, config.IDEMPOTENCY_LEASE_MS);
  log.warn('without MONGODB_URI, idempotency keys of this process are kept in its memory and end with it');
  return keysInMemory(config.IDEMPOTENCY_LEASE_MS);
}
