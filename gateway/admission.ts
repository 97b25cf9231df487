import { isDeepStrictEqual } from 'node:util';
import type { Assertions } from '../access/assertion.ts';
import { subjectOf, type Authenticator, type Credential } from '../access/credentials.ts';
import { header } from '../access/headers.ts';
import type { Principal } from '../access/principal.ts';
import type { PrincipalSources } from '../access/principal-sources.ts';
import { resolvePrincipal } from '../access/resolve-principal.ts';
import type { ClientClass } from '../platform/limits.ts';
import type { Door } from './door.ts';
import { Recent } from './kept.ts';
import type { Audience } from './published/audiences.ts';

export interface AdmissionOptions {
  readonly authenticator: Authenticator;
  readonly sources: PrincipalSources;
  readonly assertions: Pick<Assertions, 'sign'>;
  /** Turns a failure of Odoo into the error that the caller sees. */
  readonly translate: (error: unknown) => unknown;
}

const KEPT_CALLERS = 1_000;

/** The door as access/ guards it: the credential at once, the principal from live memberships when data is asked for. */
export function createDoor({ authenticator, sources, assertions, translate }: AdmissionOptions): Door {
  // Who callers were when they were looked up last: a guess to begin with, never an answer (foresight.ts).
  const last = new Recent<Principal>(KEPT_CALLERS);
  return {
    async admit(headers) {
      const credential = await authenticator.authenticate(headers);
      const account = header(headers, 'x-sa-id');
      const key = JSON.stringify([subjectOf(credential), account]);
      let found: Principal | undefined;
      return {
        subject: subjectOf(credential),
        client: classOf(credential),
        partner: (credential.kind === 'apiKey' ? credential.key.partner : undefined) ?? null,
        limits: credential.kind === 'apiKey' ? credential.key.limits : undefined,
        audience: audienceOf(credential),
        async assertion(request) {
          try {
            found = await resolvePrincipal(credential, account, sources, request);
            if (asksOdoo(credential)) last.set(key, found);
            return await assertions.sign(found);
          } catch (error) {
            last.delete(key);
            throw translate(error);
          }
        },
        async foresee() {
          const before = last.get(key);
          return before === undefined ? null : { assertion: await assertions.sign(before), holds: () => isDeepStrictEqual(found, before) };
        },
      };
    },
  };
}

/** Who the others are follows from the credential alone. */
function asksOdoo(credential: Credential): boolean {
  return credential.kind === 'apiKey' ? credential.key.binding !== null : credential.kind !== 'anonymous';
}

/** The class follows from the credential alone: what its issuer, or whoever made the key, wrote into it. */
function classOf(credential: Credential): ClientClass {
  switch (credential.kind) {
    case 'anonymous':
      return 'ANONYMOUS';
    case 'apiKey':
      return credential.key.client ?? 'FIRST_PARTY';
    default:
      return credential.client ?? 'FIRST_PARTY';
  }
}

/** Whose schema it is follows from the credential as well, without asking Odoo for the role. */
function audienceOf(credential: Credential): Audience | null {
  if (classOf(credential) === 'ANALYST') return 'analyst';
  switch (credential.kind) {
    case 'anonymous':
      return null;
    case 'apiKey':
      return credential.key.binding === null ? 'system' : 'partner';
    case 'dashboardUser':
      return 'dashboard';
    default:
      return credential.kind;
  }
}
