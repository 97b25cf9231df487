import { createHash, timingSafeEqual } from 'node:crypto';
import { connectorLogin } from '../access/connector-login.ts';
import type { PrincipalSources } from '../access/principal-sources.ts';
import { createSignIn, type PasswordAuthenticator, type SignIn } from '../access/sign-in.ts';
import type { Config } from '../platform/config.ts';
import type { Store } from '../store/open.ts';
import { dashboardLogin } from './dashboard-people.ts';
import { jwtSecret } from './secrets.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The demo people of the sandbox, by their email addresses and one password for all. */
async function sandboxPeople(password: string): Promise<PasswordAuthenticator> {
  const { PERSONAS } = await import('../odoo/sandbox/data/personas.ts');
  return {
    name: 'sandbox',
    async verify(login, given) {
      const isRight = timingSafeEqual(digest(given), digest(password));
      const persona = Object.values(PERSONAS).find(({ email }) => email === login);
      if (!isRight || persona === undefined) return null;
      return persona.kind === 'employee' ? { kind: 'employee', employeeId: persona.id } : { kind: 'customer', customerId: persona.id };
    },
  };
}

/** Sign-in as it is configured; null where nobody can sign in here: tokens come from a key set, or nothing knows passwords. */
export async function openSignIn(config: Config, sources: PrincipalSources, store: Store | null): Promise<SignIn | null> {
  const secret = jwtSecret(config);
  if (secret === undefined) return null;
  const authenticators = [
    ...(config.ODOO_URL === undefined ? [await sandboxPeople(config.SANDBOX_PASSWORD)] : []),
    ...(config.ABS_LOGIN_URL === undefined ? [] : [connectorLogin(config.ABS_LOGIN_URL)]),
    ...(store === null || !sources.database.has('mrp.production') ? [] : [dashboardLogin(store, config, sources)]),
  ];
  if (authenticators.length === 0) return null;
  return createSignIn({ authenticators, secret, audience: config.JWT_AUDIENCE, issuer: config.JWT_ISSUER, hours: config.SIGN_IN_HOURS, sources });
}
