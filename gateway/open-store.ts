import type { Config } from '../platform/config.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import { openStore, type Store } from '../store/open.ts';

/** The gateway's store: MongoDB, or the embedded one in DATA_DIR. Closed after everything that was started later. */
export async function openGatewayStore(config: Config, lifecycle: Lifecycle): Promise<Store> {
  const store = await openStore({ uri: config.MONGODB_URI, folder: config.DATA_DIR });
  lifecycle.started('the store', () => store.close());
  return store;
}
