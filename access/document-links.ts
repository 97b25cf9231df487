import { randomUUID } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { GraphError } from '../platform/errors.ts';
import type { Principal } from './principal.ts';

export const DOCUMENT_KINDS = ['invoice', 'proforma'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What a link leads to, and for whom: their rights are looked up anew at the download. */
export interface DocumentClaim {
  readonly kind: DocumentKind;
  readonly id: number;
  /** `employee:1004`, `customer:1201`, `key:reporting`. */
  readonly subject: string;
  readonly serviceAccountId: number | null;
}

/** Short-lived links to documents. Nobody can make one but us, and each is one caller's. */
export interface DocumentLinks {
  sign(kind: DocumentKind, id: number, principal: Principal): Promise<{ readonly token: string; readonly expiresAt: string }>;
  /** Throws GraphError TOKEN_EXPIRED or TOKEN_MALFORMED. */
  verify(token: string): Promise<DocumentClaim>;
}

const ALGORITHM = 'HS256';
const ISSUER = 'graph';
const AUDIENCE = 'document';
export const LINK_SECONDS = 300;

/** Links signed with the key of the hop, which gateway and subgraphs share. Another audience keeps them apart from its assertions. */
export function createDocumentLinks({ secret, now = () => new Date() }: { readonly secret: string; readonly now?: () => Date }): DocumentLinks {
  const key = new TextEncoder().encode(secret);
  return {
    async sign(kind, id, principal) {
      const issued = Math.floor(now().getTime() / 1_000);
      const expires = issued + LINK_SECONDS;
      const token = await new SignJWT({ kind, id, sa: principal.serviceAccount?.id ?? null })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(principal.subject)
        .setJti(randomUUID())
        .setIssuedAt(issued)
        .setExpirationTime(expires)
        .sign(key);
      return { token, expiresAt: new Date(expires * 1_000).toISOString() };
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], issuer: ISSUER, audience: AUDIENCE, requiredClaims: ['exp', 'sub'], maxTokenAge: LINK_SECONDS, currentDate: now() });
        const { kind, id, sa, sub } = payload;
        if (!DOCUMENT_KINDS.includes(kind as DocumentKind) || typeof id !== 'number' || typeof sub !== 'string') throw new TypeError('not a link');
        return { kind: kind as DocumentKind, id, subject: sub, serviceAccountId: typeof sa === 'number' ? sa : null };
      } catch (cause) {
        const expired = cause instanceof Error && 'code' in cause && cause.code === 'ERR_JWT_EXPIRED';
        throw expired
          ? new GraphError('TOKEN_EXPIRED', 'The link has expired: ask for the document again.', {}, { cause })
          : new GraphError('TOKEN_MALFORMED', 'This is no link to a document.', {}, { cause });
      }
    },
  };
}
