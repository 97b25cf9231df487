import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { keptSecret } from '../platform/secrets.ts';

/** Shared secret of HS256 tokens: configured, else generated; none where tokens come from a key set alone. */
export function jwtSecret(config: Config): string | undefined {
  return config.JWT_SECRET ?? (config.JWT_JWKS_URL === undefined ? keptSecret(config.DATA_DIR, 'jwt') : undefined);
}

/** Key of the hop between gateway and subgraphs. */
export function hopSecret(config: Config): string {
  return config.HOP_SECRET ?? keptSecret(config.DATA_DIR, 'hop');
}

/** The file of hashed API keys. */
export function apiKeyFile(config: Config): string {
  return join(config.DATA_DIR, 'api-keys.json');
}
