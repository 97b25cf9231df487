import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStore, type Store, type StoreOptions } from './open.ts';

/**
 * Opens the store as `openStore` does; when another process of this machine has the embedded one open, through that process. For
 * commands: what they write is there for the server at once, and they end before it does.
 */
export async function joinStore(options: StoreOptions): Promise<Store & AsyncDisposable> {
  try {
    return await openStore(options);
  } catch (error) {
    const socket = join(resolve(options.folder), 'store', 'store.sock');
    if (options.uri !== undefined || !existsSync(socket)) throw error;
    const joined = await openStore({ ...options, uri: `mongodb://${encodeURIComponent(socket)}/?directConnection=true` });
    return { ...joined, kind: 'embedded' };
  }
}
