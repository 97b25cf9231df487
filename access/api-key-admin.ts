import { randomBytes, randomInt } from 'node:crypto';
import { createKeyFile, type StoredKey } from './api-key-file.ts';
import { hashOf } from './api-keys.ts';
import type { ApiKeyBinding, ApiKeyGrant } from './api-key-grant.ts';
import type { KeyScope } from './principal.ts';

export interface NewApiKey {
  /** Shown in logs and to `viewer`; unique among the keys that are not revoked. */
  readonly name: string;
  readonly days: number;
  readonly scopes: readonly KeyScope[];
  /** Exactly one of the two: a key sees one SA, unless somebody says in so many words that it sees everything. */
  readonly binding?: ApiKeyBinding;
  readonly system?: true;
  /** For somebody who explores: fewer operations, larger ones. */
  readonly analyst?: true;
}

export type ApiKeySummary = Omit<StoredKey, 'hash'>;

const LONGEST_DAYS = 366;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Creates a key and returns its text, which is stored nowhere: only the hash of its secret is kept. Throws a RangeError for options that make no sense. */
export async function createApiKey(path: string, options: NewApiKey, now: Date = new Date()): Promise<{ key: string; summary: ApiKeySummary }> {
  const id = Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const secret = randomBytes(32).toString('base64url');
  const grant = grantOf(id, options);
  const stored: StoredKey = {
    ...grant,
    hash: hashOf(secret).toString('hex'),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + options.days * 86_400_000).toISOString(),
    revokedAt: null,
  };
  await createKeyFile(path).update((keys) => {
    if (keys.some((key) => key.name === options.name && key.revokedAt === null)) {
      throw new RangeError(`There is an API key "${options.name}" already: revoke it first, or choose another name.`);
    }
    return [...keys, stored];
  });
  return { key: `abk_${id}_${secret}`, summary: summaryOf(stored) };
}

/** Revokes the key with this id or name; acts on the next request. Throws a RangeError when there is none. */
export async function revokeApiKey(path: string, idOrName: string, now: Date = new Date()): Promise<void> {
  await createKeyFile(path).update((keys) => {
    const isMeant = (key: StoredKey): boolean => key.revokedAt === null && (key.id === idOrName || key.name === idOrName);
    if (!keys.some(isMeant)) throw new RangeError(`There is no API key "${idOrName}" that could be revoked.`);
    return keys.map((key) => (isMeant(key) ? { ...key, revokedAt: now.toISOString() } : key));
  });
}

/** All keys that were ever created, without their hashes. */
export async function listApiKeys(path: string): Promise<readonly ApiKeySummary[]> {
  return (await createKeyFile(path).read()).map(summaryOf);
}

function grantOf(id: string, { name, days, scopes, binding, system, analyst }: NewApiKey): ApiKeyGrant {
  if (!/^[\w.-]{1,64}$/.test(name)) throw new RangeError('The name of an API key has 1 to 64 letters, digits, dots, dashes or underscores.');
  if (!Number.isFinite(days) || days <= 0 || days > LONGEST_DAYS) throw new RangeError(`An API key lives for 1 to ${LONGEST_DAYS} days.`);
  if (scopes.length === 0) throw new RangeError('An API key needs at least one scope: read, write.');
  if ((binding === undefined) === (system === undefined)) throw new RangeError('An API key is bound to one Service Account, or is a system key: exactly one of the two.');
  return { id, name, scopes: [...scopes], binding: binding ?? null, ...(analyst ? { client: 'ANALYST' } : {}) };
}

function summaryOf({ hash: _, ...summary }: StoredKey): ApiKeySummary {
  return summary;
}
