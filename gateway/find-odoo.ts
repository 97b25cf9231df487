import type { Config } from '../platform/config.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';

export interface OdooAddress {
  readonly url: string;
  readonly db: string;
  readonly username: string;
  readonly apiKey: string;
}

/** Where Odoo is: the configured one, or a sandbox, which is started. */
export async function findOdoo({ ODOO_URL: url, ODOO_DB: db, ODOO_USERNAME: username, ODOO_API_KEY: apiKey, ...config }: Config, lifecycle: Lifecycle): Promise<OdooAddress> {
  if (url !== undefined && db !== undefined && username !== undefined && apiKey !== undefined) return { url, db, username, apiKey };
  const { startSandboxThread } = await import('../odoo/sandbox/thread.ts');
  const sandbox = await startSandboxThread({ version: config.SANDBOX_ODOO_VERSION, generation: config.SANDBOX_GOVERNANCE });
  lifecycle.started('the sandbox', () => sandbox.stop());
  return sandbox;
}
