import { createBreaker } from './breaker.ts';
import { OdooClient } from './client.ts';
import { OdooFault } from './faults.ts';
import { createHttp } from './http.ts';
import { createFairQueue } from './queue.ts';
import { json2 } from './transports/json2.ts';
import { jsonRpc } from './transports/json-rpc.ts';
import { detectVersion } from './version.ts';

export interface ConnectOptions {
  /** For example `https://odoo.example.com`; a path prefix is kept. */
  readonly url: string;
  readonly db: string;
  readonly username: string;
  /** An API key of that user (Odoo: Preferences → Account Security). */
  readonly apiKey: string;
  /** Calls on the wire at once. Odoo has a handful of workers: 8–16 is a good answer, 200 brings it down. */
  readonly maxConcurrent?: number;
  /** Bound on one call including its waiting and retries; a request's own deadline may be earlier. */
  readonly callTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
  /** Instead of the choice by the server's version: JSON-2 from 19 on, JSON-RPC before. */
  readonly transport?: 'jsonrpc' | 'json2';
  readonly attempts?: number;
  readonly retryDelayMs?: number;
  readonly breaker?: { readonly threshold?: number; readonly coolDownMs?: number; readonly maxCoolDownMs?: number; readonly patienceMs?: number };
}

/** The first with `web_search_read` by specification. */
const OLDEST_ODOO = 17;
const FIRST_ODOO_WITH_JSON2 = 19;
const DEFAULTS = {
  maxConcurrent: 8,
  callTimeoutMs: 60_000,
  connectTimeoutMs: 5_000,
  maxAnswerBytes: 64 * 1024 * 1024,
  attempts: 3,
  retryDelayMs: 100,
};

/**
 * Finds out which Odoo answers and how to speak to it. Credentials are checked by the first call.
 *
 * @throws TypeError when an option cannot be right; OdooFault when no Odoo answers.
 */
export async function connectOdoo(options: ConnectOptions): Promise<OdooClient> {
  const settings = { ...DEFAULTS, ...options };
  const url = checked(settings);
  const { db, username, apiKey, maxConcurrent, callTimeoutMs, attempts, retryDelayMs, maxAnswerBytes, connectTimeoutMs } = settings;
  const http = createHttp({ url, db, connections: maxConcurrent, maxAnswerBytes, connectTimeoutMs });
  try {
    const version = await detectVersion(http, AbortSignal.timeout(callTimeoutMs), options.transport);
    if (version.major < OLDEST_ODOO) throw new OdooFault('NOT_ODOO', { said: `Odoo ${OLDEST_ODOO} or later is needed, this is ${version.text}` });
    const kind = options.transport ?? (version.major >= FIRST_ODOO_WITH_JSON2 ? 'json2' : 'jsonrpc');
    const credentials = { db, username, apiKey };
    return new OdooClient({
      version,
      http,
      transport: kind === 'json2' ? json2(http, credentials) : jsonRpc(http, credentials),
      queue: createFairQueue(maxConcurrent),
      breaker: createBreaker({
        threshold: options.breaker?.threshold ?? 5,
        coolDownMs: options.breaker?.coolDownMs ?? 1_000,
        maxCoolDownMs: options.breaker?.maxCoolDownMs ?? 30_000,
        patienceMs: options.breaker?.patienceMs ?? 1_000,
        now: () => performance.now(),
      }),
      callTimeoutMs,
      attempts,
      retryDelayMs,
    });
  } catch (error) {
    await http.close();
    throw error;
  }
}

function checked(settings: ConnectOptions & typeof DEFAULTS): URL {
  if (!URL.canParse(settings.url)) throw new TypeError(`url: expected an absolute URL of Odoo, got ${JSON.stringify(settings.url)}`);
  const url = new URL(settings.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new TypeError(`url: expected http or https, got ${url.protocol}`);
  if (url.username !== '' || url.password !== '') throw new TypeError('url: expected no user name or password in it; use username and apiKey');
  for (const name of ['db', 'username', 'apiKey'] as const) {
    if (settings[name] === '') throw new TypeError(`${name}: expected a value, got an empty string`);
  }
  for (const name of ['maxConcurrent', 'callTimeoutMs', 'connectTimeoutMs', 'maxAnswerBytes', 'attempts'] as const) {
    if (!Number.isInteger(settings[name]) || settings[name] < 1) throw new TypeError(`${name}: expected a whole number above 0, got ${settings[name]}`);
  }
  return url;
}
