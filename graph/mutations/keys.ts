import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../../access/principal.ts';
import type { Claim, IdempotencyKeys, KeyUse } from '../../platform/idempotency.ts';
import { refuse } from './refusal.ts';

const KEY = /^[\x21-\x7E]([\x20-\x7E]{0,253}[\x21-\x7E])?$/;
const POLL_MS = 150;
const RESERVE_MS = 500;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The same text for the same value, whatever the order in which its keys were sent. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

export interface GivenKeys {
  /** `idempotencyKey` of the input. */
  readonly argument: string | null | undefined;
  /** The header `Idempotency-Key`, which stands for all mutations of the operation. */
  readonly header: string | null;
  /** Where the mutation stands in the operation. */
  readonly responseKey: string;
}

/** A key bound to its caller, their Service Account, and the mutation: nobody meets another's answers. Null where none was given. */
export function keyUse(given: GivenKeys, mutation: string, principal: Principal, input: Readonly<Record<string, unknown>>): KeyUse | null {
  const key = given.argument ?? given.header;
  if (key === null || key === undefined) return null;
  if (!KEY.test(key)) refuse('IDEMPOTENCY_KEY_INVALID', given.argument === null || given.argument === undefined ? null : ['input', 'idempotencyKey']);
  const { idempotencyKey: _, ...rest } = input;
  // One header covers several mutations of an operation, each by its own name in the answer.
  const place = given.argument ?? null ? 'argument' : `header ${given.responseKey}`;
  return { id: digest(JSON.stringify([principal.subject, principal.serviceAccount?.id ?? null, mutation, place, key])), fingerprint: digest(canonical(rest)) };
}

/** What the key leaves on records: enough of it to be unique, in characters that every field takes. */
export function tagOf({ id }: KeyUse): string {
  return id.slice(0, 32);
}

/** Claims the key, waiting for another request that works on it. Refuses when that takes as long as the request has. */
export async function claimKey(keys: IdempotencyKeys, use: KeyUse, deadline: number): Promise<Exclude<Claim, { kind: 'busy' | 'otherInput' }>> {
  for (;;) {
    const claim = await keys.claim(use);
    if (claim.kind === 'otherInput') refuse('IDEMPOTENCY_KEY_REUSED', ['input', 'idempotencyKey']);
    if (claim.kind !== 'busy') return claim;
    if (Date.now() + POLL_MS + RESERVE_MS > deadline) refuse('IDEMPOTENCY_KEY_BUSY', ['input', 'idempotencyKey']);
    await sleep(POLL_MS);
  }
}

/** Renews a claim until it is disposed of. */
export function keepClaim(keys: IdempotencyKeys, id: string, owner: string, everyMs: number): Disposable {
  const timer = setInterval(() => void keys.renew(id, owner).catch(() => undefined), everyMs);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
