import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import type { OdooRequest } from '../odoo/port.ts';
import type { Credential } from './credentials.ts';
import type { Principal } from './principal.ts';
import type { PrincipalSources } from './principal-sources.ts';
import { resolvePrincipal } from './resolve-principal.ts';
import { createThrottle, type Throttle } from './throttle.ts';

/** Whose token it is going to be. */
export type Subject = Extract<Credential, { kind: 'employee' | 'customer' | 'dashboardUser' }>;

/** What else somebody says who signs in. */
export interface SignInWish {
  /** As the dashboard's user, also where they are an employee. */
  readonly toDashboard: boolean;
}

/** One place where logins and passwords are known. */
export interface PasswordAuthenticator {
  readonly name: string;
  /** Whose they are; null for a wrong password and for a login that does not exist, without a difference in what is done. Throws when the place cannot be asked. */
  verify(login: string, password: string, request: OdooRequest, wish?: SignInWish): Promise<Subject | null>;
}

export interface SignedIn {
  readonly kind: 'in';
  readonly token: string;
  readonly expiresAt: Date;
  readonly principal: Principal;
}

export type SignInResult = SignedIn | { readonly kind: 'failed' } | { readonly kind: 'throttled'; readonly seconds: number };

/** Turns a login and a password into a token of this graph. */
export type SignIn = (login: string, password: string, request: OdooRequest, wish?: SignInWish) => Promise<SignInResult>;

export interface SignInOptions {
  /** Asked in turn; the first that knows the pair decides. */
  readonly authenticators: readonly PasswordAuthenticator[];
  /** Key of HS256 tokens, the one that the gateway verifies them with. */
  readonly secret: string;
  readonly audience: string;
  readonly issuer?: string | undefined;
  readonly hours: number;
  readonly sources: PrincipalSources;
  readonly throttle?: Throttle;
  readonly now?: () => Date;
}

/** A refusal takes at least this long, so that its time tells little of how far the attempt came. */
const LEAST_MS = 400;
const MAX_LOGIN = 254;
const MAX_PASSWORD = 1_024;

/** Sign-in with throttling: five tries for a login in a quarter of an hour, sixty for all in a minute. */
export function createSignIn({ authenticators, secret, audience, issuer, hours, sources, now = () => new Date(), throttle = createThrottle({ tries: 5, windowMs: 900_000, perMinute: 60 }) }: SignInOptions): SignIn {
  const key = new TextEncoder().encode(secret);

  const find = async (login: string, password: string, request: OdooRequest, wish: SignInWish): Promise<{ subject: Subject; principal: Principal } | null> => {
    for (const authenticator of authenticators) {
      const subject = await authenticator.verify(login, password, request, wish);
      if (subject === null || (wish.toDashboard && subject.kind !== 'dashboardUser')) continue;
      // Somebody whom Odoo does not know any more is nobody here, whatever another system says.
      const principal = await resolvePrincipal(subject, undefined, sources, request).catch(() => null);
      if (principal !== null) return { subject, principal };
    }
    return null;
  };

  return async (given, password, request, wish = { toDashboard: false }) => {
    const login = given.normalize('NFKC').trim().toLowerCase();
    const seconds = throttle.take(login.slice(0, MAX_LOGIN));
    if (seconds > 0) return { kind: 'throttled', seconds };
    const fits = login !== '' && login.length <= MAX_LOGIN && password !== '' && password.length <= MAX_PASSWORD;
    const [found] = await Promise.all([fits ? find(login, password, request, wish) : null, sleep(LEAST_MS)]);
    if (found === null) return { kind: 'failed' };
    throttle.forgive(login);
    const { subject, principal } = found;
    const issued = Math.floor(now().getTime() / 1_000);
    const expires = issued + hours * 3_600;
    const { type, sub } = claimsOf(subject);
    const unsigned = new SignJWT({ type })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setAudience(audience)
      .setIssuedAt(issued)
      .setExpirationTime(expires);
    if (issuer !== undefined) unsigned.setIssuer(issuer);
    return { kind: 'in', token: await unsigned.sign(key), expiresAt: new Date(expires * 1_000), principal };
  };
}

function claimsOf(subject: Subject): { readonly type: string; readonly sub: string } {
  switch (subject.kind) {
    case 'employee':
      return { type: 'employee', sub: String(subject.employeeId) };
    case 'customer':
      return { type: 'customer', sub: String(subject.customerId) };
    case 'dashboardUser':
      return { type: 'dashboard', sub: subject.userId };
  }
}
