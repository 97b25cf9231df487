import { createHash, timingSafeEqual } from 'node:crypto';
import { GraphError } from '../platform/errors.ts';
import { createKeyFile, type StoredKey } from './api-key-file.ts';
import type { ApiKeyGrant } from './api-key-grant.ts';

export interface ApiKeys {
  /** The grant of a key, or a GraphError API_KEY_INVALID / API_KEY_EXPIRED. Revoking a key in the file acts on the next call. */
  verify(text: string): Promise<ApiKeyGrant>;
}

const FORMAT = /^abk_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
const NOBODY = Buffer.alloc(32);

/** Secrets have 256 random bits, so one round of SHA-256 is enough: there is nothing to guess. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The keys of one JSON file (access/api-key-admin.ts writes it). */
export function openApiKeys(path: string, now: () => Date = () => new Date()): ApiKeys {
  const file = createKeyFile(path);
  return {
    async verify(text) {
      const [, id, secret] = FORMAT.exec(text) ?? [];
      const key = (await file.read()).find((candidate) => candidate.id === id);
      // Compared even when the id is unknown: the time it takes tells nothing about which ids exist.
      const same = timingSafeEqual(hashOf(secret ?? ''), key === undefined ? NOBODY : Buffer.from(key.hash, 'hex'));
      if (key === undefined || !same || key.revokedAt !== null) {
        throw new GraphError('API_KEY_INVALID', 'X-API-KEY is unknown, revoked or malformed.');
      }
      if (Date.parse(key.expiresAt) <= now().getTime()) throw new GraphError('API_KEY_EXPIRED', `The API key "${key.name}" is past its expiry.`);
      return grantOf(key);
    },
  };
}

function grantOf({ id, name, scopes, binding, client }: StoredKey): ApiKeyGrant {
  return { id, name, scopes, binding, ...(client === undefined ? {} : { client }) };
}
