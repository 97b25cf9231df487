import { SignJWT, jwtVerify } from 'jose';
import { GraphError } from '../platform/errors.ts';
import { parsePrincipal } from './parse-principal.ts';
import type { Principal } from './principal.ts';

/** The gateway's word on who is asking, carried on the hop to a subgraph. */
export interface Assertions {
  /** Signs the principal for at most 60 seconds. */
  sign(principal: Principal): Promise<string>;
  /** The principal of a token that this key signed and that is still good, or GraphError UNSIGNED_HOP. */
  verify(assertion: string | null | undefined): Promise<Principal>;
}

export interface AssertionConfig {
  /** Shared by gateway and subgraphs, at least 32 bytes. */
  readonly secret: string;
  readonly now?: () => Date;
}

const ALGORITHM = 'HS256';
const ISSUER = 'gateway';
const AUDIENCE = 'subgraph';
const LIFETIME_SECONDS = 60;
const REMEMBERED = 1_000;

interface Verified {
  readonly principal: Principal;
  readonly expires: number;
}

/**
 * Signs and verifies the hop. The hops of one request carry the same token, so a verified one is remembered until it
 * expires: in one process it costs one verification per request.
 */
export function createAssertions({ secret, now = () => new Date() }: AssertionConfig): Assertions {
  const key = new TextEncoder().encode(secret);
  if (key.length < 32) throw new RangeError('The key of the hop needs at least 32 bytes.');
  const verified = new Map<string, Verified>();

  const remember = (token: string, entry: Verified): void => {
    const oldest = verified.keys().next();
    if (verified.size >= REMEMBERED && !oldest.done) verified.delete(oldest.value);
    verified.set(token, entry);
  };

  return {
    async sign(principal) {
      const issued = seconds(now());
      return new SignJWT({ principal })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(issued)
        .setExpirationTime(issued + LIFETIME_SECONDS)
        .sign(key);
    },

    async verify(assertion) {
      if (!assertion) throw new GraphError('UNSIGNED_HOP', 'Subgraphs answer the gateway only: this call carries no signature of it.');
      const known = verified.get(assertion);
      if (known !== undefined && known.expires > seconds(now())) return known.principal;
      try {
        const { payload } = await jwtVerify(assertion, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['exp', 'iat', 'principal'],
          maxTokenAge: LIFETIME_SECONDS,
          currentDate: now(),
        });
        const principal = parsePrincipal(payload.principal);
        remember(assertion, { principal, expires: Math.min(payload.exp ?? 0, (payload.iat ?? 0) + LIFETIME_SECONDS) });
        return principal;
      } catch (cause) {
        throw new GraphError('UNSIGNED_HOP', 'Subgraphs answer the gateway only: the signature of this call is not its, or has expired.', {}, { cause });
      }
    },
  };
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1_000);
