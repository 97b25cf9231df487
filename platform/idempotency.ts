import { randomUUID } from 'node:crypto';

/** What became of a claim. */
export type Claim =
  /** Nobody else works on the key. With `recovering`, somebody did and ended without a word: look before anything is repeated. */
  | { readonly kind: 'mine'; readonly owner: string; readonly recovering: boolean }
  /** It was done before: this was the answer. */
  | { readonly kind: 'answered'; readonly answer: unknown }
  /** The key was used with another input. */
  | { readonly kind: 'otherInput' }
  /** Another request works on it right now. */
  | { readonly kind: 'busy' };

/** One use of a key: whose it is and for what stands in `id`, with what in `fingerprint`. */
export interface KeyUse {
  readonly id: string;
  readonly fingerprint: string;
}

/**
 * What is known of idempotency keys, shared by all replicas. Who holds a claim renews it while working; a claim that is no longer
 * renewed is taken over. Answers are kept for at least `KEPT_MS`. All calls of one claim name its `owner`, and do nothing when it was taken over.
 */
export interface IdempotencyKeys {
  claim(use: KeyUse): Promise<Claim>;
  /** False when the claim was lost. */
  renew(id: string, owner: string): Promise<boolean>;
  answer(id: string, owner: string, answer: unknown): Promise<void>;
  /** Nothing was done: the key is free again. */
  release(id: string, owner: string): Promise<void>;
  /** What was done is unknown: the next claim recovers, at once. */
  abandon(id: string, owner: string): Promise<void>;
}

export const KEPT_MS = 48 * 3_600_000;

interface Entry {
  readonly fingerprint: string;
  owner: string;
  leaseUntil: number;
  answer?: unknown;
  answeredAt?: number;
}

/** Keys in the memory of this process: for tests, and for graphs without a store. */
export function keysInMemory(leaseMs: number, now: () => number = Date.now): IdempotencyKeys {
  const entries = new Map<string, Entry>();
  const mine = (id: string, owner: string): Entry | null => {
    const entry = entries.get(id);
    return entry?.owner === owner && entry.answeredAt === undefined ? entry : null;
  };
  const forgetOld = (): void => {
    for (const [id, { answeredAt }] of entries) if (answeredAt !== undefined && answeredAt + KEPT_MS < now()) entries.delete(id);
  };
  return {
    async claim({ id, fingerprint }) {
      forgetOld();
      const known = entries.get(id);
      if (known !== undefined && known.fingerprint !== fingerprint) return { kind: 'otherInput' };
      if (known?.answeredAt !== undefined) return { kind: 'answered', answer: structuredClone(known.answer) };
      if (known !== undefined && known.leaseUntil > now()) return { kind: 'busy' };
      const owner = randomUUID();
      entries.set(id, { fingerprint, owner, leaseUntil: now() + leaseMs });
      return { kind: 'mine', owner, recovering: known !== undefined };
    },
    async renew(id, owner) {
      const entry = mine(id, owner);
      if (entry) entry.leaseUntil = now() + leaseMs;
      return entry !== null;
    },
    async answer(id, owner, answer) {
      const entry = mine(id, owner);
      if (entry) Object.assign(entry, { answer: structuredClone(answer), answeredAt: now() });
    },
    async release(id, owner) {
      if (mine(id, owner)) entries.delete(id);
    },
    async abandon(id, owner) {
      const entry = mine(id, owner);
      if (entry) entry.leaseUntil = 0;
    },
  };
}
