import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions, type RemoteJWKSet } from 'jose';
import { GraphError } from '../platform/errors.ts';
import type { Credential } from './credentials.ts';

export interface TokenConfig {
  /** Shared secret of HS256 tokens. */
  readonly secret?: string | undefined;
  /** Key set of RS256, ES256 or EdDSA tokens. */
  readonly jwksUrl?: string | URL | undefined;
  readonly issuer?: string | undefined;
  readonly audience: string;
  readonly now?: () => Date;
}

type Source = 'secret' | 'keySet';

/**
 * Which key may verify which algorithm. The token's header only chooses a row of this table, it never makes an
 * algorithm acceptable: a public key can not be passed off as an HMAC secret.
 */
const ALGORITHMS: Readonly<Record<string, Source>> = { HS256: 'secret', RS256: 'keySet', ES256: 'keySet', EdDSA: 'keySet' };

/** `abs.employee` is what the connector calls its employees on the wire. */
const KINDS: Readonly<Record<string, 'employee' | 'customer' | 'dashboardUser'>> = { employee: 'employee', 'abs.employee': 'employee', customer: 'customer', dashboard: 'dashboardUser' };

/** What MongoDB's drivers give for an id. */
const DASHBOARD_USER = /^[0-9a-f]{24}$/;

const LEEWAY_SECONDS = 5;

/** Makes the function that turns a JWT into a credential, or throws a GraphError TOKEN_… (KEYS_UNAVAILABLE for an outage). */
export function createTokenVerifier(config: TokenConfig): (token: string) => Promise<Credential> {
  const secret = config.secret === undefined ? undefined : new TextEncoder().encode(config.secret);
  const keySet =
    config.jwksUrl === undefined
      ? undefined
      : createRemoteJWKSet(new URL(config.jwksUrl), { timeoutDuration: 3_000, cooldownDuration: 30_000 });

  return async (token) => {
    const { algorithm, source } = algorithmOf(token);
    const options: JWTVerifyOptions = {
      algorithms: [algorithm],
      requiredClaims: ['sub', 'exp', 'type'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: config.now?.() ?? new Date(),
      ...(config.issuer === undefined ? {} : { issuer: config.issuer }),
    };
    const unavailable = new GraphError('TOKEN_ALGORITHM', `Tokens signed with ${algorithm} are not accepted here.`);
    let claims: JWTPayload;
    try {
      if (source === 'secret') {
        if (secret === undefined) throw unavailable;
        claims = (await jwtVerify(token, secret, options)).payload;
      } else {
        if (keySet === undefined) throw unavailable;
        claims = await verifyByKeySet(token, keySet, options);
      }
    } catch (error) {
      throw asGraphError(error);
    }
    checkAudience(claims, config.audience, source);
    return credentialOf(claims);
  };
}

function algorithmOf(token: string): { algorithm: string; source: Source } {
  let algorithm: unknown;
  try {
    algorithm = decodeProtectedHeader(token).alg;
  } catch {
    throw new GraphError('TOKEN_MALFORMED', 'The bearer token is not a JWT.');
  }
  const source = typeof algorithm === 'string' && Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  if (typeof algorithm === 'string' && source !== undefined) return { algorithm, source };
  throw new GraphError('TOKEN_ALGORITHM', `The bearer token must be signed with one of ${Object.keys(ALGORITHMS).join(', ')}.`);
}

/** A token without `kid` may fit several keys of the set: then each is tried. */
async function verifyByKeySet(token: string, keySet: RemoteJWKSet, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keySet, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** jose's messages do not repeat the token, ours do not repeat jose's: the caller gets the code and one fixed sentence. */
function asGraphError(error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof errors.JWTExpired) return new GraphError('TOKEN_EXPIRED', 'The bearer token is past its expiry.');
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return new GraphError('TOKEN_SIGNATURE', 'The bearer token was not signed by a key that is trusted here.');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const problem = error.reason === 'missing' ? 'is missing' : 'has a value that is not accepted';
    return new GraphError('TOKEN_CLAIMS', `The claim "${error.claim}" of the bearer token ${problem}.`);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return new GraphError('TOKEN_ALGORITHM', 'The bearer token is signed with an algorithm that is not accepted here.');
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid || error instanceof errors.JOSENotSupported) {
    return new GraphError('TOKEN_MALFORMED', 'The bearer token is not a JWT that can be read.');
  }
  return new GraphError('KEYS_UNAVAILABLE', 'The key set that verifies bearer tokens could not be fetched.', {}, { cause: error });
}

/**
 * The connector signs its tokens with the shared secret and names no audience in them, so there a missing `aud` passes.
 * An identity provider signs for many applications with one key: what it signs has to name this one.
 */
function checkAudience(claims: JWTPayload, audience: string, source: Source): void {
  if (claims.aud === undefined && source === 'secret') return;
  const named = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (named.includes(audience)) return;
  throw new GraphError('TOKEN_CLAIMS', 'The claim "aud" of the bearer token does not name this graph.');
}

function credentialOf(claims: JWTPayload): Credential {
  const kind = typeof claims.type === 'string' && Object.hasOwn(KINDS, claims.type) ? KINDS[claims.type] : undefined;
  if (kind === undefined) throw new GraphError('TOKEN_CLAIMS', 'The claim "type" of the bearer token must be employee, customer or dashboard.');
  const client = clientOf(claims['client']);
  if (kind === 'dashboardUser') {
    if (typeof claims.sub !== 'string' || !DASHBOARD_USER.test(claims.sub)) throw new GraphError('TOKEN_CLAIMS', 'The claim "sub" of the bearer token must be the id of the dashboard’s user.');
    return { kind, userId: claims.sub, ...client };
  }
  const id = recordId(claims.sub);
  if (id === undefined) throw new GraphError('TOKEN_CLAIMS', `The claim "sub" of the bearer token must be the id of the ${kind}, a positive integer.`);
  return kind === 'employee' ? { kind, employeeId: id, ...client } : { kind, customerId: id, ...client };
}

/** An issuer may say that a token is an analyst's. Any other value changes nothing: the claim is common, and others mean something else by it. */
function clientOf(claim: unknown): { readonly client?: 'ANALYST' } {
  return claim === 'analyst' ? { client: 'ANALYST' } : {};
}

/** The connector writes `sub` as a number, RFC 7519 wants a string: both are read. */
function recordId(subject: unknown): number | undefined {
  const id = typeof subject === 'string' && /^[1-9]\d{0,9}$/.test(subject) ? Number(subject) : subject;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id <= 2 ** 31 - 1 ? id : undefined;
}
