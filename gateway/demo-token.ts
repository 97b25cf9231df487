import { SignJWT } from 'jose';
import type { Persona } from '../odoo/sandbox/data/personas.ts';
import type { Config } from '../platform/config.ts';
import { jwtSecret } from './secrets.ts';

/** A token for a demo person, signed with the secret that the gateway of this folder accepts. Throws a RangeError where there is none. */
export async function demoToken(config: Config, { kind, id, email }: Persona, hours: number): Promise<string> {
  const secret = jwtSecret(config);
  if (secret === undefined) throw new RangeError('Tokens come from the issuer of JWT_JWKS_URL here: this command signs with JWT_SECRET only.');
  const unsigned = new SignJWT({ type: kind, email }).setProtectedHeader({ alg: 'HS256' }).setSubject(String(id)).setAudience(config.JWT_AUDIENCE);
  if (config.JWT_ISSUER !== undefined) unsigned.setIssuer(config.JWT_ISSUER);
  return unsigned.setIssuedAt().setExpirationTime(`${hours}h`).sign(new TextEncoder().encode(secret));
}
