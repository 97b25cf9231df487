import { MongoClient, type Db } from 'mongodb';
import type { EmbeddedServer } from './embedded/server.ts';

/** An open database: a MongoDB server of yours, or the one that lives in this process. */
export interface Store {
  readonly db: Db;
  readonly client: MongoClient;
  readonly kind: 'mongodb' | 'embedded';
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `MONGODB_URI`; its path names the database. Without it the embedded store is opened. */
  readonly uri?: string | undefined;
  /** Folder of the embedded store's file (`DATA_DIR`). */
  readonly folder: string;
  /** Longest time in milliseconds for one operation, connecting included. */
  readonly timeoutMs?: number;
}

/** The store cannot be opened; the message says what to do and never contains the address with its password. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** Database that is used when the address names none. */
const DATABASE = 'dashboard';
const TIMEOUT_MS = 10_000;

/**
 * Opens the store and proves that it answers.
 *
 *     await using store = await openStore({ uri: config.MONGODB_URI, folder: config.DATA_DIR });
 *     await prepare(store, [orders]);                     // orders: see defineCollection
 *     await orders.in(store.db).insertOne({ number: 'ORD-1', quantity: 5 });
 *
 * Every operation ends within `timeoutMs`. Throws StoreUnavailable when there is no answer, or when another process has
 * the embedded store open.
 */
export async function openStore({ uri, folder, timeoutMs = TIMEOUT_MS }: StoreOptions): Promise<Store & AsyncDisposable> {
  const embedded = uri === undefined ? await openEmbedded(folder) : undefined;
  const client = new MongoClient(embedded?.uri ?? uri ?? '', {
    appName: 'odoo-graph',
    socketTimeoutMS: timeoutMs,
    waitQueueTimeoutMS: timeoutMs,
    serverSelectionTimeoutMS: Math.min(5_000, timeoutMs),
    connectTimeoutMS: Math.min(5_000, timeoutMs),
    ignoreUndefined: true,
  });
  const close = async (): Promise<void> => {
    await client.close();
    await embedded?.close();
  };
  try {
    const named = client.options.dbName;
    const db = client.db(named === undefined || named === 'test' ? DATABASE : named);
    await db.command({ ping: 1 });
    return { db, client, kind: embedded === undefined ? 'mongodb' : 'embedded', close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw new StoreUnavailable(`MongoDB does not answer: ${reason(error)}. Is MONGODB_URI right, and the server up?`);
  }
}

async function openEmbedded(folder: string): Promise<EmbeddedServer> {
  const [{ startEmbedded }, { FileRefused }] = await Promise.all([import('./embedded/server.ts'), import('./embedded/file.ts')]);
  try {
    return await startEmbedded(folder);
  } catch (error) {
    throw error instanceof FileRefused ? new StoreUnavailable(error.message, { cause: error }) : error;
  }
}

/** The driver's words without anything that could be a password. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\/\/[^@/\s]*@/g, '//…@');
}
