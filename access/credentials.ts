import { GraphError } from '../platform/errors.ts';
import type { ApiKeys } from './api-keys.ts';
import type { ApiKeyGrant } from './api-key-grant.ts';
import { header, type RequestHeaders } from './headers.ts';
import { createTokenVerifier, type TokenConfig } from './tokens.ts';

/** Who the headers claim to be, proved by a signature or a key, not yet looked up in Odoo. */
export type Credential =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'employee'; readonly employeeId: number; readonly client?: 'ANALYST' }
  | { readonly kind: 'customer'; readonly customerId: number; readonly client?: 'ANALYST' }
  | { readonly kind: 'dashboardUser'; readonly userId: string; readonly client?: 'ANALYST' }
  | { readonly kind: 'apiKey'; readonly key: ApiKeyGrant };

export interface Authenticator {
  /**
   * Proves the request's credential, or throws a GraphError with the code of what is wrong with it; no message contains
   * a token or a key. A Bearer wins over an `X-API-KEY` beside it, but both have to be good: a bad Bearer never falls
   * back to the key, and a bad key beside a good Bearer is a mistake that its sender should hear of.
   */
  authenticate(headers: RequestHeaders): Promise<Credential>;
}

export interface AuthenticatorConfig extends TokenConfig {
  /** Without a store every API key is refused. */
  readonly apiKeys?: ApiKeys | undefined;
  /** Keys of partners, which begin with `abp_`. */
  readonly partnerKeys?: ApiKeys | undefined;
}

/** Whoever needs more puts what is not ours into it; a signature over it would be work for an attack only. */
const LONGEST_TOKEN = 8_192;
const BEARER = /^Bearer +([^\s,]+) *$/i;

export function createAuthenticator(config: AuthenticatorConfig): Authenticator {
  const verifyToken = createTokenVerifier(config);

  const bearer = async (authorization: string): Promise<Credential> => {
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw new GraphError('TOKEN_MALFORMED', 'Authorization must be "Bearer" and one token.');
    if (token.length > LONGEST_TOKEN) throw new GraphError('TOKEN_MALFORMED', `The bearer token is longer than ${LONGEST_TOKEN} characters.`);
    return verifyToken(token);
  };

  return {
    async authenticate(headers) {
      const authorization = header(headers, 'authorization');
      const apiKey = header(headers, 'x-api-key');
      const person = authorization === undefined ? undefined : await bearer(authorization);
      const key = apiKey === undefined ? undefined : await grantOf(apiKey, config);
      if (person !== undefined) return person;
      return key === undefined ? { kind: 'anonymous' } : { kind: 'apiKey', key };
    },
  };
}

async function grantOf(text: string, { apiKeys, partnerKeys }: AuthenticatorConfig): Promise<ApiKeyGrant> {
  const isOurs = text.startsWith('abk_');
  if (!isOurs && !text.startsWith('abp_')) {
    throw new GraphError(
      'API_KEY_INVALID',
      'X-API-KEY is not a key of this graph: those begin with "abk_" or, of partners, "abp_". The key built into the connector is not accepted here; leave the header out, or create a key.',
    );
  }
  const keys = isOurs ? apiKeys : partnerKeys;
  if (keys === undefined) throw new GraphError('API_KEY_INVALID', 'API keys of this kind are not configured here.');
  return keys.verify(text);
}

/** The same words as `Principal.subject`, before Odoo was asked. */
export function subjectOf(credential: Credential): string {
  switch (credential.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'employee':
      return `employee:${credential.employeeId}`;
    case 'customer':
      return `customer:${credential.customerId}`;
    case 'dashboardUser':
      return `dashboard:${credential.userId}`;
    case 'apiKey':
      return `key:${credential.key.name}`;
  }
}
