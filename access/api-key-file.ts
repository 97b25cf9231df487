import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiKeyGrant } from './api-key-grant.ts';

/** One key at rest: the hash of its secret, never the secret. Times are ISO 8601. */
export interface StoredKey extends ApiKeyGrant {
  readonly hash: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

export interface KeyFile {
  /** The keys; none when there is no file yet. Read again only when the file has changed. */
  read(): Promise<readonly StoredKey[]>;
  /** Replaces the keys in one step that readers see whole; writers wait for each other. Readable by the owner only. */
  update(change: (keys: readonly StoredKey[]) => readonly StoredKey[]): Promise<void>;
}

const LOCK_TRIES = 50;

export function createKeyFile(path: string): KeyFile {
  let known: { readonly version: string; readonly keys: readonly StoredKey[] } | undefined;

  const read = async (): Promise<readonly StoredKey[]> => {
    const version = await versionOf(path);
    if (version === null) return [];
    if (known?.version !== version) known = { version, keys: parse(await readFile(path, 'utf8'), path) };
    return known.keys;
  };

  return {
    read,
    async update(change) {
      const draft = `${path}.new`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await openExclusively(draft);
      try {
        await file.writeFile(JSON.stringify({ version: 1, keys: change(await read()) }, null, 2) + '\n');
        await file.sync();
        await chmod(draft, 0o600);
        await rename(draft, path);
      } catch (error) {
        // Only then: after the rename the name may be the draft of the next writer.
        await rm(draft, { force: true });
        throw error;
      } finally {
        await file.close();
      }
    },
  };
}

/** The inode is part of it: two replacements within one tick of the file system's clock are still two versions. */
async function versionOf(path: string): Promise<string | null> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino}:${mtimeMs}:${size}`;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** The draft beside the file is the lock as well: whoever creates it writes. */
async function openExclusively(draft: string): Promise<Awaited<ReturnType<typeof open>>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open(draft, 'wx', 0o600);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      if (attempt === LOCK_TRIES) throw new Error(`${draft} is in the way: another command is writing keys, or one broke off and left it.`, { cause: error });
      await pause(20);
    }
  }
}

function parse(text: string, path: string): readonly StoredKey[] {
  const content: unknown = JSON.parse(text);
  const keys = typeof content === 'object' && content !== null && 'version' in content && content.version === 1 && 'keys' in content ? content.keys : null;
  if (!Array.isArray(keys) || !keys.every(isStoredKey)) throw new Error(`${path} does not hold API keys.`);
  return keys;
}

function isStoredKey(value: unknown): value is StoredKey {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, hash, scopes, binding, client, expiresAt, revokedAt } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    Array.isArray(scopes) &&
    // A missing binding must never read as "system".
    (binding === null || typeof binding === 'object') &&
    (client === undefined || client === 'ANALYST') &&
    typeof expiresAt === 'string' &&
    !Number.isNaN(Date.parse(expiresAt)) &&
    (revokedAt === null || typeof revokedAt === 'string')
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
