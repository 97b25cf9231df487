import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { hashOf } from '../access/api-keys.ts';
import type { PartnerKey } from './collections.ts';

/** How a partner's key begins, so that it is told from ours and from the connector's. */
export const PREFIX = 'abp_';

const FORMAT = /^abp_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const NOBODY = Buffer.alloc(32);

/** A new key: its text, to be shown once, and what is kept of it. */
export function newKey(days: number, now: Date): { readonly text: string; readonly key: PartnerKey } {
  const id = Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const secret = randomBytes(32).toString('base64url');
  return {
    text: `${PREFIX}${id}_${secret}`,
    key: { id, hash: hashOf(secret).toString('hex'), createdAt: now, expiresAt: new Date(now.getTime() + days * 86_400_000), revokedAt: null },
  };
}

/** The public half of a key's text; null for a text that is no key. */
export function keyId(text: string): string | null {
  return FORMAT.exec(text)?.[1] ?? null;
}

/** Whether the text is this key. Takes as long without a key, so that time tells nothing about which ids exist. */
export function isKey(text: string, key: PartnerKey | undefined): boolean {
  const secret = FORMAT.exec(text)?.[2] ?? '';
  const same = timingSafeEqual(hashOf(secret), key === undefined ? NOBODY : Buffer.from(key.hash, 'hex'));
  return key !== undefined && same;
}
