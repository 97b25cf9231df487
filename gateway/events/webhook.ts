import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Log } from '../../platform/log.ts';
import { SyncBusy } from '../../sync/run.ts';
import { send, type Route } from '../http.ts';

export interface WebhookOptions {
  readonly secret: string;
  /** Synchronises the orders. @throws SyncBusy */
  readonly synchronise: () => Promise<unknown>;
  readonly log: Log;
  readonly now?: () => number;
  /** Several calls within this time are one synchronisation. */
  readonly gatherMs?: number;
}

const HEADER = 'x-odoo-graph-signature';
const FORM = /^t=(\d{10}),v1=([0-9a-f]{64})$/;
/** A call is good for this long, and once. */
const WINDOW_SECONDS = 300;
const MAX_BYTES = 64_000;

/** The signature of a call: HMAC-SHA256 of `<seconds>.<body>`. */
export function sign(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/**
 * `POST /hooks/odoo`: an automation rule of Odoo says that something changed. The body is not believed, it only hastens the reading
 * that would find the change anyway; the signature keeps strangers from making us read.
 */
export function webhookRoute({ secret, synchronise, log, now = Date.now, gatherMs = 1_000 }: WebhookOptions): Route {
  const used = new Map<string, number>();
  let gathering = false;

  const isGood = (header: string | undefined, body: string): boolean => {
    const [, seconds = '', signature = ''] = FORM.exec(header ?? '') ?? [];
    const at = Number(seconds);
    const moment = now() / 1000;
    if (signature === '' || Math.abs(moment - at) > WINDOW_SECONDS) return false;
    const expected = Buffer.from(sign(secret, at, body));
    const given = Buffer.from(header ?? '');
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return false;
    for (const [old, until] of used) if (until < moment) used.delete(old);
    if (used.has(signature)) return false;
    used.set(signature, moment + 2 * WINDOW_SECONDS);
    return true;
  };

  const gather = async (): Promise<void> => {
    if (gathering) return;
    gathering = true;
    await new Promise((resolve) => setTimeout(resolve, gatherMs).unref());
    gathering = false;
    await synchronise().catch((error: unknown) => {
      // The run under way may be past the record already: the next one by the clock finds it.
      if (!(error instanceof SyncBusy)) log.error('the synchronisation that Odoo asked for failed', { error });
    });
  };

  return async (request, response) => {
    if (request.method !== 'POST') return send(response, 405, 'text/plain; charset=utf-8', 'Only POST.\n');
    const body = await text(request);
    if (body === null) return send(response, 413, 'text/plain; charset=utf-8', 'Too large.\n');
    const header = request.headers[HEADER];
    if (!isGood(typeof header === 'string' ? header : undefined, body)) return send(response, 401, 'text/plain; charset=utf-8', 'The signature is missing, wrong, late or used.\n');
    void gather();
    send(response, 202, 'application/json; charset=utf-8', '{"accepted":true}\n');
  };
}

async function text(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
