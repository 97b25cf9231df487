import type { ApiKeyBinding } from '../access/api-key-grant.ts';
import type { KeyScope } from '../access/principal.ts';
import type { Limits } from '../platform/limits.ts';
import { defineCollection, object } from '../store/collections.ts';

/** A key at rest: the hash of its secret, never the secret. */
export interface PartnerKey {
  readonly id: string;
  /** SHA-256 in hexadecimal digits. */
  readonly hash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export interface PublishedOperation {
  /** SHA-256 of the text in hexadecimal digits. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly publishedAt: Date;
}

/** Limits that may differ from partner to partner. */
export type PartnerLimits = Partial<Pick<Limits, 'ratePerMinute' | 'odooMsPerMinute'>>;

/**
 * A partner, or one of our own apps, with keys and operations in one document: every change is one write that is there as a whole or not at
 * all, and raises `revision`, by which replicas notice it.
 */
export interface PartnerRecord {
  /** The name. */
  readonly _id: string;
  /** An app has operations only: whoever uses it brings their own credential. */
  readonly kind: 'partner' | 'app';
  /** What the partner is to the graph; null for an app. */
  readonly binding: ApiKeyBinding | null;
  readonly scopes: readonly KeyScope[];
  readonly limits: PartnerLimits;
  readonly keys: readonly PartnerKey[];
  readonly operations: readonly PublishedOperation[];
  readonly revision: number;
  readonly createdAt: Date;
}

/** What a partner did on one day with one operation. */
export interface UsageRecord {
  /** `acme/2026-03-01/<operation id>` */
  readonly _id: string;
  readonly partner: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly operation: string;
  readonly requests: number;
  readonly failed: number;
  readonly odooCalls: number;
  readonly odooMs: number;
  readonly lastAt: Date;
}

const TEXT = { bsonType: 'string' } as const;
const HASH = { bsonType: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const DATE = { bsonType: 'date' } as const;
const NUMBER = { bsonType: ['int', 'long', 'double'], minimum: 0 } as const;

export const partners = defineCollection<PartnerRecord>({
  name: 'partners',
  schema: object({
    _id: { bsonType: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,62}$' },
    kind: { enum: ['partner', 'app'] },
    binding: { bsonType: ['object', 'null'] },
    scopes: { bsonType: 'array', items: { enum: ['read', 'write'] } },
    limits: { bsonType: 'object' },
    keys: { bsonType: 'array', items: { bsonType: 'object', required: ['id', 'hash', 'createdAt', 'expiresAt', 'revokedAt'], properties: { id: TEXT, hash: HASH, createdAt: DATE, expiresAt: DATE, revokedAt: { bsonType: ['date', 'null'] } } } },
    operations: { bsonType: 'array', items: { bsonType: 'object', required: ['id', 'name', 'text', 'publishedAt'], properties: { id: HASH, name: TEXT, text: TEXT, publishedAt: DATE } } },
    revision: NUMBER,
    createdAt: DATE,
  }),
  indexes: [{ name: 'key', key: { 'keys.id': 1 } }],
});

export const partnerUsage = defineCollection<UsageRecord>({
  name: 'partnerUsage',
  schema: object({ partner: TEXT, day: TEXT, operation: TEXT, requests: NUMBER, failed: NUMBER, odooCalls: NUMBER, odooMs: NUMBER, lastAt: DATE }),
  indexes: [{ name: 'partner_day', key: { partner: 1, day: 1 } }],
});

export const PARTNER_COLLECTIONS = [partners, partnerUsage] as const;
