import type { OdooClient } from '../odoo/client/client.ts';
import { connectOdoo, type ConnectOptions } from '../odoo/client/connect.ts';
import type { OdooPort, OdooRequest } from '../odoo/port.ts';
import type { Config } from '../platform/config.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Tracing } from '../platform/tracing.ts';
import { findOdoo } from './find-odoo.ts';
import { tracedOdoo } from './traced.ts';

export interface OpenOdoo {
  readonly odoo: OdooPort;
  /** For people: `the sandbox Odoo 19 (demo data)`, `Odoo 19.0 at https://odoo.example.com`. */
  readonly description: string;
  readonly isSandbox: boolean;
  /** Where its pages are, and which database they show. */
  readonly url: string;
  readonly db: string;
}

/** Connects to the configured Odoo, or starts the sandbox and connects to that; `found` where the look-out for it began earlier. */
export async function openOdoo(config: Config, lifecycle: Lifecycle, metrics: Metrics, tracing: Tracing | null, found = findOdoo(config, lifecycle)): Promise<OpenOdoo> {
  const isSandbox = config.ODOO_URL === undefined;
  const address = await found;
  const client = await connect({ ...address, maxConcurrent: config.ODOO_MAX_CONCURRENT, callTimeoutMs: config.ODOO_CALL_TIMEOUT_MS });
  lifecycle.started('the connection to Odoo', () => client.close());
  metrics.watchBreaker(() => client.health.breaker);
  const description = isSandbox ? `the sandbox Odoo ${client.version.text} (demo data)` : `Odoo ${client.version.text} at ${address.url}`;
  return { odoo: tracedOdoo(metered(client, metrics), tracing), description, isSandbox, url: address.url, db: address.db };
}

async function connect(options: ConnectOptions): Promise<OdooClient> {
  try {
    return await connectOdoo(options);
  } catch (error) {
    throw new Error(`no Odoo answers at ${options.url} (${error instanceof Error ? error.message : String(error)}): check ODOO_URL.`, { cause: error });
  }
}

/** Counts every call, whoever makes it. */
function metered(odoo: OdooPort, metrics: Metrics): OdooPort {
  return {
    version: odoo.version,
    transport: odoo.transport,
    close: () => odoo.close(),
    call: (call, request) => odoo.call(call, counted(request, metrics)),
  };
}

function counted(request: OdooRequest, metrics: Metrics): OdooRequest {
  return {
    ...request,
    onCall: (done) => {
      metrics.odooCall(done);
      request.onCall?.(done);
    },
  };
}

/** The cheapest question that needs a good key and a live database. */
export async function pingOdoo(odoo: OdooPort, signal: AbortSignal): Promise<void> {
  await odoo.call(
    { model: 'res.company', method: 'search_count', args: { domain: [], limit: 1 }, kind: 'read' },
    { signal, deadline: Date.now() + 2_000, tenant: 'readiness' },
  );
}
